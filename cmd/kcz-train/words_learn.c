/* FTRL-Proximal over the features of gaps, in batches that threads share. */
#include "words_learn.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { BATCH = 512, MAX_THREADS = 16, SCALE = 16, SNAPSHOTS = 4 };

/* A weight with what FTRL keeps of its past. */
struct weight {
    float value, z, n;
};

/* A gap of the batch. */
struct example {
    uint32_t features[WORDS_FEATURES];
    uint32_t count;
    uint32_t group;
    float error; /* probability of a cut less what is true */
    bool cut;
};

struct learner {
    const struct words_table *table;
    struct learn_options options;
    size_t groups, stride; /* weights of one feature: shared, then one a group */
    uint32_t feature_count;
    struct weight *weights;
    float *sums; /* of the weights at several times, for their mean */
    size_t sum_count;
    size_t epochs;
    uint64_t random;
    struct example *batch;
    size_t batch_count;
    size_t wrong, judged;
    pthread_barrier_t barrier;
    bool done;
};

struct worker {
    struct learner *learner;
    size_t number;
    pthread_t thread;
};

/* xorshift64*, Vigna 2016. */
static uint64_t next_random(struct learner *learner)
{
    learner->random ^= learner->random >> 12;
    learner->random ^= learner->random << 25;
    learner->random ^= learner->random >> 27;
    return learner->random * 0x2545F4914F6CDD1Du;
}

struct learner *learner_new(const struct words_table *table, size_t groups,
                            const struct learn_options *options)
{
    struct learner *learner = memory_new(1, sizeof *learner);
    uint32_t starts[GROUP_COUNT + 1];

    words_layout(table, starts);
    learner->table = table;
    learner->options = *options;
    if (learner->options.threads == 0)
        learner->options.threads = 1;
    if (learner->options.threads > MAX_THREADS)
        learner->options.threads = MAX_THREADS;
    learner->groups = groups;
    learner->stride = groups > 1 ? groups + 1 : 1;
    learner->feature_count = starts[GROUP_COUNT];
    learner->weights = memory_new((size_t)learner->feature_count * learner->stride,
                                  sizeof *learner->weights);
    learner->sums = memory_new((size_t)learner->feature_count * learner->stride, sizeof(float));
    learner->random = options->seed * 2 + 1;
    learner->batch = memory_new(BATCH, sizeof *learner->batch);
    return learner;
}

void learner_free(struct learner *learner)
{
    free(learner->weights);
    free(learner->sums);
    free(learner->batch);
    free(learner);
}

static void score_example(const struct learner *learner, struct example *example)
{
    float sum = 0;

    for (size_t i = 0; i < example->count; i++) {
        const struct weight *weight = &learner->weights[example->features[i] * learner->stride];

        sum += weight[0].value;
        if (learner->stride > 1)
            sum += weight[example->group].value;
    }
    example->error = 1 / (1 + expf(-sum)) - (example->cut ? 1.0f : 0.0f);
}

static void change_weight(const struct learner *learner, struct weight *weight, float error)
{
    float rate = (float)learner->options.rate, l1 = (float)learner->options.l1;
    float before = sqrtf(weight->n), after;

    weight->n += error * error;
    after = sqrtf(weight->n);
    weight->z += error - (after - before) / rate * weight->value;
    if (fabsf(weight->z) <= l1)
        weight->value = 0;
    else
        weight->value = -(weight->z - copysignf(l1, weight->z)) /
                        ((0.1f + after) / rate + (float)learner->options.l2);
}

/* Weights are dealt out to the threads by row. */
static void learn_example(const struct learner *learner, const struct example *example,
                          size_t thread)
{
    float error = fabsf(example->error);

    if (error < 1e-3f ||
        (learner->epochs > 0 && example->group == 1 && error > (float)learner->options.doubt))
        return;
    for (size_t i = 0; i < example->count; i++) {
        struct weight *weight = &learner->weights[example->features[i] * learner->stride];

        if ((example->features[i] >> 3) % learner->options.threads != thread)
            continue;
        change_weight(learner, weight, example->error);
        if (learner->stride > 1)
            change_weight(learner, weight + example->group, example->error);
    }
}

static void run_batch(struct worker *worker)
{
    struct learner *learner = worker->learner;
    size_t threads = learner->options.threads,
           share = (learner->batch_count + threads - 1) / threads;
    size_t from = worker->number * share, to = from + share;

    for (size_t i = from; i < to && i < learner->batch_count; i++)
        score_example(learner, &learner->batch[i]);
    pthread_barrier_wait(&learner->barrier);
    for (size_t i = 0; i < learner->batch_count; i++)
        learn_example(learner, &learner->batch[i], worker->number);
    pthread_barrier_wait(&learner->barrier);
}

static void *work(void *state)
{
    struct worker *worker = state;

    for (;;) {
        pthread_barrier_wait(&worker->learner->barrier);
        if (worker->learner->done)
            return NULL;
        run_batch(worker);
    }
}

static void finish_batch(struct worker *main_worker)
{
    struct learner *learner = main_worker->learner;

    if (learner->batch_count == 0)
        return;
    pthread_barrier_wait(&learner->barrier);
    run_batch(main_worker);
    for (size_t i = 0; i < learner->batch_count; i++)
        learner->wrong += fabsf(learner->batch[i].error) > 0.5f;
    learner->judged += learner->batch_count;
    learner->batch_count = 0;
}

static void learn_sentence(struct worker *main_worker, const struct words_corpus *corpus,
                           size_t index)
{
    struct learner *learner = main_worker->learner;
    struct words_text text = words_corpus_text(corpus, index);
    const uint8_t *cuts = corpus->cuts + corpus->sentences[index].start;

    for (size_t gap = 0; gap + 1 < text.count; gap++) {
        struct example *example = &learner->batch[learner->batch_count];

        if (text.rules[gap] != GAP_FREE || cuts[gap] == GAP_UNKNOWN)
            continue;
        example->count = (uint32_t)words_features(learner->table, &text, gap, example->features);
        example->group = corpus->sentences[index].group + 1u;
        example->cut = cuts[gap];
        if (++learner->batch_count == BATCH)
            finish_batch(main_worker);
    }
}

static void add_snapshot(struct learner *learner)
{
    size_t count = (size_t)learner->feature_count * learner->stride;

    for (size_t i = 0; i < count; i++)
        learner->sums[i] += learner->weights[i].value;
    learner->sum_count++;
}

double learner_epoch(struct learner *learner, const struct words_corpus *corpus)
{
    struct worker workers[MAX_THREADS] = {{.learner = learner}};
    size_t threads = learner->options.threads;
    size_t *order = memory_new(corpus->count + 1, sizeof *order);

    for (size_t i = 0; i < corpus->count; i++) {
        size_t j = (size_t)(next_random(learner) % (i + 1));

        order[i] = order[j];
        order[j] = i;
    }
    learner->done = false;
    learner->wrong = learner->judged = 0;
    pthread_barrier_init(&learner->barrier, NULL, (unsigned)threads);
    for (size_t i = 0; i < threads; i++) {
        workers[i] = (struct worker){.learner = learner, .number = i};
        if (i && pthread_create(&workers[i].thread, NULL, work, &workers[i]))
            abort();
    }
    for (size_t i = 0; i < corpus->count; i++) {
        learn_sentence(&workers[0], corpus, order[i]);
        if (learner->epochs > 0 && i % (corpus->count / SNAPSHOTS + 1) == 0)
            add_snapshot(learner);
    }
    learner->epochs++;
    finish_batch(&workers[0]);
    learner->done = true;
    pthread_barrier_wait(&learner->barrier);
    for (size_t i = 1; i < threads; i++)
        pthread_join(workers[i].thread, NULL);
    pthread_barrier_destroy(&learner->barrier);
    free(order);
    return learner->judged ? (double)learner->wrong / (double)learner->judged : 0;
}

static float mean_weight(const struct learner *learner, size_t at)
{
    if (learner->sum_count == 0)
        return learner->weights[at].value;
    return learner->sums[at] / (float)learner->sum_count;
}

size_t learner_export(const struct learner *learner, size_t group, double smallest,
                      uint32_t **indices, int8_t **weights)
{
    size_t count = 0;

    *indices = memory_new(learner->feature_count, sizeof **indices);
    *weights = memory_new(learner->feature_count, 1);
    for (uint32_t i = 0; i < learner->feature_count; i++) {
        float sum = mean_weight(learner, i * learner->stride) +
                    (learner->stride > 1 ? mean_weight(learner, i * learner->stride + group + 1)
                                         : 0);
        long rounded = fabsf(sum) < (float)smallest ? 0 : lrintf(sum * SCALE);

        if (rounded == 0)
            continue;
        if (rounded > 127)
            rounded = 127;
        if (rounded < -127)
            rounded = -127;
        (*indices)[count] = i;
        (*weights)[count++] = (int8_t)rounded;
    }
    return count;
}
