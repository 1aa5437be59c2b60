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

#endif
