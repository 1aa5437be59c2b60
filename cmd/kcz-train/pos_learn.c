/* The averaged perceptron of parts of speech. */
#include "pos_learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "memory.h"

enum { SURE_COUNT = 8, SURE_SHARE = 995, LARGEST = 120, SMALLEST = 3 };

/* A feature while it is learnt. */
struct feature {
    uint32_t key; /* 0: free */
    float weights[POS_TAGS];
    float sums[POS_TAGS];     /* of the weights over all steps so far ... */
    uint32_t times[POS_TAGS]; /* ... up to this one */
};

/* Open addressing by key; grows by doubling. */
struct features {
    struct feature *items;
    size_t homes, count;
};

struct pos_learner {
    struct features features;
    struct pos_tags *tags;
    uint64_t random;
    uint32_t now;
    struct pos_model model; /* its arrays are owned */
    struct pos_row *rows;
    struct pos_sure *sure;
    bool finished;
};

static int compare_words(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

    return (left > right) - (left < right);
}

static int compare_sure(const void *a, const void *b)
{
    uint32_t left = pos_hash(((const struct pos_sure *)a)->key);
    uint32_t right = pos_hash(((const struct pos_sure *)b)->key);

    return (left > right) - (left < right);
}

/* Lays the sure words out in order of their homes. */
static void place_sure(struct pos_learner *learner, struct pos_sure *list, size_t count)
{
    struct pos_model *model = &learner->model;
    size_t next = 0;

    qsort(list, count, sizeof *list, compare_sure);
    model->sure_homes = count + count / 2 + 1;
    learner->sure = memory_new(model->sure_homes + count + 1, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        size_t home = pos_home(list[i].key, model->sure_homes);

        next = next < home ? home : next;
        learner->sure[next++] = list[i];
    }
    model->sure = learner->sure;
    model->sure_count = (next < model->sure_homes ? model->sure_homes : next) + 1;
}

static void find_sure_words(struct pos_learner *learner, const struct pos_corpus *corpus)
{
    uint64_t *pairs = memory_new(corpus->word_count + 1, sizeof *pairs);
    struct pos_sure *list = memory_new(corpus->word_count + 1, sizeof *list);
    size_t count = 0, kept = 0;

    for (size_t i = 0; i < corpus->word_count; i++) {
        if (corpus->gold[i] != POS_NONE)
            pairs[count++] = (uint64_t)corpus->words[i].hash << 8 | corpus->gold[i];
    }
    qsort(pairs, count, sizeof *pairs, compare_words);
    for (size_t i = 0, end; i < count; i = end) {
        size_t best = 0, run = i;

        for (end = i; end < count && pairs[end] >> 8 == pairs[i] >> 8; end++) {
            if (pairs[end] != pairs[run])
                run = end;
            if (end - run + 1 > best) {
                best = end - run + 1;
                list[kept].tag = (uint32_t)pairs[end] & 0xFF;
            }
        }
        list[kept].key = (uint32_t)(pairs[i] >> 8);
        kept += end - i >= SURE_COUNT && best * 1000 >= (end - i) * SURE_SHARE && list[kept].key;
    }
    place_sure(learner, list, kept);
    free(pairs);
    free(list);
}

static struct feature *find_feature(const struct features *features, uint32_t key)
{
    size_t at = pos_home(key, features->homes);

    while (features->items[at].key && features->items[at].key != key)
        at = at + 1 < features->homes ? at + 1 : 0;
    return &features->items[at];
}

/* Whether the perceptron has a say: the tag is known and the word not sure. */
static bool is_open(const struct pos_learner *learner, const struct pos_corpus *corpus, size_t word)
{
    return corpus->gold[word] != POS_NONE &&
           pos_sure_tag(&learner->model, &corpus->words[word]) == POS_NONE;
}

static int compare_keys(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

/* Features of all open words with the tags of the annotation before them, counted. */
static void find_features(struct pos_learner *learner, const struct pos_corpus *corpus,
                          uint64_t cut)
{
    uint32_t *keys = memory_new(corpus->word_count * POS_TEMPLATES + 1, sizeof *keys);
    struct features *features = &learner->features;
    size_t count = 0;

    for (size_t i = 1; i + 1 < corpus->word_count; i++) {
        if (is_open(learner, corpus, i)) {
            pos_features(&corpus->words[i], corpus->gold[i - 1],
                         i > 1 ? corpus->gold[i - 2] : POS_NONE, keys + count);
            count += POS_TEMPLATES;
        }
    }
    qsort(keys, count, sizeof *keys, compare_keys);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0, end; i < count; i = end) {
            for (end = i; end < count && keys[end] == keys[i];)
                end++;
            if (end - i < cut)
                continue;
            if (pass == 0)
                features->count++;
            else
                find_feature(features, keys[i])->key = keys[i];
        }
        if (pass == 0) {
            features->homes = features->count * 2 + 1;
            features->items = memory_new(features->homes, sizeof *features->items);
        }
    }
    free(keys);
}

struct pos_learner *pos_learner_new(const struct pos_corpus *corpus, uint64_t cut, uint64_t seed)
{
    struct pos_learner *learner = memory_new(1, sizeof *learner);

    learner->tags = corpus->tags;
    learner->model.tag_count = corpus->tags->count;
    learner->random = seed * 2 + 1;
    find_sure_words(learner, corpus);
    find_features(learner, corpus, cut);
    return learner;
}

static uint64_t next_random(struct pos_learner *learner)
{
    learner->random ^= learner->random >> 12;
    learner->random ^= learner->random << 25;
    learner->random ^= learner->random >> 27;
    return learner->random * 0x2545F4914F6CDD1Du;
}

static void change(struct feature *feature, unsigned tag, float by, uint32_t now)
{
    feature->sums[tag] += feature->weights[tag] * (float)(now - feature->times[tag]);
    feature->times[tag] = now;
    feature->weights[tag] += by;
}

/* The tag that the weights as they are give; found[] are the features that take part. */
static unsigned guess(const struct pos_learner *learner, const struct pos_word *word,
                      unsigned before1, unsigned before2, struct feature *found[POS_TEMPLATES])
{
    uint32_t keys[POS_TEMPLATES];
    float scores[POS_TAGS] = {0};
    unsigned best = 0;

    pos_features(word, before1, before2, keys);
    for (size_t i = 0; i < POS_TEMPLATES; i++) {
        found[i] = find_feature(&learner->features, keys[i]);
        for (size_t tag = 0; found[i]->key && tag < learner->model.tag_count; tag++)
            scores[tag] += found[i]->weights[tag];
    }
    for (unsigned tag = 1; tag < learner->model.tag_count; tag++) {
        if (scores[tag] > scores[best])
            best = tag;
    }
    return best;
}

static size_t learn_sentence(struct pos_learner *learner, const struct pos_corpus *corpus,
                             size_t start, size_t end)
{
    unsigned before1 = POS_NONE, before2 = POS_NONE;
    size_t wrong = 0;

    for (size_t i = start; i < end; i++) {
        struct feature *found[POS_TEMPLATES];
        unsigned gold = corpus->gold[i], tag = pos_sure_tag(&learner->model, &corpus->words[i]);

        if (tag == POS_NONE) {
            tag = guess(learner, &corpus->words[i], before1, before2, found);
            learner->now += gold != POS_NONE;
            for (size_t k = 0; gold != POS_NONE && tag != gold && k < POS_TEMPLATES; k++) {
                if (found[k]->key) {
                    change(found[k], gold, 1, learner->now);
                    change(found[k], tag, -1, learner->now);
                }
            }
        }
        wrong += gold != POS_NONE && tag != gold;
        before2 = before1;
        before1 = tag;
    }
    return wrong;
}

double pos_learner_epoch(struct pos_learner *learner, const struct pos_corpus *corpus)
{
    size_t *order = memory_new(corpus->sentence_count + 1, sizeof *order);
    size_t wrong = 0, words = 0;

    for (size_t i = 0; i < corpus->sentence_count; i++) {
        size_t j = (size_t)(next_random(learner) % (i + 1));

        order[i] = order[j];
        order[j] = i;
    }
    for (size_t i = 0; i < corpus->sentence_count; i++) {
        size_t start = corpus->sentences[order[i]];
        size_t end = order[i] + 1 < corpus->sentence_count ? corpus->sentences[order[i] + 1] - 2
                                                           : corpus->word_count - 1;

        wrong += learn_sentence(learner, corpus, start, end);
    }
    for (size_t i = 0; i < corpus->word_count; i++)
        words += corpus->gold[i] != POS_NONE;
    free(order);
    return words ? (double)wrong / (double)words : 0;
}

/* A feature with its largest mean weight. */
struct candidate {
    float largest;
    uint32_t key;
    const struct feature *feature;
};

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;

    if (left->largest == right->largest)
        return (left->key > right->key) - (left->key < right->key);
    return left->largest < right->largest ? 1 : -1;
}

static int compare_homes(const void *a, const void *b)
{
    uint32_t left = pos_hash(((const struct candidate *)a)->key);
    uint32_t right = pos_hash(((const struct candidate *)b)->key);

    return (left > right) - (left < right);
}

static float mean(const struct pos_learner *learner, const struct feature *feature, size_t tag)
{
    float sum = feature->sums[tag] +
                feature->weights[tag] * (float)(learner->now - feature->times[tag]);

    return sum / (float)(learner->now ? learner->now : 1);
}

static void place_rows(struct pos_learner *learner, struct candidate *list, size_t count,
                       float scale)
{
    struct pos_model *model = &learner->model;
    size_t next = 0;

    qsort(list, count, sizeof *list, compare_homes);
    model->row_homes = count + count / 2 + 1;
    learner->rows = memory_new(model->row_homes + count + 1, sizeof *learner->rows);
    for (size_t i = 0; i < count; i++) {
        size_t home = pos_home(list[i].key, model->row_homes);
        struct pos_row *row;

        next = next < home ? home : next;
        row = &learner->rows[next++];
        row->key = list[i].key;
        for (size_t tag = 0; tag < model->tag_count; tag++) {
            float weight = mean(learner, list[i].feature, tag) * scale;

            weight = weight > 127 ? 127 : weight < -127 ? -127 : weight;
            row->weights[tag] = (int8_t)lrintf(weight);
        }
    }
    model->rows = learner->rows;
    model->row_count = (next < model->row_homes ? model->row_homes : next) + 1;
}

void pos_learner_finish(struct pos_learner *learner, size_t rows)
{
    const struct features *features = &learner->features;
    struct candidate *list = memory_new(features->count + 1, sizeof *list);
    size_t count = 0;
    float scale;

    for (size_t i = 0; i < features->homes; i++) {
        struct candidate candidate = {0, features->items[i].key, &features->items[i]};

        if (candidate.key == 0)
            continue;
        for (size_t tag = 0; tag < learner->model.tag_count; tag++) {
            float weight = fabsf(mean(learner, candidate.feature, tag));

            candidate.largest = weight > candidate.largest ? weight : candidate.largest;
        }
        if (candidate.largest > 0)
            list[count++] = candidate;
    }
    qsort(list, count, sizeof *list, compare_candidates);
    count = count < rows ? count : rows;
    scale = count ? LARGEST / list[count / 100].largest : 1;
    while (count && list[count - 1].largest * scale < SMALLEST)
        count--;
    place_rows(learner, list, count, scale);
    free(list);
    learner->finished = true;
}

struct pos_figures pos_learner_measure(const struct pos_learner *learner,
                                       const struct pos_corpus *corpus)
{
    struct pos_figures figures = {0};
    struct feature *found[POS_TEMPLATES];
    unsigned before1 = POS_NONE, before2 = POS_NONE;

    for (size_t i = 1; i + 1 < corpus->word_count; i++) {
        unsigned tag = pos_sure_tag(&learner->model, &corpus->words[i]), gold = corpus->gold[i];

        if (corpus->words[i].shape == pos_edge.shape) {
            before1 = before2 = POS_NONE;
            continue;
        }
        figures.sure += gold != POS_NONE && tag != POS_NONE;
        if (tag == POS_NONE)
            tag = learner->finished
                      ? pos_best_tag(&learner->model, &corpus->words[i], before1, before2)
                      : guess(learner, &corpus->words[i], before1, before2, found);
        figures.words += gold != POS_NONE;
        figures.right += gold != POS_NONE && tag == gold;
        before2 = before1;
        before1 = tag;
    }
    return figures;
}

bool pos_learner_write(const struct pos_learner *learner, const char *file)
{
    const struct pos_model *model = &learner->model;
    uint32_t shape[2] = {(uint32_t)model->row_homes, (uint32_t)model->sure_homes};
    struct blob_writer writer = {0};

    blob_add(&writer, "shape", shape, sizeof shape);
    blob_add(&writer, "tags", learner->tags->names.data, learner->tags->names.len);
    blob_add(&writer, "rows", learner->rows, model->row_count * sizeof *learner->rows);
    blob_add(&writer, "sure", learner->sure, model->sure_count * sizeof *learner->sure);
    return blob_write(&writer, "pos", file);
}

void pos_learner_free(struct pos_learner *learner)
{
    free(learner->features.items);
    free(learner->rows);
    free(learner->sure);
    free(learner);
}
