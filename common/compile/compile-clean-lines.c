/*
 * compile-clean-lines OUT cues.tsv labels.tsv classes.tsv variants.tsv spam.tsv
 *     endings.tsv values.tsv one-to-one.tsv words.tsv surnames.tsv
 *
 * The tables by which kcz-clean judges lines, as one blob. Sections: tries "cues" (value: index
 * into "cue-kinds", uint32: class | where << 8 | needs << 16, see below), "labels" (value: index
 * into "fields"), "spam" (value: weight), "surnames"; "cue-needs", strings of words parted by *, of
 * which a cue needs one behind it in its line (needs is the string's offset; at 0 is the empty
 * one); "classes" and "fields", names of 16 bytes; "class-values", int32 triples of score, evidence
 * and roles; "fold", a uint16 for every code point below U+10000: what it is compared as, 0 if it
 * is left out; a section for each kind of words.tsv, its words with a NUL behind each.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "blob.h"
#include "memory.h"
#include "table.h"
#include "trie.h"
#include "utf8.h"

enum { NAME = 16, NAMES_MAX = 64, FOLDS = 0x10000 };

enum { WHERE_WHOLE = 1, WHERE_HEAD = 2, WHERE_TAIL = 4, WHERE_IN = 8, WHERE_LONG = 16 };

enum { ROLE_STOP = 1, ROLE_DROP = 2, ROLE_EARLY = 4, ROLE_LINK = 8, ROLE_TEXT = 16 };

struct names {
    char items[NAMES_MAX][NAME];
    size_t count;
};

struct keys {
    struct trie_key *items;
    size_t count, capacity;
};

struct tables {
    struct arena arena;
    struct names classes, fields;
    int32_t values[NAMES_MAX][3];
    struct keys cues, labels, spam, endings, idle, surnames;
    struct names lists;
    struct buf words[NAMES_MAX]; /* by list */
    struct buf kinds, needs;
    uint16_t fold[FOLDS];
    uint8_t script[FOLDS];
    uint8_t starts[FOLDS];
};

/* The number of a name, added if it is new and add is set; negative if there is none. */
static int32_t name_number(struct names *names, struct span name, bool add)
{
    for (size_t i = 0; i < names->count; i++)
        if (span_is(name, names->items[i]))
            return (int32_t)i;
    if (!add || name.len >= NAME || names->count == NAMES_MAX)
        return -1;
    memcpy(names->items[names->count], name.at, name.len);
    return (int32_t)names->count++;
}

static void add_key(struct tables *tables, struct keys *keys, struct span text, size_t value)
{
    char *copy = arena_take(&tables->arena, text.len, 1);

    memcpy(copy, text.at, text.len);
    if (keys->count == keys->capacity) {
        keys->capacity = keys->capacity ? 2 * keys->capacity : 256;
        keys->items = memory_resize(keys->items, keys->capacity, sizeof *keys->items);
    }
    keys->items[keys->count++] = (struct trie_key){{copy, text.len}, (int32_t)value};
}

static const char *read_class(struct tables *tables, const struct table_row *row)
{
    int32_t number = name_number(&tables->classes, row->columns[0], true);
    struct span roles = row->columns[3];

    if (number < 0 || row->count != 4)
        return "class, score, evidence and roles are wanted";
    for (size_t i = 1; i < 3; i++) {
        char text[NAME] = {0};
        size_t len = row->columns[i].len;

        memcpy(text, row->columns[i].at, len < NAME ? len : NAME - 1);
        tables->values[number][i - 1] = (int32_t)strtol(text, NULL, 10);
    }
    tables->values[number][2] = (memchr(roles.at, 's', roles.len) ? ROLE_STOP : 0) |
                                (memchr(roles.at, 'd', roles.len) ? ROLE_DROP : 0) |
                                (memchr(roles.at, 'e', roles.len) ? ROLE_EARLY : 0) |
                                (memchr(roles.at, 'l', roles.len) ? ROLE_LINK : 0) |
                                (memchr(roles.at, 't', roles.len) ? ROLE_TEXT : 0);
    return NULL;
}

static const char *read_cue(struct tables *tables, const struct table_row *row)
{
    static const char letters[] = "whtiH";
    static const uint32_t where[] = {
        WHERE_WHOLE,          WHERE_HEAD, WHERE_TAIL, WHERE_IN, WHERE_HEAD | WHERE_LONG,
        WHERE_IN | WHERE_LONG};
    int32_t number = name_number(&tables->classes, row->columns[0], false);
    uint32_t kind = (uint32_t)number;
    struct span text = row->columns[2];
    const char *star;

    if (row->count != 3 || row->columns[1].len == 0 || row->columns[2].len == 0)
        return "class, where and text are wanted";
    for (size_t i = 0; i < row->columns[1].len; i++) {
        const char *letter = memchr(letters, row->columns[1].at[i], sizeof letters - 1);

        if (number < 0 || !letter)
            return "unknown class or place";
        kind |= where[letter - letters] << 8;
    }
    star = memchr(text.at, '*', text.len);
    if (star && star > text.at) {
        kind |= (uint32_t)tables->needs.len << 16;
        buf_add(&tables->needs, star + 1, text.len - (size_t)(star + 1 - text.at));
        buf_add_char(&tables->needs, '\0');
        text.len = (size_t)(star - text.at);
    }
    if (tables->needs.len > UINT16_MAX)
        return "too many cues need other words";
    add_key(tables, &tables->cues, text, tables->kinds.len / sizeof kind);
    buf_add(&tables->kinds, &kind, sizeof kind);
    return NULL;
}

static const char *read_label(struct tables *tables, const struct table_row *row)
{
    int32_t number = name_number(&tables->fields, row->columns[0], true);

    if (number < 0 || row->count != 2 || row->columns[1].len == 0)
        return "field and text are wanted";
    add_key(tables, &tables->labels, row->columns[1], (size_t)number);
    return NULL;
}

static const char *read_spam(struct tables *tables, const struct table_row *row)
{
    if (row->count != 2 || row->columns[0].len != 1 || row->columns[1].len == 0)
        return "weight and text are wanted";
    add_key(tables, &tables->spam, row->columns[1], (size_t)(*row->columns[0].at - '0'));
    return NULL;
}

static const char *read_ending(struct tables *tables, const struct table_row *row)
{
    static const char *const kinds[] = {"site", "source", "both"};

    for (size_t i = 0; i < 3 && row->count == 2; i++)
        if (span_is(row->columns[0], kinds[i])) {
            add_key(tables, &tables->endings, row->columns[1], i + 1);
            return NULL;
        }
    return "site, source or both and a text are wanted";
}

static const char *read_value(struct tables *tables, const struct table_row *row)
{
    static const char *const kinds[] = {"unknown", "place"};

    for (size_t i = 0; i < 2 && row->count == 2; i++)
        if (span_is(row->columns[0], kinds[i])) {
            add_key(tables, &tables->idle, row->columns[1], i);
            return NULL;
        }
    return "unknown or place and a text are wanted";
}

/* Weak ones are more often words. */
static const char *read_surname(struct tables *tables, const struct table_row *row)
{
    if (row->count != 2)
        return "surname and strength are wanted";
    if (!span_is(row->columns[1], "weak"))
        add_key(tables, &tables->surnames, row->columns[0], 1);
    return NULL;
}

static const char *read_variant(struct tables *tables, const struct table_row *row)
{
    const char *from = row->columns[0].at, *to = row->columns[1].at;

    if (row->count != 2 || row->columns[0].len != 3 || row->columns[1].len != 3)
        return "two characters below U+10000 are wanted";
    tables->fold[utf8_next(&from)] = (uint16_t)utf8_next(&to);
    return NULL;
}

/* Lines are compared Simplified. A character in both columns tells nothing of the script: 1 | 2. */
static const char *read_pair(struct tables *tables, const struct table_row *row)
{
    uint32_t codes[2];

    if (row->count != 2)
        return "two characters are wanted";
    for (size_t i = 0; i < 2; i++) {
        const char *at = row->columns[i].at;

        codes[i] = utf8_next(&at);
        if (codes[i] < FOLDS)
            tables->script[codes[i]] |= (uint8_t)(i + 1);
    }
    if (codes[0] < FOLDS && codes[1] < FOLDS && tables->fold[codes[1]] == codes[1])
        tables->fold[codes[1]] = (uint16_t)codes[0];
    return NULL;
}

static const char *read_word(struct tables *tables, const struct table_row *row)
{
    int32_t list = row->count == 2 ? name_number(&tables->lists, row->columns[0], true) : -1;

    if (list < 0)
        return "kind and text are wanted";
    buf_add_span(&tables->words[list], row->columns[1]);
    buf_add_char(&tables->words[list], '\0');
    return NULL;
}

static bool read_table(struct tables *tables, const char *file,
                       const char *(*read_row)(struct tables *, const struct table_row *),
                       struct buf *why)
{
    struct table table = {0};
    struct table_row row;
    const char *wrong = NULL;

    if (!table_open(&table, file, why))
        return false;
    while (!wrong && table_row(&table, &row)) {
        wrong = read_row(tables, &row);
        if (wrong)
            table_complain(&table, wrong, why);
    }
    table_free(&table);
    return !wrong;
}

/* Width and case; white space and what cannot be seen is left out. */
static void start_fold(uint16_t fold[FOLDS])
{
    for (uint32_t code = 0; code < FOLDS; code++)
        fold[code] = (uint16_t)code;
    for (uint32_t code = 0; code <= ' '; code++)
        fold[code] = 0;
    for (uint32_t code = 'A'; code <= 'Z'; code++)
        fold[code] = (uint16_t)(code + 'a' - 'A');
    for (uint32_t code = 0xFF01; code <= 0xFF5E; code++)
        fold[code] = fold[code - 0xFEE0];
    for (uint32_t code = 0x2000; code <= 0x200F; code++)
        fold[code] = 0;
    fold[0xA0] = fold[0x3000] = fold[0xFEFF] = 0;
}

static void mark_starts(struct tables *tables)
{
    const struct keys *sets[] = {&tables->cues, &tables->labels, &tables->spam};

    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < sets[i]->count; k++) {
            const char *at = sets[i]->items[k].text.at;
            uint32_t code = utf8_next(&at);

            if (code < FOLDS)
                tables->starts[code] |= (uint8_t)(1 << i);
        }
}

static bool write_blob(struct tables *tables, const char *file)
{
    struct blob_writer writer = {0};

    trie_add(&writer, "cues", tables->cues.items, tables->cues.count);
    trie_add(&writer, "labels", tables->labels.items, tables->labels.count);
    trie_add(&writer, "spam", tables->spam.items, tables->spam.count);
    trie_add(&writer, "endings", tables->endings.items, tables->endings.count);
    trie_add(&writer, "surnames", tables->surnames.items, tables->surnames.count);
    trie_add(&writer, "values", tables->idle.items, tables->idle.count);
    blob_add(&writer, "cue-kinds", tables->kinds.data, tables->kinds.len);
    blob_add(&writer, "cue-needs", tables->needs.data, tables->needs.len);
    blob_add(&writer, "classes", tables->classes.items, tables->classes.count * NAME);
    blob_add(&writer, "class-values", tables->values,
             tables->classes.count * sizeof *tables->values);
    blob_add(&writer, "fields", tables->fields.items, tables->fields.count * NAME);
    blob_add(&writer, "fold", tables->fold, sizeof tables->fold);
    blob_add(&writer, "starts", tables->starts, sizeof tables->starts);
    blob_add(&writer, "script", tables->script, sizeof tables->script);
    for (size_t i = 0; i < tables->lists.count; i++)
        blob_add(&writer, tables->lists.items[i], tables->words[i].data, tables->words[i].len);
    return blob_write(&writer, "clean-lines", file);
}

int main(int argc, char **argv)
{
    struct tables *tables = memory_new(1, sizeof *tables);
    struct buf why = {0};

    if (argc != 12) {
        fprintf(stderr, "usage: compile-clean-lines OUT CUES LABELS CLASSES VARIANTS SPAM "
                        "ENDINGS VALUES PAIRS WORDS SURNAMES\n");
        return 2;
    }
    start_fold(tables->fold);
    buf_add_char(&tables->needs, '\0');
    if (!read_table(tables, argv[4], read_class, &why) ||
        !read_table(tables, argv[2], read_cue, &why) ||
        !read_table(tables, argv[3], read_label, &why) ||
        !read_table(tables, argv[5], read_variant, &why) ||
        !read_table(tables, argv[6], read_spam, &why) ||
        !read_table(tables, argv[7], read_ending, &why) ||
        !read_table(tables, argv[8], read_value, &why) ||
        !read_table(tables, argv[9], read_pair, &why) ||
        !read_table(tables, argv[10], read_word, &why) ||
        !read_table(tables, argv[11], read_surname, &why)) {
        fprintf(stderr, "%s\n", buf_string(&why));
        return 2;
    }
    mark_starts(tables);
    if (!write_blob(tables, argv[1])) {
        fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
        return 2;
    }
    return 0;
}
