#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "linear.h"
#include "memory.h"

enum { ROW = 16 };

struct kept {
    uint64_t feature; /* 0: free */
    float weight;     /* the greatest of its row */
    uint32_t count;   /* how often it was offered */
};

struct linear_trainer {
    float (*weights)[ROW];
    float (*sums)[ROW]; /* of weight changes, each times the step at which it came */
    float transitions[LINEAR_LABELS][LINEAR_LABELS];
    float transition_sums[LINEAR_LABELS][LINEAR_LABELS];
    unsigned rows_log2;
    double step;
    uint64_t random;
    uint32_t dropout; /* of 2^32 */
    struct linear_scores *scores;
    uint8_t *back, *labels;
    size_t capacity;
    struct kept *kept; /* open addressing */
    size_t kept_count, kept_capacity;
};

struct linear_trainer *linear_trainer_new(unsigned rows_log2, double dropout, uint64_t seed)
{
    struct linear_trainer *trainer = memory_new(1, sizeof *trainer);

    trainer->rows_log2 = rows_log2;
    trainer->weights = memory_new((size_t)1 << rows_log2, sizeof *trainer->weights);
    trainer->sums = memory_new((size_t)1 << rows_log2, sizeof *trainer->sums);
    trainer->random = seed * 2 + 1;
    trainer->dropout = (uint32_t)(dropout * 4294967295.0);
    trainer->step = 1;
    return trainer;
}

void linear_trainer_free(struct linear_trainer *trainer)
{
    free(trainer->weights);
    free(trainer->sums);
    free(trainer->scores);
    free(trainer->back);
    free(trainer->labels);
    free(trainer->kept);
    free(trainer);
}

static size_t row_of(const struct linear_trainer *trainer, uint64_t feature)
{
    return (size_t)(feature >> (64 - trainer->rows_log2));
}

/* xorshift64*, Vigna 2016. */
static uint32_t next_random(struct linear_trainer *trainer)
{
    trainer->random ^= trainer->random >> 12;
    trainer->random ^= trainer->random << 25;
    trainer->random ^= trainer->random >> 27;
    return (uint32_t)(trainer->random * 0x2545F4914F6CDD1DU >> 32);
}

static void grow(struct linear_trainer *trainer, size_t length)
{
    if (trainer->capacity >= length)
        return;
    trainer->capacity = length * 2;
    trainer->scores = memory_resize(trainer->scores, trainer->capacity, sizeof *trainer->scores);
    trainer->back = memory_resize(trainer->back, trainer->capacity, LINEAR_LABELS);
    trainer->labels = memory_resize(trainer->labels, trainer->capacity, 1);
}

/* Weights are whole numbers while they are learnt; the decoder's are the same, so it serves both.
 */
static void score_position(const struct linear_trainer *trainer, const uint64_t *features,
                           size_t count, struct linear_scores *scores)
{
    float sums[ROW] = {0};

    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(trainer->weights[row_of(trainer, features[i])]);
    for (size_t i = 0; i < count; i++) {
        const float *row = trainer->weights[row_of(trainer, features[i])];

        for (size_t label = 0; label < ROW; label++)
            sums[label] += row[label];
    }
    for (size_t label = 0; label < LINEAR_LABELS; label++)
        scores->label[label] = (int16_t)fmaxf(fminf(sums[label], (float)INT16_MAX),
                                              (float)INT16_MIN);
}

static void change(struct linear_trainer *trainer, const uint64_t *features, size_t count,
                   uint8_t label, float by)
{
    for (size_t i = 0; i < count; i++) {
        size_t row = row_of(trainer, features[i]);

        trainer->weights[row][label] += by;
        trainer->sums[row][label] += by * (float)trainer->step;
    }
}

static void change_transition(struct linear_trainer *trainer, uint8_t from, uint8_t to, float by)
{
    trainer->transitions[from][to] += by;
    trainer->transition_sums[from][to] += by * (float)trainer->step;
}

static void whole_transitions(const struct linear_trainer *trainer,
                              int16_t transitions[LINEAR_LABELS][LINEAR_LABELS], double scale)
{
    for (size_t from = 0; from < LINEAR_LABELS; from++)
        for (size_t to = 0; to < LINEAR_LABELS; to++) {
            double weight = trainer->transitions[from][to] * scale;

            transitions[from][to] = (int16_t)fmax(fmin(weight, 9999), -9999);
        }
}

static size_t drop_features(struct linear_trainer *trainer, uint64_t *features, size_t count)
{
    size_t kept = 0;

    if (trainer->dropout == 0)
        return count;
    for (size_t i = 0; i < count; i++)
        if (next_random(trainer) >= trainer->dropout)
            features[kept++] = features[i];
    return kept;
}

size_t linear_learn(struct linear_trainer *trainer, uint64_t *features, const uint8_t *counts,
                    const uint8_t *gold, size_t length)
{
    int16_t transitions[LINEAR_LABELS][LINEAR_LABELS];
    size_t wrong = 0;

    grow(trainer, length);
    for (size_t i = 0; i < length; i++) {
        uint64_t *of = features + i * LINEAR_FEATURES;
        size_t kept = drop_features(trainer, of, counts[i]);

        for (size_t k = kept; k < counts[i]; k++)
            of[k] = 0; /* features of no weight: row 0 is not trained */
        score_position(trainer, of, kept, &trainer->scores[i]);
    }
    whole_transitions(trainer, transitions, 1);
    linear_decode((const int16_t(*)[LINEAR_LABELS])transitions, trainer->scores, length,
                  trainer->back, trainer->labels);
    for (size_t i = 0; i < length; i++) {
        const uint64_t *of = features + i * LINEAR_FEATURES;
        size_t count = counts[i];

        while (count > 0 && of[count - 1] == 0)
            count--;
        if (i > 0 && (trainer->labels[i] != gold[i] || trainer->labels[i - 1] != gold[i - 1])) {
            change_transition(trainer, gold[i - 1], gold[i], 1);
            change_transition(trainer, trainer->labels[i - 1], trainer->labels[i], -1);
        }
        if (trainer->labels[i] == gold[i])
            continue;
        wrong++;
        change(trainer, of, count, gold[i], 1);
        change(trainer, of, count, trainer->labels[i], -1);
    }
    trainer->step += 1e-3;
    return wrong;
}

void linear_average(struct linear_trainer *trainer)
{
    size_t rows = (size_t)1 << trainer->rows_log2;

    for (size_t row = 0; row < rows; row++)
        for (size_t label = 0; label < LINEAR_LABELS; label++)
            trainer->weights[row][label] -= trainer->sums[row][label] / (float)trainer->step;
    for (size_t from = 0; from < LINEAR_LABELS; from++)
        for (size_t to = 0; to < LINEAR_LABELS; to++)
            trainer->transitions[from][to] -= trainer->transition_sums[from][to] /
                                              (float)trainer->step;
}

static struct kept *find_kept(struct kept *kept, size_t capacity, uint64_t feature)
{
    size_t at = feature & (capacity - 1);

    while (kept[at].feature && kept[at].feature != feature)
        at = (at + 1) & (capacity - 1);
    return &kept[at];
}

static void grow_kept(struct linear_trainer *trainer)
{
    size_t capacity = trainer->kept_capacity ? trainer->kept_capacity * 2 : 1 << 16;
    struct kept *kept = memory_new(capacity, sizeof *kept);

    for (size_t i = 0; i < trainer->kept_capacity; i++)
        if (trainer->kept[i].feature)
            *find_kept(kept, capacity, trainer->kept[i].feature) = trainer->kept[i];
    free(trainer->kept);
    trainer->kept = kept;
    trainer->kept_capacity = capacity;
}

void linear_keep(struct linear_trainer *trainer, uint64_t feature, double least)
{
    const float *row = trainer->weights[row_of(trainer, feature)];
    struct kept *kept;
    float most = 0;

    for (size_t label = 0; label < LINEAR_LABELS; label++)
        most = fmaxf(most, fabsf(row[label]));
    if (most < (float)least || !feature)
        return;
    if (trainer->kept_count * 2 >= trainer->kept_capacity)
        grow_kept(trainer);
    kept = find_kept(trainer->kept, trainer->kept_capacity, feature);
    if (!kept->feature) {
        *kept = (struct kept){feature, most, 0};
        trainer->kept_count++;
    }
    kept->count++;
}

/* The weightiest first, as far as they are seen at all: a weight counts more the more often it is
 * used. */
static double worth(const struct kept *kept)
{
    return kept->feature ? (double)kept->weight * log2(1 + (double)kept->count) : -1;
}

static int by_worth(const void *left, const void *right)
{
    const struct kept *a = left, *b = right;
    double worth_a = worth(a), worth_b = worth(b);

    if (worth_a < worth_b || worth_a > worth_b)
        return worth_a < worth_b ? 1 : -1;
    return (a->feature > b->feature) - (a->feature < b->feature);
}

static bool place_row(const struct linear_trainer *trainer, struct linear_row *rows,
                      uint64_t bucket_mask, uint64_t feature, double scale)
{
    static const struct linear_row none;
    struct linear_row *bucket = &rows[(feature & bucket_mask) * LINEAR_WAYS];
    const float *weights = trainer->weights[row_of(trainer, feature)];

    for (size_t way = 0; way < LINEAR_WAYS; way++) {
        if (memcmp(&bucket[way], &none, sizeof none) != 0)
            continue;
        for (size_t label = 0; label < LINEAR_LABELS; label++)
            bucket[way].weights[label] = (int8_t)lround(
                fmax(fmin(weights[label] * scale, 127), -127));
        bucket[way].tag[0] = (uint8_t)(feature >> 40);
        bucket[way].tag[1] = (uint8_t)(feature >> 48);
        bucket[way].tag[2] = (uint8_t)(feature >> 56);
        return true;
    }
    return false;
}

void linear_write(struct linear_trainer *trainer, unsigned buckets_log2, double scale,
                  struct blob_writer *writer, struct buf *told)
{
    size_t count = ((size_t)1 << buckets_log2) * LINEAR_WAYS, placed = 0;
    struct linear_row *rows = memory_new(count, sizeof *rows);
    int16_t transitions[LINEAR_LABELS][LINEAR_LABELS];

    if (trainer->kept_capacity > 0)
        qsort(trainer->kept, trainer->kept_capacity, sizeof *trainer->kept, by_worth);
    for (size_t i = 0; i < trainer->kept_count; i++)
        placed += place_row(trainer, rows, ((uint64_t)1 << buckets_log2) - 1,
                            trainer->kept[i].feature, scale);
    whole_transitions(trainer, transitions, scale);
    blob_add(writer, "rows", rows, count * sizeof *rows);
    blob_add(writer, "transitions", transitions, sizeof transitions);
    buf_printf(told, "%zu features kept, %zu of them placed in %zu rows\n", trainer->kept_count,
               placed, count);
    free(rows);
}
