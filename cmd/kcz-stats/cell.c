#include "cell.h"

#include "utf8.h"

void cell_format_real(struct buf *out, double real)
{
    buf_printf(out, "%.12g", real == 0 ? 0.0 : real);
}

bool cell_is_number(const struct cell *cell)
{
    return cell->kind == CELL_COUNT || cell->kind == CELL_REAL;
}

double cell_number(const struct cell *cell)
{
    return cell->kind == CELL_COUNT  ? (double)cell->count
           : cell->kind == CELL_REAL ? cell->real
                                     : 0;
}

/* Control characters would break lines or drive the terminal: they are shown as U+FFFD. */
static void add_visible(struct buf *out, struct span text)
{
    const char *at = text.at;

    while (at < text.at + text.len) {
        uint32_t code = utf8_next(&at);
        bool hidden = code < 0x20 || (code >= 0x7F && code < 0xA0) ||
                      (code >= 0x200E && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
                      (code >= 0x2066 && code <= 0x2069);

        buf_add_code(out, hidden ? UTF8_REPLACEMENT : code);
    }
}

void cell_plain(const struct cell *cell, struct buf *out)
{
    if (cell->kind == CELL_TEXT || cell->kind == CELL_JSON)
        add_visible(out, cell->text);
    else if (cell->kind == CELL_COUNT)
        buf_add_uint(out, cell->count);
    else if (cell->kind == CELL_REAL)
        buf_printf(out, "%.6g", cell->real == 0 ? 0.0 : cell->real);
    else
        buf_add_text(out, "-");
}
