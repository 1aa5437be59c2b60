/*
 * Text laid out in terminal columns: lines are broken between Han characters and at spaces, not
 * before closing and not behind opening punctuation (after GB/T 15834), and marked stretches are
 * coloured, or put into brackets with their label where there is no colour. All text is made
 * visible (visible.h).
 */
#ifndef KCZ_VIEW_WRAP_H
#define KCZ_VIEW_WRAP_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "span.h"

#define SGR_BOLD "\033[1m"
#define SGR_DIM "\033[2m"
#define SGR_RED "\033[31m"
#define SGR_GREEN "\033[32m"
#define SGR_END "\033[m"

/* A stretch of the text; marks are in order and do not overlap. */
struct mark {
    size_t start, end; /* code points, half-open */
    const char *colour;
    struct span label;
};

/* How text is to look. */
struct layout {
    size_t columns;
    bool colour;
    const char *style;        /* what unmarked text looks like; NULL: plain */
    const char *first, *next; /* what its first line begins with, and lines broken off */
};

struct piece;

/* Memory to work in; a zeroed struct is empty. */
struct wrapper {
    struct buf text;
    struct piece *pieces;
    size_t count, capacity;
};

/* Appends text, of one or more lines, to out; every line ends with LF. */
void wrap_add(struct wrapper *wrapper, const struct layout *layout, struct span text,
              const struct mark *marks, size_t mark_count, struct buf *out);

void wrap_free(struct wrapper *wrapper);

#endif
