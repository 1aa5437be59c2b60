#include "record.h"

#include <stdint.h>
#include <stdlib.h>

#include "memory.h"
#include "utf8.h"

/* A new value for a member: of the line (index) or to append (index == APPENDED, with its name). */
struct record_edit {
    size_t index;
    struct buf name;
    struct buf value;
};

static const size_t APPENDED = SIZE_MAX;

const char *record_read(struct record *record, struct span line, size_t *where)
{
    record->line = line;
    record->count = 0;
    record->edit_count = 0;
    record->string_count = 0;
    *where = utf8_valid_prefix(line.at, line.len);
    if (*where < line.len)
        return "not UTF-8";
    return json_check_object(line, &record->members, &record->capacity, &record->count, where);
}

void record_free(struct record *record)
{
    for (size_t i = 0; i < record->edit_capacity; i++) {
        buf_free(&record->edits[i].name);
        buf_free(&record->edits[i].value);
    }
    for (size_t i = 0; i < record->string_capacity; i++)
        buf_free(&record->strings[i]);
    free(record->edits);
    free(record->strings);
    free(record->members);
    *record = (struct record){0};
}

/* The index of the last member of that name; record->count if there is none. */
static size_t find_member(const struct record *record, struct span name)
{
    for (size_t i = record->count; i > 0; i--) {
        if (json_key_is(record->members[i - 1].key, name))
            return i - 1;
    }
    return record->count;
}

static struct record_edit *find_edit(const struct record *record, size_t index, struct span name)
{
    for (size_t i = 0; i < record->edit_count; i++) {
        struct record_edit *edit = &record->edits[i];

        if (edit->index == index && (index != APPENDED || span_equal(buf_span(&edit->name), name)))
            return edit;
    }
    return NULL;
}

static struct span find_value(const struct record *record, struct span name)
{
    size_t index = find_member(record, name);
    bool in_line = index < record->count;
    const struct record_edit *edit = find_edit(record, in_line ? index : APPENDED, name);

    if (edit != NULL)
        return buf_span(&edit->value);
    return in_line ? record->members[index].value : (struct span){NULL, 0};
}

struct span record_json(const struct record *record, const char *name)
{
    return find_value(record, span_of(name));
}

struct span record_json_at(struct record *record, const struct path *path)
{
    struct span value = find_value(record, path->steps[0].name);

    return value.at == NULL ? value : path_get_below(path, value);
}

/* The text of a string value, decoded into one of the record's own buffers where it has escapes. */
static bool text_of(struct record *record, struct span value, struct span *text)
{
    if (value.at == NULL || json_kind(value) != JSON_STRING)
        return false;
    if (memchr(value.at, '\\', value.len) == NULL) {
        *text = (struct span){value.at + 1, value.len - 2};
        return true;
    }
    if (record->string_count == record->string_capacity) {
        size_t capacity = record->string_capacity * 2 + 4;

        record->strings = memory_resize(record->strings, capacity, sizeof *record->strings);
        for (size_t i = record->string_capacity; i < capacity; i++)
            record->strings[i] = (struct buf){0};
        record->string_capacity = capacity;
    }
    *text = json_string(value, &record->strings[record->string_count++]);
    return true;
}

bool record_string(struct record *record, const char *name, struct span *text)
{
    return text_of(record, record_json(record, name), text);
}

bool record_string_at(struct record *record, const struct path *path, struct span *text)
{
    return text_of(record, record_json_at(record, path), text);
}

/* The edit of that member, made if there is none yet; its value is emptied. */
static struct record_edit *begin_edit(struct record *record, struct span name)
{
    size_t index = find_member(record, name);
    if (index == record->count)
        index = APPENDED;
    struct record_edit *edit = find_edit(record, index, name);

    if (edit == NULL) {
        if (record->edit_count == record->edit_capacity) {
            size_t capacity = record->edit_capacity * 2 + 4;

            record->edits = memory_resize(record->edits, capacity, sizeof *record->edits);
            for (size_t i = record->edit_capacity; i < capacity; i++)
                record->edits[i] = (struct record_edit){0};
            record->edit_capacity = capacity;
        }
        edit = &record->edits[record->edit_count++];
        edit->index = index;
        buf_clear(&edit->name);
        buf_add_span(&edit->name, name);
    }
    buf_clear(&edit->value);
    return edit;
}

static void set_value(struct record *record, struct span name, struct span json)
{
    if (!span_equal(find_value(record, name), json))
        buf_add_span(&begin_edit(record, name)->value, json);
}

void record_set_json(struct record *record, const char *name, struct span json)
{
    set_value(record, span_of(name), json);
}

/* Whether value is a string with this very text. */
static bool same_text(struct span value, struct span text)
{
    if (value.at == NULL || json_kind(value) != JSON_STRING)
        return false;
    const char *at = value.at + 1, *end = value.at + value.len - 1, *other = text.at;
    const char *text_end = text.at + text.len;

    /* Most texts that differ do so near their start: no need to decode the whole first. */
    while (at < end && other < text_end && *at == *other && *at != '\\') {
        at++;
        other++;
    }
    if (at == end || *at != '\\')
        return at == end && other == text_end;
    struct buf scratch = {0};
    bool same = span_equal(json_string(value, &scratch), text);
    buf_free(&scratch);
    return same;
}

void record_set_string(struct record *record, const char *name, struct span text)
{
    if (!same_text(record_json(record, name), text))
        json_encode_string(&begin_edit(record, span_of(name))->value, text);
}

bool record_set_string_at(struct record *record, const struct path *path, struct span text)
{
    struct span name = path->steps[0].name;
    struct span outer = find_value(record, name);
    struct span inner = outer.at == NULL ? outer : path_get_below(path, outer);

    if (inner.at == NULL || json_kind(inner) != JSON_STRING)
        return false;
    if (same_text(inner, text))
        return true;
    if (inner.len == outer.len) {
        json_encode_string(&begin_edit(record, name)->value, text);
        return true;
    }
    struct buf json = {0};
    buf_add_span(&json, span_between(outer.at, inner.at));
    json_encode_string(&json, text);
    buf_add_span(&json, span_between(inner.at + inner.len, outer.at + outer.len));
    set_value(record, name, buf_span(&json));
    buf_free(&json);
    return true;
}

void record_set_in(struct record *record, const char *object, const char *name, struct span json)
{
    struct span outer = record_json(record, object);
    struct buf changed = {0};

    if (outer.at == NULL || json_kind(outer) != JSON_OBJECT)
        outer = span_of("{}");
    struct span inner = json_get(outer, span_of(name));
    if (inner.at != NULL) {
        buf_add_span(&changed, span_between(outer.at, inner.at));
        buf_add_span(&changed, json);
        buf_add_span(&changed, span_between(inner.at + inner.len, outer.at + outer.len));
    } else {
        size_t len = outer.len - 1;

        while (len > 1 && strchr(" \t\r\n", outer.at[len - 1]) != NULL)
            len--;
        buf_add(&changed, outer.at, len);
        json_add_key(&changed, name);
        buf_add_span(&changed, json);
        buf_add_char(&changed, '}');
    }
    record_set_json(record, object, buf_span(&changed));
    buf_free(&changed);
}

bool record_changed(const struct record *record)
{
    return record->edit_count > 0;
}

bool record_member_changed(const struct record *record, const char *name)
{
    size_t index = find_member(record, span_of(name));

    return index < record->count && find_edit(record, index, span_of(name)) != NULL;
}

/* The edits of members of the line, in the order in which the members stand. */
static void write_members(const struct record *record, struct buf *out, const char **done)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct record_edit *edit = find_edit(record, i, (struct span){NULL, 0});

        if (edit == NULL)
            continue;
        struct span value = record->members[i].value;
        buf_add_span(out, span_between(*done, value.at));
        buf_add_span(out, buf_span(&edit->value));
        *done = value.at + value.len;
    }
}

void record_write(const struct record *record, struct buf *out)
{
    const char *done = record->line.at, *end = done + record->line.len;

    if (record->edit_count == 0) {
        buf_add_span(out, record->line);
        return;
    }
    buf_reserve(out, record->line.len);
    write_members(record, out, &done);
    const char *close = end;
    while (close[-1] != '}')
        close--;
    close--;
    const char *last = close;
    while (last > done && strchr(" \t\r\n", last[-1]) != NULL)
        last--;
    buf_add_span(out, span_between(done, last));
    bool first = record->count == 0;
    for (size_t i = 0; i < record->edit_count; i++) {
        const struct record_edit *edit = &record->edits[i];

        if (edit->index != APPENDED)
            continue;
        if (!first)
            buf_add_char(out, ',');
        first = false;
        json_encode_string(out, buf_span(&edit->name));
        buf_add_char(out, ':');
        buf_add_span(out, buf_span(&edit->value));
    }
    buf_add_span(out, span_between(last, end));
}
