#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "memory.h"
#include "width.h"

enum { BAR_CELLS = 40, EIGHTHS = 8, LABEL_CELLS = 32 };

void draw_sheet(struct sheet *sheet)
{
    static void (*const draw[])(struct sheet *) = {
        [SHEET_TABLE] = draw_table, [SHEET_BAR] = draw_bars,        [SHEET_SPARK] = draw_sparks,
        [SHEET_VEGA] = draw_vega,   [SHEET_GNUPLOT] = draw_gnuplot, [SHEET_SVG] = draw_svg,
        [SHEET_HTML] = draw_html,   [SHEET_DOT] = draw_dot};

    draw[sheet->format](sheet);
}

static void pad(struct buf *out, size_t columns)
{
    for (; columns > 0; columns--)
        buf_add_char(out, ' ');
}

/* Numbers stand at the right of their column, texts at the left. */
static bool column_is_number(const struct sheet *sheet, size_t column)
{
    for (size_t row = 0; row < sheet->rows; row++) {
        const struct cell *cell = draw_cell(sheet, row, column);

        if (cell->kind != CELL_NULL && !cell_is_number(cell))
            return false;
    }
    return sheet->rows > 0;
}

static size_t column_width(const struct sheet *sheet, size_t column, struct buf *text)
{
    size_t widest = width_of(span_of(sheet->names[column]));

    for (size_t row = 0; row < sheet->rows; row++) {
        size_t columns;

        buf_clear(text);
        cell_plain(draw_cell(sheet, row, column), text);
        columns = width_of(buf_span(text));
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

static void put_aligned(struct sheet *sheet, struct span text, size_t column, size_t width,
                        bool right)
{
    size_t gap = width - width_of(text);
    bool last = column + 1 == sheet->columns;

    if (right)
        pad(sheet->out, gap);
    buf_add_span(sheet->out, text);
    if (!right && !last)
        pad(sheet->out, gap);
    buf_add_text(sheet->out, last ? "\n" : "  ");
}

void draw_table(struct sheet *sheet)
{
    size_t widths[SHEET_MAX_COLUMNS];
    bool right[SHEET_MAX_COLUMNS];
    struct buf text = {0};

    for (size_t i = 0; i < sheet->columns; i++) {
        widths[i] = column_width(sheet, i, &text);
        right[i] = column_is_number(sheet, i);
    }
    for (size_t i = 0; i < sheet->columns; i++)
        put_aligned(sheet, span_of(sheet->names[i]), i, widths[i], right[i]);
    for (size_t row = 0; row < sheet->rows; row++) {
        for (size_t i = 0; i < sheet->columns; i++) {
            buf_clear(&text);
            cell_plain(draw_cell(sheet, row, i), &text);
            put_aligned(sheet, buf_span(&text), i, widths[i], right[i]);
        }
    }
    buf_free(&text);
}

/* The label of a row: what stands in the columns up to the label column, cut to fit. */
static void row_label(const struct sheet *sheet, size_t row, struct buf *text)
{
    buf_clear(text);
    for (size_t i = sheet->series ? 0 : sheet->label; i <= sheet->label; i++) {
        if (text->len > 0)
            buf_add_char(text, ' ');
        cell_plain(draw_cell(sheet, row, i), text);
    }
    text->len = width_fit(buf_span(text), LABEL_CELLS);
}

static double greatest(const struct sheet *sheet)
{
    double most = 0;

    for (size_t row = 0; row < sheet->rows; row++)
        most = fmax(most, cell_number(draw_cell(sheet, row, sheet->measure)));
    return most;
}

/* U+2588 is a full block, U+2589 to U+258F are seven eighths down to one. */
static void put_bar(struct buf *out, double share)
{
    size_t eighths = share > 0 ? (size_t)lround(share * BAR_CELLS * EIGHTHS) : 0;

    for (size_t i = 0; i < eighths / EIGHTHS; i++)
        buf_add_code(out, 0x2588);
    if (eighths % EIGHTHS > 0)
        buf_add_code(out, 0x2590 - (uint32_t)(eighths % EIGHTHS));
}

void draw_bars(struct sheet *sheet)
{
    struct buf text = {0};
    double most = greatest(sheet);
    size_t widest = 0;
    size_t numbers = column_width(sheet, sheet->measure, &text);

    for (size_t row = 0; row < sheet->rows; row++) {
        size_t columns;

        row_label(sheet, row, &text);
        columns = width_of(buf_span(&text));
        widest = columns > widest ? columns : widest;
    }
    for (size_t row = 0; row < sheet->rows; row++) {
        const struct cell *cell = draw_cell(sheet, row, sheet->measure);

        row_label(sheet, row, &text);
        buf_add_span(sheet->out, buf_span(&text));
        pad(sheet->out, widest - width_of(buf_span(&text)) + 2);
        buf_clear(&text);
        cell_plain(cell, &text);
        pad(sheet->out, numbers - width_of(buf_span(&text)));
        buf_add_span(sheet->out, buf_span(&text));
        buf_add_text(sheet->out, "  ");
        put_bar(sheet->out, most > 0 ? cell_number(cell) / most : 0);
        buf_add_char(sheet->out, '\n');
    }
    buf_free(&text);
}

static bool same_series(const struct sheet *sheet, size_t a, size_t b)
{
    struct buf x = {0}, y = {0};
    bool same = true;

    for (size_t i = 0; sheet->series && i < sheet->label && same; i++) {
        buf_clear(&x);
        buf_clear(&y);
        cell_plain(draw_cell(sheet, a, i), &x);
        cell_plain(draw_cell(sheet, b, i), &y);
        same = span_equal(buf_span(&x), buf_span(&y));
    }
    buf_free(&x);
    buf_free(&y);
    return same;
}

static size_t series_end(const struct sheet *sheet, size_t start)
{
    size_t end = start + 1;

    while (end < sheet->rows && same_series(sheet, start, end))
        end++;
    return end;
}

/* One line a series: eight heights between its least and its greatest value. */
static void put_spark(struct sheet *sheet, size_t start, size_t end)
{
    double least = INFINITY, most = -INFINITY;

    for (size_t row = start; row < end; row++) {
        double number = cell_number(draw_cell(sheet, row, sheet->measure));

        least = fmin(least, number);
        most = fmax(most, number);
    }
    for (size_t row = start; row < end; row++) {
        double number = cell_number(draw_cell(sheet, row, sheet->measure));
        double share = most > least ? (number - least) / (most - least) : 0;

        buf_add_code(sheet->out, 0x2581 + (uint32_t)lround(share * (EIGHTHS - 1)));
    }
    buf_printf(sheet->out, "  %.6g to %.6g\n", least, most);
}

void draw_sparks(struct sheet *sheet)
{
    struct buf text = {0};

    for (size_t start = 0; start < sheet->rows;) {
        size_t end = series_end(sheet, start);

        for (size_t i = 0; sheet->series && i < sheet->label; i++) {
            buf_clear(&text);
            cell_plain(draw_cell(sheet, start, i), &text);
            buf_add_span(sheet->out, buf_span(&text));
            buf_add_char(sheet->out, ' ');
        }
        put_spark(sheet, start, end);
        start = end;
    }
    buf_free(&text);
}
