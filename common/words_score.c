/* Features of a gap, and their sum by vectors. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

typedef int16_t lanes16 __attribute__((vector_size(16)));
typedef int8_t lanes8 __attribute__((vector_size(8)));

enum { TYPES = 16, KINDS = 8 };

void words_layout(const struct words_table *table, uint32_t starts[GROUP_COUNT + 1])
{
    const size_t sizes[GROUP_COUNT] = {
        [GROUP_PAIR] = table->entry_count * WORDS_LANES,
        [GROUP_CHAR] = table->id_count * WORDS_LANES,
        [GROUP_ENDING] = table->id_count * KINDS * KINDS,
        [GROUP_STARTING] = table->id_count * KINDS * KINDS,
        [GROUP_TYPE1] = TYPES * WORDS_LANES,
        [GROUP_TYPE2] = TYPES * TYPES * WORDS_LANES,
        [GROUP_TYPE3] = TYPES * TYPES * TYPES * WORDS_LANES,
        [GROUP_MATCH2] = KINDS * KINDS,
        [GROUP_MATCH3] = KINDS * KINDS * KINDS,
        [GROUP_MATCHT] = KINDS * KINDS * KINDS * TYPES * TYPES,
        [GROUP_MATCH5] = KINDS * KINDS * KINDS * KINDS * KINDS,
        [GROUP_INSIDE] = KINDS * KINDS,
        [GROUP_ECHO] = 8,
        [GROUP_BIAS] = 1,
    };

    starts[0] = 0;
    for (size_t i = 0; i < GROUP_COUNT; i++)
        starts[i + 1] = starts[i] + (uint32_t)sizes[i];
}

/* The lane of a pair's row that speaks of what spans the gap; 0: none. */
static size_t span_lane(unsigned kind)
{
    static const uint8_t lanes[KINDS] = {5, 6, 6, 6, 7, 7};

    return lanes[kind];
}

static uint32_t match3(const struct words_text *text, size_t gap)
{
    return (uint32_t)text->ending[gap] << 6 | (uint32_t)text->starting[gap + 1] << 3 |
           text->spanning[gap];
}

static uint32_t match5(const struct words_text *text, size_t gap)
{
    const uint8_t *ending = text->ending + gap, *starting = text->starting + gap;

    return (uint32_t)ending[-1] << 12 | (uint32_t)ending[0] << 9 | (uint32_t)starting[1] << 6 |
           (uint32_t)starting[2] << 3 | text->spanning[gap];
}

static uint32_t echo(const uint16_t *id)
{
    return (uint32_t)((id[0] == id[1]) << 2 | (id[-1] == id[1]) << 1 | (id[0] == id[2]));
}

/* Lanes count gaps from three before the newest character: see words_score. */
size_t words_features(const struct words_table *table, const struct words_text *text, size_t gap,
                      uint32_t *features)
{
    uint32_t starts[GROUP_COUNT + 1], *out = features;
    const uint16_t *ids = text->ids + gap;
    const uint8_t *types = text->classes + gap;
    const uint32_t *slots = text->slots + gap;
    uint32_t spanning = text->spanning[gap], kinds = match3(text, gap);
    size_t lane = span_lane(spanning);

    words_layout(table, starts);
    for (int k = -2; k <= 2; k++) {
        if (slots[k])
            *out++ = slots[k] * WORDS_LANES + (uint32_t)(2 - k);
    }
    if (slots[0] && lane)
        *out++ = slots[0] * WORDS_LANES + (uint32_t)lane;
    for (int k = -2; k <= 3; k++)
        *out++ = starts[GROUP_CHAR] + (uint32_t)ids[k] * WORDS_LANES + (uint32_t)(3 - k);
    *out++ = starts[GROUP_ENDING] + (uint32_t)ids[0] * 64 + (kinds >> 6) * 8 + spanning;
    *out++ = starts[GROUP_STARTING] + (uint32_t)ids[1] * 64 + (kinds & 63);
    for (int k = -2; k <= 3; k++)
        *out++ = starts[GROUP_TYPE1] + types[k] * 8u + (uint32_t)(3 - k);
    for (int k = -2; k <= 2; k++)
        *out++ = starts[GROUP_TYPE2] + (types[k] * 16u + types[k + 1]) * 8 + (uint32_t)(2 - k);
    for (int k = -2; k <= 1; k++)
        *out++ = starts[GROUP_TYPE3] + (types[k] * 256u + types[k + 1] * 16u + types[k + 2]) * 8 +
                 (uint32_t)(1 - k);
    *out++ = starts[GROUP_MATCH2] + (kinds >> 3);
    *out++ = starts[GROUP_MATCH3] + kinds;
    *out++ = starts[GROUP_MATCHT] + (kinds << 8 | types[0] * 16u | types[1]);
    *out++ = starts[GROUP_MATCH5] + match5(text, gap);
    *out++ = starts[GROUP_INSIDE] + spanning * 8 + text->spanned_at[gap];
    *out++ = starts[GROUP_ECHO] + echo(ids);
    *out++ = starts[GROUP_BIAS];
    return (size_t)(out - features);
}

/* Sums the groups that depend on the same things, so that scoring reads one table for each. */
static void merge_types(struct words_model *model, const int8_t *type1, const int8_t *type2,
                        const int8_t *type3)
{
    for (size_t a = 0; a < CLASS_COUNT; a++) {
        for (size_t b = 0; b < CLASS_COUNT; b++) {
            for (size_t c = 0; c < CLASS_COUNT; c++) {
                size_t last = c * 8, two = (b * 16 + c) * 8, three = (a * 256 + b * 16 + c) * 8;

                for (size_t lane = 0; lane < WORDS_LANES; lane++)
                    model->types[three + lane] = (int16_t)(type1[last + lane] + type2[two + lane] +
                                                           type3[three + lane]);
            }
        }
    }
}

static void merge_matches(struct words_model *model, const int8_t *match2, const int8_t *match3,
                          const int8_t *matcht, int bias)
{
    for (size_t kinds = 0; kinds < KINDS * KINDS * KINDS; kinds++) {
        int common = match2[kinds >> 3] + match3[kinds] + bias;

        for (size_t a = 0; a < CLASS_COUNT; a++) {
            for (size_t b = 0; b < CLASS_COUNT; b++) {
                size_t at = kinds << 8 | a << 4 | b;

                model->matches[at] = (int16_t)(common + matcht[at]);
            }
        }
    }
}

static void take_memory(struct words_model *model, size_t ids)
{
    size_t shorts = ids * WORDS_LANES + 4096 * WORDS_LANES + (512 << 8) + 32768;
    int16_t *at = model->memory = memory_new(shorts * sizeof(int16_t) + ids * 128, 1);

    model->characters = at;
    model->types = model->characters + ids * WORDS_LANES;
    model->matches = model->types + 4096 * WORDS_LANES;
    model->matches5 = model->matches + (512 << 8);
    model->ending = (int8_t *)(model->matches5 + 32768);
    model->starting = model->ending + ids * 64;
}

void words_model_build(struct words_model *model, struct words_table *table,
                       const uint32_t *indices, const int8_t *weights, size_t count)
{
    uint32_t starts[GROUP_COUNT + 1];
    int8_t *small;
    size_t i = 0;

    words_layout(table, starts);
    small = memory_new(starts[GROUP_COUNT] - starts[GROUP_TYPE1], 1);
    take_memory(model, table->id_count);
    for (; i < count && indices[i] < starts[GROUP_CHAR]; i++)
        table->entries[indices[i] / WORDS_LANES].row[indices[i] % WORDS_LANES] = weights[i];
    for (; i < count && indices[i] < starts[GROUP_ENDING]; i++)
        model->characters[indices[i] - starts[GROUP_CHAR]] = (int16_t)(+weights[i]);
    for (; i < count && indices[i] < starts[GROUP_STARTING]; i++)
        model->ending[indices[i] - starts[GROUP_ENDING]] = weights[i];
    for (; i < count && indices[i] < starts[GROUP_TYPE1]; i++)
        model->starting[indices[i] - starts[GROUP_STARTING]] = weights[i];
    for (; i < count && indices[i] < starts[GROUP_COUNT]; i++)
        small[indices[i] - starts[GROUP_TYPE1]] = weights[i];
#define GROUP(group) (small + (starts[group] - starts[GROUP_TYPE1]))
    merge_types(model, GROUP(GROUP_TYPE1), GROUP(GROUP_TYPE2), GROUP(GROUP_TYPE3));
    merge_matches(model, GROUP(GROUP_MATCH2), GROUP(GROUP_MATCH3), GROUP(GROUP_MATCHT),
                  GROUP(GROUP_BIAS)[0]);
    for (size_t k = 0; k < 32768; k++)
        model->matches5[k] = (int16_t)(+GROUP(GROUP_MATCH5)[k]);
    for (size_t k = 0; k < 64; k++)
        model->inside[k] = (int16_t)(+GROUP(GROUP_INSIDE)[k]);
    for (size_t k = 0; k < 8; k++)
        model->echo[k] = (int16_t)(+GROUP(GROUP_ECHO)[k]);
#undef GROUP
    free(small);
}

void words_model_free(struct words_model *model)
{
    free(model->memory);
    *model = (struct words_model){0};
}

/*
 * Lane 0 of sum is the gap three before the newest character, complete once that character has
 * spoken; then the lanes move down. The three lanes of a pair that go by match are masked out.
 */
static void score_by_vectors(const struct words_table *table, const struct words_model *model,
                             const struct words_text *text)
{
    const lanes16 zero = {0}, gaps = {-1, -1, -1, -1, -1, 0, 0, 0};
    const int16_t *all_characters = model->characters, *all_types = model->types;
    const struct words_entry *entries = table->entries;
    const struct words_text copy = *text;
    lanes16 sum = zero, characters, types;
    lanes8 row;
    ptrdiff_t last = (ptrdiff_t)copy.count + WORDS_PAD - 1;
    unsigned three = 0;

    for (ptrdiff_t i = 1 - WORDS_PAD; i <= last; i++) {
        three = (three << 4 | copy.classes[i]) & 0xFFF;
        memcpy(&characters, &all_characters[copy.ids[i] * WORDS_LANES], sizeof characters);
        memcpy(&types, &all_types[three * WORDS_LANES], sizeof types);
        memcpy(&row, entries[copy.slots[i - 1]].row, sizeof row);
        sum += characters + types + (__builtin_convertvector(row, lanes16) & gaps);
        copy.scores[i - WORDS_PAD] = sum[0];
        sum = __builtin_shufflevector(sum, zero, 1, 2, 3, 4, 5, 6, 7, 8);
    }
}

/* What goes by the words of the lexicon around a gap. */
static inline int score_by_words(const struct words_entry *entries, const struct words_model *model,
                                 const struct words_text *text, size_t gap)
{
    const uint16_t *ids = text->ids + gap;
    uint32_t kinds = match3(text, gap), spanning = kinds & 7;
    size_t lane = span_lane(spanning);
    int score =
        model->matches[kinds << 8 | (uint32_t)text->classes[gap] << 4 | text->classes[gap + 1]];

    score += model->matches5[match5(text, gap)];
    score += model->inside[spanning << 3 | text->spanned_at[gap]];
    score += model->echo[echo(ids)];
    score += model->ending[ids[0] * 64u + (kinds >> 6) * 8 + spanning];
    score += model->starting[ids[1] * 64u + (kinds & 63)];
    /* Lane 0 speaks of a gap further on, and stands in where no lane speaks of what spans. */
    return score + (entries[text->slots[gap]].row[lane] & -(lane != 0));
}

void words_score(const struct words_table *table, const struct words_model *model,
                 struct words_text *text)
{
    static const int16_t ruled[] = {[GAP_JOIN] = INT16_MIN, [GAP_CUT] = INT16_MAX};
    const struct words_entry *entries = table->entries;
    const struct words_text copy = *text;

    if (copy.count == 0)
        return;
    score_by_vectors(table, model, text);
    for (size_t gap = 0; gap < copy.count; gap++) {
        int score = copy.scores[gap] + score_by_words(entries, model, &copy, gap);

        copy.scores[gap] = copy.rules[gap] == GAP_FREE ? (int16_t)score : ruled[copy.rules[gap]];
    }
}
