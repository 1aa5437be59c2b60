/*
 * The lexicon table: built from words, saved, opened again and extended it finds every word where
 * it stands, with its kind, and nothing else; a damaged one is refused.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "blob.h"
#include "check.h"
#include "memory.h"
#include "utf8.h"
#include "words.h"

static const struct words_lexeme lexemes[] = {
    {{"松庭", 6}, KIND_2_RARE},
    {{"松庭湖", 9}, KIND_3_RARE},
    {{"松庭湖畔", 12}, KIND_4},
    {{"松庭江面上", 15}, KIND_LONGER},
    {{"湖畔", 6}, KIND_2_COMMON},
    {{"ＡＢ型", 9}, KIND_3_COMMON},           /* folded to ab型 */
    {{"单", 3}, KIND_2_RARE},                 /* left out: one character */
    {{"\xF0\xA0\x80\x80字", 7}, KIND_2_RARE}, /* left out: beyond the BMP */
};
enum { LEXEMES = sizeof lexemes / sizeof *lexemes };

static const char file[] = "words-test.blob";

/* The kind of the word that text is in the lexicon, KIND_NONE if it is none. */
static unsigned kind_of(const struct words_table *table, const char *text)
{
    const char *at = text;
    uint32_t first = utf8_next(&at), second = utf8_next(&at);
    uint32_t entry = words_find(table, table->ids[first], table->ids[second]);
    uint32_t node = table->entries[entry].node;

    while (node && *at)
        node = words_follow(table, node, table->ids[utf8_next(&at)]);
    return node & NODE_KIND;
}

static int check_words(const struct words_table *table)
{
    int failures = 0;

    for (size_t i = 0; i < 5; i++)
        CHECK(kind_of(table, lexemes[i].text.at) == lexemes[i].kind);
    CHECK(kind_of(table, "ab型") == KIND_3_COMMON);
    CHECK(kind_of(table, "AＢ型") == KIND_3_COMMON);
    CHECK(kind_of(table, "庭湖") == KIND_NONE);
    CHECK(kind_of(table, "松庭江") == KIND_NONE);
    CHECK(kind_of(table, "松庭湖水") == KIND_NONE);
    CHECK(kind_of(table, "外人") == KIND_NONE);
    return failures;
}

/* Pairs and characters that a model of its own would bring. */
static int check_extended(const struct words_table *table)
{
    const uint32_t pairs[] = {0x5916u << 16 | 0x4EBA /* 外人 */, 0x677Eu << 16 | 0x5EAD /* 松庭 */,
                              (1u + CLASS_HAN) << 16 | 0x4EBA};
    const uint16_t characters[] = {0x5916, 0x4EBA};
    struct words_table more;
    int failures = 0;

    words_table_extend(&more, table, pairs, 3, characters, 2);
    CHECK(words_find(table, table->ids[0x5916], table->ids[0x4EBA]) == 0);
    CHECK(words_find(&more, more.ids[0x5916], more.ids[0x4EBA]) != 0);
    CHECK(words_find(&more, 1 + CLASS_HAN, more.ids[0x4EBA]) != 0);
    CHECK(more.id_count == table->id_count + 2);
    failures += check_words(&more);
    words_table_free(&more);
    return failures;
}

static void save(const struct words_table *table)
{
    struct blob_writer writer = {0};

    words_table_save(table, &writer);
    blob_write(&writer, "lexicon", file);
}

/* A table whose parts do not fit together, or that lacks one. */
static int check_damage(const struct words_table *table)
{
    struct words_table shorter = *table, opened;
    struct blob_writer writer = {0};
    struct buf why = {0};
    struct blob blob;
    int failures = 0;

    shorter.entry_count = table->homes;
    save(&shorter);
    CHECK(blob_from_file(&blob, file, "lexicon", &why));
    CHECK(!words_table_open(&opened, &blob, &why) &&
          span_is(buf_span(&why), "the lexicon is damaged"));
    blob_close(&blob);
    buf_clear(&why);
    blob_add(&writer, "shape", "12345678", 8);
    CHECK(blob_write(&writer, "lexicon", file));
    CHECK(blob_from_file(&blob, file, "lexicon", &why));
    CHECK(!words_table_open(&opened, &blob, &why) && why.len > 0);
    blob_close(&blob);
    buf_free(&why);
    return failures;
}

int main(void)
{
    struct words_fold *fold = memory_new(1, sizeof *fold);
    struct words_table built, opened;
    struct buf why = {0};
    struct blob blob;
    int failures = 0;

    words_fold_width(fold);
    words_table_build(&built, fold, lexemes, LEXEMES);
    failures += check_words(&built);
    save(&built);
    CHECK(blob_from_file(&blob, file, "lexicon", &why));
    CHECK(words_table_open(&opened, &blob, &why));
    failures += check_words(&opened);
    failures += check_extended(&opened);
    words_table_free(&opened);
    blob_close(&blob);
    failures += check_damage(&built);
    unlink(file);
    words_table_free(&built);
    buf_free(&why);
    free(fold);
    return failures > 0;
}
