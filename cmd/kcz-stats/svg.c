#include "svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "memory.h"
#include "svg_element.h"
#include "width.h"

enum {
    BAR_HEIGHT = 22,
    LABEL_WIDTH = 220,
    LABEL_CELLS = 26,
    NUMBER_WIDTH = 90,
    PLOT_HEIGHT = 300,
    MARGIN = 56,
    MOST_BARS = 60,
    MOST_SERIES = 12
};

static const double series_width = 150; /* of the legend */

/* The columns that tell series apart, or the label column. */
static void row_name(const struct sheet *sheet, size_t row, size_t from, size_t to,
                     struct buf *name)
{
    buf_clear(name);
    for (size_t i = from; i < to; i++) {
        if (name->len > 0)
            buf_add_char(name, ' ');
        cell_plain(draw_cell(sheet, row, i), name);
    }
}

static void put_label(struct buf *out, struct span text, size_t cells)
{
    size_t fit = width_fit(text, cells);

    svg_text(out, (struct span){text.at, fit});
    if (fit < text.len)
        buf_add_text(out, "\xE2\x80\xA6");
}

static void bar_chart(const struct sheet *sheet, struct buf *out)
{
    size_t bars = sheet->rows < MOST_BARS ? sheet->rows : MOST_BARS;
    double most = 0, room = SVG_WIDTH - LABEL_WIDTH - NUMBER_WIDTH;
    struct buf text = {0};

    for (size_t i = 0; i < bars; i++)
        most = fmax(most, fabs(cell_number(draw_cell(sheet, i, sheet->measure))));
    svg_open(out, sheet->title, SVG_WIDTH, (double)(bars * BAR_HEIGHT + 8));
    for (size_t i = 0; i < bars; i++) {
        const struct cell *cell = draw_cell(sheet, i, sheet->measure);
        double number = cell_number(cell), y = (double)(i * BAR_HEIGHT + 4);
        double length = most > 0 ? fabs(number) / most * room : 0;

        row_name(sheet, i, sheet->series ? 0 : sheet->label, sheet->label + 1, &text);
        buf_printf(out, "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">", LABEL_WIDTH - 8, y + 15);
        put_label(out, buf_span(&text), LABEL_CELLS);
        buf_printf(out,
                   "</text><rect x=\"%d\" y=\"%.0f\" width=\"%.2f\" height=\"%d\" fill=\"%s\"/>",
                   LABEL_WIDTH, y + 2, length, BAR_HEIGHT - 5, svg_colour(number < 0));
        buf_clear(&text);
        cell_plain(cell, &text);
        buf_printf(out, "<text x=\"%.2f\" y=\"%.0f\" fill=\"#555\">%s</text>\n",
                   LABEL_WIDTH + length + 6, y + 15, buf_string(&text));
    }
    svg_close(out);
    buf_free(&text);
}

/* An axis: numbers to places, linear or logarithmic. */
struct axis {
    double least, most, start, length;
    bool logarithmic;
};

static double place_on(const struct axis *axis, double number)
{
    double least = axis->least, most = axis->most;

    if (axis->logarithmic) {
        number = log10(fmax(number, 1e-12));
        least = log10(fmax(least, 1e-12));
        most = log10(fmax(most, 1e-12));
    }
    return most > least ? axis->start + (number - least) / (most - least) * axis->length
                        : axis->start + axis->length / 2;
}

/* The step between marks: 1, 2 or 5 times a power of ten, about five of them. */
static double mark_step(double range)
{
    double power = pow(10, floor(log10(range / 5))), ratio = range / 5 / power;

    return power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
}

static void put_mark(struct buf *out, const struct axis *axis, double number, double right)
{
    double y = place_on(axis, number);

    buf_printf(out,
               "<line x1=\"%d\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>"
               "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%.6g</text>\n",
               MARGIN, right, y, y, MARGIN - 6, y + 4, number);
}

/* whole: the numbers are counts, between which there is nothing to mark. */
static void put_vertical_axis(struct buf *out, const struct axis *axis, double right, bool whole)
{
    double step;

    if (axis->logarithmic) {
        int last = (int)floor(log10(fmax(axis->most, 1)));

        for (int power = (int)ceil(log10(fmax(axis->least, 1))); power <= last; power++)
            put_mark(out, axis, pow(10, power), right);
        return;
    }
    step = axis->most > axis->least ? mark_step(axis->most - axis->least) : 1;
    if (whole && step < 1)
        step = 1;
    for (int i = 0; i * step <= axis->most - axis->least + step / 1000 && i < 20; i++)
        put_mark(out, axis, axis->least + i * step, right);
}

struct plot {
    const struct sheet *sheet;
    struct buf *out;
    struct axis x, y;
    double right;
    bool numbers; /* the label column holds numbers: they are the x axis */
};

static double x_of(const struct plot *plot, size_t row, size_t place)
{
    return place_on(&plot->x, plot->numbers
                                  ? cell_number(draw_cell(plot->sheet, row, plot->sheet->label))
                                  : (double)place);
}

static void put_horizontal_marks(const struct plot *plot, size_t start, size_t end)
{
    size_t count = end - start, step = count / 8 + 1;
    struct buf text = {0};
    double before = -1000;

    for (size_t i = 0; i < count; i += plot->x.logarithmic ? 1 : step) {
        double x = x_of(plot, start + i, i);

        if (x - before < 70)
            continue;
        before = x;
        row_name(plot->sheet, start + i, plot->sheet->label, plot->sheet->label + 1, &text);
        buf_printf(plot->out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">", x,
                   PLOT_HEIGHT + 40);
        put_label(plot->out, buf_span(&text), 10);
        buf_add_text(plot->out, "</text>\n");
    }
    buf_free(&text);
}

static void put_line(const struct plot *plot, size_t start, size_t end, size_t number)
{
    bool points = plot->sheet->chart == CHART_POINTS;
    struct buf text = {0};

    if (!points)
        buf_printf(plot->out, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"",
                   svg_colour(number));
    for (size_t i = start; i < end; i++) {
        double y = place_on(&plot->y, cell_number(draw_cell(plot->sheet, i, plot->sheet->measure)));

        if (points)
            buf_printf(plot->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n",
                       x_of(plot, i, i - start), y, svg_colour(number));
        else
            buf_printf(plot->out, "%.1f,%.1f ", x_of(plot, i, i - start), y);
    }
    if (!points)
        buf_add_text(plot->out, "\"/>\n");
    if (plot->sheet->series) {
        row_name(plot->sheet, start, 0, plot->sheet->label, &text);
        buf_printf(plot->out,
                   "<rect x=\"%.0f\" y=\"%zu\" width=\"12\" height=\"12\" fill=\"%s\"/>"
                   "<text x=\"%.0f\" y=\"%zu\">",
                   plot->right + 14, 20 + number * 20, svg_colour(number), plot->right + 32,
                   31 + number * 20);
        put_label(plot->out, buf_span(&text), 16);
        buf_add_text(plot->out, "</text>\n");
    }
    buf_free(&text);
}

static bool same_series(const struct sheet *sheet, size_t a, size_t b)
{
    struct buf x = {0}, y = {0};
    bool same;

    row_name(sheet, a, 0, sheet->label, &x);
    row_name(sheet, b, 0, sheet->label, &y);
    same = !sheet->series || span_equal(buf_span(&x), buf_span(&y));
    buf_free(&x);
    buf_free(&y);
    return same;
}

static void set_axes(struct plot *plot, size_t longest)
{
    const struct sheet *sheet = plot->sheet;
    bool logarithmic = sheet->chart == CHART_POINTS;

    plot->numbers = sheet->rows > 0;
    plot->x = (struct axis){.least = INFINITY,
                            .most = 0,
                            .start = MARGIN,
                            .length = plot->right - MARGIN,
                            .logarithmic = logarithmic};
    plot->y = (struct axis){.least = logarithmic ? INFINITY : 0,
                            .most = 0,
                            .start = PLOT_HEIGHT + 16,
                            .length = -PLOT_HEIGHT,
                            .logarithmic = logarithmic};
    for (size_t i = 0; i < sheet->rows; i++) {
        const struct cell *label = draw_cell(sheet, i, sheet->label);
        double number = cell_number(draw_cell(sheet, i, sheet->measure));

        plot->numbers = plot->numbers && cell_is_number(label);
        plot->x.least = fmin(plot->x.least, cell_number(label));
        plot->x.most = fmax(plot->x.most, cell_number(label));
        plot->y.least = fmin(plot->y.least, number);
        plot->y.most = fmax(plot->y.most, number);
    }
    if (!plot->numbers) {
        plot->x.least = 0;
        plot->x.most = longest > 1 ? (double)(longest - 1) : 1;
        plot->x.logarithmic = false;
    }
}

static void line_chart(const struct sheet *sheet, struct buf *out)
{
    struct plot plot = {
        .sheet = sheet, .out = out, .right = SVG_WIDTH - (sheet->series ? series_width : 20)};
    size_t longest = 0, number = 0;

    for (size_t start = 0, end; start < sheet->rows; start = end) {
        for (end = start + 1; end < sheet->rows && same_series(sheet, start, end);)
            end++;
        longest = end - start > longest ? end - start : longest;
    }
    set_axes(&plot, longest);
    svg_open(out, sheet->title, SVG_WIDTH, PLOT_HEIGHT + 52);
    if (sheet->rows > 0)
        put_vertical_axis(out, &plot.y, plot.right,
                          draw_cell(sheet, 0, sheet->measure)->kind == CELL_COUNT);
    for (size_t start = 0, end; start < sheet->rows && number < MOST_SERIES; start = end) {
        for (end = start + 1; end < sheet->rows && same_series(sheet, start, end);)
            end++;
        if (number == 0)
            put_horizontal_marks(&plot, start, end);
        put_line(&plot, start, end, number++);
    }
    svg_close(out);
}

void svg_chart(const struct sheet *sheet, struct buf *out)
{
    if (sheet->chart == CHART_NETWORK)
        svg_network(sheet, out);
    else if (sheet->chart == CHART_BARS)
        bar_chart(sheet, out);
    else
        line_chart(sheet, out);
}
