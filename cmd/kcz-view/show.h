/*
 * One record for a terminal: title, date, source and id, the text with its entities, the facts as
 * tables; or, beside a raw record, the lines that cleaning took away and changed.
 */
#ifndef KCZ_VIEW_SHOW_H
#define KCZ_VIEW_SHOW_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "buf.h"
#include "path.h"
#include "raw.h"
#include "record.h"
#include "wrap.h"

struct show {
    size_t columns;
    bool colour;
    const struct path *field;
    const struct raw *raw; /* NULL: no diff */
    struct arena arena;    /* what follows is memory to work in */
    struct wrapper wrapper;
    struct buf scratch;
};

/* Appends the record's lines, an empty one and a rule before it unless it is the first. */
void show_record(struct show *show, struct record *record, bool first, struct buf *out);

void show_free(struct show *show);

#endif
