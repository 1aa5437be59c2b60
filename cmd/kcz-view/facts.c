#include "facts.h"

#include <stdlib.h>

#include "json.h"
#include "visible.h"
#include "width.h"
#include "wrap.h"

enum { MOST_COLUMNS = 12, NARROWEST = 8, INDENT = 2, GAP = 2 };

struct row {
    struct span type;
    struct span fact;
    size_t index;
};

struct table {
    const struct row *rows;
    size_t row_count;
    struct span keys[MOST_COLUMNS];
    size_t widths[MOST_COLUMNS];
    size_t key_count;
    struct span *cells; /* row_count times key_count, made visible */
};

static void add_string(struct buf *out, struct span value)
{
    struct buf scratch = {0};

    visible_add(out, json_string(value, &scratch));
    buf_free(&scratch);
}

static void add_argument(struct buf *out, struct span object)
{
    struct span text = json_get(object, span_of("text"));
    struct span norm = json_get(object, span_of("norm"));

    if (text.at == NULL || json_kind(text) != JSON_STRING) {
        visible_add(out, object);
        return;
    }
    add_string(out, text);
    if (norm.at != NULL && json_kind(norm) == JSON_STRING && !span_equal(norm, text)) {
        buf_add_text(out, " (");
        add_string(out, norm);
        buf_add_char(out, ')');
    }
}

static void add_plain(struct buf *out, struct span value)
{
    switch (json_kind(value)) {
    case JSON_NULL:
        break;
    case JSON_STRING:
        add_string(out, value);
        break;
    case JSON_OBJECT:
        add_argument(out, value);
        break;
    default:
        visible_add(out, value);
    }
}

/* Sides of an agreement are parted by a stroke, the parties of one by a comma. */
static void add_value(struct buf *out, struct span value)
{
    struct json_cursor sides, parties;
    struct json_member side, party;
    const char *outer = "", *inner;

    if (json_kind(value) != JSON_ARRAY) {
        add_plain(out, value);
        return;
    }
    for (sides = json_open(value); json_next(&sides, &side); outer = " / ") {
        buf_add_text(out, outer);
        if (json_kind(side.value) != JSON_ARRAY) {
            add_plain(out, side.value);
            continue;
        }
        inner = "";
        for (parties = json_open(side.value); json_next(&parties, &party); inner = "、") {
            buf_add_text(out, inner);
            add_plain(out, party.value);
        }
    }
}

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    size_t least = a->type.len < b->type.len ? a->type.len : b->type.len;
    int order = memcmp(a->type.at, b->type.at, least);

    if (order == 0 && a->type.len != b->type.len)
        return a->type.len < b->type.len ? -1 : 1;
    return order != 0 ? order : a->index < b->index ? -1 : a->index > b->index;
}

/* The facts by type, within one in the order of the text. */
static struct row *collect_rows(struct span facts, struct arena *arena, size_t *count)
{
    struct json_cursor cursor;
    struct json_member member;
    struct row *rows;
    size_t capacity = 0;

    for (cursor = json_open(facts); json_next(&cursor, &member);)
        capacity++;
    rows = arena_take(arena, capacity + 1, sizeof *rows);
    *count = 0;
    for (cursor = json_open(facts); json_next(&cursor, &member);) {
        struct span type;

        if (json_kind(member.value) != JSON_OBJECT)
            continue;
        type = json_get(member.value, span_of("type"));
        if (type.at != NULL && json_kind(type) == JSON_STRING) {
            rows[*count] = (struct row){type, member.value, *count};
            ++*count;
        }
    }
    if (*count > 1)
        qsort(rows, *count, sizeof *rows, compare_rows);
    return rows;
}

static void note_key(struct table *table, bool *used, const struct json_member *member)
{
    size_t k = 0;

    while (k < table->key_count && !span_equal(table->keys[k], member->key))
        k++;
    if (k == MOST_COLUMNS || span_is(member->key, "type") || span_is(member->key, "evidence"))
        return;
    if (k == table->key_count)
        table->keys[table->key_count++] = member->key;
    used[k] = used[k] || json_kind(member->value) != JSON_NULL;
}

/* Columns are the arguments that any of the facts tells, in the order in which they turn up. */
static void find_columns(struct table *table)
{
    bool used[MOST_COLUMNS] = {false};
    size_t kept = 0;

    for (size_t i = 0; i < table->row_count; i++) {
        struct json_cursor cursor = json_open(table->rows[i].fact);
        struct json_member member;

        while (json_next(&cursor, &member))
            note_key(table, used, &member);
    }
    for (size_t k = 0; k < table->key_count; k++) {
        if (used[k])
            table->keys[kept++] = table->keys[k];
    }
    table->key_count = kept;
}

static void fill_cells(struct table *table, struct arena *arena)
{
    struct buf text = {0};

    table->cells = arena_take(arena, table->row_count * table->key_count + 1, sizeof *table->cells);
    for (size_t k = 0; k < table->key_count; k++) {
        buf_clear(&text);
        visible_add(&text, table->keys[k]);
        table->keys[k] = arena_copy(arena, buf_span(&text));
        table->widths[k] = width_of(table->keys[k]);
    }
    for (size_t i = 0; i < table->row_count; i++) {
        struct json_cursor cursor = json_open(table->rows[i].fact);
        struct span *cells = &table->cells[i * table->key_count];
        struct json_member member;

        for (size_t k = 0; k < table->key_count; k++)
            cells[k] = (struct span){"", 0};
        while (json_next(&cursor, &member)) {
            for (size_t k = 0; k < table->key_count; k++) {
                if (!span_equal(table->keys[k], member.key))
                    continue;
                buf_clear(&text);
                add_value(&text, member.value);
                cells[k] = arena_copy(arena, buf_span(&text));
                if (width_of(cells[k]) > table->widths[k])
                    table->widths[k] = width_of(cells[k]);
            }
        }
    }
    buf_free(&text);
}

/* Takes from the widest column until all fit; the difference to the second is taken at once. */
static void narrow_columns(struct table *table, size_t columns)
{
    for (;;) {
        size_t total = INDENT, widest = 0, second = NARROWEST, excess;

        for (size_t k = 0; k < table->key_count; k++) {
            total += table->widths[k] + (k > 0 ? GAP : 0);
            if (table->widths[k] > table->widths[widest])
                widest = k;
        }
        if (total <= columns || table->key_count == 0 || table->widths[widest] <= NARROWEST)
            return;
        for (size_t k = 0; k < table->key_count; k++) {
            if (k != widest && table->widths[k] > second)
                second = table->widths[k];
        }
        excess = total - columns;
        if (second == table->widths[widest])
            second--;
        table->widths[widest] = table->widths[widest] - second > excess
                                    ? table->widths[widest] - excess
                                    : second;
    }
}

/* One row, on as many lines as its longest cell takes. */
static void write_row(const struct table *table, const struct span *row, const char *style,
                      struct buf *out)
{
    struct span cells[MOST_COLUMNS];
    bool more = true;

    memcpy(cells, row, table->key_count * sizeof *cells);
    while (more) {
        size_t owed = INDENT; /* spaces are written only before text */

        more = false;
        for (size_t k = 0; k < table->key_count; k++) {
            size_t fit = width_fit(cells[k], table->widths[k]);
            struct span part = {cells[k].at, fit};

            if (part.len > 0) {
                buf_printf(out, "%*s%s", (int)owed, "", style != NULL ? style : "");
                buf_add_span(out, part);
                buf_add_text(out, style != NULL ? SGR_END : "");
                owed = 0;
            }
            owed += table->widths[k] - width_of(part) + GAP;
            cells[k] = (struct span){cells[k].at + fit, cells[k].len - fit};
            more = more || cells[k].len > 0;
        }
        buf_add_char(out, '\n');
    }
}

static void write_table(struct table *table, size_t columns, bool colour, struct arena *arena,
                        struct buf *out)
{
    buf_add_text(out, colour ? SGR_BOLD : "");
    add_string(out, table->rows[0].type);
    buf_add_text(out, colour ? SGR_END "\n" : "\n");
    find_columns(table);
    fill_cells(table, arena);
    narrow_columns(table, columns);
    write_row(table, table->keys, colour ? SGR_DIM : NULL, out);
    for (size_t i = 0; i < table->row_count; i++)
        write_row(table, &table->cells[i * table->key_count], NULL, out);
}

void facts_write(struct span facts, size_t columns, bool colour, struct arena *arena,
                 struct buf *out)
{
    size_t count, next;
    struct row *rows;

    if (facts.at == NULL || json_kind(facts) != JSON_ARRAY)
        return;
    rows = collect_rows(facts, arena, &count);
    for (size_t i = 0; i < count; i = next) {
        struct table table = {.rows = &rows[i]};

        for (next = i; next < count && span_equal(rows[next].type, rows[i].type);)
            next++;
        table.row_count = next - i;
        write_table(&table, columns, colour, arena, out);
    }
}
