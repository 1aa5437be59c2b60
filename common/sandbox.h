/*
 * Giving up what a filter does not need: once its files are open it can neither open others, nor
 * reach the network, nor start a program, whatever its input makes it do. Landlock and seccomp,
 * each where the kernel has it; without them nothing changes. Takes well under a millisecond.
 */
#ifndef KCZ_SANDBOX_H
#define KCZ_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

struct sandbox {
    char *const *files; /* may still be opened for reading; "-" is none */
    size_t file_count;
};

/* Enters it for this thread and all that it starts. There is no way back. */
void sandbox_enter(const struct sandbox *sandbox);

/* What the kernel offers, for tests. */
bool sandbox_has_landlock(void);

#endif
