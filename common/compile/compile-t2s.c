/*
 * Makes the tables of kcz-t2s: compile-t2s OUT FILE.tsv...
 * For --compat=opencc the dictionaries of OpenCC as they are; for each profile all of them, and our
 * own (variants, phrases, context), flattened into one: what a chain would give for a key is
 * worked out here, so that one pass does. Of equal keys the first that is put stands.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../cmd/kcz-t2s/opencc.h"
#include "../../cmd/kcz-t2s/profile.h"
#include "buf.h"
#include "memory.h"
#include "table.h"
#include "trie.h"
#include "utf8.h"

struct item {
    struct span key, value, left, right;
    enum rule rule;
    struct span choices; /* all values, where there are several */
    long order;          /* of two items with one key the lower stands */
};

struct list {
    struct item *items;
    size_t count, capacity;
};

/* A source file and its rows as items: their columns by what the file is. */
struct source {
    char name[64];
    struct table table;
    struct list rows;
};

/* A list's items without conditions, ready to convert with. */
struct converter {
    struct dictionary dictionary;
    struct trie_image image;
    struct entry *entries;
    struct buf text;
};

struct compiler {
    struct source *sources;
    size_t source_count;
    struct buf text; /* of all keys, values and conditions in the blob */
    struct blob_writer writer;
    struct trie_key *keys;
    size_t key_capacity;
    struct converter standard; /* Traditional of the OpenCC standard to Simplified */
    struct buf **owned;        /* values that were worked out */
    size_t owned_count;
};

static const struct list empty_list;

static void fail(const char *what, const char *detail)
{
    fprintf(stderr, "compile-t2s: %s: %s\n", what, detail);
    exit(2);
}

static void put(struct list *list, struct item item)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity * 2 + 64;
        list->items = memory_resize(list->items, list->capacity, sizeof *list->items);
    }
    item.order = (long)list->count;
    list->items[list->count++] = item;
}

/* Before all others of the same key. */
static void put_first(struct list *list, struct item item)
{
    put(list, item);
    list->items[list->count - 1].order = -1;
}

static bool is_single(struct span text)
{
    return text.len > 0 && utf8_length((unsigned char)*text.at) == text.len;
}

static struct span first_of(struct span values)
{
    const char *space = memchr(values.at, ' ', values.len);

    return space == NULL ? values : span_between(values.at, space);
}

static struct span condition(struct span column)
{
    return span_is(column, "*") ? (struct span){column.at, 0} : column;
}

/* opencc-newer.tsv and phrases.tsv have the table's name before the key: it is kept in left. */
static void read_source(struct source *source, const char *file)
{
    struct buf why = {0};
    struct table_row row;
    const char *slash = strrchr(file, '/');

    snprintf(source->name, sizeof source->name, "%s", slash == NULL ? file : slash + 1);
    if (!table_open(&source->table, file, &why))
        fail("cannot read", buf_string(&why));
    bool named = strcmp(source->name, "opencc-newer.tsv") == 0 ||
                 strcmp(source->name, "phrases.tsv") == 0 ||
                 strcmp(source->name, "dropped.tsv") == 0;
    bool context = strcmp(source->name, "context.tsv") == 0;
    while (table_row(&source->table, &row)) {
        size_t key = named ? 1 : 0;
        struct item item = {.key = row.columns[key], .value = first_of(row.columns[key + 1])};

        if (named)
            item.left = row.columns[0];
        if (item.value.len < row.columns[key + 1].len)
            item.choices = row.columns[key + 1];
        if (context) {
            item.left = condition(row.columns[2]);
            item.right = condition(row.columns[3]);
        }
        put(&source->rows, item);
    }
}

static const struct list *rows_of(const struct compiler *compiler, const char *name)
{
    for (size_t i = 0; i < compiler->source_count; i++) {
        if (strncmp(compiler->sources[i].name, name, strlen(name)) == 0 &&
            strcmp(compiler->sources[i].name + strlen(name), ".tsv") == 0)
            return &compiler->sources[i].rows;
    }
    fail("no such table", name);
    return &empty_list;
}

static bool has_key(const struct list *list, struct span key)
{
    for (size_t i = 0; i < list->count; i++) {
        if (span_equal(list->items[i].key, key))
            return true;
    }
    return false;
}

/* Whether dropped.tsv takes that key out of that table of OpenCC's. */
static bool is_dropped(const struct compiler *compiler, const char *table, struct span key)
{
    const struct list *dropped = rows_of(compiler, "dropped");

    for (size_t i = 0; i < dropped->count; i++) {
        if (span_equal(dropped->items[i].key, key) && span_is(dropped->items[i].left, table))
            return true;
    }
    return false;
}

/* Memory for a text that was worked out, kept to the end. */
static struct buf *own_buf(struct compiler *compiler)
{
    struct buf *buf = memory_new(1, sizeof *buf);

    compiler->owned = memory_resize(compiler->owned, compiler->owned_count + 1,
                                    sizeof *compiler->owned);
    compiler->owned[compiler->owned_count++] = buf;
    return buf;
}

/* What text becomes, in memory of its own. */
static struct span convert(struct compiler *compiler, const struct converter *converter,
                           struct span text)
{
    struct opencc_group group = {.members = {converter->dictionary}, .count = 1};
    struct buf *value = own_buf(compiler);

    opencc_convert_group(&group, text, value);
    return buf_span(value);
}

static struct span to_simplified(struct compiler *compiler, struct span text)
{
    return convert(compiler, &compiler->standard, text);
}

/* One of OpenCC's tables, newer entries first; chained: the values go through t2s as well. */
static void put_opencc(struct compiler *compiler, struct list *list, const char *table,
                       enum rule rule, bool chained)
{
    char name[64];
    const struct list *newer = rows_of(compiler, "opencc-newer");

    snprintf(name, sizeof name, "opencc-%s", table);
    const struct list *rows = rows_of(compiler, name);
    for (size_t i = 0; i < newer->count + rows->count; i++) {
        struct item item = i < newer->count ? newer->items[i] : rows->items[i - newer->count];

        if ((i < newer->count && !span_is(item.left, table)) ||
            is_dropped(compiler, table, item.key))
            continue;
        item.left = (struct span){NULL, 0};
        item.rule = rule;
        if (chained)
            item.value = to_simplified(compiler, item.value);
        put(list, item);
    }
}

static bool group_has(struct span groups, const char *group)
{
    size_t len = strlen(group);

    for (size_t i = 0; i + len <= groups.len; i++) {
        if (memcmp(groups.at + i, group, len) == 0)
            return true;
    }
    return false;
}

/* Our own phrases, of one of the groups that phrases.tsv names. */
static void put_phrases(const struct compiler *compiler, struct list *list, const char *group)
{
    const struct list *rows = rows_of(compiler, "phrases");

    for (size_t i = 0; i < rows->count; i++) {
        struct item item = rows->items[i];

        if (!group_has(item.left, group))
            continue;
        item.left = (struct span){NULL, 0};
        item.rule = is_single(item.key) ? RULE_CHARACTER : RULE_PHRASE;
        put(list, item);
    }
}

static void put_plain(const struct compiler *compiler, struct list *list, const char *name,
                      enum rule rule)
{
    const struct list *rows = rows_of(compiler, name);

    for (size_t i = 0; i < rows->count; i++) {
        struct item item = rows->items[i];

        item.rule = rule;
        put(list, item);
    }
}

/* Compatibility ideographs and radicals become what the character that they stand for becomes. */
static void put_compat(struct compiler *compiler, struct list *list, const char *name)
{
    const struct list *rows = rows_of(compiler, name);

    for (size_t i = 0; i < rows->count; i++) {
        struct item item = rows->items[i];

        item.rule = RULE_COMPAT;
        item.value = to_simplified(compiler, item.value);
        put(list, item);
    }
}

static int by_key(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    size_t len = a->key.len < b->key.len ? a->key.len : b->key.len;
    int order = memcmp(a->key.at, b->key.at, len);

    if (order == 0)
        order = (a->key.len > b->key.len) - (a->key.len < b->key.len);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static bool has_condition(const struct item *item)
{
    return item->left.len > 0 || item->right.len > 0;
}

/* Of each key the conditional items and the first unconditional one, conditions first. */
static void sort_list(struct list *list)
{
    size_t kept = 0;

    qsort(list->items, list->count, sizeof *list->items, by_key);
    for (size_t i = 0; i < list->count;) {
        size_t end = i, plain = SIZE_MAX;
        for (; end < list->count && span_equal(list->items[end].key, list->items[i].key); end++) {
            if (!has_condition(&list->items[end]) && plain == SIZE_MAX)
                plain = end;
        }
        struct item last = plain == SIZE_MAX ? (struct item){0} : list->items[plain];
        for (size_t same = i; same < end && last.choices.len == 0; same++)
            last.choices = list->items[same].choices;
        for (; i < end; i++) {
            if (has_condition(&list->items[i]))
                list->items[kept++] = list->items[i];
        }
        if (plain != SIZE_MAX)
            list->items[kept++] = last;
    }
    list->count = kept;
}

static uint32_t code_of(struct span text)
{
    const char *at = text.at;

    return utf8_next(&at);
}

static uint32_t add_text(struct buf *text, struct span span)
{
    uint32_t at = (uint32_t)text->len;

    buf_add_span(text, span);
    return at;
}

static struct entry entry_of(struct buf *text, const struct item *item)
{
    return (struct entry){
        .key = add_text(text, item->key),
        .value = add_text(text, item->value),
        .left = add_text(text, item->left),
        .right = add_text(text, item->right),
        .key_len = (uint16_t)item->key.len,
        .value_len = (uint16_t)item->value.len,
        .left_len = (uint16_t)item->left.len,
        .right_len = (uint16_t)item->right.len,
        .next = -1,
        .rule = item->rule,
    };
}

/* The entries of a sorted list and the trie's keys for them; with_singles: of all keys. */
static struct entry *make_entries(struct compiler *compiler, const struct list *list,
                                  bool with_singles, struct buf *text, size_t *entry_count,
                                  size_t *key_count)
{
    struct entry *entries = memory_new(list->count + 1, sizeof *entries);
    size_t count = 0;

    compiler->keys = memory_resize(compiler->keys, list->count + 1, sizeof *compiler->keys);
    *key_count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct item *item = &list->items[i];

        if (!with_singles && is_single(item->key) && !has_condition(item))
            continue;
        entries[count] = entry_of(text, item);
        if (count > 0 && i > 0 && *key_count > 0 &&
            span_equal(compiler->keys[*key_count - 1].text, item->key))
            entries[count - 1].next = (int32_t)count;
        else
            compiler->keys[(*key_count)++] = (struct trie_key){item->key, (int32_t)count};
        count++;
    }
    *entry_count = count;
    return entries;
}

static void add_section(struct compiler *compiler, const char *name, const char *part,
                        const void *bytes, size_t len)
{
    char section[BLOB_NAME];

    snprintf(section, sizeof section, "%s.%s", name, part);
    blob_add(&compiler->writer, section, bytes, len);
}

static void add_dictionary(struct compiler *compiler, const char *name, const struct list *list,
                           bool with_singles)
{
    size_t entries_count, key_count;
    struct entry *entries = make_entries(compiler, list, with_singles, &compiler->text,
                                         &entries_count, &key_count);

    add_section(compiler, name, "entries", entries, entries_count * sizeof *entries);
    trie_add(&compiler->writer, name, compiler->keys, key_count);
    free(entries);
}

/* One of OpenCC's tables as it is, for --compat=opencc. */
static void add_as_it_is(struct compiler *compiler, const char *name, const char *table)
{
    struct list list = {0};
    const struct list *rows = rows_of(compiler, table);

    for (size_t i = 0; i < rows->count; i++)
        put(&list, rows->items[i]);
    sort_list(&list);
    add_dictionary(compiler, name, &list, true);
    free(list.items);
}

static void open_converter(struct compiler *compiler, struct converter *converter,
                           const struct list *list)
{
    struct list plain = {0};
    size_t key_count;

    for (size_t i = 0; i < list->count; i++) {
        if (!has_condition(&list->items[i]))
            put(&plain, list->items[i]);
    }
    sort_list(&plain);
    converter->entries = make_entries(compiler, &plain, true, &converter->text,
                                      &converter->dictionary.entry_count, &key_count);
    trie_build(&converter->image, &converter->dictionary.trie, compiler->keys, key_count);
    converter->dictionary.entries = converter->entries;
    converter->dictionary.text = converter->text.data;
    free(plain.items);
}

static void close_converter(struct converter *converter)
{
    trie_image_free(&converter->image);
    free(converter->entries);
    buf_free(&converter->text);
}

/*
 * What comes out must stay as it is when it goes in again, so that the second time the text falls
 * into the same pieces: the value of each phrase becomes a phrase that keeps it. A phrase of
 * another table that would change that value is overruled.
 */
static void keep_values(struct list *list)
{
    size_t count = list->count;

    for (size_t i = 0; i < count; i++) {
        struct item item = list->items[i];

        if (is_single(item.key) && !has_condition(&item))
            continue;
        item.key = item.value;
        if (!is_single(item.key))
            put_first(list, item);
    }
}

static int compare_values(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    size_t len = a->value.len < b->value.len ? a->value.len : b->value.len;
    int order = memcmp(a->value.at, b->value.at, len);

    return order != 0 ? order : (a->value.len > b->value.len) - (a->value.len < b->value.len);
}

static bool begins_with(struct span text, struct span start)
{
    return text.len >= start.len && memcmp(text.at, start.at, start.len) == 0;
}

static size_t first_with_value(const struct list *by_value, struct span start)
{
    const struct item wanted = {.value = start};
    size_t low = 0, high = by_value->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_values(&by_value->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What becomes first and then the value of a phrase that begins with rest: it must stay so. */
static void keep_joint(struct compiler *compiler, const struct converter *converter,
                       const struct list *by_value, struct span first, struct span rest,
                       struct list *list)
{
    for (size_t i = first_with_value(by_value, rest);
         i < by_value->count && begins_with(by_value->items[i].value, rest); i++) {
        const struct item *behind = &by_value->items[i];
        struct buf *joint = own_buf(compiler), *before = own_buf(compiler);

        buf_add_span(joint, first);
        buf_add_span(joint, behind->value);
        buf_add_span(before, first);
        buf_add_span(before, behind->key);
        if (span_equal(convert(compiler, converter, buf_span(before)), buf_span(joint)) &&
            !span_equal(convert(compiler, converter, buf_span(joint)), buf_span(joint)))
            put_first(list, (struct item){.key = buf_span(joint),
                                          .value = buf_span(joint),
                                          .rule = RULE_PHRASE});
    }
}

/*
 * A phrase may also arise where the value of another begins with its end: 滑 and 滑鼠, which
 * becomes 鼠标, are 滑鼠标 then, and the 滑鼠 in it would become 鼠标 when it goes in again. So
 * 滑鼠标 becomes a phrase that stays.
 */
static void keep_joints(struct compiler *compiler, struct list *list)
{
    struct converter converter = {0};
    struct list by_value = {0};
    size_t count = list->count;

    open_converter(compiler, &converter, list);
    for (size_t i = 0; i < count; i++) {
        if (!has_condition(&list->items[i]) && !is_single(list->items[i].key) &&
            !span_equal(list->items[i].key, list->items[i].value))
            put(&by_value, list->items[i]);
    }
    qsort(by_value.items, by_value.count, sizeof *by_value.items, compare_values);
    for (size_t i = 0; i < by_value.count; i++) {
        struct span key = by_value.items[i].key;

        for (size_t at = utf8_length((unsigned char)*key.at); at < key.len;
             at += utf8_length((unsigned char)key.at[at]))
            keep_joint(compiler, &converter, &by_value, (struct span){key.at, at},
                       (struct span){key.at + at, key.len - at}, list);
    }
    close_converter(&converter);
    free(by_value.items);
}

/*
 * Of a single character all those that become it, at most max; itself comes first. Compatibility
 * characters only if asked for: matching reads through them, conditions do not.
 */
static size_t find_sources(const struct list *list, struct span one, bool compat,
                           struct span *found, size_t max)
{
    size_t count = 0;

    found[count++] = one;
    for (size_t i = 0; i < list->count && count < max; i++) {
        const struct item *item = &list->items[i];

        if (span_equal(item->value, one) && is_single(item->key) && !has_condition(item) &&
            (compat || item->rule != RULE_COMPAT) && !span_equal(item->key, one))
            found[count++] = item->key;
    }
    return count;
}
enum { MAX_SOURCES = 16, MAX_SPELLINGS = 256, MAX_KEY = 32 };

/* A key's characters and what else becomes them. */
struct spelling {
    struct span sources[MAX_KEY][MAX_SOURCES];
    size_t counts[MAX_KEY];
    size_t length, combinations;
};

static void find_spellings(const struct list *list, struct span key, struct spelling *spelling)
{
    spelling->length = 0;
    spelling->combinations = 1;
    while (key.len > 0 && spelling->length < MAX_KEY) {
        struct span one = {key.at, utf8_length((unsigned char)*key.at)};
        size_t count = find_sources(list, one, false, spelling->sources[spelling->length],
                                    MAX_SOURCES);

        spelling->counts[spelling->length++] = count;
        spelling->combinations *= count;
        key = (struct span){key.at + one.len, key.len - one.len};
        if (spelling->combinations > MAX_SPELLINGS)
            return;
    }
}

/* The spelling of that number, in memory of its own. */
static struct span spell(struct compiler *compiler, const struct spelling *spelling, size_t number)
{
    struct buf *key = own_buf(compiler);

    for (size_t i = 0; i < spelling->length; i++) {
        buf_add_span(key, spelling->sources[i][number % spelling->counts[i]]);
        number /= spelling->counts[i];
    }
    return buf_span(key);
}

/*
 * A phrase may also stand there in characters that become its own one by one: 微控製器 for
 * 微控制器. Converted one by one it would be the phrase's key, and would change when it goes in
 * again; so it is taken for the phrase at once.
 */
static void add_spellings(struct compiler *compiler, struct list *list)
{
    struct converter converter = {0};
    struct spelling spelling;
    size_t count = list->count;

    open_converter(compiler, &converter, list);
    for (size_t i = 0; i < count; i++) {
        struct item item = list->items[i];

        if (is_single(item.key) || has_condition(&item) || span_equal(item.key, item.value) ||
            !span_equal(convert(compiler, &converter, item.key), item.value))
            continue;
        find_spellings(list, item.key, &spelling);
        for (size_t j = 1; spelling.combinations <= MAX_SPELLINGS && j < spelling.combinations;
             j++) {
            struct span key = spell(compiler, &spelling, j);
            struct span now = convert(compiler, &converter, key);
            struct item other = item;

            other.key = key;
            if (span_equal(now, item.key))
                put(list, other);
        }
    }
    close_converter(&converter);
}

/* One alternative of a condition: a single character stands for all that become what it becomes. */
static void add_alternative(struct compiler *compiler, const struct converter *converter,
                            const struct list *list, struct span one, struct buf *out)
{
    struct span found[MAX_SOURCES];

    buf_add_span(out, one);
    if (one.len < 3 || !is_single(one))
        return;
    size_t count = find_sources(list, convert(compiler, converter, one), true, found, MAX_SOURCES);
    for (size_t i = 0; i < count; i++) {
        buf_add_char(out, '|');
        buf_add_span(out, found[i]);
    }
}

static struct span widen_condition(struct compiler *compiler, const struct converter *converter,
                                   const struct list *list, struct span condition)
{
    struct buf *out = own_buf(compiler);
    const char *at = condition.at, *end = at + condition.len;

    if (at < end && *at == '!')
        buf_add_char(out, *at++);
    while (at < end) {
        const char *bar = memchr(at, '|', (size_t)(end - at));

        if (bar == NULL)
            bar = end;
        add_alternative(compiler, converter, list, span_between(at, bar), out);
        if (bar < end)
            buf_add_char(out, '|');
        at = bar < end ? bar + 1 : end;
    }
    return buf_span(out);
}

/* Conditions hold for the text as it comes and for what it becomes. */
static void widen_conditions(struct compiler *compiler, struct list *list)
{
    struct converter converter = {0};

    open_converter(compiler, &converter, list);
    for (size_t i = 0; i < list->count; i++) {
        struct item *item = &list->items[i];

        if (!has_condition(item))
            continue;
        item->left = widen_condition(compiler, &converter, list, item->left);
        item->right = widen_condition(compiler, &converter, list, item->right);
    }
    close_converter(&converter);
}

/* A character whose value would change again becomes what that becomes. */
static void follow_characters(struct compiler *compiler, struct list *list)
{
    struct converter converter = {0};

    open_converter(compiler, &converter, list);
    for (size_t i = 0; i < list->count; i++) {
        struct item *item = &list->items[i];

        if (is_single(item->key) && !has_condition(item))
            item->value = convert(compiler, &converter, item->value);
    }
    close_converter(&converter);
}

/* The bits for all characters that are read as the second character of key. */
static uint32_t alias_followers(const struct list *aliases, struct span key)
{
    uint32_t second = 0;
    size_t first = utf8_length((unsigned char)*key.at);

    if (key.len == first)
        return 0;
    struct span target = {key.at + first, utf8_length((unsigned char)key.at[first])};
    for (size_t i = 0; i < aliases->count; i++) {
        struct span code = aliases->items[i].key;
        const unsigned char *p = (const unsigned char *)code.at;

        if (span_equal(aliases->items[i].value, target))
            second |= UINT32_C(1) << follower_hash((uint32_t)p[0] | (uint32_t)p[1] << 8 |
                                                   (uint32_t)p[2] << 16);
    }
    return second;
}

static int by_code(const void *left, const void *right)
{
    const struct point *a = left, *b = right;

    return (a->code > b->code) - (a->code < b->code);
}

static void set_choices(struct compiler *compiler, struct point *point, struct span choices)
{
    if (choices.len == 0)
        return;
    point->flags |= POINT_MANY;
    point->choices = add_text(&compiler->text, choices);
    point->choices_len = (uint8_t)choices.len;
}

enum { ALL_CODES = 0x110000 };

static void add_points(struct compiler *compiler, const char *name, const struct list *list,
                       const struct list *aliases)
{
    struct point *points = memory_new(ALL_CODES, sizeof *points);
    const struct list *common = rows_of(compiler, "gb2312");
    const struct list *simplified = rows_of(compiler, "simplified-only");
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct item *item = &list->items[i];
        uint32_t code = code_of(item->key);
        struct point *point = &points[code];

        if (is_single(item->key) && !has_condition(item)) {
            if (!span_equal(item->key, item->value)) {
                point->value = add_text(&compiler->text, item->value);
                point->value_len = (uint8_t)item->value.len;
                point->rule = (uint8_t)item->rule;
            }
            set_choices(compiler, point, item->choices);
            if (point->value_len > 0 && item->rule != RULE_QUOTE && !has_key(common, item->key))
                point->flags |= POINT_TRADITIONAL;
        } else {
            point->second |= profile_follower(item->key) | alias_followers(aliases, item->key);
        }
    }
    for (size_t i = 0; i < simplified->count; i++)
        points[code_of(simplified->items[i].key)].flags |= POINT_SIMPLIFIED;
    for (size_t i = 0; i < aliases->count; i++)
        points[code_of(aliases->items[i].key)].second |=
            points[code_of(aliases->items[i].value)].second;
    for (uint32_t code = 0; code < ALL_CODES; code++) {
        struct point *point = &points[code];

        point->code = code;
        if (point->value_len > 0 || point->second != 0 || point->flags != 0)
            points[count++] = *point;
    }
    qsort(points, count, sizeof *points, by_code);
    add_section(compiler, name, "points", points, count * sizeof *points);
    free(points);
}

/* The item of a single character without conditions; NULL if there is none. */
static const struct item *find_single(const struct list *list, struct span key)
{
    size_t low = 0, high = list->count;
    struct item wanted = {.key = key, .order = LONG_MAX};

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_key(&list->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || !span_equal(list->items[low - 1].key, key))
        return NULL;
    return has_condition(&list->items[low - 1]) ? NULL : &list->items[low - 1];
}

/* Whether the item's value is what its characters become one by one, none of them rare. */
static bool is_char_by_char(const struct list *list, const struct list *rare,
                            const struct item *item)
{
    struct span rest = item->key, value = item->value;

    while (rest.len > 0) {
        struct span one = {rest.at, utf8_length((unsigned char)*rest.at)};
        const struct item *single = find_single(list, one);
        struct span put = single == NULL ? one : single->value;

        if (has_key(rare, one) || value.len < put.len || memcmp(value.at, put.at, put.len) != 0)
            return false;
        rest = (struct span){rest.at + one.len, rest.len - one.len};
        value = (struct span){value.at + put.len, value.len - put.len};
    }
    return value.len == 0;
}

/*
 * Whether another key begins inside key, or a shorter one where key begins: then a phrase that
 * changes nothing by itself still keeps that other one from matching.
 */
static bool guards(const struct trie *phrases, struct span key)
{
    const char *end = key.at + key.len;

    for (const char *start = key.at; start < end;) {
        const char *at = start;
        int32_t node = TRIE_ROOT;

        while (at < end && node != TRIE_NONE) {
            node = trie_step(phrases, node, utf8_next(&at));
            if (node != TRIE_NONE && trie_value(phrases, node) != TRIE_NONE &&
                (start > key.at || at < end))
                return true;
        }
        if (node != TRIE_NONE && start > key.at)
            return true;
        start += utf8_length((unsigned char)*start);
    }
    return false;
}

/* Whether the item does more than its characters would, whatever stands around it. */
static bool is_at_work(const struct list *list, const struct list *rare, size_t index)
{
    const struct item *item = &list->items[index];

    return is_single(item->key) || has_condition(item) ||
           (index > 0 && span_equal(item[-1].key, item->key)) || !is_char_by_char(list, rare, item);
}

/* Adds to kept the phrases that guard a kept one; how many these are. */
static size_t keep_guards(struct list *list, bool *kept)
{
    struct trie_key *keys = memory_new(list->count + 1, sizeof *keys);
    struct trie_image image = {0};
    struct trie trie;
    size_t key_count = 0, added = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (kept[i] && (!is_single(list->items[i].key) || has_condition(&list->items[i])))
            keys[key_count++] = (struct trie_key){list->items[i].key, (int32_t)i};
    }
    trie_build(&image, &trie, keys, key_count);
    for (size_t i = 0; i < list->count; i++) {
        if (!kept[i] && guards(&trie, list->items[i].key)) {
            kept[i] = true;
            added++;
        }
    }
    trie_image_free(&image);
    free(keys);
    return added;
}

/* Takes out the phrases without which every text becomes the same. */
static void drop_idle_phrases(struct compiler *compiler, struct list *list)
{
    const struct list *rare = rows_of(compiler, "opencc-ts-rare");
    bool *kept = memory_new(list->count + 1, sizeof *kept);
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        kept[i] = is_at_work(list, rare, i);
    while (keep_guards(list, kept) > 0) {
    }
    for (size_t i = 0; i < list->count; i++) {
        if (kept[i])
            list->items[count++] = list->items[i];
    }
    list->count = count;
    free(kept);
}

/* What turns the Traditional standard of OpenCC into Simplified, ours first. */
static void put_standard(struct compiler *compiler, struct list *list)
{
    put_opencc(compiler, list, "ts-phrases", RULE_PHRASE, false);
    put_opencc(compiler, list, "ts-characters", RULE_CHARACTER, false);
    put_plain(compiler, list, "variants", RULE_VARIANT);
}

static void put_regional(struct compiler *compiler, struct list *list, const char *region,
                         bool vocabulary)
{
    char table[64];

    if (vocabulary) {
        snprintf(table, sizeof table, "%s-vocabulary", region);
        put_opencc(compiler, list, table, RULE_PHRASE, true);
    }
    snprintf(table, sizeof table, "%s-phrases", region);
    put_opencc(compiler, list, table, RULE_PHRASE, true);
    snprintf(table, sizeof table, "%s-characters", region);
    put_opencc(compiler, list, table, RULE_CHARACTER, true);
}

static void add_profile(struct compiler *compiler, const char *name, const struct list *aliases)
{
    bool taiwan = name[0] == 't' && name[1] == 'w', hong_kong = name[0] == 'h';
    bool any = strcmp(name, "auto") == 0, vocabulary = name[strlen(name) - 1] == 'p';
    struct list list = {0};

    put_plain(compiler, &list, "context", RULE_CONTEXT);
    if (vocabulary)
        put_phrases(compiler, &list, taiwan ? "tw-vocabulary" : "hk-vocabulary");
    put_phrases(compiler, &list, "all");
    if (!taiwan && !any)
        put_phrases(compiler, &list, "not-tw");
    put_opencc(compiler, &list, "ts-phrases", RULE_PHRASE, false);
    if (taiwan || any)
        put_regional(compiler, &list, "tw", vocabulary);
    if (hong_kong || any)
        put_regional(compiler, &list, "hk", vocabulary);
    put_standard(compiler, &list);
    put_compat(compiler, &list, "opencc-compatibility");
    put_compat(compiler, &list, "radicals");
    put_plain(compiler, &list, "quotes", RULE_QUOTE);
    sort_list(&list);
    for (size_t i = 0; i < list.count; i++)
        list.items[i].order = (long)i;
    follow_characters(compiler, &list);
    widen_conditions(compiler, &list);
    keep_values(&list);
    keep_joints(compiler, &list);
    add_spellings(compiler, &list);
    sort_list(&list);
    drop_idle_phrases(compiler, &list);
    add_dictionary(compiler, name, &list, false);
    add_points(compiler, name, &list, aliases);
    free(list.items);
}

static void add_rare(struct compiler *compiler)
{
    const struct list *rows = rows_of(compiler, "opencc-ts-rare");
    struct point *points = memory_new(rows->count, sizeof *points);

    for (size_t i = 0; i < rows->count; i++) {
        points[i] = (struct point){
            .code = code_of(rows->items[i].key),
            .value = add_text(&compiler->text, rows->items[i].value),
            .value_len = (uint8_t)rows->items[i].value.len,
            .rule = RULE_RARE,
        };
    }
    add_section(compiler, "rare", "points", points, rows->count * sizeof *points);
    free(points);
}

static int by_alias(const void *left, const void *right)
{
    const struct alias *a = left, *b = right;

    return (a->code > b->code) - (a->code < b->code);
}

static void add_aliases(struct compiler *compiler, struct list *aliases)
{
    put_plain(compiler, aliases, "opencc-compatibility", RULE_COMPAT);
    put_plain(compiler, aliases, "radicals", RULE_COMPAT);
    struct alias *all = memory_new(aliases->count, sizeof *all);
    for (size_t i = 0; i < aliases->count; i++)
        all[i] = (struct alias){code_of(aliases->items[i].key), code_of(aliases->items[i].value)};
    qsort(all, aliases->count, sizeof *all, by_alias);
    blob_add(&compiler->writer, "aliases", all, aliases->count * sizeof *all);
    free(all);
}

static void add_opencc(struct compiler *compiler)
{
    static const char *const tables[][2] = {
        {"cc.cjk", "opencc-compatibility"}, {"cc.tsp", "opencc-ts-phrases"},
        {"cc.tsr", "opencc-ts-rare"},       {"cc.tsc", "opencc-ts-characters"},
        {"cc.twv", "opencc-tw-vocabulary"}, {"cc.twp", "opencc-tw-phrases"},
        {"cc.twc", "opencc-tw-characters"}, {"cc.hkv", "opencc-hk-vocabulary"},
        {"cc.hkp", "opencc-hk-phrases"},    {"cc.hkc", "opencc-hk-characters"},
    };

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        add_as_it_is(compiler, tables[i][0], tables[i][1]);
}

int main(int argc, char **argv)
{
    static const char *const profiles[] = {"t2s", "tw2s", "tw2sp", "hk2s", "hk2sp", "auto"};
    struct compiler compiler = {0};
    struct list standard = {0}, aliases = {0};

    if (argc < 3)
        fail("usage", "compile-t2s OUT FILE.tsv...");
    compiler.source_count = (size_t)argc - 2;
    compiler.sources = memory_new(compiler.source_count, sizeof *compiler.sources);
    for (int i = 2; i < argc; i++)
        read_source(&compiler.sources[i - 2], argv[i]);
    put_phrases(&compiler, &standard, "all");
    put_standard(&compiler, &standard);
    open_converter(&compiler, &compiler.standard, &standard);
    add_opencc(&compiler);
    add_aliases(&compiler, &aliases);
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
        add_profile(&compiler, profiles[i], &aliases);
    add_rare(&compiler);
    blob_add(&compiler.writer, "text", compiler.text.data, compiler.text.len);
    if (!blob_write(&compiler.writer, "t2s", argv[1]))
        fail("cannot write", argv[1]);
    return 0;
}
