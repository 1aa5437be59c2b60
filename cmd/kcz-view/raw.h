/*
 * The raw records that a diff is made against: a file of records, held in memory and looked up by
 * id. Of records with the same id the first counts.
 */
#ifndef KCZ_VIEW_RAW_H
#define KCZ_VIEW_RAW_H

#include <stdbool.h>

#include "arena.h"
#include "buf.h"
#include "path.h"
#include "span.h"

struct raw {
    struct arena arena;
    struct raw_text *texts; /* by id */
    size_t count, capacity;
};

/* Reads a file of records with their texts at field; false with the reason appended to why. */
bool raw_load(struct raw *raw, const char *file, const struct path *field, struct buf *why);

/* The text of the record with that id; false if there is none. */
bool raw_find(const struct raw *raw, struct span id, struct span *text);

void raw_free(struct raw *raw);

#endif
