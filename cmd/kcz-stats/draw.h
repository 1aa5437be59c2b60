/*
 * Draws the rows that a sheet has kept: an aligned table, bars and sparklines for the terminal;
 * Vega-Lite, gnuplot, DOT, SVG and HTML as files that need no network. Pictures are text, and the
 * same rows give the same bytes.
 */
#ifndef KCZ_DRAW_H
#define KCZ_DRAW_H

#include "sheet.h"

/* In the format that the sheet has. */
void draw_sheet(struct sheet *sheet);

void draw_table(struct sheet *sheet);
void draw_bars(struct sheet *sheet);
void draw_sparks(struct sheet *sheet);
void draw_vega(struct sheet *sheet);
void draw_gnuplot(struct sheet *sheet);
void draw_dot(struct sheet *sheet);
void draw_svg(struct sheet *sheet);

/* A page around one picture and its table. */
void draw_html(struct sheet *sheet);

/* Pieces of such a page, for reports of several sections. */
void html_open(struct buf *out, const char *title);
void html_section(struct sheet *sheet);
void html_close(struct buf *out);

static inline const struct cell *draw_cell(const struct sheet *sheet, size_t row, size_t column)
{
    return sheet->cells + row * SHEET_MAX_COLUMNS + column;
}

#endif
