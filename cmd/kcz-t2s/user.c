#include "user.h"

#include <stdlib.h>
#include <string.h>

#include "convert.h"
#include "memory.h"
#include "table.h"
#include "utf8.h"

/* A row of a user's table; value.at == NULL: forget the key. */
struct row {
    struct span key, value;
    const char *file;
    size_t line;
    size_t order;
};

struct rows {
    struct row *items;
    size_t count, capacity;
};

static bool read_row(struct rows *rows, const struct table *table, const struct table_row *columns,
                     struct buf *why)
{
    struct row row = {columns->columns[0], columns->columns[1], table->file, table->line,
                      rows->count};
    char mark = row.key.len > 0 ? row.key.at[0] : '\0';

    if ((mark == '=' || mark == '-') && columns->count == 1) {
        row.key = (struct span){row.key.at + 1, row.key.len - 1};
        row.value = mark == '=' ? row.key : (struct span){NULL, 0};
    } else if (columns->count != 2 || row.value.len == 0) {
        table_complain(table, "neither KEY<tab>VALUE nor =KEY nor -KEY", why);
        return false;
    }
    if (row.key.len == 0 || row.key.len > UINT8_MAX || row.value.len > UINT8_MAX) {
        table_complain(table, "a key or value is empty or longer than 255 bytes", why);
        return false;
    }
    if (rows->count == rows->capacity) {
        rows->capacity = rows->capacity * 2 + 64;
        rows->items = memory_resize(rows->items, rows->capacity, sizeof *rows->items);
    }
    rows->items[rows->count++] = row;
    return true;
}

static int compare_keys(struct span a, struct span b)
{
    int order = memcmp(a.at, b.at, a.len < b.len ? a.len : b.len);

    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_key(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    int order = compare_keys(a->key, b->key);

    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static bool complain(const struct row *row, const char *reason, struct buf *why)
{
    buf_printf(why, "%s:%zu: %.*s: %s", row->file, row->line, (int)row->key.len, row->key.at,
               reason);
    return false;
}

static bool same_value(const struct row *one, const struct row *other)
{
    if (one->value.at == NULL || other->value.at == NULL)
        return one->value.at == other->value.at;
    return span_equal(one->value, other->value);
}

static bool check_contradictions(const struct rows *rows, struct buf *why)
{
    for (size_t i = 1; i < rows->count; i++) {
        const struct row *one = &rows->items[i - 1], *other = &rows->items[i];

        if (span_equal(one->key, other->key) && !same_value(one, other))
            return complain(other, "contradicts an earlier entry of the same key", why);
    }
    return true;
}

/* The rows of that key begin here; rows->count if there are none. */
static size_t find_row(const struct rows *rows, struct span key)
{
    size_t low = 0, high = rows->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_keys(rows->items[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rows->count && span_equal(rows->items[low].key, key) ? low : rows->count;
}

static uint32_t first_code(struct span key)
{
    const char *at = key.at;

    return utf8_next(&at);
}

static uint32_t own_text(struct profile *profile, struct span text)
{
    uint32_t at = (uint32_t)profile->text.len;

    buf_add_span(&profile->text, text);
    return at;
}

/* The point of a code point, made if there is none. */
static struct point *point_for(struct profile *profile, uint32_t code)
{
    const struct point *found = profile_find_point(profile, code);
    size_t at = 0;

    if (found != NULL)
        return &profile->points[found - profile->points];
    while (at < profile->point_count && profile->points[at].code < code)
        at++;
    profile->points = memory_resize(profile->points, profile->point_count + 1,
                                    sizeof *profile->points);
    memmove(&profile->points[at + 1], &profile->points[at],
            (profile->point_count - at) * sizeof *profile->points);
    profile->point_count++;
    profile->points[at] = (struct point){.code = code};
    return &profile->points[at];
}

/* A single character's value, or none. Whether there was one. */
static bool set_point(struct profile *profile, const struct row *row)
{
    struct point *point = point_for(profile, first_code(row->key));
    bool known = point->value_len > 0;

    point->value_len = 0;
    point->rule = RULE_USER;
    if (row->value.at != NULL && !span_equal(row->key, row->value)) {
        point->value = own_text(profile, row->value);
        point->value_len = (uint8_t)row->value.len;
    }
    return known;
}

/* The built-in phrases but for those whose key a row has; notes in known which rows these are. */
static size_t keep_entries(const struct profile *profile, const struct rows *rows,
                           struct entry *entries, bool *known)
{
    const struct dictionary *phrases = &profile->phrases;
    size_t count = 0;

    for (size_t i = 0; i < phrases->entry_count; i++) {
        size_t row = find_row(rows, dictionary_key(phrases, &phrases->entries[i]));

        if (row == rows->count)
            entries[count++] = phrases->entries[i];
        else
            known[row] = true;
    }
    return count;
}

static struct entry phrase_entry(struct profile *profile, const struct row *row)
{
    return (struct entry){.key = own_text(profile, row->key),
                          .value = own_text(profile, row->value),
                          .key_len = (uint16_t)row->key.len,
                          .value_len = (uint16_t)row->value.len,
                          .next = -1,
                          .rule = RULE_USER};
}

/* Entries with one key stand together: chains them and gives the trie the first of each. */
static void build_trie(struct profile *profile, size_t count)
{
    struct dictionary *phrases = &profile->phrases;
    struct trie_key *keys = memory_new(count + 1, sizeof *keys);
    size_t key_count = 0;

    phrases->text = profile->text.data;
    phrases->entries = profile->entries;
    phrases->entry_count = count;
    for (size_t i = 0; i < count; i++) {
        struct span key = dictionary_key(phrases, &profile->entries[i]);

        profile->entries[i].next = -1;
        if (key_count > 0 && span_equal(keys[key_count - 1].text, key))
            profile->entries[i - 1].next = (int32_t)i;
        else
            keys[key_count++] = (struct trie_key){key, (int32_t)i};
    }
    trie_build(&profile->image, &phrases->trie, keys, key_count);
    free(keys);
}

/* Puts the rows into the profile; notes in known which of them replace or forget something. */
static void add_rows(struct profile *profile, const struct rows *rows, bool *known)
{
    struct dictionary *phrases = &profile->phrases;
    struct entry *entries = memory_new(phrases->entry_count + rows->count, sizeof *entries);
    size_t count = keep_entries(profile, rows, entries, known);

    buf_add(&profile->text, phrases->text, phrases->text_len);
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];

        if (utf8_length((unsigned char)*row->key.at) == row->key.len) {
            known[i] |= set_point(profile, row);
        } else if (row->value.at != NULL && (i == 0 || !span_equal(row[-1].key, row->key))) {
            entries[count++] = phrase_entry(profile, row);
            point_for(profile, first_code(row->key))->second |= profile_follower(row->key);
        }
    }
    profile->entries = entries;
    build_trie(profile, count);
    profile_heat(profile);
}

static bool check_rows(const struct profile *profile, const struct rows *rows, const bool *known,
                       struct buf *why)
{
    struct script_counts unused = {0};
    struct buf again = {0};
    bool good = true;

    for (size_t i = 0; i < rows->count && good; i++) {
        const struct row *row = &rows->items[i];

        if (row->value.at == NULL) {
            good = known[i] || complain(row, "there is no built-in entry to delete", why);
            continue;
        }
        buf_clear(&again);
        convert_text(profile, row->value, 0, row->value.len, &again, &unused);
        good = span_equal(buf_span(&again), row->value) ||
               complain(row, "its value would change again; protect it with =VALUE", why);
    }
    buf_free(&again);
    return good;
}

static bool add_all(struct profile *profile, struct rows *rows, struct buf *why)
{
    qsort(rows->items, rows->count, sizeof *rows->items, by_key);
    if (!check_contradictions(rows, why))
        return false;
    bool *known = memory_new(rows->count, sizeof *known);
    add_rows(profile, rows, known);
    bool good = check_rows(profile, rows, known, why);
    free(known);
    return good;
}

bool user_add_files(struct profile *profile, const char *const *files, size_t count,
                    struct buf *why)
{
    struct table *tables = memory_new(count + 1, sizeof *tables);
    struct rows rows = {0};
    struct table_row columns;
    bool good = true;

    for (size_t i = 0; i < count && good; i++) {
        good = table_open(&tables[i], files[i], why);
        while (good && table_row(&tables[i], &columns))
            good = read_row(&rows, &tables[i], &columns, why);
    }
    good = good && (rows.count == 0 || add_all(profile, &rows, why));
    for (size_t i = 0; i < count; i++)
        table_free(&tables[i]);
    free(tables);
    free(rows.items);
    return good;
}
