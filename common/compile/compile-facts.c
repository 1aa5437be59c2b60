/*
 * compile-facts BLOB FRAMES.tsv PROVINCES.tsv SUFFIXES.tsv WORDS.tsv...: turns the tables of
 * kcz-facts into its blob. A mistake in a table ends the build with its line.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../cmd/kcz-facts/rules.h"
#include "memory.h"
#include "table.h"

struct words {
    struct buf text; /* all words, one behind the other */
    struct trie_key *keys;
    uint64_t *classes;
    size_t count, capacity;
};

static bool next_word(struct span *rest, char separator, struct span *word)
{
    const char *end = memchr(rest->at, separator, rest->len);

    if (rest->len == 0)
        return false;
    *word = end == NULL ? *rest : span_between(rest->at, end);
    rest->at += word->len + (end != NULL);
    rest->len -= word->len + (end != NULL);
    return true;
}

/* A key of words.tsv: itself, but for the escapes of what a table cannot hold. */
static struct span spell(struct span word)
{
    if (span_is(word, "\\n"))
        return span_of("\n");
    if (span_is(word, "\\r"))
        return span_of("\r");
    if (span_is(word, "\\s"))
        return span_of(" ");
    if (span_is(word, "\\t"))
        return span_of("\t");
    return (struct span){memory_copy(word.at, word.len), word.len};
}

static bool read_words(struct words *words, const char *file, struct buf *why)
{
    struct table table = {0};
    struct table_row row;

    if (!table_open(&table, file, why))
        return false;
    while (table_row(&table, &row)) {
        uint64_t bits = 0;
        struct span rest = row.columns[1], name;

        while (next_word(&rest, ' ', &name)) {
            int index = rules_index(rules_class_names, name);

            if (index < 0)
                return table_complain(&table, "no such class of words", why), false;
            bits |= word_bit((enum word_class)index);
        }
        if (row.count != 2 || bits == 0)
            return table_complain(&table, "wanted: a word, a tab, its classes", why), false;
        if (words->count == words->capacity) {
            words->capacity = words->capacity * 2 + 64;
            words->keys = memory_resize(words->keys, words->capacity, sizeof *words->keys);
            words->classes = memory_resize(words->classes, words->capacity, sizeof bits);
        }
        words->keys[words->count] = (struct trie_key){spell(row.columns[0]), (int32_t)words->count};
        words->classes[words->count++] = bits;
    }
    table_free(&table);
    return true;
}

/* Takes text up to stop from *rest, or all of it where there is no stop. */
static struct span take_until(struct span *rest, char stop)
{
    struct span head = {rest->at, 0};

    next_word(rest, stop, &head);
    return head;
}

static bool copy_name(char *name, struct span text)
{
    if (text.len == 0 || text.len >= FRAME_NAME)
        return false;
    memcpy(name, text.at, text.len);
    return true;
}

/* NAME=TYPE,TYPE@WHERE[:REACH], then ? (may be missing) and + (a list). */
static bool read_role(struct frame_role *role, struct span text)
{
    struct span types, type, place;
    int where;

    for (; text.len > 0 && strchr("?+", text.at[text.len - 1]) != NULL; text.len--) {
        if (text.at[text.len - 1] == '?')
            role->optional = 1;
        else
            role->list = 1;
    }
    if (!copy_name(role->name, take_until(&text, '=')))
        return false;
    types = take_until(&text, '@');
    while (next_word(&types, ',', &type)) {
        enum entity_type wanted = entity_type_named(type);

        if (wanted == ENTITY_NONE)
            return false;
        role->types |= 1u << wanted;
    }
    place = take_until(&text, ':');
    where = rules_index(rules_place_names, place);
    role->where = (uint32_t)where;
    while (text.len > 0 && *text.at >= '0' && *text.at <= '9') {
        role->reach = role->reach * 10 + (uint32_t)(*text.at - '0');
        text.at++;
        text.len--;
    }
    return where >= 0 && text.len == 0 && role->types != 0;
}

static bool read_frames(struct buf *frames, const char *file, struct buf *why)
{
    struct table table = {0};
    struct table_row row;

    if (!table_open(&table, file, why))
        return false;
    while (table_row(&table, &row)) {
        struct frame frame = {0};
        int trigger = rules_index(rules_class_names, row.columns[1]);

        if (row.count < 3 || row.count > 2 + FRAME_ROLES || trigger < 0 ||
            !copy_name(frame.fact, row.columns[0]))
            return table_complain(&table, "wanted: a fact, a class of words, roles", why), false;
        frame.trigger = (uint32_t)trigger;
        for (size_t i = 2; i < row.count; i++)
            if (!read_role(&frame.roles[frame.role_count++], row.columns[i]))
                return table_complain(&table, "no such role", why), false;
        buf_add(frames, &frame, sizeof frame);
    }
    table_free(&table);
    return true;
}

/*
 * A table of two columns, as it is; wanted says what they are. The second must be one of kinds,
 * unless there are none.
 */
static bool read_pairs(struct buf *pairs, const char *file, const char *wanted,
                       const char *const *kinds, struct buf *why)
{
    struct table table = {0};
    struct table_row row;

    if (!table_open(&table, file, why))
        return false;
    while (table_row(&table, &row)) {
        if (row.count != 2 || (kinds != NULL && rules_index(kinds, row.columns[1]) < 0))
            return table_complain(&table, wanted, why), false;
        buf_add_span(pairs, row.columns[0]);
        buf_add_char(pairs, '\t');
        buf_add_span(pairs, row.columns[1]);
        buf_add_char(pairs, '\n');
    }
    table_free(&table);
    return true;
}

int main(int argc, char **argv)
{
    struct words words = {0};
    struct buf frames = {0}, provinces = {0}, suffixes = {0}, why = {0};
    struct blob_writer writer = {0};

    if (argc < 6) {
        fputs("usage: compile-facts BLOB FRAMES.tsv PROVINCES.tsv WORDS.tsv...\n", stderr);
        return EXIT_FAILURE;
    }
    bool read = read_frames(&frames, argv[2], &why) &&
                read_pairs(&provinces, argv[3], "wanted: a short name, a tab, the full name", NULL,
                           &why) &&
                read_pairs(&suffixes, argv[4], "wanted: a suffix, a tab, its kind",
                           rules_suffix_names, &why);

    for (int i = 5; read && i < argc; i++)
        read = read_words(&words, argv[i], &why);
    if (!read) {
        fprintf(stderr, "compile-facts: %s\n", buf_string(&why));
        return EXIT_FAILURE;
    }
    blob_add(&writer, "classes", words.classes, words.count * sizeof *words.classes);
    blob_add(&writer, "frames", frames.data, frames.len);
    blob_add(&writer, "provinces", provinces.data, provinces.len);
    blob_add(&writer, "suffixes", suffixes.data, suffixes.len);
    trie_add(&writer, "words", words.keys, words.count);
    if (!blob_write(&writer, "facts", argv[1])) {
        fprintf(stderr, "compile-facts: %s: %s\n", argv[1], strerror(errno));
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
