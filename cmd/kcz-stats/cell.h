/*
 * One cell of a table: nothing, a text, raw JSON, a count or a real number; and how each is written
 * for the eye and as a number. The text is borrowed from whoever keeps the table.
 */
#ifndef KCZ_CELL_H
#define KCZ_CELL_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"
#include "span.h"

enum cell_kind { CELL_NULL, CELL_TEXT, CELL_JSON, CELL_COUNT, CELL_REAL };

struct cell {
    enum cell_kind kind;
    struct span text; /* CELL_TEXT, CELL_JSON */
    uint64_t count;
    double real;
};

/* Appends a cell as plain text, for tables and pictures: reals in 6 digits, no control characters.
 */
void cell_plain(const struct cell *cell, struct buf *out);

/* A cell's number, 0 if it has none. */
double cell_number(const struct cell *cell);
bool cell_is_number(const struct cell *cell);

/* Appends a real number in at most 12 significant digits, as JSON writes numbers. */
void cell_format_real(struct buf *out, double real);

#endif
