#include "shape.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "utf8.h"

static void drop(struct buf *buf, size_t count)
{
    buf_splice(buf, 0, count, (struct span){NULL, 0});
}

void shaper_free(struct shaper *shaper)
{
    buf_free(&shaper->open);
}

void shape_id(const char *name, struct buf *id)
{
    const char *at = name, *end = name + strlen(name);

    if (utf8_valid_prefix(at, (size_t)(end - at)) == (size_t)(end - at)) {
        buf_add_text(id, name);
        return;
    }
    while (at < end) {
        size_t valid = utf8_valid_prefix(at, (size_t)(end - at));

        for (; valid > 0; valid--, at++) {
            if (*at == '%')
                buf_add_text(id, "%25");
            else
                buf_add_char(id, *at);
        }
        if (at < end)
            buf_printf(id, "%%%02X", (unsigned)(unsigned char)*at++);
    }
}

/* How many U+FFFD there are: what decoding put there, and what the file had. */
static uint64_t count_replaced(struct span text)
{
    const char *at = text.at, *end = at + text.len;
    uint64_t count = 0;

    while (at < end && (at = memmem(at, (size_t)(end - at), "\xEF\xBF\xBD", 3)) != NULL) {
        count++;
        at += 3;
    }
    return count;
}

static void add_head(const struct shape_source *source, uint64_t line, struct buf *out)
{
    buf_add_text(out, "{\"id\":\"");
    json_encode_text(out, source->id);
    if (line > 0)
        buf_printf(out, ":%" PRIu64, line);
    buf_add_text(out, "\",\"text\":\"");
}

static void add_tail(const struct shape_source *source, uint64_t replaced, struct buf *out)
{
    buf_add_char(out, '"');
    if (source->meta.at != NULL) {
        json_add_key(out, "meta");
        buf_add_span(out, source->meta);
    }
    json_add_text(out, "encoding", span_of(source->encoding));
    if (source->report) {
        buf_printf(out, ",\"kcz\":{\"read\":{\"by\":\"%s\",\"confidence\":%.3f", source->basis,
                   source->confidence);
        buf_printf(out, ",\"replaced\":%" PRIu64 "}}", replaced);
    }
    buf_add_text(out, "}\n");
}

static void add_record(const struct shape_source *source, uint64_t line, struct span text,
                       struct buf *out)
{
    add_head(source, line, out);
    json_encode_text(out, text);
    add_tail(source, source->report ? count_replaced(text) : 0, out);
}

static void leave_out(struct shaper *shaper, uint64_t line)
{
    if (shaper->left_out++ == 0)
        shaper->first_left_out = line;
}

/* A CR at the end may be half of a CRLF: it waits. */
static void take_file(struct shaper *shaper, const struct shape_source *source, struct buf *text,
                      bool last, struct buf *out)
{
    size_t take = text->len;

    if (!last && take > 0 && text->data[take - 1] == '\r')
        take--;
    if (!shaper->started)
        add_head(source, 0, out);
    shaper->started = true;
    if (take > shaper->max_text - shaper->size)
        shaper->too_long = true;
    if (shaper->too_long) {
        buf_clear(out);
    } else {
        shaper->size += take;
        json_encode_text(out, (struct span){text->data, take});
    }
    if (source->report)
        shaper->replaced += count_replaced((struct span){text->data, take});
    drop(text, take);
    if (last && shaper->too_long)
        leave_out(shaper, 0);
    else if (last)
        add_tail(source, shaper->replaced, out);
}

static void take_json(struct shaper *shaper, struct buf *text, bool last, struct buf *out)
{
    size_t take = text->len;

    if (!last && take > 0 && text->data[take - 1] == '\r')
        take--;
    buf_add(out, text->data, take);
    if (take > 0)
        shaper->started = text->data[take - 1] != '\n';
    drop(text, take);
    if (last && shaper->started)
        buf_add_char(out, '\n');
}

/* Nothing on it but spaces, tabs and ideographic spaces. */
static bool is_blank(struct span line)
{
    const char *at = line.at, *end = at + line.len;

    while (at < end) {
        if (*at == ' ' || *at == '\t' || *at == '\r')
            at++;
        else if (end - at >= 3 && memcmp(at, "\xE3\x80\x80", 3) == 0)
            at += 3;
        else
            return false;
    }
    return true;
}

static void end_paragraph(struct shaper *shaper, const struct shape_source *source, struct buf *out)
{
    if (shaper->too_long)
        leave_out(shaper, shaper->first);
    else if (shaper->first > 0)
        add_record(source, shaper->first, buf_span(&shaper->open), out);
    buf_clear(&shaper->open);
    shaper->first = 0;
    shaper->too_long = false;
}

static void take_line(struct shaper *shaper, const struct shape_source *source, struct span line,
                      struct buf *out)
{
    bool blank = !shaper->cut && is_blank(line);

    shaper->cut = false;
    if (shaper->shape == SHAPE_LINES) {
        if (line.len > shaper->max_text || shaper->too_long)
            leave_out(shaper, shaper->line);
        else if (!blank)
            add_record(source, shaper->line, line, out);
        shaper->too_long = false;
    } else if (blank) {
        end_paragraph(shaper, source, out);
    } else {
        if (shaper->first == 0)
            shaper->first = shaper->line;
        else if (shaper->open.len > 0)
            buf_add_char(&shaper->open, '\n');
        if (shaper->open.len + line.len > shaper->max_text)
            shaper->too_long = true;
        if (!shaper->too_long)
            buf_add_span(&shaper->open, line);
    }
    shaper->line++;
}

static void take_lines(struct shaper *shaper, const struct shape_source *source, struct buf *text,
                       bool last, struct buf *out)
{
    const char *at = text->data, *end = at + text->len, *from = at + shaper->searched, *lf;

    if (shaper->line == 0)
        shaper->line = 1;
    while (from < end && (lf = memchr(from, '\n', (size_t)(end - from))) != NULL) {
        take_line(shaper, source, span_between(at, lf), out);
        at = from = lf + 1;
    }
    if (last && (at < end || shaper->cut)) {
        take_line(shaper, source, span_between(at, end), out);
        at = end;
    }
    drop(text, (size_t)(at - text->data));
    if (text->len > shaper->max_text) {
        shaper->too_long = shaper->cut = true; /* the rest of the line is not needed to say so */
        if (shaper->first == 0)
            shaper->first = shaper->line;
        drop(text, text->len - (text->data[text->len - 1] == '\r'));
    }
    shaper->searched = text->len > 0 ? text->len - (text->data[text->len - 1] == '\r') : 0;
    if (last && shaper->shape == SHAPE_PARAGRAPHS)
        end_paragraph(shaper, source, out);
}

void shaper_take(struct shaper *shaper, const struct shape_source *source, struct buf *text,
                 bool last, struct buf *out)
{
    buf_reserve(text, 1); /* so that there are bytes to point to */
    switch (shaper->shape) {
    case SHAPE_FILE:
        take_file(shaper, source, text, last, out);
        break;
    case SHAPE_LINES:
    case SHAPE_PARAGRAPHS:
        take_lines(shaper, source, text, last, out);
        break;
    case SHAPE_JSON:
        take_json(shaper, text, last, out);
        break;
    }
}
