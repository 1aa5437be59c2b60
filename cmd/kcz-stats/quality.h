/*
 * What tells good running text from lists, menus and generated pages: the ratios that Gopher, C4
 * and FineWeb filter by, counted so that they make sense for Chinese. Only ratios are reported; the
 * limits are the user's to set.
 */
#ifndef KCZ_QUALITY_H
#define KCZ_QUALITY_H

#include "buf.h"
#include "sightings.h"
#include "span.h"

struct quality_memory {
    struct sightings seen; /* hashes of lines and of runs of characters */
    uint32_t *codes;
    uint64_t *hashes; /* of the run that starts at each character */
    size_t capacity;
};

/* Appends a JSON object. */
void quality_write(struct quality_memory *memory, struct span text, struct buf *out);
void quality_free(struct quality_memory *memory);

#endif
