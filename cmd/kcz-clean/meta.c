#include "meta.h"

#include "json.h"

/* The columns in the order in which they are written. */
struct column {
    const char *name;
    size_t offset;
    bool list;
};

static const struct column columns[] = {
    {"title", offsetof(struct meta, title), false},
    {"subtitle", offsetof(struct meta, subtitle), false},
    {"date", offsetof(struct meta, date), false},
    {"source", offsetof(struct meta, source), false},
    {"author", offsetof(struct meta, author), true},
    {"editor", offsetof(struct meta, editor), true},
    {"keywords", offsetof(struct meta, keywords), true},
    {"breadcrumbs", offsetof(struct meta, breadcrumbs), true},
    {"site", offsetof(struct meta, site), false},
    {"summary", offsetof(struct meta, summary), false},
    {"original_title", offsetof(struct meta, original_title), false},
};

/* Those from this one on are written only where there is something to write. */
enum { COLUMN_COUNT = sizeof columns / sizeof *columns, COLUMNS_ALWAYS = COLUMN_COUNT - 1 };

static struct span text_of(const struct meta *meta, const struct column *column)
{
    return *(const struct span *)((const char *)meta + column->offset);
}

static const struct meta_list *list_of(const struct meta *meta, const struct column *column)
{
    return (const struct meta_list *)((const char *)meta + column->offset);
}

static bool is_known(const struct meta *meta, const struct column *column)
{
    return column->list ? list_of(meta, column)->count > 0 : text_of(meta, column).len > 0;
}

static void keep(struct span *value, struct arena *arena)
{
    if (value->len == 0)
        return;
    char *copy = arena_take(arena, value->len, 1);
    memcpy(copy, value->at, value->len);
    value->at = copy;
}

void meta_keep(struct meta *meta, struct arena *arena)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        void *column = (char *)meta + columns[i].offset;

        if (!columns[i].list) {
            keep(column, arena);
            continue;
        }
        struct meta_list *list = column;
        for (size_t k = 0; k < list->count; k++)
            keep(&list->items[k], arena);
    }
}

bool meta_any(const struct meta *meta)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (is_known(meta, &columns[i]))
            return true;
    return false;
}

/* Whether a value says nothing: absent, null, "" or []. */
static bool is_void(struct span value)
{
    struct json_cursor cursor;
    struct json_member member;

    if (!value.at || span_is(value, "\"\""))
        return true;
    if (json_kind(value) != JSON_ARRAY)
        return json_kind(value) == JSON_NULL;
    cursor = json_open(value);
    return !json_next(&cursor, &member);
}

static void write_list(const struct meta_list *list, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            buf_add_char(out, ',');
        json_encode_string(out, list->items[i]);
    }
    buf_add_char(out, ']');
}

static void write_column(const struct meta *found, const struct column *column, struct span old,
                         struct buf *out)
{
    json_add_key(out, column->name);
    if (!is_void(old))
        buf_add_span(out, old);
    else if (column->list)
        write_list(list_of(found, column), out);
    else if (text_of(found, column).len > 0)
        json_encode_string(out, text_of(found, column));
    else
        buf_add_text(out, "null");
}

static bool is_column(struct span key)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (json_key_is(key, span_of(columns[i].name)))
            return true;
    return false;
}

void meta_write(const struct meta *found, struct span old, bool better_title, struct buf *out)
{
    struct json_cursor cursor;
    struct json_member member;

    buf_add_char(out, '{');
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        struct span value = {0};

        if (old.at && !(i == 0 && better_title))
            value = json_get(old, span_of(columns[i].name));
        if (i < COLUMNS_ALWAYS || !is_void(value) || is_known(found, &columns[i]))
            write_column(found, &columns[i], value, out);
    }
    if (old.at)
        for (cursor = json_open(old); json_next(&cursor, &member);)
            if (!is_column(member.key)) {
                buf_add_text(out, ",\"");
                buf_add_span(out, member.key);
                buf_add_text(out, "\":");
                buf_add_span(out, member.value);
            }
    buf_add_char(out, '}');
}
