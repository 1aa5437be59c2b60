/*
 * The order in which counts are shown: the greatest first, equal ones by key. Holds the rows of one
 * group: the first few only where that is asked for, otherwise all of them.
 */
#ifndef KCZ_RANK_H
#define KCZ_RANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "rows.h"

struct ranked {
    struct span key; /* with a NUL behind it */
    uint64_t values[TALLY_MAX_WIDTH];
    double score; /* decides the order */
};

struct ranker {
    size_t top; /* 0: all */
    size_t width;
    struct ranked *items;
    size_t count, capacity;
    struct arena keys;
};

/* Takes a row. The key is copied. */
void rank_add(struct ranker *ranker, const struct row *row, double score);

/* Sorts what is held; items[0 .. count) can be read. */
void rank_sort(struct ranker *ranker);

/* Empties it for the next group. */
void rank_clear(struct ranker *ranker);
void rank_free(struct ranker *ranker);

#endif
