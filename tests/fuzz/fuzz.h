/* What the fuzz targets share: a property that must hold, and bytes that are to be read as a file.
 */
#ifndef KCZ_FUZZ_H
#define KCZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "span.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void require(bool holds)
{
    if (!holds)
        abort();
}

/*
 * A file without a name that holds the bytes; its path is good until the same slot (0 to 3) is used
 * again.
 */
const char *fuzz_file(unsigned slot, struct span bytes);

/*
 * The next part of an input that stands for several things: up to a byte 0xFF, which is in no text,
 * or to the end. Moves *rest behind it.
 */
struct span fuzz_part(struct span *rest);

/* Bytes made well-formed UTF-8 by leaving out what is not. */
struct buf;
void fuzz_text(struct buf *out, struct span bytes);

#endif
