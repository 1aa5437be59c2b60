/* Models of words: features by key in the file, by index in memory. */
#include "words_file.h"

#include <stdlib.h>

#include "memory.h"

enum { KEY_GROUP = 56, KEY_FIRST = 32, KEY_SECOND = 16 };

/* Small identifiers (padding, unknown) stand for themselves: no character has such a code. */
static uint32_t id_of(const struct words_table *table, uint32_t code)
{
    return code < WORDS_FIRST_ID ? code : table->ids[code];
}

static uint64_t key_of(const struct words_table *table, const uint32_t *starts, uint32_t index)
{
    uint64_t group = 0;
    uint32_t rest;

    while (index >= starts[group + 1])
        group++;
    rest = index - starts[group];
    if (group == GROUP_PAIR) {
        uint32_t pair = table->entries[rest / WORDS_LANES].key;

        return (uint64_t)table->codes[pair >> 16] << KEY_FIRST |
               (uint64_t)table->codes[pair & 0xFFFF] << KEY_SECOND | rest % WORDS_LANES;
    }
    if (group == GROUP_CHAR)
        return group << KEY_GROUP | (uint64_t)table->codes[rest / WORDS_LANES] << KEY_FIRST |
               rest % WORDS_LANES;
    if (group == GROUP_ENDING || group == GROUP_STARTING)
        return group << KEY_GROUP | (uint64_t)table->codes[rest / 64] << KEY_FIRST | rest % 64;
    return group << KEY_GROUP | rest;
}

/* UINT32_MAX if the table has no such feature. */
static uint32_t index_of(const struct words_table *table, const uint32_t *starts, uint64_t key)
{
    uint64_t group = key >> KEY_GROUP;
    uint32_t first = (uint32_t)(key >> KEY_FIRST) & 0xFFFF;
    uint32_t second = (uint32_t)(key >> KEY_SECOND) & 0xFFFF, index = (uint32_t)key;

    if (group >= GROUP_COUNT)
        return UINT32_MAX;
    if (group == GROUP_PAIR) {
        uint32_t slot = words_find(table, id_of(table, first), id_of(table, second));

        return slot ? slot * WORDS_LANES + (uint32_t)key % WORDS_LANES : UINT32_MAX;
    }
    if (group == GROUP_CHAR)
        index = id_of(table, first) * WORDS_LANES + index % WORDS_LANES;
    if (group == GROUP_ENDING || group == GROUP_STARTING)
        index = id_of(table, first) * 64 + index % 64;
    index += starts[group];
    return index < starts[group + 1] ? index : UINT32_MAX;
}

bool words_file_open(struct words_file *model, const char *file, struct buf *why)
{
    size_t weights = 0;

    *model = (struct words_file){0};
    if (!blob_from_file(&model->blob, file, "words", why))
        return false;
    model->keys = blob_array(&model->blob, "keys", sizeof *model->keys, &model->count, why);
    model->weights = blob_array(&model->blob, "weights", 1, &weights, why);
    if (model->keys && model->weights && weights == model->count)
        return true;
    buf_printf(why, "%s: damaged", file);
    words_file_close(model);
    return false;
}

void words_file_close(struct words_file *model)
{
    blob_close(&model->blob);
    *model = (struct words_file){0};
}

/* A feature on its way between the two orders. */
struct feature {
    uint64_t at;
    int8_t weight;
};

static int compare_features(const void *a, const void *b)
{
    uint64_t left = ((const struct feature *)a)->at, right = ((const struct feature *)b)->at;

    return (left > right) - (left < right);
}

bool words_file_write(const char *file, const struct words_table *table, const uint32_t *indices,
                      const int8_t *weights, size_t count, struct span about)
{
    struct feature *features = memory_new(count, sizeof *features);
    uint64_t *keys = memory_new(count, sizeof *keys);
    int8_t *sorted = memory_new(count, 1);
    uint32_t starts[GROUP_COUNT + 1];
    struct blob_writer writer = {0};

    words_layout(table, starts);
    for (size_t i = 0; i < count; i++)
        features[i] = (struct feature){key_of(table, starts, indices[i]), weights[i]};
    qsort(features, count, sizeof *features, compare_features);
    for (size_t i = 0; i < count; i++) {
        keys[i] = features[i].at;
        sorted[i] = features[i].weight;
    }
    blob_add(&writer, "keys", keys, count * sizeof *keys);
    blob_add(&writer, "weights", sorted, count);
    blob_add(&writer, "about", about.at, about.len);
    free(features);
    free(keys);
    free(sorted);
    return blob_write(&writer, "words", file);
}

void words_file_needs(const struct words_file *model, struct words_needs *needs)
{
    needs->pairs = memory_resize(needs->pairs, needs->pair_count + model->count,
                                 sizeof *needs->pairs);
    needs->characters = memory_resize(needs->characters, needs->character_count + 2 * model->count,
                                      sizeof *needs->characters);
    for (size_t i = 0; i < model->count; i++) {
        uint64_t key = model->keys[i], group = key >> KEY_GROUP;
        uint16_t first = (uint16_t)(key >> KEY_FIRST), second = (uint16_t)(key >> KEY_SECOND);

        if (group > GROUP_STARTING)
            continue;
        if (first >= WORDS_FIRST_ID)
            needs->characters[needs->character_count++] = first;
        if (group != GROUP_PAIR)
            continue;
        if (second >= WORDS_FIRST_ID)
            needs->characters[needs->character_count++] = second;
        needs->pairs[needs->pair_count++] = (uint32_t)first << 16 | second;
    }
}

void words_needs_free(struct words_needs *needs)
{
    free(needs->pairs);
    free(needs->characters);
    *needs = (struct words_needs){0};
}

size_t words_file_place(const struct words_file *model, const struct words_table *table,
                        uint32_t *indices, int8_t *weights)
{
    struct feature *features = memory_new(model->count, sizeof *features);
    uint32_t starts[GROUP_COUNT + 1];
    size_t count = 0;

    words_layout(table, starts);
    for (size_t i = 0; i < model->count; i++) {
        uint32_t index = index_of(table, starts, model->keys[i]);

        if (index != UINT32_MAX)
            features[count++] = (struct feature){index, model->weights[i]};
    }
    qsort(features, count, sizeof *features, compare_features);
    for (size_t i = 0; i < count; i++) {
        indices[i] = (uint32_t)features[i].at;
        weights[i] = features[i].weight;
    }
    free(features);
    return count;
}
