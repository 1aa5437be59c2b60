#include "log.h"

#include <stdlib.h>

#include "json.h"
#include "json_bytes.h"
#include "memory.h"
#include "utf8.h"

static void add(struct changes *changes, struct change change)
{
    if (changes->count == changes->capacity) {
        changes->capacity = changes->capacity * 2 + 64;
        changes->items = memory_resize(changes->items, changes->capacity, sizeof *changes->items);
    }
    changes->items[changes->count++] = change;
}

void log_clear(struct log *log)
{
    log->position = log->edits.count = log->choices.count = 0;
}

void log_free(struct log *log)
{
    free(log->edits.items);
    free(log->choices.items);
}

/* The decisions in a piece, character by character where it has as many as it had. */
static void add_choices(struct log *log, const struct profile *profile, struct span from,
                        const struct piece *piece)
{
    const char *was = from.at, *is = piece->put.at, *end = from.at + from.len;
    bool aligned = utf8_count(from.at, from.len) == utf8_count(is, piece->put.len);
    size_t position = log->position;

    for (; was < end && aligned; position++) {
        const char *was_start = was, *is_start = is;
        const struct point *point = profile_point(profile, utf8_next(&was));

        utf8_next(&is);
        if (point == NULL || (point->flags & POINT_MANY) == 0)
            continue;
        struct span choices = {profile->phrases.text + point->choices, point->choices_len};
        add(&log->choices, (struct change){position, position + 1, span_between(was_start, was),
                                           span_between(is_start, is), choices, piece->rule});
    }
}

/* Pieces are short. */
static size_t count_code_points(struct span text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

void log_piece(struct log *log, const struct profile *profile, struct span from,
               const struct piece *piece)
{
    size_t end = log->position + count_code_points(piece->put);

    if (!span_equal(from, piece->put))
        add(&log->edits, (struct change){.start = log->position,
                                         .end = end,
                                         .from = from,
                                         .to = piece->put,
                                         .rule = piece->rule});
    if (log->wants_choices && (piece->point != NULL || piece->rule != RULE_NONE))
        add_choices(log, profile, from, piece);
    log->position = end;
}

void log_kept(struct log *log, struct span text)
{
    log->position += utf8_count(text.at, text.len);
}

static bool is_plain(struct span text)
{
    return text.len == 0 || json_plain_end(text.at, text.at + text.len) == text.at + text.len;
}

static char *put_number(char *at, size_t number)
{
    char digits[20];
    size_t start = sizeof digits;

    do {
        digits[--start] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    memcpy(at, digits + start, sizeof digits - start);
    return at + sizeof digits - start;
}

static char *put_plain(char *at, struct span text)
{
    *at++ = ',';
    *at++ = '"';
    memcpy(at, text.at, text.len);
    at += text.len;
    *at++ = '"';
    return at;
}

static void write_string(struct span text, struct buf *out)
{
    buf_add_char(out, ',');
    json_encode_string(out, text);
}

/* Texts are full of changes, nearly all of them without a character to be escaped. */
static void write_change(const struct change *change, struct buf *out)
{
    enum { FRAME = 64 }; /* two numbers, quotation marks, commas, brackets */
    struct span rule = span_of(rule_name(change->rule)), choices = change->choices;
    bool plain = is_plain(change->from) && is_plain(change->to) && is_plain(choices);
    char *at = buf_reserve(out, FRAME + change->from.len + change->to.len + rule.len + choices.len);

    *at++ = '[';
    at = put_number(at, change->start);
    *at++ = ',';
    at = put_number(at, change->end);
    if (plain) {
        at = put_plain(put_plain(put_plain(at, change->from), change->to), rule);
        if (choices.len > 0)
            at = put_plain(at, choices);
        *at++ = ']';
        out->len = (size_t)(at - out->data);
        return;
    }
    out->len = (size_t)(at - out->data);
    write_string(change->from, out);
    write_string(change->to, out);
    write_string(rule, out);
    if (choices.len > 0)
        write_string(choices, out);
    buf_add_char(out, ']');
}

void log_write(const struct changes *changes, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < changes->count; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        write_change(&changes->items[i], out);
    }
    buf_add_char(out, ']');
}
