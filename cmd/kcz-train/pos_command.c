/*
 * kcz-train pos: parts of speech, by averaged perceptron (Collins 2002) from left to right, with
 * the tags that it gives itself as context.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "memory.h"
#include "pos_corpus.h"
#include "pos_learn.h"
#include "program.h"

struct settings {
    struct option_list corpora, dev;
    const char *output;
    uint64_t epochs, cut, rows, limit, seed;
};

static const struct option options[] = {
    {'c', "corpus", "FILE", "learn from FILE, words as word/tag; repeatable", OPTION_LIST,
     offsetof(struct settings, corpora), NULL},
    {'d', "dev", "FILE", "measure on FILE after each epoch; repeatable", OPTION_LIST,
     offsetof(struct settings, dev), NULL},
    {'o', "output", "MODEL", "write the model", OPTION_TEXT, offsetof(struct settings, output),
     NULL},
    {0, "epochs", "N", "times over the corpora [4]", OPTION_COUNT,
     offsetof(struct settings, epochs), NULL},
    {0, "cut", "N", "leave out features seen less often [4]", OPTION_NUMBER,
     offsetof(struct settings, cut), NULL},
    {0, "rows", "N", "keep at most so many features, those of the largest weights [60000]",
     OPTION_COUNT, offsetof(struct settings, rows), NULL},
    {0, "limit", "BYTES", "read only the start of each corpus", OPTION_NUMBER,
     offsetof(struct settings, limit), NULL},
    {0, "seed", "N", "of the order in which sentences are learnt [1]", OPTION_NUMBER,
     offsetof(struct settings, seed), NULL},
    {.kind = OPTION_END},
};

static bool read_corpora(const struct option_list *files, uint64_t limit, struct pos_corpus *corpus,
                         struct buf *why)
{
    for (size_t i = 0; i < files->count; i++) {
        if (!pos_corpus_add(corpus, files->items[i], limit, why))
            return false;
    }
    return true;
}

static void measure(const struct pos_learner *learner, const struct pos_corpus *dev)
{
    struct pos_figures figures = pos_learner_measure(learner, dev);

    fprintf(stderr, "  %zu words, %.2f %% right (%.2f %% looked up)", figures.words,
            100.0 * (double)figures.right / (double)figures.words,
            100.0 * (double)figures.sure / (double)figures.words);
}

static bool train(const struct settings *settings, struct buf *why)
{
    struct pos_corpus corpus = {0}, dev = {0};
    struct pos_learner *learner = NULL;
    bool good = read_corpora(&settings->corpora, settings->limit, &corpus, why);

    dev.tags = corpus.tags;
    good = good && read_corpora(&settings->dev, 0, &dev, why);
    if (good && (corpus.tags == NULL || corpus.tags->count == 0)) {
        buf_add_text(why, "no word has a tag: --corpus wants lines of word/tag word/tag");
        good = false;
    }
    if (good) {
        learner = pos_learner_new(&corpus, settings->cut, settings->seed);
        for (uint64_t epoch = 1; epoch <= settings->epochs; epoch++) {
            double wrong = pos_learner_epoch(learner, &corpus);

            fprintf(stderr, "kcz-train: epoch %u: %.2f %% wrong while learning", (unsigned)epoch,
                    100 * wrong);
            if (dev.sentence_count)
                measure(learner, &dev);
            fputc('\n', stderr);
        }
        pos_learner_finish(learner, settings->rows);
        if (dev.sentence_count) {
            fputs("kcz-train: as it is written:", stderr);
            measure(learner, &dev);
            fputc('\n', stderr);
        }
        if (settings->output && !pos_learner_write(learner, settings->output)) {
            buf_printf(why, "--output %s: %s", settings->output, strerror(errno));
            good = false;
        }
        pos_learner_free(learner);
    }
    pos_corpus_free(&corpus);
    pos_corpus_free(&dev);
    return good;
}

int pos_command(int argc, char **argv)
{
    static const struct program program = {
        .name = "kcz-train",
        .about = "learn parts of speech, from text as word/tag",
        .operands = "",
        .command = "pos",
    };
    struct settings settings = {.epochs = 4, .cut = 4, .rows = 60000, .seed = 1};
    struct option_table table = {options, &settings};
    struct buf why = {0};
    size_t operands;
    int status;

    if (program_begin(&program, &table, 1, argc, argv, &operands, &status)) {
        bool good = operands == 0;

        if (!good)
            buf_printf(&why, "%s: not an option (files are given with --corpus)", argv[1]);
        else if (settings.corpora.count == 0)
            buf_add_text(&why, "nothing to learn from: give --corpus FILE");
        else if (settings.output == NULL && settings.dev.count == 0)
            buf_add_text(&why, "nothing to do: give --output MODEL, or --dev FILE to measure only");
        else if (settings.output != NULL)
            blob_may_be_written(settings.output, &why);
        good = why.len == 0;
        status = good && train(&settings, &why) ? EXIT_DONE : EXIT_TROUBLE;
        if (status != EXIT_DONE)
            diag_say(&(struct diag){.program = program.name}, "%s", buf_string(&why));
    }
    free((void *)settings.corpora.items);
    free((void *)settings.dev.items);
    buf_free(&why);
    return status;
}
