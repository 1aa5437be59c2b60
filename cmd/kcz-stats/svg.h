/*
 * Charts as SVG: bars, lines, points on logarithmic axes, a network. The element is the same in a
 * file of its own and within a page; it needs no script, no font file and no network.
 */
#ifndef KCZ_SVG_H
#define KCZ_SVG_H

#include "sheet.h"

/* Appends one <svg> element for the rows that the sheet has kept. */
void svg_chart(const struct sheet *sheet, struct buf *out);

/* The network alone (svg_network.c). */
void svg_network(const struct sheet *sheet, struct buf *out);

/* Appends text with &, <, > and quotes as entities; control characters as U+FFFD. */
void svg_text(struct buf *out, struct span text);

/* Colour number i of the series, as #rrggbb. */
const char *svg_colour(size_t i);

enum { SVG_WIDTH = 760 };

/* Opens and closes the element; the accessible name is the sheet's title. */
void svg_open(const struct sheet *sheet, struct buf *out, double width, double height);
void svg_close(struct buf *out);

#endif
