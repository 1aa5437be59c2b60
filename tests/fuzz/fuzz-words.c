/*
 * kcz-segment's files from outside: any text as a user dictionary, any keys and weights as a model,
 * and then any text to be cut with them. An input is a choice and three parts: dictionary, model,
 * text.
 */
#include <string.h>

#include "../../cmd/kcz-segment/user_dict.h"
#include "blob.h"
#include "fuzz.h"
#include "memory.h"
#include "words.h"
#include "words_file.h"

/* Of the first byte: whether there is a model. Inputs of some lengths are cut with it, too, which
 * is dear. */
enum { WITH_MODEL = 1, STANDARD_SHIFT = 1, CUT_EVERY = 8 };

static struct {
    struct words_table lexicon;
    struct words_text text;
    struct user_matches matches;
    bool open;
} fuzzed;

static void open_once(void)
{
    static const struct words_lexeme lexemes[] = {
        {{"\xE6\xB1\x89\xE5\xAD\x97", 6}, KIND_2_COMMON},
        {{"\xE5\xAD\x97\xE5\x85\xB8", 6}, KIND_2_RARE},
        {{"\xE6\xB1\x89\xE5\xAD\x97\xE5\xAD\x97\xE5\x85\xB8", 12}, KIND_4},
        {{"\xE5\xA4\xA9\xE5\xA4\xA9\xE5\xA4\xA9", 9}, KIND_3_COMMON},
        {{"abc", 3}, KIND_3_RARE}};
    struct words_fold *fold;

    if (fuzzed.open)
        return;
    fold = memory_new(1, sizeof *fold);
    for (size_t i = 0; i < 0x10000; i++)
        fold->to[i] = (uint16_t)i;
    words_fold_width(fold);
    words_table_build(&fuzzed.lexicon, fold, lexemes, sizeof lexemes / sizeof *lexemes);
    free(fold);
    fuzzed.open = true;
}

/* A sound blob of the bytes, nine a feature. Its path. */
static const char *model_file(struct span bytes)
{
    struct blob_writer writer = {0};
    struct buf keys = {0}, weights = {0}, blob = {0};
    size_t count = bytes.len / 9;
    const char *path;

    buf_reserve(&keys, 1);
    buf_reserve(&weights, 1);
    buf_add(&keys, bytes.at, count * sizeof(uint64_t));
    buf_add(&weights, bytes.at + count * sizeof(uint64_t), count);
    blob_add(&writer, "keys", keys.data, keys.len);
    blob_add(&writer, "weights", weights.data, weights.len);
    blob_assemble(&writer, "words", &blob);
    path = fuzz_file(0, buf_span(&blob));
    buf_free(&keys);
    buf_free(&weights);
    buf_free(&blob);
    return path;
}

static void cut(struct words_table *table, const struct words_model *model,
                enum words_standard standard, const struct user_dict *user)
{
    words_read(table, fuzzed.text.bytes, &fuzzed.text);
    words_apply_rules(standard, &fuzzed.text);
    user_dict_apply(user, &fuzzed.text, &fuzzed.matches);
    if (model != NULL)
        words_score(table, model, &fuzzed.text);
}

/* What kcz-segment does with a model from a file, on a small lexicon; cuts if user is not NULL. */
static void use_model(struct span features, enum words_standard standard,
                      const struct user_dict *user)
{
    struct words_file file;
    struct words_needs needs = {0};
    struct words_table table;
    struct words_model model;
    struct buf why = {0};

    if (words_file_open(&file, model_file(features), &why)) {
        uint32_t *indices = memory_new(file.count + 1, sizeof *indices);
        int8_t *weights = memory_new(file.count + 1, 1);

        words_file_needs(&file, &needs);
        words_table_extend(&table, &fuzzed.lexicon, needs.pairs, needs.pair_count, needs.characters,
                           needs.character_count);
        size_t count = words_file_place(&file, &table, indices, weights);
        if (user != NULL) {
            words_model_build(&model, &table, indices, weights, count);
            cut(&table, &model, standard, user);
            words_model_free(&model);
        }
        words_table_free(&table);
        words_needs_free(&needs);
        words_file_close(&file);
        free(indices);
        free(weights);
    }
    buf_free(&why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = {(const char *)data + 1, size - 1}, entries, features;
    struct user_dict user = {0};
    struct buf text = {0}, why = {0};

    open_once();
    if (size == 0)
        return 0;
    entries = fuzz_part(&rest);
    features = fuzz_part(&rest);
    fuzz_text(&text, rest);
    if (user_dict_open(&user, fuzz_file(1, entries), &why) && user.count > 0) {
        enum words_standard standard = (data[0] >> STANDARD_SHIFT) % STANDARD_COUNT;

        fuzzed.text.bytes = buf_span(&text);
        if (data[0] & WITH_MODEL)
            use_model(features, standard, size % CUT_EVERY == 0 ? &user : NULL);
        if (!(data[0] & WITH_MODEL) || size % CUT_EVERY != 0)
            cut(&fuzzed.lexicon, NULL, standard, &user);
        for (size_t i = 0; i < fuzzed.matches.count; i++)
            require(fuzzed.matches.items[i].end <= fuzzed.text.count &&
                    (size_t)fuzzed.matches.items[i].word < user.count);
    }
    user_dict_close(&user);
    buf_free(&text);
    buf_free(&why);
    return 0;
}
