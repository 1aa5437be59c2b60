/* kcz-train entities: persons, places, organisations. Options, and the way from texts to a model.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "entities_corpus.h"
#include "entity_features.h"
#include "memory.h"
#include "program.h"

extern const char blob_gazetteer[], blob_gazetteer_end[];

struct settings {
    struct option_list paragraphs, bio, dev;
    const char *output;
    uint64_t epochs, limit, repeat, rows, buckets, seed;
    double dropout, least, scale;
};

static const struct option options[] = {
    {'m', "marked", "FILE", "learn from marked paragraphs; repeatable", OPTION_LIST,
     offsetof(struct settings, paragraphs), NULL},
    {'b', "bio", "FILE", "learn from characters with BIO labels; repeatable", OPTION_LIST,
     offsetof(struct settings, bio), NULL},
    {0, "repeat", "N", "take the BIO files N times in each epoch [1]", OPTION_COUNT,
     offsetof(struct settings, repeat), NULL},
    {'d', "dev", "FILE", "measure the finished model on a BIO file; repeatable", OPTION_LIST,
     offsetof(struct settings, dev), NULL},
    {'o', "output", "MODEL", "write the model", OPTION_TEXT, offsetof(struct settings, output),
     NULL},
    {0, "epochs", "N", "times over the texts [5]", OPTION_COUNT, offsetof(struct settings, epochs),
     NULL},
    {0, "dropout", "X", "share of features left out at random [0.2]", OPTION_REAL,
     offsetof(struct settings, dropout), NULL},
    {0, "least", "X", "leave out features with no weight of at least X [1]", OPTION_REAL,
     offsetof(struct settings, least), NULL},
    {0, "scale", "X", "what a weight of 1 becomes in the model [4]", OPTION_REAL,
     offsetof(struct settings, scale), NULL},
    {0, "rows", "N", "rows of weights while learning, as a power of two [22]", OPTION_COUNT,
     offsetof(struct settings, rows), NULL},
    {0, "buckets", "N", "buckets of the model, as a power of two [16]", OPTION_COUNT,
     offsetof(struct settings, buckets), NULL},
    {0, "limit", "BYTES", "read only the start of each file", OPTION_NUMBER,
     offsetof(struct settings, limit), NULL},
    {0, "seed", "N", "of the order of texts and the dropout [1]", OPTION_NUMBER,
     offsetof(struct settings, seed), NULL},
    {.kind = OPTION_END},
};

enum { MOST_BITS = 30 }; /* of --rows and --buckets */

struct training {
    struct settings settings;
    struct gazetteer gazetteer;
    struct corpus corpus;
    size_t *order;
    size_t order_count;
    struct linear_trainer *trainer;
    struct chars chars;
    struct scan scan;
    struct entity_view view;
    uint64_t *features;
    uint8_t *counts, *labels;
    size_t capacity;
    struct buf why;
};

static bool read_corpora(struct training *training)
{
    const struct settings *settings = &training->settings;
    size_t paragraphs, sentences;

    for (size_t i = 0; i < settings->paragraphs.count; i++)
        if (!corpus_add_paragraphs(&training->corpus, settings->paragraphs.items[i],
                                   settings->limit, &training->why))
            return false;
    paragraphs = training->corpus.count;
    for (size_t i = 0; i < settings->bio.count; i++)
        if (!corpus_add_bio(&training->corpus, settings->bio.items[i], settings->limit,
                            &training->why))
            return false;
    sentences = training->corpus.count - paragraphs;
    training->order_count = paragraphs + sentences * settings->repeat;
    training->order = memory_new(training->order_count + 1, sizeof *training->order);
    for (size_t i = 0; i < training->order_count; i++)
        training->order[i] = i < paragraphs ? i : paragraphs + (i - paragraphs) % sentences;
    if (settings->paragraphs.count + settings->bio.count == 0)
        buf_add_text(&training->why, "nothing to learn from: give --marked or --bio FILE");
    else if (training->corpus.mark_count == 0)
        buf_add_text(&training->why, "no entity is marked: --marked wants lines of span/TYPE, "
                                     "--bio lines of CHARACTER TAB LABEL");
    return training->corpus.mark_count > 0;
}

static void grow(struct training *training)
{
    size_t count = training->chars.count;

    if (training->capacity > count)
        return;
    training->capacity = count * 2 + 64;
    training->features = memory_resize(training->features, training->capacity * LINEAR_FEATURES,
                                       sizeof *training->features);
    training->counts = memory_resize(training->counts, training->capacity, 1);
    training->labels = memory_resize(training->labels, training->capacity, 1);
}

/* Looks at a text: features of all positions and their true labels. */
static void view_text(struct training *training, const struct corpus *corpus, size_t index)
{
    const struct marked_text *text = &corpus->texts[index];

    chars_read(&training->chars, (struct span){corpus->text.data + text->at, text->len});
    scan_text(&training->scan, &training->gazetteer, &training->chars);
    entity_view_read(&training->view, &training->scan);
    grow(training);
    memset(training->labels, 0, training->chars.count);
    for (size_t i = 0; i < training->chars.count; i++)
        training->counts[i] = (uint8_t)entity_features(&training->view, i,
                                                       training->features + i * LINEAR_FEATURES);
    for (size_t m = 0; m < text->marks; m++) {
        const struct mark *mark = &corpus->marks[text->first_mark + m];

        for (uint32_t i = mark->start; i < mark->end; i++)
            training->labels[i] = LINEAR_LABEL(mark->type, LINEAR_INSIDE);
        training->labels[mark->start] = LINEAR_LABEL(mark->type, LINEAR_BEGIN);
        training->labels[mark->end - 1] = LINEAR_LABEL(
            mark->type, mark->end == mark->start + 1 ? LINEAR_SINGLE : LINEAR_END);
    }
}

/* A sentence must not end inside an entity; then it goes on to the next. */
static size_t learn_end(const struct training *training, size_t start)
{
    size_t end = sentence_end(&training->chars, start);

    while (end < training->chars.count && training->labels[end] > 0 &&
           ((training->labels[end] - 1) % 4 == LINEAR_INSIDE ||
            (training->labels[end] - 1) % 4 == LINEAR_END))
        end++;
    return end;
}

static void shuffle(size_t *order, size_t count, uint64_t seed)
{
    uint64_t random = seed * 2 + 1;

    for (size_t i = count; i-- > 1;) {
        size_t other, kept = order[i];

        random = random * 6364136223846793005U + 1442695040888963407U;
        other = (size_t)((random >> 33) % (i + 1));
        order[i] = order[other];
        order[other] = kept;
    }
}

static void learn(struct training *training)
{
    const struct settings *settings = &training->settings;

    training->trainer = linear_trainer_new((unsigned)settings->rows, settings->dropout,
                                           settings->seed);
    for (uint64_t epoch = 0; epoch < settings->epochs; epoch++) {
        size_t wrong = 0, total = 0;

        shuffle(training->order, training->order_count, settings->seed + epoch);
        for (size_t i = 0; i < training->order_count; i++) {
            view_text(training, &training->corpus, training->order[i]);
            for (size_t start = 0, end; start < training->chars.count; start = end) {
                end = learn_end(training, start);
                wrong += linear_learn(
                    training->trainer, training->features + start * LINEAR_FEATURES,
                    training->counts + start, training->labels + start, end - start);
            }
            total += training->chars.count;
        }
        fprintf(stderr, "kcz-train: epoch %u: %.3f %% of labels wrong\n", (unsigned)epoch + 1,
                100.0 * (double)wrong / (double)total);
    }
    linear_average(training->trainer);
}

static bool write_model(struct training *training)
{
    const struct settings *settings = &training->settings;
    struct blob_writer writer = {0};
    struct buf told = {0};

    for (size_t i = 0; i < training->corpus.count; i++) {
        view_text(training, &training->corpus, i);
        for (size_t k = 0; k < training->chars.count; k++)
            for (size_t f = 0; f < training->counts[k]; f++)
                linear_keep(training->trainer, training->features[k * LINEAR_FEATURES + f],
                            settings->least);
    }
    linear_write(training->trainer, (unsigned)settings->buckets, settings->scale, &writer, &told);
    fputs(buf_string(&told), stderr);
    buf_free(&told);
    if (blob_write(&writer, "entities", settings->output))
        return true;
    buf_printf(&training->why, "--output %s: %s", settings->output, strerror(errno));
    return false;
}

/* Right, found and true entities of the model on one text. */
static void count_text(struct training *training, const struct linear *linear,
                       const struct corpus *corpus, size_t index, size_t counts[3])
{
    size_t count;
    struct linear_scores *scores;
    uint8_t *back, *labels;

    view_text(training, corpus, index);
    count = training->chars.count;
    scores = memory_new(count + 1, sizeof *scores);
    back = memory_new(count + 1, LINEAR_LABELS);
    labels = memory_new(count + 1, 1);
    for (size_t i = 0; i < count; i++)
        linear_score(linear, training->features + i * LINEAR_FEATURES, training->counts[i],
                     &scores[i]);
    for (size_t start = 0, end; start < count; start = end) {
        end = sentence_end(&training->chars, start);
        linear_decode(linear->transitions, scores + start, end - start, back, labels + start);
    }
    for (size_t i = 0; i < count; i++) {
        size_t end = i + 1;
        bool begins[2];

        for (int side = 0; side < 2; side++) {
            uint8_t label = side ? training->labels[i] : labels[i];

            begins[side] = label &&
                           ((label - 1) % 4 == LINEAR_BEGIN || (label - 1) % 4 == LINEAR_SINGLE);
            counts[1 + side] += begins[side];
        }
        if (!begins[0] || !begins[1] || labels[i] != training->labels[i])
            continue;
        while (end < count && labels[end] == training->labels[end] && labels[end] &&
               (labels[end] - 1) % 4 != LINEAR_BEGIN && (labels[end] - 1) % 4 != LINEAR_SINGLE &&
               (labels[end - 1] - 1) % 4 != LINEAR_END)
            end++;
        counts[0] += (labels[end - 1] - 1) % 4 == LINEAR_END ||
                     (labels[end - 1] - 1) % 4 == LINEAR_SINGLE;
    }
    free(scores);
    free(back);
    free(labels);
}

static bool measure(struct training *training)
{
    struct blob blob;
    struct linear linear;
    bool read = blob_from_file(&blob, training->settings.output, "entities", &training->why) &&
                linear_open(&linear, &blob, &training->why);

    for (size_t i = 0; read && i < training->settings.dev.count; i++) {
        struct corpus dev = {0};
        size_t counts[3] = {0, 0, 0};
        const char *file = training->settings.dev.items[i];

        read = corpus_add_bio(&dev, file, 0, &training->why);
        for (size_t k = 0; k < dev.count; k++)
            count_text(training, &linear, &dev, k, counts);
        if (read && counts[1] > 0 && counts[2] > 0)
            printf("%s: P %.1f R %.1f F %.1f\n", strrchr(file, '/') ? strrchr(file, '/') + 1 : file,
                   100.0 * (double)counts[0] / (double)counts[1],
                   100.0 * (double)counts[0] / (double)counts[2],
                   200.0 * (double)counts[0] / (double)(counts[1] + counts[2]));
        corpus_free(&dev);
    }
    return read;
}

static void training_free(struct training *training)
{
    if (training->trainer)
        linear_trainer_free(training->trainer);
    corpus_free(&training->corpus);
    chars_free(&training->chars);
    scan_free(&training->scan);
    entity_view_free(&training->view);
    free(training->order);
    free(training->features);
    free(training->counts);
    free(training->labels);
    free(training->settings.paragraphs.items);
    free(training->settings.bio.items);
    free(training->settings.dev.items);
    buf_free(&training->why);
}

int entities_command(int argc, char **argv)
{
    struct training training = {.settings = {.epochs = 5,
                                             .repeat = 1,
                                             .rows = 22,
                                             .buckets = 16,
                                             .seed = 1,
                                             .dropout = 0.2,
                                             .least = 1,
                                             .scale = 4}};
    const struct program program = {
        .name = "kcz-train",
        .about = "learn to tell persons, places and organisations",
        .operands = "",
        .command = "entities",
    };
    const struct option_table table = {options, &training.settings};
    size_t operands;
    int status;

    if (!program_begin(&program, &table, 1, argc, argv, &operands, &status))
        return status;
    if (training.settings.rows > MOST_BITS || training.settings.buckets > MOST_BITS)
        buf_printf(&training.why, "--rows and --buckets are powers of two: at most %d", MOST_BITS);
    else if (operands > 0)
        buf_printf(&training.why, "%s: not an option (files are given with --marked and --bio)",
                   argv[1]);
    else if (!training.settings.output)
        buf_add_text(&training.why, "--output MODEL is needed: the file to write");
    else if (blob_may_be_written(training.settings.output, &training.why) &&
             gazetteer_open(&training.gazetteer, blob_gazetteer,
                            (size_t)(blob_gazetteer_end - blob_gazetteer), &training.why) &&
             read_corpora(&training)) {
        learn(&training);
        if (write_model(&training))
            measure(&training);
    }
    status = EXIT_DONE;
    if (training.why.len > 0) {
        diag_say(&(struct diag){.program = program.name}, "%s", buf_string(&training.why));
        status = EXIT_TROUBLE;
    }
    training_free(&training);
    return status;
}
