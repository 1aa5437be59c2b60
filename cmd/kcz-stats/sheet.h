/*
 * A table of results and its forms: NDJSON, TSV and CSV leave row by row; an aligned table, bars,
 * sparklines and pictures are drawn when all rows are there. Columns have names and are filled from
 * left to right. Aligned columns count terminal cells, so that Han characters line up.
 */
#ifndef KCZ_SHEET_H
#define KCZ_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "buf.h"
#include "cell.h"
#include "span.h"

enum { SHEET_MAX_COLUMNS = 24 };

enum sheet_format {
    SHEET_NDJSON,
    SHEET_TSV,
    SHEET_CSV,
    SHEET_TABLE,
    SHEET_BAR,
    SHEET_SPARK,
    SHEET_VEGA,
    SHEET_GNUPLOT,
    SHEET_SVG,
    SHEET_HTML,
    SHEET_DOT
};

/* What kind of picture the rows are. */
enum sheet_chart { CHART_BARS, CHART_LINE, CHART_POINTS, CHART_NETWORK };

struct sheet {
    enum sheet_format format;
    const char *title;
    enum sheet_chart chart;
    size_t label;   /* the column that names a row in a picture; see also series */
    size_t measure; /* the column that is drawn */
    bool series;    /* columns before label tell several lines apart */
    bool sparse;    /* NDJSON leaves out null cells */
    struct buf *out;
    /* Writes what out holds and empties it; false once that has failed. May be NULL. */
    bool (*flush)(void *sink, struct buf *out);
    void *sink;
    /* Draws the rows that were kept; where the format leaves row by row it is not asked for. */
    void (*draw)(struct sheet *sheet);

    char *names[SHEET_MAX_COLUMNS];
    size_t columns;
    struct cell row[SHEET_MAX_COLUMNS];
    size_t filled;
    struct cell *cells; /* of the rows kept for drawing */
    size_t rows, capacity;
    struct arena texts;
    bool failed; /* the sink takes no more */
};

/* The format that a word of --format names. */
enum sheet_format sheet_format_named(const char *word);

/* Starts a table; columns follow, then rows. */
void sheet_begin(struct sheet *sheet, const char *title);
void sheet_column(struct sheet *sheet, const char *name);
void sheet_columns(struct sheet *sheet, const char *const *names); /* ends with NULL */

void sheet_text(struct sheet *sheet, struct span text);
void sheet_json(struct sheet *sheet, struct span value);
void sheet_count(struct sheet *sheet, uint64_t count);
void sheet_real(struct sheet *sheet, double real); /* not finite: null */
void sheet_null(struct sheet *sheet);

/* Ends a row; what is not filled is null. False when the sink takes no more. */
bool sheet_row(struct sheet *sheet);

/* Forgets columns and rows, and frees what they took. */
void sheet_discard(struct sheet *sheet);

/* Ends the table, draws it where that was waiting, and frees what it took. */
void sheet_end(struct sheet *sheet);

#endif
