/*
 * Paragraphs: the lines of a text, and the hash that each is recognised by.
 */
#ifndef KCZ_PARAGRAPHS_H
#define KCZ_PARAGRAPHS_H

#include <stdbool.h>
#include <stdint.h>

#include "dedup.h"
#include "signature.h"
#include "span.h"

/* Walks the lines of text, without their LF. */
struct paragraph_cursor {
    const char *at, *end;
    bool done;
};
struct paragraph_cursor paragraphs_open(struct span text);
bool paragraphs_next(struct paragraph_cursor *cursor, struct span *line);

/* The hash of a paragraph; false if it is too short to be looked at. Uses plain. */
bool paragraph_hash(struct span line, const struct dedup *dedup, struct plain_text *plain,
                    uint64_t *hash);

#endif
