/*
 * compile-segment OUTPUT FILE...: the lexicon of kcz-segment and the models that go with it, as one
 * blob of kind "segment". FILE is a fold table (fold=FILE: character, what it is looked up as), a
 * word list (word, class of frequency), or a model (NAME.model; its sections are called by the part
 * of NAME behind the last dot). Later word lists win.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "memory.h"
#include "table.h"
#include "utf8.h"
#include "words.h"
#include "words_file.h"

enum { MAX_MODELS = 8 };

struct sources {
    struct words_fold fold;
    struct words_lexeme *lexemes;
    size_t count, capacity;
    struct table lists[MAX_MODELS];
    size_t list_count;
    const char *models[MAX_MODELS];
    size_t model_count;
};

static unsigned kind_of(struct span word, struct span frequency)
{
    size_t length = utf8_count(word.at, word.len);
    char class = frequency.len == 1 ? frequency.at[0] : '0';

    if (length == 2)
        return class < '2' ? KIND_2_RARE : class < '5' ? KIND_2_MIDDLE : KIND_2_COMMON;
    if (length == 3)
        return class < '3' ? KIND_3_RARE : KIND_3_COMMON;
    return length == 4 ? KIND_4 : KIND_LONGER;
}

static bool read_words(struct sources *sources, const char *file, struct buf *why)
{
    struct table *table = &sources->lists[sources->list_count++];
    struct table_row row;

    if (!table_open(table, file, why))
        return false;
    while (table_row(table, &row)) {
        if (utf8_count(row.columns[0].at, row.columns[0].len) < 2)
            continue;
        if (sources->count == sources->capacity) {
            sources->capacity = 2 * sources->capacity + 1024;
            sources->lexemes = memory_resize(sources->lexemes, sources->capacity,
                                             sizeof *sources->lexemes);
        }
        sources->lexemes[sources->count++] = (struct words_lexeme){
            row.columns[0], kind_of(row.columns[0], row.columns[1])};
    }
    return true;
}

static bool read_fold(struct sources *sources, const char *file, struct buf *why)
{
    struct table table;
    struct table_row row;

    if (!table_open(&table, file, why))
        return false;
    while (table_row(&table, &row)) {
        const char *from = row.columns[0].at, *to = row.columns[1].at;
        uint32_t code = utf8_next(&from), folded = utf8_next(&to);

        if (code < 0x10000 && folded < 0x10000)
            sources->fold.to[code] = (uint16_t)folded;
    }
    table_free(&table);
    return true;
}

static bool read_sources(struct sources *sources, int count, char **files, struct buf *why)
{
    for (int i = 0; i < count; i++) {
        const char *end = strrchr(files[i], '.');

        if (sources->list_count == MAX_MODELS || sources->model_count == MAX_MODELS) {
            buf_printf(why, "%s: too many files", files[i]);
            return false;
        }
        if (end && strcmp(end, ".model") == 0)
            sources->models[sources->model_count++] = files[i];
        else if (strncmp(files[i], "fold=", 5) == 0 ? !read_fold(sources, files[i] + 5, why)
                                                    : !read_words(sources, files[i], why))
            return false;
    }
    return true;
}

/* segment.pku.model: sections pku.index and pku.weight. */
static void add_model(struct blob_writer *writer, const char *file, const struct words_file *model,
                      const struct words_table *table)
{
    uint32_t *indices = memory_new(model->count, sizeof *indices);
    int8_t *weights = memory_new(model->count, 1);
    size_t count = words_file_place(model, table, indices, weights);
    const char *end = strrchr(file, '.'), *name = end;
    struct buf section = {0};

    while (name > file && name[-1] != '.' && name[-1] != '/')
        name--;
    buf_printf(&section, "%.*s.index", (int)(end - name), name);
    blob_add(writer, buf_string(&section), indices, count * sizeof *indices);
    buf_clear(&section);
    buf_printf(&section, "%.*s.weight", (int)(end - name), name);
    blob_add(writer, buf_string(&section), weights, count);
    buf_free(&section);
    free(indices);
    free(weights);
}

static bool compile(struct sources *sources, const char *output, struct buf *why)
{
    struct words_table lexicon, table;
    struct words_file models[MAX_MODELS];
    struct words_needs needs = {0};
    struct blob_writer writer = {0};
    bool written;

    for (size_t i = 0; i < sources->model_count; i++) {
        if (!words_file_open(&models[i], sources->models[i], why))
            return false;
        words_file_needs(&models[i], &needs);
    }
    words_table_build(&lexicon, &sources->fold, sources->lexemes, sources->count);
    words_table_extend(&table, &lexicon, needs.pairs, needs.pair_count, needs.characters,
                       needs.character_count);
    words_table_save(&table, &writer);
    for (size_t i = 0; i < sources->model_count; i++) {
        add_model(&writer, sources->models[i], &models[i], &table);
        words_file_close(&models[i]);
    }
    written = blob_write(&writer, "segment", output);
    if (!written)
        buf_printf(why, "%s: %s", output, strerror(errno));
    words_needs_free(&needs);
    words_table_free(&table);
    words_table_free(&lexicon);
    return written;
}

int main(int argc, char **argv)
{
    struct sources *sources = memory_new(1, sizeof *sources);
    struct buf why = {0};
    bool good = argc > 2;

    words_fold_width(&sources->fold);
    if (!good)
        buf_add_text(&why, "usage: compile-segment OUTPUT FILE...");
    good = good && read_sources(sources, argc - 2, argv + 2, &why) &&
           compile(sources, argv[1], &why);
    if (!good)
        fprintf(stderr, "compile-segment: %s\n", buf_string(&why));
    for (size_t i = 0; i < sources->list_count; i++)
        table_free(&sources->lists[i]);
    free(sources->lexemes);
    free(sources);
    buf_free(&why);
    return good ? 0 : 2;
}
