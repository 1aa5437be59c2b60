#include "unmap.h"

#include <stdlib.h>

#include "json.h"
#include "memory.h"
#include "path.h"
#include "shift.h"
#include "utf8.h"

/* A text with a mark at every MARK_STEP code points, so that any place in it is found at once. */
struct marked {
    struct span text;
    size_t *marks; /* byte offsets */
    size_t count;
};

enum { MARK_STEP = 64 };

static void mark(struct marked *marked, struct span text)
{
    marked->text = text;
    marked->count = 0;
    marked->marks = memory_resize(marked->marks, text.len / MARK_STEP + 1, sizeof *marked->marks);
    size_t position = 0;
    for (size_t at = 0; at < text.len; at += utf8_length((unsigned char)text.at[at])) {
        if (position++ % MARK_STEP == 0)
            marked->marks[marked->count++] = at;
    }
}

static const char *place(const struct marked *marked, size_t offset)
{
    const char *end = marked->text.at + marked->text.len;
    size_t step = offset / MARK_STEP;

    if (step >= marked->count)
        return end;
    const char *at = marked->text.at + marked->marks[step];
    for (size_t i = step * MARK_STEP; i < offset && at < end; i++)
        at += utf8_length((unsigned char)*at);
    return at;
}

/* Code points from start to end of a text. */
static struct span slice(const struct marked *marked, size_t start, size_t end)
{
    return start > end ? (struct span){marked->text.at, 0}
                       : span_between(place(marked, start), place(marked, end));
}

/* An annotation, {"start":..,"end":..,"text":..}, moved; its other members stay as they are. */
static void move_annotation(const struct shift *shift, const struct marked *old, struct span value,
                            struct buf *out)
{
    size_t start, end;
    const char *done = value.at;
    struct json_member member;
    struct span from = json_get(value, span_of("start")), to = json_get(value, span_of("end"));

    if (from.at == NULL || to.at == NULL || !json_uint(from, &start) || !json_uint(to, &end)) {
        buf_add_span(out, value);
        return;
    }
    start = shift_start(shift, start);
    end = shift_end(shift, end);
    struct json_cursor cursor = json_open(value);
    while (json_next(&cursor, &member)) {
        bool is_start = member.value.at == from.at, is_end = member.value.at == to.at;
        bool is_text = json_key_is(member.key, span_of("text")) &&
                       json_kind(member.value) == JSON_STRING;

        if (!is_start && !is_end && !is_text)
            continue;
        buf_add_span(out, span_between(done, member.value.at));
        done = member.value.at + member.value.len;
        if (is_text)
            json_encode_string(out, slice(old, start, end));
        else
            buf_add_uint(out, is_start ? start : end);
    }
    buf_add_span(out, span_between(done, value.at + value.len));
}

static void move_annotations(const struct shift *shift, const struct marked *old,
                             struct record *record, const char *name)
{
    struct span list = record_json(record, name);
    struct json_member member;
    struct buf out = {0};

    if (list.at == NULL || json_kind(list) != JSON_ARRAY)
        return;
    struct json_cursor cursor = json_open(list);
    const char *done = list.at;
    while (json_next(&cursor, &member)) {
        if (json_kind(member.value) != JSON_OBJECT)
            continue;
        buf_add_span(&out, span_between(done, member.value.at));
        move_annotation(shift, old, member.value, &out);
        done = member.value.at + member.value.len;
    }
    buf_add_span(&out, span_between(done, list.at + list.len));
    record_set_json(record, name, buf_span(&out));
    buf_free(&out);
}

/* A token's place in the converted text: from its offset, or behind white space. */
static size_t find_token(struct span text, const char **at, size_t position)
{
    const char *end = text.at + text.len;

    for (; *at < end; position++) {
        const char *next = *at;
        uint32_t code = utf8_next(&next);

        if (code > ' ' && code != 0x3000 && code != 0xA0)
            break;
        *at = next;
    }
    return position;
}

/* Tokens are pieces of the text in order; so are the old ones. offsets moves along. */
static void move_tokens(const struct shift *shift, struct span converted, const struct marked *old,
                        struct record *record)
{
    struct span list = record_json(record, "tokens"), offsets = record_json(record, "offsets");
    struct buf tokens = {0}, places = {0}, scratch = {0};
    struct json_member member;
    const char *at = converted.at;
    size_t position = 0;

    if (list.at == NULL || json_kind(list) != JSON_ARRAY)
        return;
    struct json_cursor cursor = json_open(list);
    while (json_next(&cursor, &member)) {
        if (json_kind(member.value) != JSON_STRING)
            continue;
        struct span token = json_string(member.value, &scratch);
        size_t start = find_token(converted, &at, position);
        size_t end = start + utf8_count(token.at, token.len);
        size_t old_start = shift_start(shift, start), old_end = shift_end(shift, end);

        buf_add_text(&tokens, tokens.len == 0 ? "[" : ",");
        json_encode_string(&tokens, slice(old, old_start, old_end));
        buf_add_text(&places, places.len == 0 ? "[" : ",");
        buf_add_uint(&places, old_start);
        at += token.len <= (size_t)(converted.at + converted.len - at) ? token.len : 0;
        position = end;
    }
    if (tokens.len > 0) {
        buf_add_char(&tokens, ']');
        buf_add_char(&places, ']');
        record_set_json(record, "tokens", buf_span(&tokens));
        if (offsets.at != NULL)
            record_set_json(record, "offsets", buf_span(&places));
    }
    buf_free(&tokens);
    buf_free(&places);
    buf_free(&scratch);
}

/* One field's text, and if it is the one that the annotations are about, these too. */
static bool unmap_field(struct record *record, struct span name, struct span log,
                        struct shift *shift, struct buf *old, struct buf *why)
{
    struct buf text_of_path = {0};
    struct path path = {0};
    struct span converted;
    bool good = false;

    buf_clear(old);
    buf_add_span(&text_of_path, name);
    if (path_parse(&path, buf_string(&text_of_path), why) && path_is_single(&path) &&
        record_string_at(record, &path, &converted) && shift_read(shift, log) &&
        shift_text(shift, converted, old)) {
        good = true;
        if (span_is(name, "text")) {
            struct marked marked = {0};

            mark(&marked, buf_span(old));
            move_tokens(shift, converted, &marked, record);
            move_annotations(shift, &marked, record, "entities");
            move_annotations(shift, &marked, record, "facts");
            free(marked.marks);
        }
        record_set_string_at(record, &path, buf_span(old));
    }
    path_free(&path);
    buf_free(&text_of_path);
    return good;
}

enum outcome unmap_record(struct record *record, struct buf *why)
{
    struct span kcz = record_json(record, "kcz"), report = {NULL, 0}, edits = {NULL, 0};
    struct buf old = {0}, log = {0}, name = {0};
    struct shift shift = {0};
    struct json_member member;
    bool good = true;

    if (kcz.at != NULL && json_kind(kcz) == JSON_OBJECT)
        report = json_get(kcz, span_of("t2s"));
    if (report.at != NULL && json_kind(report) == JSON_OBJECT)
        edits = json_get(report, span_of("edits"));
    if (edits.at == NULL || json_kind(edits) != JSON_OBJECT) {
        buf_add_text(why, "no kcz.t2s.edits, which kcz-t2s --edits adds");
        return RECORD_PASS;
    }
    buf_add_span(&log, edits);
    struct json_cursor cursor = json_open(buf_span(&log));
    while (good && json_next(&cursor, &member)) {
        buf_clear(&name);
        buf_add_span(&name, member.key);
        good = unmap_field(record, buf_span(&name), member.value, &shift, &old, why);
    }
    if (good)
        record_set_in(record, "kcz", "t2s", span_of("{}"));
    else if (why->len == 0)
        buf_add_text(why, "kcz.t2s.edits does not fit the text");
    buf_free(&old);
    buf_free(&log);
    buf_free(&name);
    shift_free(&shift);
    return good ? RECORD_DONE : RECORD_REJECT;
}
