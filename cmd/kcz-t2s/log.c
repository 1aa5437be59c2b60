#include "log.h"

#include <stdlib.h>

#include "json.h"
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

void log_piece(struct log *log, const struct profile *profile, struct span from,
               const struct piece *piece)
{
    size_t end = log->position + utf8_count(piece->put.at, piece->put.len);

    if (!span_equal(from, piece->put))
        add(&log->edits, (struct change){.start = log->position,
                                         .end = end,
                                         .from = from,
                                         .to = piece->put,
                                         .rule = piece->rule});
    if (piece->point != NULL || piece->rule != RULE_NONE)
        add_choices(log, profile, from, piece);
    log->position = end;
}

void log_kept(struct log *log, struct span text)
{
    log->position += utf8_count(text.at, text.len);
}

void log_write(const struct changes *changes, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];

        buf_add_text(out, i == 0 ? "[" : ",[");
        buf_add_uint(out, change->start);
        buf_add_char(out, ',');
        buf_add_uint(out, change->end);
        buf_add_char(out, ',');
        json_encode_string(out, change->from);
        buf_add_char(out, ',');
        json_encode_string(out, change->to);
        buf_add_char(out, ',');
        json_encode_string(out, span_of(rule_name(change->rule)));
        if (change->choices.len > 0) {
            buf_add_char(out, ',');
            json_encode_string(out, change->choices);
        }
        buf_add_char(out, ']');
    }
    buf_add_char(out, ']');
}
