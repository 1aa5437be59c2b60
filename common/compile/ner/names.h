/*
 * The rows of the tables in common/data/ner and of the lexicon as names: a string, and what it is.
 * A table is known by its file name.
 */
#ifndef KCZ_COMPILE_NER_NAMES_H
#define KCZ_COMPILE_NER_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "gazetteer.h"
#include "span.h"

enum { MAX_CODES = 8 };

struct name {
    struct span text; /* of its own */
    struct entry entry;
    uint32_t codes[MAX_CODES]; /* of a division; of a context: its unit */
};

struct names {
    struct name *items;
    size_t count, capacity;
};

/*
 * Adds what a table has to names or, where it is the one of contexts, to contexts: each text once,
 * its roles as classes. False with why.
 */
bool names_read(struct names *names, struct names *contexts, const char *file, struct buf *why);

/* Sorts by text; names of the same text become one with all that they say. */
void names_merge(struct names *names);

#endif
