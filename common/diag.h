/*
 * Messages for people, on stderr, as compilers write them: "PROGRAM: FILE:LINE:COLUMN: reason".
 * Control characters in names and reasons are escaped, so that hostile input cannot drive the
 * terminal. After DIAG_SHOWN complaints about the input the rest is only counted.
 */
#ifndef KCZ_DIAG_H
#define KCZ_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

enum { DIAG_SHOWN = 20 };

/* Exit status of every program. */
enum { EXIT_DONE = 0, EXIT_REJECTED = 1, EXIT_TROUBLE = 2 };

struct diag {
    const char *program;
    bool quiet;          /* no complaints about the input; trouble is always told */
    uint64_t complaints; /* how many there were, shown or not */
};

/* Something about the input at FILE:LINE:COLUMN; line and column count from 1, 0 leaves them out.
 */
void diag_complain(struct diag *diag, const char *file, uint64_t line, uint64_t column,
                   struct span reason);

/* How many complaints were not shown, if any. */
void diag_summary(const struct diag *diag);

/* The program cannot go on, or needs to say something: "PROGRAM: text". */
void diag_say(const struct diag *diag, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* "PROGRAM: what: the text of errno's value error". */
void diag_system(const struct diag *diag, const char *what, int error);

#endif
