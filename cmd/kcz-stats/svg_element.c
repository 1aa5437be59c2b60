#include "svg_element.h"

#include "utf8.h"

const char *svg_colour(size_t i)
{
    /* Told apart by people with colour blindness too: Okabe and Ito (2008). */
    static const char *const colours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                          "#e69f00", "#56b4e9", "#555555", "#8c6d31"};

    return colours[i % (sizeof colours / sizeof *colours)];
}

void svg_text(struct buf *out, struct span text)
{
    const char *at = text.at;

    while (at < text.at + text.len) {
        uint32_t code = utf8_next(&at);

        if (code == '&')
            buf_add_text(out, "&amp;");
        else if (code == '<')
            buf_add_text(out, "&lt;");
        else if (code == '>')
            buf_add_text(out, "&gt;");
        else if (code == '"')
            buf_add_text(out, "&quot;");
        else
            buf_add_code(out,
                         code < 0x20 || code == 0xFFFE || code == 0xFFFF ? UTF8_REPLACEMENT : code);
    }
}

void svg_open(struct buf *out, const char *title, double width, double height)
{
    buf_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" "
               "height=\"%.0f\" role=\"img\" font-family=\"'Noto Sans CJK SC','Noto Sans SC',"
               "'Microsoft YaHei','PingFang SC',sans-serif\" font-size=\"13\">\n<title>",
               width, height, width, height);
    svg_text(out, span_of(title));
    buf_add_text(out, "</title>\n");
}

void svg_close(struct buf *out)
{
    buf_add_text(out, "</svg>\n");
}
