#include "diag.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "utf8.h"

/* What could drive a terminal or reorder what it shows: C0, C1, DEL and the bidi controls. */
static bool is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static void add_safely(struct buf *out, struct span text)
{
    const char *at = text.at, *end = at + text.len;

    while (at < end) {
        uint32_t code;
        size_t len = utf8_decode(at, end, &code);

        if (code == UTF8_REPLACEMENT && utf8_valid_prefix(at, len) != len) {
            for (size_t i = 0; i < len; i++)
                buf_printf(out, "\\x%02x", (unsigned char)at[i]);
        } else if (is_unsafe(code)) {
            buf_printf(out, code < 0x80 ? "\\x%02" PRIx32 : "\\u{%04" PRIx32 "}", code);
        } else {
            buf_add(out, at, len);
        }
        at += len;
    }
}

/* One line on stderr in one write; what cannot be written there is lost. */
static void emit(const struct diag *diag, struct buf *text)
{
    struct buf line = {0};
    const char *at;
    size_t left;

    add_safely(&line, span_of(diag->program));
    buf_add_text(&line, ": ");
    add_safely(&line, buf_span(text));
    buf_add_char(&line, '\n');
    for (at = line.data, left = line.len; left > 0;) {
        ssize_t written = write(STDERR_FILENO, at, left);

        if (written <= 0)
            break;
        at += written;
        left -= (size_t)written;
    }
    buf_free(&line);
    buf_free(text);
}

void diag_complain(struct diag *diag, const char *file, uint64_t line, uint64_t column,
                   struct span reason)
{
    struct buf text = {0};

    diag->complaints++;
    if (diag->quiet || diag->complaints > DIAG_SHOWN)
        return;
    buf_add_text(&text, file);
    if (line > 0)
        buf_printf(&text, ":%" PRIu64, line);
    if (column > 0)
        buf_printf(&text, ":%" PRIu64, column);
    buf_add_text(&text, ": ");
    buf_add_span(&text, reason);
    emit(diag, &text);
}

void diag_summary(const struct diag *diag)
{
    if (!diag->quiet && diag->complaints > DIAG_SHOWN)
        diag_say(diag, "%" PRIu64 " more complaints like these, %" PRIu64 " in all",
                 diag->complaints - DIAG_SHOWN, diag->complaints);
}

void diag_say(const struct diag *diag, const char *format, ...)
{
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    emit(diag, &text);
}

void diag_system(const struct diag *diag, const char *what, int error)
{
    diag_say(diag, "%s: %s", what, strerror(error));
}
