#include "show.h"

#include "diff.h"
#include "facts.h"
#include "visible.h"

/* What the types of entities look like; types that are not named here look like the last. */
static const struct {
    const char *type, *colour;
} colours[] = {
    {"PER", "\033[1;35m"},    {"ORG", "\033[36m"},     {"LOC", "\033[32m"},
    {"TITLE", "\033[35m"},    {"DATE", "\033[33m"},    {"TIME", "\033[33m"},
    {"QUANTITY", "\033[33m"}, {"DOC", "\033[4m"},      {"PROG", "\033[31m"},
    {"EVENT", "\033[1;36m"},  {"AWARD", "\033[1;33m"}, {"TERM", "\033[1;32m"},
    {NULL, "\033[4m"},
};

static const char *colour_of(struct span type)
{
    size_t i = 0;

    while (colours[i].type != NULL && !span_is(type, colours[i].type))
        i++;
    return colours[i].colour;
}

static struct span member_text(struct arena *arena, struct span object, const char *name)
{
    struct span value = json_get(object, span_of(name));
    struct buf scratch = {0};

    if (value.at == NULL || json_kind(value) != JSON_STRING)
        return (struct span){NULL, 0};
    value = arena_copy(arena, json_string(value, &scratch));
    buf_free(&scratch);
    return value;
}

/* The entities as marks, in the order in which they stand; one that overlaps is left out. */
static size_t collect_marks(struct show *show, struct record *record, struct mark **marks)
{
    struct span entities = record_json(record, "entities");
    struct json_cursor cursor;
    struct json_member member;
    size_t capacity = 0, count = 0, end_before = 0;

    if (entities.at == NULL || json_kind(entities) != JSON_ARRAY)
        return 0;
    for (cursor = json_open(entities); json_next(&cursor, &member);)
        capacity++;
    *marks = arena_take(&show->arena, capacity + 1, sizeof **marks);
    for (cursor = json_open(entities); json_next(&cursor, &member);) {
        struct mark mark = {0};
        struct span start, end;

        if (json_kind(member.value) != JSON_OBJECT)
            continue;
        start = json_get(member.value, span_of("start"));
        end = json_get(member.value, span_of("end"));
        mark.label = member_text(&show->arena, member.value, "type");
        if (mark.label.at == NULL || start.at == NULL || end.at == NULL ||
            !json_uint(start, &mark.start) || !json_uint(end, &mark.end) ||
            mark.start < end_before || mark.start >= mark.end)
            continue;
        mark.colour = colour_of(mark.label);
        end_before = mark.end;
        (*marks)[count++] = mark;
    }
    return count;
}

/* Appends text to a line whose parts are separated by a dot. */
static void add_part(struct buf *line, struct span text)
{
    if (text.len == 0)
        return;
    if (line->len > 0)
        buf_add_text(line, " · ");
    buf_add_span(line, text);
}

static void show_head(struct show *show, struct record *record, struct buf *out)
{
    struct span meta = record_json(record, "meta"), id = {NULL, 0}, title = {NULL, 0};
    struct layout layout = {.columns = show->columns, .colour = show->colour, .style = SGR_BOLD};
    bool has_id = record_string(record, "id", &id);

    buf_clear(&show->scratch);
    if (meta.at != NULL && json_kind(meta) == JSON_OBJECT) {
        title = member_text(&show->arena, meta, "title");
        add_part(&show->scratch, member_text(&show->arena, meta, "date"));
        add_part(&show->scratch, member_text(&show->arena, meta, "source"));
    }
    if (has_id)
        add_part(&show->scratch, id);
    if (title.len == 0)
        title = span_of("(no title)");
    wrap_add(&show->wrapper, &layout, title, NULL, 0, out);
    layout.style = SGR_DIM;
    if (show->scratch.len > 0)
        wrap_add(&show->wrapper, &layout, buf_span(&show->scratch), NULL, 0, out);
}

static void show_note(struct show *show, const char *note, struct buf *out)
{
    const struct layout layout = {
        .columns = show->columns, .colour = show->colour, .style = SGR_DIM};

    wrap_add(&show->wrapper, &layout, span_of(note), NULL, 0, out);
}

/* What the record has instead of a text. */
static void show_lack(struct show *show, const struct record *record, struct buf *out)
{
    buf_clear(&show->scratch);
    buf_add_text(&show->scratch, "(no text, which -f names; the record has");
    for (size_t i = 0; i < record->count; i++) {
        buf_add_text(&show->scratch, i > 0 ? ", " : " ");
        buf_add_span(&show->scratch, record->members[i].key);
    }
    buf_add_text(&show->scratch, record->count > 0 ? ")" : " nothing)");
    show_note(show, buf_string(&show->scratch), out);
}

static void show_diff(struct show *show, struct record *record, struct span text, struct buf *out)
{
    struct span id, raw;
    const struct layout layout = {.columns = show->columns, .colour = show->colour};

    if (!record_string(record, "id", &id) || !raw_find(show->raw, id, &raw))
        show_note(show, "(no raw record with this id)", out);
    else if (span_equal(raw, text))
        show_note(show, "(nothing was changed)", out);
    else
        diff_write(raw, text, &layout, &show->arena, &show->wrapper, out);
}

static void show_text(struct show *show, struct record *record, struct span text, struct buf *out)
{
    const struct layout layout = {.columns = show->columns, .colour = show->colour};
    struct mark *marks = NULL;
    size_t count = collect_marks(show, record, &marks);

    wrap_add(&show->wrapper, &layout, text, marks, count, out);
}

static void add_rule(const struct show *show, struct buf *out)
{
    buf_add_text(out, show->colour ? "\n" SGR_DIM : "\n");
    for (size_t i = 0; i < show->columns; i++)
        buf_add_text(out, "─");
    buf_add_text(out, show->colour ? SGR_END "\n\n" : "\n\n");
}

void show_record(struct show *show, struct record *record, bool first, struct buf *out)
{
    struct span text, facts = record_json(record, "facts");
    size_t before_facts;

    arena_reset(&show->arena);
    if (!first)
        add_rule(show, out);
    show_head(show, record, out);
    buf_add_char(out, '\n');
    if (!record_string_at(record, show->field, &text))
        show_lack(show, record, out);
    else if (show->raw != NULL)
        show_diff(show, record, text, out);
    else
        show_text(show, record, text, out);
    before_facts = out->len;
    facts_write(facts, show->columns, show->colour, &show->arena, out);
    if (out->len > before_facts)
        buf_splice(out, before_facts, 0, span_of("\n"));
}

void show_free(struct show *show)
{
    arena_free(&show->arena);
    wrap_free(&show->wrapper);
    buf_free(&show->scratch);
}
