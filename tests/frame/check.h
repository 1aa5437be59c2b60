/* CHECK(condition): says where a test program fails, and makes its exit status 1. */
#ifndef KCZ_TESTS_CHECK_H
#define KCZ_TESTS_CHECK_H

#include <stdbool.h>
#include <stdio.h>

#define CHECK(condition) check_that((condition), #condition, __FILE__, __LINE__, &failures)

static inline void check_that(bool holds, const char *condition, const char *file, int line,
                              int *failures)
{
    if (holds)
        return;
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
    ++*failures;
}

/* A small repeatable generator (Marsaglia's xorshift), so that a failure can be seen again. */
static inline unsigned check_random(unsigned *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

#endif
