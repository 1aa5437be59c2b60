/*
 * Pictures as files: SVG and HTML of our own, Vega-Lite, gnuplot and DOT for other programs.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "json.h"
#include "svg.h"
#include "svg_element.h"

enum { HTML_ROWS = 500 };

void draw_svg(struct sheet *sheet)
{
    svg_chart(sheet, sheet->out);
}

static void add_value(struct buf *out, const struct cell *cell)
{
    if (cell->kind == CELL_COUNT)
        buf_add_uint(out, cell->count);
    else if (cell->kind == CELL_REAL)
        cell_format_real(out, cell->real);
    else if (cell->kind == CELL_TEXT)
        json_encode_string(out, cell->text);
    else
        buf_add_text(out, cell->kind == CELL_JSON ? "\"\"" : "null");
}

static void add_rows(const struct sheet *sheet, struct buf *out)
{
    buf_add_text(out, "\"data\":{\"values\":[");
    for (size_t row = 0; row < sheet->rows; row++) {
        buf_add_text(out, row == 0 ? "\n{" : ",\n{");
        for (size_t i = 0; i < sheet->columns; i++) {
            if (i > 0)
                buf_add_char(out, ',');
            json_encode_string(out, span_of(sheet->names[i]));
            buf_add_char(out, ':');
            add_value(out, draw_cell(sheet, row, i));
        }
        buf_add_char(out, '}');
    }
    buf_add_text(out, "\n]}");
}

/* In field names of Vega-Lite a dot or a bracket means a path: it is escaped. */
static void add_field(struct buf *out, const char *axis, const char *name, const char *type)
{
    struct buf escaped = {0};

    for (const char *at = name; *at != 0; at++) {
        if (strchr(".[]\\'", *at) != NULL)
            buf_add_char(&escaped, '\\');
        buf_add_char(&escaped, *at);
    }
    buf_printf(out, "\"%s\":{\"field\":", axis);
    json_encode_string(out, buf_span(&escaped));
    buf_printf(out, ",\"type\":\"%s\"", type);
    buf_free(&escaped);
}

void draw_vega(struct sheet *sheet)
{
    struct buf *out = sheet->out;
    bool bars = sheet->chart == CHART_BARS || sheet->chart == CHART_NETWORK;
    bool points = sheet->chart == CHART_POINTS;
    bool numbers = sheet->rows > 0 && cell_is_number(draw_cell(sheet, 0, sheet->label));

    buf_add_text(out,
                 "{\"$schema\":\"https://vega.github.io/schema/vega-lite/v5.json\",\"title\":");
    json_encode_string(out, span_of(sheet->title));
    buf_printf(out, ",\"width\":600,\"mark\":\"%s\",", bars ? "bar" : points ? "point" : "line");
    add_rows(sheet, out);
    buf_add_text(out, ",\"encoding\":{");
    add_field(out, bars ? "y" : "x", sheet->names[sheet->label],
              numbers ? "quantitative" : "nominal");
    buf_add_text(out, bars     ? ",\"sort\":null},"
                      : points ? ",\"scale\":{\"type\":\"log\"}},"
                               : "},");
    add_field(out, bars ? "x" : "y", sheet->names[sheet->measure], "quantitative");
    buf_add_text(out, points ? ",\"scale\":{\"type\":\"log\"}}" : "}");
    if (sheet->series && sheet->label > 0) {
        buf_add_char(out, ',');
        add_field(out, "color", sheet->names[0], "nominal");
        buf_add_char(out, '}');
    }
    buf_add_text(out, "}}\n");
}

/* Strings in gnuplot data: quotes and backslashes would end or change them. */
static void add_quoted(struct buf *out, const struct cell *cell)
{
    struct buf text = {0};

    cell_plain(cell, &text);
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++)
        buf_add_char(out, strchr("\"\\", text.data[i]) != NULL ? '\'' : text.data[i]);
    buf_add_char(out, '"');
    buf_free(&text);
}

void draw_gnuplot(struct sheet *sheet)
{
    struct buf *out = sheet->out;
    bool bars = sheet->chart == CHART_BARS || sheet->chart == CHART_NETWORK;

    buf_printf(out, "set title \"%s\"\nset encoding utf8\nunset key\n$data << EOD\n", sheet->title);
    for (size_t row = 0; row < sheet->rows; row++) {
        add_quoted(out, draw_cell(sheet, row, sheet->label));
        buf_printf(out, "\t%.12g\n", cell_number(draw_cell(sheet, row, sheet->measure)));
    }
    buf_add_text(out, "EOD\n");
    if (sheet->chart == CHART_POINTS)
        buf_add_text(out, "set logscale xy\nplot $data using 1:2 with points pt 7\n");
    else if (bars)
        buf_add_text(out, "set style fill solid\nset boxwidth 0.8\nset yrange [0:*]\n"
                          "set xtics rotate by -45\nplot $data using 0:2:xtic(1) with boxes\n");
    else
        buf_add_text(out,
                     "set xtics rotate by -45\nplot $data using 0:2:xtic(1) with linespoints\n");
}

static void add_dot_name(struct buf *out, const struct cell *cell)
{
    struct buf text = {0};

    cell_plain(cell, &text);
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, text.data[i]);
    }
    buf_add_char(out, '"');
    buf_free(&text);
}

void draw_dot(struct sheet *sheet)
{
    struct buf *out = sheet->out;
    double most = 0;

    for (size_t row = 0; row < sheet->rows; row++)
        most = fmax(most, cell_number(draw_cell(sheet, row, sheet->measure)));
    buf_add_text(out, "graph {\n  node [shape=plaintext];\n  overlap=false;\n");
    for (size_t row = 0; row < sheet->rows; row++) {
        double weight = cell_number(draw_cell(sheet, row, sheet->measure));

        buf_add_text(out, "  ");
        add_dot_name(out, draw_cell(sheet, row, 0));
        buf_add_text(out, " -- ");
        add_dot_name(out, draw_cell(sheet, row, sheet->label));
        buf_printf(out, " [weight=%.6g, penwidth=%.2f];\n", weight,
                   most > 0 ? 0.5 + 4 * weight / most : 1);
    }
    buf_add_text(out, "}\n");
}

void html_open(struct buf *out, const char *title)
{
    buf_add_text(out, "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" "
                      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
    svg_text(out, span_of(title));
    buf_add_text(
        out,
        "</title>\n<style>\n"
        "body{font:15px/1.5 'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC',"
        "sans-serif;max-width:800px;margin:2em auto;padding:0 1em;color:#222}\n"
        "h1{font-size:1.6em}h2{font-size:1.2em;margin:2em 0 .5em;border-bottom:1px solid #ccc}\n"
        "svg{max-width:100%;height:auto}\n"
        "table{border-collapse:collapse;font-size:13px;margin:.5em 0}\n"
        "th,td{padding:2px 10px;text-align:left;border-bottom:1px solid #eee}\n"
        "th{border-bottom:1px solid #999}td.n,th.n{text-align:right;"
        "font-variant-numeric:tabular-nums}\n"
        "summary{cursor:pointer;color:#555}\n"
        "dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(110px,1fr));gap:8px}\n"
        "dl div{background:#f4f6f8;padding:8px 12px;border-radius:6px}\n"
        "dt{font-size:12px;color:#555}dd{margin:0;font-size:1.3em}\n"
        "</style>\n</head>\n<body>\n<h1>");
    svg_text(out, span_of(title));
    buf_add_text(out, "</h1>\n");
}

void html_close(struct buf *out)
{
    buf_add_text(out, "</body>\n</html>\n");
}

static void add_html_row(const struct sheet *sheet, size_t row, struct buf *out, struct buf *text)
{
    buf_add_text(out, "<tr>");
    for (size_t i = 0; i < sheet->columns; i++) {
        const struct cell *cell = draw_cell(sheet, row, i);

        buf_add_text(out, cell_is_number(cell) ? "<td class=\"n\">" : "<td>");
        buf_clear(text);
        if (cell->kind != CELL_NULL)
            cell_plain(cell, text);
        svg_text(out, buf_span(text));
        buf_add_text(out, "</td>");
    }
    buf_add_text(out, "</tr>\n");
}

static void add_html_table(const struct sheet *sheet, struct buf *out)
{
    size_t rows = sheet->rows < HTML_ROWS ? sheet->rows : HTML_ROWS;
    struct buf text = {0};

    buf_add_text(out, "<table>\n<thead><tr>");
    for (size_t i = 0; i < sheet->columns; i++) {
        bool number = sheet->rows > 0 && cell_is_number(draw_cell(sheet, 0, i));

        buf_add_text(out, number ? "<th class=\"n\">" : "<th>");
        svg_text(out, span_of(sheet->names[i]));
        buf_add_text(out, "</th>");
    }
    buf_add_text(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < rows; row++)
        add_html_row(sheet, row, out, &text);
    buf_add_text(out, "</tbody>\n</table>\n");
    if (rows < sheet->rows)
        buf_printf(out, "<p>%zu of %zu rows</p>\n", rows, sheet->rows);
    buf_free(&text);
}

void html_section(struct sheet *sheet)
{
    svg_chart(sheet, sheet->out);
    buf_add_text(sheet->out, "<details><summary>table</summary>\n");
    add_html_table(sheet, sheet->out);
    buf_add_text(sheet->out, "</details>\n");
}

void draw_html(struct sheet *sheet)
{
    html_open(sheet->out, sheet->title);
    html_section(sheet);
    html_close(sheet->out);
}
