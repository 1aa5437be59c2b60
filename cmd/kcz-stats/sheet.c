#include "sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "memory.h"

enum { FLUSH_AT = 128 * 1024 };

enum sheet_format sheet_format_named(const char *word)
{
    static const char *const words[] = {"ndjson", "tsv",     "csv", "table", "bar", "spark",
                                        "vega",   "gnuplot", "svg", "html",  "dot"};

    for (size_t i = 0; word != NULL && i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], word) == 0)
            return (enum sheet_format)i;
    }
    return SHEET_NDJSON;
}

static bool leaves_at_once(const struct sheet *sheet)
{
    return sheet->format <= SHEET_CSV;
}

void sheet_begin(struct sheet *sheet, const char *title)
{
    sheet->title = title;
    sheet->columns = 0;
    sheet->filled = 0;
    sheet->rows = 0;
    sheet->label = 0;
    sheet->measure = 0;
    sheet->series = false;
    sheet->sparse = false;
    sheet->chart = CHART_BARS;
}

void sheet_column(struct sheet *sheet, const char *name)
{
    if (sheet->columns < SHEET_MAX_COLUMNS)
        sheet->names[sheet->columns++] = memory_copy(name, strlen(name));
}

void sheet_columns(struct sheet *sheet, const char *const *names)
{
    for (; *names != NULL; names++)
        sheet_column(sheet, *names);
}

static struct cell *next_cell(struct sheet *sheet, enum cell_kind kind)
{
    struct cell *cell = &sheet->row[sheet->filled];

    if (sheet->filled + 1 < SHEET_MAX_COLUMNS)
        sheet->filled++;
    *cell = (struct cell){.kind = kind};
    return cell;
}

static struct span keep(struct sheet *sheet, struct span text)
{
    char *copy = arena_take(&sheet->texts, text.len + 1, 1);

    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    return (struct span){copy, text.len};
}

void sheet_text(struct sheet *sheet, struct span text)
{
    next_cell(sheet, CELL_TEXT)->text = keep(sheet, text);
}

void sheet_json(struct sheet *sheet, struct span value)
{
    next_cell(sheet, CELL_JSON)->text = keep(sheet, value);
}

void sheet_count(struct sheet *sheet, uint64_t count)
{
    next_cell(sheet, CELL_COUNT)->count = count;
}

void sheet_real(struct sheet *sheet, double real)
{
    if (isfinite(real))
        next_cell(sheet, CELL_REAL)->real = real;
    else
        next_cell(sheet, CELL_NULL);
}

void sheet_null(struct sheet *sheet)
{
    next_cell(sheet, CELL_NULL);
}

static void write_json(struct sheet *sheet)
{
    struct buf *out = sheet->out;

    buf_add_char(out, '{');
    for (size_t i = 0; i < sheet->columns; i++) {
        const struct cell *cell = &sheet->row[i];

        if (sheet->sparse && cell->kind == CELL_NULL)
            continue;
        json_add_key(out, sheet->names[i]);
        if (cell->kind == CELL_TEXT)
            json_encode_string(out, cell->text);
        else if (cell->kind == CELL_JSON)
            buf_add_span(out, cell->text);
        else if (cell->kind == CELL_COUNT)
            buf_add_uint(out, cell->count);
        else if (cell->kind == CELL_REAL)
            cell_format_real(out, cell->real);
        else
            buf_add_text(out, "null");
    }
    buf_add_text(out, "}\n");
}

/* TSV: tabs, line ends and backslashes in a text are written \t, \n, \r and \\. */
static void write_tsv_text(struct buf *out, struct span text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        const char *escape = c == '\t'   ? "\\t"
                             : c == '\n' ? "\\n"
                             : c == '\r' ? "\\r"
                             : c == '\\' ? "\\\\"
                                         : NULL;

        if (escape != NULL)
            buf_add_text(out, escape);
        else
            buf_add_char(out, c);
    }
}

/* CSV as in RFC 4180: quoted where a comma, a quote or a line end occurs. */
static void write_csv_text(struct buf *out, struct span text)
{
    bool quoted = false;

    for (size_t i = 0; i < text.len; i++)
        quoted = quoted || strchr(",\"\r\n", text.at[i]) != NULL;
    if (quoted)
        buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, text.at[i]);
    }
    if (quoted)
        buf_add_char(out, '"');
}

static void write_separated(struct sheet *sheet, bool csv)
{
    for (size_t i = 0; i < sheet->columns; i++) {
        const struct cell *cell = &sheet->row[i];

        if (i > 0)
            buf_add_char(sheet->out, csv ? ',' : '\t');
        if (cell->kind == CELL_REAL)
            cell_format_real(sheet->out, cell->real);
        else if (cell->kind == CELL_COUNT)
            buf_add_uint(sheet->out, cell->count);
        else if (cell->kind != CELL_NULL && csv)
            write_csv_text(sheet->out, cell->text);
        else if (cell->kind != CELL_NULL)
            write_tsv_text(sheet->out, cell->text);
    }
    buf_add_text(sheet->out, csv ? "\r\n" : "\n");
}

static void write_names(struct sheet *sheet)
{
    bool csv = sheet->format == SHEET_CSV;

    for (size_t i = 0; i < sheet->columns; i++) {
        if (i > 0)
            buf_add_char(sheet->out, csv ? ',' : '\t');
        buf_add_text(sheet->out, sheet->names[i]);
    }
    buf_add_text(sheet->out, csv ? "\r\n" : "\n");
}

static void keep_row(struct sheet *sheet)
{
    if (sheet->rows == sheet->capacity) {
        sheet->capacity = sheet->capacity == 0 ? 64 : sheet->capacity * 2;
        sheet->cells = memory_resize(sheet->cells, sheet->capacity,
                                     SHEET_MAX_COLUMNS * sizeof *sheet->cells);
    }
    memcpy(sheet->cells + sheet->rows * SHEET_MAX_COLUMNS, sheet->row,
           SHEET_MAX_COLUMNS * sizeof *sheet->cells);
    sheet->rows++;
}

static void flush_sheet(struct sheet *sheet)
{
    if (sheet->flush != NULL && !sheet->failed && !sheet->flush(sheet->sink, sheet->out))
        sheet->failed = true;
}

bool sheet_row(struct sheet *sheet)
{
    while (sheet->filled < sheet->columns)
        sheet_null(sheet);
    sheet->filled = 0;
    if (!leaves_at_once(sheet)) {
        keep_row(sheet);
        return true;
    }
    if (sheet->format == SHEET_NDJSON)
        write_json(sheet);
    else {
        if (sheet->rows++ == 0)
            write_names(sheet);
        write_separated(sheet, sheet->format == SHEET_CSV);
    }
    arena_reset(&sheet->texts);
    if (sheet->out->len >= FLUSH_AT)
        flush_sheet(sheet);
    return !sheet->failed;
}

void sheet_end(struct sheet *sheet)
{
    if ((sheet->format == SHEET_TSV || sheet->format == SHEET_CSV) && sheet->rows == 0)
        write_names(sheet);
    if (!leaves_at_once(sheet))
        sheet->draw(sheet);
    flush_sheet(sheet);
    sheet_discard(sheet);
}

void sheet_discard(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->columns; i++)
        free(sheet->names[i]);
    sheet->columns = 0;
    sheet->rows = 0;
    free(sheet->cells);
    sheet->cells = NULL;
    sheet->capacity = 0;
    arena_free(&sheet->texts);
}
