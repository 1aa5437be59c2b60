/*
 * Text made safe to show: control characters and those that reorder a line (bidi controls) are
 * written as \xHH or \u{HHHH}, so that what comes from a page can neither drive a terminal nor
 * deceive the eye. Bytes that are no UTF-8 are written as \xHH.
 */
#ifndef KCZ_VISIBLE_H
#define KCZ_VISIBLE_H

#include <stddef.h>

#include "buf.h"
#include "span.h"

/* Appends the character at at; returns how many bytes it took. */
size_t visible_add_next(struct buf *out, const char *at, const char *end);

/* Appends all of text. */
void visible_add(struct buf *out, struct span text);

#endif
