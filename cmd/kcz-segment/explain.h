/*
 * Why a cut was made: a line for every gap between two characters, with the features that decided
 * and their weights (man kcz-segment, EXPLAIN).
 */
#ifndef KCZ_EXPLAIN_H
#define KCZ_EXPLAIN_H

#include "buf.h"
#include "segment.h"
#include "span.h"

/* Appends a line for every gap of text, and an empty one. */
void explain_text(const struct segmenter *segmenter, struct span text, struct segment_work *work,
                  struct buf *out);

#endif
