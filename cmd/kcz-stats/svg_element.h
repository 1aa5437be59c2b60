/*
 * What every picture in SVG is written with: the element itself, escaped text, the colours. Knows
 * nothing of charts and tables.
 */
#ifndef KCZ_SVG_ELEMENT_H
#define KCZ_SVG_ELEMENT_H

#include <stddef.h>

#include "buf.h"
#include "span.h"

enum { SVG_WIDTH = 760 };

/* Opens and closes the element, of so many pixels; the title is its accessible name. */
void svg_open(struct buf *out, const char *title, double width, double height);
void svg_close(struct buf *out);

/* Appends text with &, <, > and quotes as entities; control characters as U+FFFD. */
void svg_text(struct buf *out, struct span text);

/* Colour number i of the series, as #rrggbb. */
const char *svg_colour(size_t i);

#endif
