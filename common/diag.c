#include "diag.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "visible.h"

/* One line on stderr in one write; what cannot be written there is lost. */
static void emit(const struct diag *diag, struct buf *text)
{
    struct buf line = {0};
    const char *at;
    size_t left;

    visible_add(&line, span_of(diag->program));
    buf_add_text(&line, ": ");
    visible_add(&line, buf_span(text));
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
