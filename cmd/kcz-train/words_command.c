/* kcz-train words: where words end. Options, and the way from corpora to models. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "commands.h"
#include "memory.h"
#include "program.h"
#include "utf8.h"
#include "words.h"
#include "words_corpus.h"
#include "words_file.h"
#include "words_learn.h"
#include "words_measure.h"

extern const char blob_segment_lexicon[], blob_segment_lexicon_end[];

enum { MAX_FILES = 32 };

struct settings {
    struct option_list corpora, dev, outputs;
    uint64_t epochs, cut, seed, threads, limit;
    double rate, l1, l2, prune, doubt;
};

static const struct option options[] = {
    {'c', "corpus", "NAME=FILE", "learn from FILE, by the standard NAME; repeatable", OPTION_LIST,
     offsetof(struct settings, corpora), NULL},
    {'d', "dev", "NAME=FILE", "measure on FILE after each epoch; repeatable", OPTION_LIST,
     offsetof(struct settings, dev), NULL},
    {'o', "output", "NAME=MODEL", "write the model of standard NAME; repeatable", OPTION_LIST,
     offsetof(struct settings, outputs), NULL},
    {0, "epochs", "N", "times over the corpora [4]", OPTION_COUNT,
     offsetof(struct settings, epochs), NULL},
    {0, "cut", "N", "leave out pairs of characters seen less often [3]", OPTION_NUMBER,
     offsetof(struct settings, cut), NULL},
    {0, "rate", "X", "learning rate of FTRL-Proximal [0.3]", OPTION_REAL,
     offsetof(struct settings, rate), NULL},
    {0, "l1", "X", "pull towards no weight at all [2]", OPTION_REAL, offsetof(struct settings, l1),
     NULL},
    {0, "l2", "X", "pull towards small weights [0]", OPTION_REAL, offsetof(struct settings, l2),
     NULL},
    {0, "prune", "X", "leave out weights smaller than X [0]", OPTION_REAL,
     offsetof(struct settings, prune), NULL},
    {0, "doubt", "X", "of the first NAME, take larger errors for slips after an epoch [1]",
     OPTION_REAL, offsetof(struct settings, doubt), NULL},
    {0, "limit", "BYTES", "read only the start of each corpus", OPTION_NUMBER,
     offsetof(struct settings, limit), NULL},
    {0, "seed", "N", "of the order in which sentences are learnt [1]", OPTION_NUMBER,
     offsetof(struct settings, seed), NULL},
    {'j', "jobs", "N", "learn with N threads; the model is the same [2]", OPTION_NUMBER,
     offsetof(struct settings, threads), NULL},
    {.kind = OPTION_END},
};

/* A NAME=FILE of the command line. */
struct source {
    size_t group;
    const char *file;
    struct words_lines lines;
};

struct training {
    struct settings settings;
    char *groups[LEARN_MAX_GROUPS];
    enum words_standard standards[LEARN_MAX_GROUPS];
    size_t group_count;
    struct words_lines lines;
    struct source dev[MAX_FILES], outputs[MAX_FILES];
    size_t dev_count, output_count;
    struct words_fold fold;
    struct words_table lexicon, table;
    struct buf why;
};

/* Splits NAME=FILE; a name not seen before becomes a group. */
static bool parse_source(struct training *training, const char *argument, struct source *source)
{
    const char *sign = strchr(argument, '=');
    struct span name;
    size_t group = 0;

    if (!sign || sign == argument) {
        buf_printf(&training->why, "%s: must be NAME=FILE; NAME is pku, ctb, ud or one of your own",
                   argument);
        return false;
    }
    name = span_between(argument, sign);
    while (group < training->group_count && !span_is(name, training->groups[group]))
        group++;
    if (group == LEARN_MAX_GROUPS) {
        buf_printf(&training->why, "%s: too many names", argument);
        return false;
    }
    if (group == training->group_count) {
        training->groups[training->group_count++] = memory_copy(name.at, name.len);
        if (!words_standard_find(name, &training->standards[group]))
            training->standards[group] = STANDARD_PKU;
    }
    *source = (struct source){.group = group, .file = sign + 1};
    return true;
}

static bool read_sources(struct training *training)
{
    const struct settings *settings = &training->settings;
    struct source source;
    size_t trained;

    if (settings->dev.count > MAX_FILES || settings->outputs.count > MAX_FILES) {
        buf_add_text(&training->why, "too many files");
        return false;
    }
    for (size_t i = 0; i < settings->corpora.count; i++) {
        if (!parse_source(training, settings->corpora.items[i], &source) ||
            !words_lines_add(&training->lines, source.file, (uint8_t)source.group, settings->limit,
                             &training->why))
            return false;
    }
    trained = training->group_count;
    for (size_t i = 0; i < settings->dev.count; i++) {
        struct source *dev = &training->dev[training->dev_count++];

        if (!parse_source(training, settings->dev.items[i], dev) ||
            !words_lines_add(&dev->lines, dev->file, 0, 0, &training->why))
            return false;
    }
    for (size_t i = 0; i < settings->outputs.count; i++) {
        struct source *output = &training->outputs[training->output_count++];

        if (!parse_source(training, settings->outputs.items[i], output) ||
            !blob_may_be_written(output->file, &training->why))
            return false;
        if (output->group >= trained) {
            buf_printf(&training->why, "--output %s: no --corpus goes by that name",
                       settings->outputs.items[i]);
            return false;
        }
    }
    if (training->lines.count == 0)
        buf_add_text(&training->why, "nothing to learn from: no --corpus has words");
    return training->lines.count > 0;
}

static int compare_pairs(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

/* The table with all characters and pairs that occur in the corpora often enough. */
static void extend_table(struct training *training)
{
    const struct words_lines *lines = &training->lines;
    const struct words_table *lexicon = &training->lexicon;
    uint32_t *pairs = memory_new(lines->cuts.len + lines->count, sizeof *pairs);
    uint16_t *characters = memory_new(0x10000, sizeof *characters);
    uint32_t *seen = memory_new(0x10000, sizeof *seen);
    size_t count = 0, kept = 0, character_count = 0, cut = training->settings.cut;

    for (size_t i = 0; i < lines->count; i++) {
        const char *at = lines->text.data + lines->starts[i];
        const char *end = lines->text.data + lines->starts[i + 1];
        uint32_t before = 0;

        for (; at < end; pairs[count++] = before) {
            uint32_t code = utf8_next(&at);

            code = code < 0x10000 ? training->fold.to[code] : 0;
            seen[code]++;
            before = before << 16 | (lexicon->classes[code] == CLASS_SPACE ? 0 : code);
        }
    }
    qsort(pairs, count, sizeof *pairs, compare_pairs);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i; end < count && pairs[end] == pairs[i];)
            end++;
        if (end - i >= cut)
            pairs[kept++] = pairs[i];
    }
    for (uint32_t code = CLASS_COUNT + 1; code < 0x10000; code++) {
        if (seen[code] >= cut && seen[code] > 0)
            characters[character_count++] = (uint16_t)code;
    }
    words_table_extend(&training->table, lexicon, pairs, kept, characters, character_count);
    free(pairs);
    free(characters);
    free(seen);
}

static void empty_rows(struct words_table *table)
{
    for (size_t i = 0; i < table->entry_count; i++)
        memset(table->entries[i].row, 0, WORDS_LANES);
}

/* Figures of all dev files on one line; the weights are those that would be written. */
static void measure(struct training *training, const struct learner *learner)
{
    for (size_t group = 0; group < training->group_count; group++) {
        struct words_model model;
        uint32_t *indices = NULL;
        int8_t *weights = NULL;
        bool built = false;

        for (size_t i = 0; i < training->dev_count; i++) {
            const struct source *dev = &training->dev[i];
            const char *name = strrchr(dev->file, '/');
            struct words_figures figures;

            if (dev->group != group)
                continue;
            if (!built) {
                size_t count = learner_export(learner, group, training->settings.prune, &indices,
                                              &weights);

                empty_rows(&training->table);
                words_model_build(&model, &training->table, indices, weights, count);
                fprintf(stderr, "  %s %zu weights", training->groups[group], count);
                built = true;
            }
            figures = words_measure(&training->table, &model, training->standards[group],
                                    &dev->lines);
            fprintf(stderr, "  %s P %.2f R %.2f F %.2f", name ? name + 1 : dev->file,
                    100 * figures.precision, 100 * figures.recall, 100 * figures.f1);
        }
        if (built)
            words_model_free(&model);
        free(indices);
        free(weights);
    }
}

static bool write_models(struct training *training, const struct learner *learner)
{
    const struct settings *settings = &training->settings;
    struct buf about = {0};
    bool good = true;

    buf_printf(&about, "epochs %zu cut %zu rate %g l1 %g l2 %g prune %g doubt %g seed %zu",
               (size_t)settings->epochs, (size_t)settings->cut, settings->rate, settings->l1,
               settings->l2, settings->prune, settings->doubt, (size_t)settings->seed);
    for (size_t i = 0; good && i < training->output_count; i++) {
        uint32_t *indices;
        int8_t *weights;
        size_t count = learner_export(learner, training->outputs[i].group, settings->prune,
                                      &indices, &weights);

        good = words_file_write(training->outputs[i].file, &training->table, indices, weights,
                                count, buf_span(&about));
        if (!good)
            buf_printf(&training->why, "--output %s: %s", training->outputs[i].file,
                       strerror(errno));
        free(indices);
        free(weights);
    }
    buf_free(&about);
    return good;
}

static bool train(struct training *training)
{
    const struct settings *settings = &training->settings;
    const struct learn_options learn = {settings->rate, settings->l1,      settings->l2,
                                        settings->seed, settings->threads, settings->doubt};
    struct words_corpus corpus;
    struct learner *learner;
    struct blob blob;
    bool good;

    if (!blob_from_memory(&blob, blob_segment_lexicon,
                          (size_t)(blob_segment_lexicon_end - blob_segment_lexicon), "segment",
                          false, &training->why) ||
        !words_table_open(&training->lexicon, &blob, &training->why) || !read_sources(training))
        return false;
    words_fold_width(&training->fold);
    extend_table(training);
    words_corpus_read(&corpus, &training->lines, &training->table, training->standards);
    fprintf(stderr, "kcz-train: %zu lines, %zu characters, %zu pairs\n", corpus.count,
            corpus.characters, training->table.entry_count);
    learner = learner_new(&training->table, training->group_count, &learn);
    for (uint64_t epoch = 1; epoch <= settings->epochs; epoch++) {
        double wrong = learner_epoch(learner, &corpus);

        fprintf(stderr, "kcz-train: epoch %u: %.2f %% of gaps wrong while learning",
                (unsigned)epoch, 100 * wrong);
        measure(training, learner);
        fputc('\n', stderr);
    }
    good = write_models(training, learner);
    learner_free(learner);
    words_corpus_free(&corpus);
    return good;
}

static void free_training(struct training *training)
{
    for (size_t i = 0; i < training->group_count; i++)
        free(training->groups[i]);
    for (size_t i = 0; i < training->dev_count; i++)
        words_lines_free(&training->dev[i].lines);
    words_lines_free(&training->lines);
    words_table_free(&training->table);
    words_table_free(&training->lexicon);
    free((void *)training->settings.corpora.items);
    free((void *)training->settings.dev.items);
    free((void *)training->settings.outputs.items);
    buf_free(&training->why);
    free(training);
}

int words_command(int argc, char **argv)
{
    static const struct program program = {
        .name = "kcz-train",
        .about = "learn where words end, from text with words",
        .operands = "",
        .command = "words",
    };
    struct training *training = memory_new(1, sizeof *training);
    struct option_table table = {options, &training->settings};
    size_t operands;
    int status;

    training->settings = (struct settings){
        .epochs = 4, .cut = 3, .seed = 1, .threads = 2, .rate = 0.3, .l1 = 2, .doubt = 1};
    if (program_begin(&program, &table, 1, argc, argv, &operands, &status)) {
        bool good = operands == 0;

        if (!good)
            buf_printf(&training->why, "%s: not an option (files are given with --corpus)",
                       argv[1]);
        else if (training->settings.corpora.count == 0)
            buf_add_text(&training->why, "nothing to learn from: give --corpus NAME=FILE");
        else if (training->settings.outputs.count + training->settings.dev.count == 0)
            buf_add_text(&training->why, "nothing to do: give --output NAME=MODEL, or --dev "
                                         "NAME=FILE to measure only");
        good = training->why.len == 0;
        status = good && train(training) ? EXIT_DONE : EXIT_TROUBLE;
        if (status != EXIT_DONE)
            diag_say(&(struct diag){.program = program.name}, "%s", buf_string(&training->why));
    }
    free_training(training);
    return status;
}
