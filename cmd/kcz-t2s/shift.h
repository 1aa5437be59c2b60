/*
 * Offsets of a converted text and of the text as it was: a list of changes, read from the log,
 * through which text and offsets go back. Offsets are code points.
 */
#ifndef KCZ_T2S_SHIFT_H
#define KCZ_T2S_SHIFT_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "span.h"

struct shift_change {
    size_t start, end;         /* in the converted text */
    size_t old_start, old_end; /* in the text as it was */
    size_t from, from_len;     /* what stood there: bytes in shift.texts */
};

struct shift {
    struct shift_change *changes;
    size_t count, capacity;
    struct buf texts;
};

/* Reads one field's log, [[start,end,"from",...],...]. False if it is none, or not in order. */
bool shift_read(struct shift *shift, struct span log);
void shift_free(struct shift *shift);

/* Appends the text as it was. False if the changes reach beyond the converted text. */
bool shift_text(const struct shift *shift, struct span converted, struct buf *out);

/* Where an offset of the converted text lies in the old one; inside a change: its start or end. */
size_t shift_start(const struct shift *shift, size_t offset);
size_t shift_end(const struct shift *shift, size_t offset);

#endif
