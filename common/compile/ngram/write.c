/*
 * The model as kcz-clean reads it: costs of a byte, nodes in blocks (cmd/kcz-clean/ngram.h).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "levels.h"
#include "memory.h"

static uint8_t quantise(double prob, int zero)
{
    double cost = -log(prob) * NGRAM_UNIT + zero;

    return (uint8_t)fmin(fmax(round(cost), 0), 255);
}

static void add_section(struct blob_writer *writer, const char *name, size_t order,
                        struct buf *bytes)
{
    char section[BLOB_NAME];

    snprintf(section, sizeof section, "%s%zu", name, order);
    blob_add(writer, section, bytes->data, bytes->len);
    buf_free(bytes);
}

/* The nodes of an order that is not the last; false if a block has more children than it can say.
 */
static bool write_level(const struct trainer *trainer, size_t order, struct blob_writer *writer)
{
    const struct level *level = &trainer->levels[order];
    struct buf nodes = {0}, bases = {0};
    uint32_t child = 0, base = 0, kept = 0;

    for (size_t i = 0; i <= level->count; i++) {
        struct ngram_node node = {.symbol = 0};

        if (i < level->count && !level->keep[i])
            continue;
        if (kept++ % NGRAM_BLOCK == 0) {
            base = child;
            buf_add(&bases, &base, sizeof base);
        }
        if (child - base > UINT16_MAX)
            return false;
        node.child = (uint16_t)(child - base);
        if (i < level->count) {
            node.symbol = level->symbols[i];
            node.cost = quantise(level->probs[i], 0);
            node.bow = quantise(level->bows[i], NGRAM_BOW_ZERO);
            for (uint32_t c = level->children[i]; c < level->children[i + 1]; c++)
                child += level[1].keep[c];
        }
        buf_add(&nodes, &node, sizeof node);
    }
    fprintf(stderr, "order %zu: %u of %zu\n", order, kept - 1, level->count);
    add_section(writer, "nodes", order, &nodes);
    add_section(writer, "bases", order, &bases);
    return true;
}

static void write_last(const struct trainer *trainer, struct blob_writer *writer)
{
    const struct level *level = &trainer->levels[NGRAM_ORDER];
    struct buf symbols = {0}, costs = {0};

    for (size_t i = 0; i < level->count; i++)
        if (level->keep[i]) {
            buf_add(&symbols, &level->symbols[i], sizeof *level->symbols);
            buf_add_char(&costs, (char)quantise(level->probs[i], 0));
        }
    fprintf(stderr, "order %d: %zu of %zu\n", NGRAM_ORDER, costs.len, level->count);
    blob_add(writer, "symbols", symbols.data, symbols.len);
    blob_add(writer, "costs", costs.data, costs.len);
    buf_free(&symbols);
    buf_free(&costs);
}

static int compare_trails(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

/* The followers of each symbol, by trail byte: see struct ngram. */
static void write_trails(const struct trainer *trainer, struct blob_writer *writer)
{
    const struct level *above = &trainer->levels[1], *level = &trainer->levels[2];
    uint32_t *siblings = memory_new(NGRAM_CELLS, sizeof *siblings);
    struct buf trails = {0};

    for (size_t node = 0; node < above->count; node++) {
        uint32_t count = 0;

        for (uint32_t i = above->children[node]; i < above->children[node + 1]; i++)
            if (level->keep[i]) {
                siblings[count] = (uint32_t)(level->symbols[i] & 0xFF) << 16 | count;
                count++;
            }
        qsort(siblings, count, sizeof *siblings, compare_trails);
        for (uint32_t i = 0; i < count; i++) {
            uint16_t place = (uint16_t)siblings[i];

            buf_add(&trails, &place, sizeof place);
        }
    }
    blob_add(writer, "trails", trails.data, trails.len);
    buf_free(&trails);
    free(siblings);
}

bool ngram_write(const struct trainer *trainer, const char *file, struct buf *why)
{
    struct blob_writer writer = {0};

    for (size_t order = 1; order < NGRAM_ORDER; order++) {
        if (!write_level(trainer, order, &writer)) {
            buf_add_text(why, "a block of nodes has too many children");
            return false;
        }
    }
    write_last(trainer, &writer);
    write_trails(trainer, &writer);
    if (!blob_write(&writer, "clean-ngram", file)) {
        buf_printf(why, "%s: cannot be written", file);
        return false;
    }
    return true;
}
