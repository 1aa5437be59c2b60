/*
 * --progress: records, speed and time on stderr, once a second while work is done and once at the
 * end. It is a line for people, the only one that depends on the clock; not asked for, it says
 * nothing and asks no clock. One thread at a time.
 */
#ifndef KCZ_PROGRESS_H
#define KCZ_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "diag.h"

struct progress {
    bool wanted;
    uint64_t records, bytes; /* that were read, so far */
    struct timespec started, told;
};

void progress_start(struct progress *progress);

/* Counts, and tells if a second has gone by since it last did. */
void progress_add(struct progress *progress, const struct diag *diag, uint64_t records,
                  uint64_t bytes);

/* Tells how it ended. */
void progress_end(const struct progress *progress, const struct diag *diag);

#endif
