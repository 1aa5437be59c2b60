/*
 * Makes the tables of kcz-t2s: compile-t2s OUT FILE.tsv...
 * For --compat=opencc the dictionaries of OpenCC as they are; for each profile all of them, and our
 * own (variants, phrases, context), flattened into one: what a chain would give for a key is
 * worked out here, so that one pass does. Of equal keys the first that is put stands.
 * t2s/ has the steps: sources.c reads, converter.c converts, closure.c and idle.c work lists over.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../cmd/kcz-t2s/profile.h"
#include "blob.h"
#include "memory.h"
#include "t2s/closure.h"
#include "t2s/converter.h"
#include "t2s/idle.h"
#include "t2s/list.h"
#include "t2s/sources.h"
#include "trie.h"
#include "utf8.h"

struct compiler {
    struct sources sources;
    struct buf text; /* of all keys, values and conditions in the blob */
    struct blob_writer writer;
    struct converter standard; /* Traditional of the OpenCC standard to Simplified */
    struct texts texts;
};

static uint32_t code_of(struct span text)
{
    const char *at = text.at;

    return utf8_next(&at);
}

/* One of OpenCC's tables, newer entries first; chained: the values go through t2s as well. */
static void put_opencc(struct compiler *compiler, struct list *list, const char *table,
                       enum rule rule, bool chained)
{
    char name[64];
    const struct list *newer = sources_rows(&compiler->sources, "opencc-newer");

    snprintf(name, sizeof name, "opencc-%s", table);
    const struct list *rows = sources_rows(&compiler->sources, name);
    for (size_t i = 0; i < newer->count + rows->count; i++) {
        struct item item = i < newer->count ? newer->items[i] : rows->items[i - newer->count];

        if ((i < newer->count && !span_is(item.left, table)) ||
            sources_drop(&compiler->sources, table, item.key))
            continue;
        item.left = (struct span){NULL, 0};
        item.rule = rule;
        if (chained)
            item.value = converter_convert(&compiler->standard, item.value);
        list_put(list, item);
    }
}

/* Compatibility ideographs and radicals become what the character that they stand for becomes. */
static void put_compat(struct compiler *compiler, struct list *list, const char *name)
{
    const struct list *rows = sources_rows(&compiler->sources, name);

    for (size_t i = 0; i < rows->count; i++) {
        struct item item = rows->items[i];

        item.rule = RULE_COMPAT;
        item.value = converter_convert(&compiler->standard, item.value);
        list_put(list, item);
    }
}

/* What turns the Traditional standard of OpenCC into Simplified, ours first. */
static void put_standard(struct compiler *compiler, struct list *list)
{
    put_opencc(compiler, list, "ts-phrases", RULE_PHRASE, false);
    put_opencc(compiler, list, "ts-characters", RULE_CHARACTER, false);
    sources_put(&compiler->sources, "variants", RULE_VARIANT, list);
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
    struct entries entries;

    entries_make(&entries, list, with_singles, &compiler->text);
    add_section(compiler, name, "entries", entries.items, entries.count * sizeof *entries.items);
    trie_add(&compiler->writer, name, entries.keys, entries.key_count);
    entries_free(&entries);
}

/* One of OpenCC's tables as it is, for --compat=opencc. */
static void add_as_it_is(struct compiler *compiler, const char *name, const char *table)
{
    struct list list = {0};
    const struct list *rows = sources_rows(&compiler->sources, table);

    for (size_t i = 0; i < rows->count; i++)
        list_put(&list, rows->items[i]);
    list_sort(&list);
    add_dictionary(compiler, name, &list, true);
    free(list.items);
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
    point->choices = text_add(&compiler->text, choices);
    point->choices_len = (uint8_t)choices.len;
}

enum { ALL_CODES = 0x110000 };

static void add_points(struct compiler *compiler, const char *name, const struct list *list,
                       const struct list *aliases)
{
    struct point *points = memory_new(ALL_CODES, sizeof *points);
    const struct list *common = sources_rows(&compiler->sources, "gb2312");
    const struct list *simplified = sources_rows(&compiler->sources, "simplified-only");
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct item *item = &list->items[i];
        uint32_t code = code_of(item->key);
        struct point *point = &points[code];

        if (is_single(item->key) && !has_condition(item)) {
            if (!span_equal(item->key, item->value)) {
                point->value = text_add(&compiler->text, item->value);
                point->value_len = (uint8_t)item->value.len;
                point->rule = (uint8_t)item->rule;
            }
            set_choices(compiler, point, item->choices);
            if (point->value_len > 0 && item->rule != RULE_QUOTE && !list_has(common, item->key))
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

static void add_profile(struct compiler *compiler, const char *name, const struct list *aliases)
{
    bool taiwan = name[0] == 't' && name[1] == 'w', hong_kong = name[0] == 'h';
    bool any = strcmp(name, "auto") == 0, vocabulary = name[strlen(name) - 1] == 'p';
    struct list list = {0};

    sources_put(&compiler->sources, "context", RULE_CONTEXT, &list);
    if (vocabulary)
        sources_put_phrases(&compiler->sources, taiwan ? "tw-vocabulary" : "hk-vocabulary", &list);
    sources_put_phrases(&compiler->sources, "all", &list);
    if (!taiwan && !any)
        sources_put_phrases(&compiler->sources, "not-tw", &list);
    put_opencc(compiler, &list, "ts-phrases", RULE_PHRASE, false);
    if (taiwan || any)
        put_regional(compiler, &list, "tw", vocabulary);
    if (hong_kong || any)
        put_regional(compiler, &list, "hk", vocabulary);
    put_standard(compiler, &list);
    put_compat(compiler, &list, "opencc-compatibility");
    put_compat(compiler, &list, "radicals");
    sources_put(&compiler->sources, "quotes", RULE_QUOTE, &list);
    list_sort(&list);
    closure_make(&list, &compiler->texts);
    list_sort(&list);
    idle_drop(&list, sources_rows(&compiler->sources, "opencc-ts-rare"));
    add_dictionary(compiler, name, &list, false);
    add_points(compiler, name, &list, aliases);
    free(list.items);
}

static void add_rare(struct compiler *compiler)
{
    const struct list *rows = sources_rows(&compiler->sources, "opencc-ts-rare");
    struct point *points = memory_new(rows->count, sizeof *points);

    for (size_t i = 0; i < rows->count; i++) {
        points[i] = (struct point){
            .code = code_of(rows->items[i].key),
            .value = text_add(&compiler->text, rows->items[i].value),
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
    sources_put(&compiler->sources, "opencc-compatibility", RULE_COMPAT, aliases);
    sources_put(&compiler->sources, "radicals", RULE_COMPAT, aliases);
    struct alias *all = memory_new(aliases->count, sizeof *all);
    for (size_t i = 0; i < aliases->count; i++)
        all[i] = (struct alias){code_of(aliases->items[i].key), code_of(aliases->items[i].value)};
    qsort(all, aliases->count, sizeof *all, by_alias);
    blob_add(&compiler->writer, "aliases", all, aliases->count * sizeof *all);
    free(all);
}

int main(int argc, char **argv)
{
    static const char *const profiles[] = {"t2s", "tw2s", "tw2sp", "hk2s", "hk2sp", "auto"};
    struct compiler compiler = {0};
    struct list standard = {0}, aliases = {0};

    if (argc < 3)
        fail("usage", "compile-t2s OUT FILE.tsv...");
    sources_read(&compiler.sources, argv + 2, (size_t)argc - 2);
    sources_put_phrases(&compiler.sources, "all", &standard);
    put_standard(&compiler, &standard);
    converter_open(&compiler.standard, &standard, &compiler.texts);
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
