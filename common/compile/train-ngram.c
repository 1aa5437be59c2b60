/*
 * train-ngram MODEL clean-repair.blob one-to-one.tsv WORDS THRESHOLD < text
 *
 * The character n-gram model of kcz-clean (cmd/kcz-clean/ngram.h) from lines of text, which are
 * first turned Traditional one character at a time, as the damaged pages were. WORDS is a list of
 * words ("word count ..." a line) that lend their inner n-grams. Smoothing is interpolated modified
 * Kneser-Ney (Chen and Goodman, 1999); then every n-gram goes whose loss costs the text less than
 * THRESHOLD nats and that no longer one hangs on.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../cmd/kcz-clean/gbk.h"
#include "../../cmd/kcz-clean/ngram.h"
#include "blob.h"
#include "memory.h"
#include "table.h"
#include "utf8.h"

struct level {
    uint16_t *symbols;
    uint32_t *raw;    /* how often the n-gram stands in the text */
    uint32_t *counts; /* what is smoothed: behind how many symbols it stands, or raw */
    uint32_t *parents, *suffixes, *children;
    float *probs, *gammas, *bows;
    uint8_t *keep;
    size_t count;
};

struct trainer {
    struct gbk gbk;
    uint16_t traditional[0x10000];
    uint64_t *keys; /* windows of four symbols, 0 behind the end */
    size_t key_count, key_capacity;
    struct level levels[NGRAM_ORDER + 1]; /* by order; that of order 1 has a node a cell */
};

static void fail(const char *reason, const struct buf *why)
{
    fprintf(stderr, "train-ngram: %s%.*s\n", reason, why ? (int)why->len : 0, why ? why->data : "");
    exit(2);
}

static void read_conversion(struct trainer *trainer, const char *file)
{
    struct table table = {0};
    struct table_row row;
    struct buf why = {0};

    if (!table_open(&table, file, &why))
        fail("", &why);
    for (uint32_t point = 0; point < 0x10000; point++)
        trainer->traditional[point] = (uint16_t)point;
    while (table_row(&table, &row)) {
        const char *from = row.columns[0].at, *to = row.columns[1].at;
        uint32_t a = utf8_next(&from), b = utf8_next(&to);

        if (a < 0x10000 && b < 0x10000)
            trainer->traditional[a] = (uint16_t)b;
    }
    table_free(&table);
}

static void add_key(struct trainer *trainer, const uint16_t *symbols, size_t count)
{
    uint64_t key = 0;

    for (size_t i = 0; i < NGRAM_ORDER; i++)
        key = key << 16 | (i < count ? symbols[i] : 0);
    if (trainer->key_count == trainer->key_capacity) {
        trainer->key_capacity = trainer->key_capacity ? trainer->key_capacity * 2 : 1 << 20;
        trainer->keys = memory_resize(trainer->keys, trainer->key_capacity, sizeof *trainer->keys);
    }
    trainer->keys[trainer->key_count++] = key;
}

/* All windows of a run of symbols, the last ones cut short. */
static void add_run(struct trainer *trainer, const uint16_t *symbols, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_key(trainer, symbols + i, count - i);
}

/* Runs end at characters that the code page does not have. */
static void add_text(struct trainer *trainer, const char *at, const char *end, uint16_t *symbols,
                     bool is_line)
{
    size_t count = 0;

    if (is_line)
        symbols[count++] = NGRAM_START;
    while (at < end) {
        uint32_t point = utf8_next(&at);
        uint16_t symbol = ngram_symbol(&trainer->gbk,
                                       point < 0x10000 ? trainer->traditional[point] : point);

        if (symbol) {
            symbols[count++] = symbol;
            continue;
        }
        add_run(trainer, symbols, count);
        count = 0;
    }
    add_run(trainer, symbols, count);
}

static void read_text(struct trainer *trainer, FILE *file, bool words)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t len;
    uint16_t *symbols = NULL;

    while ((len = getline(&line, &capacity, file)) > 0) {
        symbols = memory_resize(symbols, (size_t)len + 1, sizeof *symbols);
        line[--len] = '\0';
        if (words) {
            char *space = strchr(line, ' ');
            double weight = space ? 1 + log10(1 + strtod(space, NULL)) : 1;

            for (int i = 0; space && i < (int)weight; i++)
                add_text(trainer, line, space, symbols, false);
        } else if (len > 0 && utf8_valid_prefix(line, (size_t)len) == (size_t)len) {
            add_text(trainer, line, line + len, symbols, true);
        }
    }
    free(symbols);
    free(line);
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

static void level_make(struct level *level, size_t count)
{
    level->count = count;
    level->symbols = memory_new(count, sizeof *level->symbols);
    level->raw = memory_new(count, sizeof *level->raw);
    level->counts = memory_new(count, sizeof *level->counts);
    level->parents = memory_new(count, sizeof *level->parents);
    level->suffixes = memory_new(count, sizeof *level->suffixes);
    level->children = memory_new(count + 1, sizeof *level->children);
    level->probs = memory_new(count, sizeof *level->probs);
    level->gammas = memory_new(count, sizeof *level->gammas);
    level->bows = memory_new(count, sizeof *level->bows);
    level->keep = memory_new(count, 1);
}

static uint64_t prefix_of(uint64_t key, size_t order)
{
    return key >> (16 * (NGRAM_ORDER - order));
}

/* Lays the n-grams of each order out in the order of their symbols, as the sorted windows come. */
static void build_levels(struct trainer *trainer)
{
    size_t sizes[NGRAM_ORDER + 1] = {0}, made[NGRAM_ORDER + 1] = {0}, nodes[NGRAM_ORDER + 1];

    qsort(trainer->keys, trainer->key_count, sizeof *trainer->keys, compare_keys);
    for (size_t order = 2; order <= NGRAM_ORDER; order++)
        for (size_t i = 0; i < trainer->key_count; i++)
            sizes[order] += prefix_of(trainer->keys[i], order) & 0xFFFF &&
                            (i == 0 || prefix_of(trainer->keys[i], order) !=
                                           prefix_of(trainer->keys[i - 1], order));
    for (size_t order = 1; order <= NGRAM_ORDER; order++)
        level_make(&trainer->levels[order], order == 1 ? NGRAM_CELLS : sizes[order]);
    for (size_t i = 0; i < trainer->key_count; i++)
        for (size_t order = 1; order <= NGRAM_ORDER; order++) {
            struct level *level = &trainer->levels[order];
            uint64_t prefix = prefix_of(trainer->keys[i], order);
            uint16_t symbol = (uint16_t)prefix;

            if (symbol == 0)
                break;
            if (order == 1) {
                nodes[1] = ngram_cell(symbol);
                level->symbols[nodes[1]] = symbol;
            } else if (i == 0 || prefix != prefix_of(trainer->keys[i - 1], order)) {
                nodes[order] = made[order]++;
                level->symbols[nodes[order]] = symbol;
                level->parents[nodes[order]] = (uint32_t)nodes[order - 1];
                level[-1].children[nodes[order - 1]]++;
            }
            level->raw[nodes[order]]++;
        }
}

/* Counts of children become indices of the first ones. */
static void index_children(struct trainer *trainer)
{
    for (size_t order = 1; order < NGRAM_ORDER; order++) {
        struct level *level = &trainer->levels[order];
        uint32_t sum = 0;

        for (size_t i = 0; i <= level->count; i++) {
            uint32_t children = level->children[i];

            level->children[i] = sum;
            sum += children;
        }
    }
}

static uint32_t find_child(const struct trainer *trainer, size_t order, uint32_t node,
                           uint16_t symbol)
{
    const struct level *level = &trainer->levels[order];
    uint32_t low = level->children[node], high = level->children[node + 1];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (level[1].symbols[middle] < symbol)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * Finds for each n-gram the one without its first symbol, and counts for each how many symbols
 * stand before it; what starts a line keeps its own count.
 */
static void count_continuations(struct trainer *trainer)
{
    for (size_t order = 2; order <= NGRAM_ORDER; order++) {
        struct level *level = &trainer->levels[order], *below = level - 1;

        for (uint32_t i = 0; i < level->count; i++) {
            uint32_t parent = level->parents[i];

            level->suffixes[i] = order == 2
                                     ? ngram_cell(level->symbols[i])
                                     : find_child(trainer, order - 2, below->suffixes[parent],
                                                  level->symbols[i]);
            below->counts[level->suffixes[i]]++;
        }
    }
    for (size_t order = 1; order <= NGRAM_ORDER; order++) {
        struct level *level = &trainer->levels[order];
        const struct level *first = &trainer->levels[1];

        for (uint32_t i = 0; i < level->count; i++) {
            uint32_t root = i;

            for (size_t up = order; up > 1; up--)
                root = trainer->levels[up].parents[root];
            if (order == NGRAM_ORDER || first->symbols[root] == NGRAM_START)
                level->counts[i] = level->raw[i];
        }
    }
    trainer->levels[1].counts[ngram_cell(NGRAM_START)] = 0;
}

/* Discounts for counts of 1, 2, and 3 or more, from the counts of counts. */
static void discounts(const struct level *level, double out[4])
{
    double of[5] = {0}, y;

    for (size_t i = 0; i < level->count; i++)
        if (level->counts[i] > 0 && level->counts[i] < 5)
            of[level->counts[i]]++;
    y = of[1] / (of[1] + 2 * of[2]);
    out[0] = 0;
    for (int c = 1; c <= 3; c++) {
        out[c] = c - (c + 1) * y * of[c + 1] / of[c];
        if (!(out[c] > 0) || out[c] >= c)
            out[c] = 0.5 * c;
    }
}

static size_t discount_class(uint32_t count)
{
    return count < 3 ? count : 3;
}

static void smooth(struct trainer *trainer)
{
    double discount[4], sum = 0, lost = 0, cells = 0;
    struct level *first = &trainer->levels[1];

    discounts(first, discount);
    for (size_t i = 0; i < first->count; i++) {
        sum += first->counts[i];
        lost += discount[discount_class(first->counts[i])];
        cells += first->counts[i] > 0 || i % 2;
    }
    for (size_t i = 0; i < first->count; i++)
        first->probs[i] = (float)((first->counts[i] - discount[discount_class(first->counts[i])] +
                                   lost / cells) /
                                  sum);
    for (size_t order = 2; order <= NGRAM_ORDER; order++) {
        struct level *level = &trainer->levels[order], *above = level - 1;

        discounts(level, discount);
        for (size_t node = 0; node < above->count; node++) {
            uint32_t from = above->children[node], to = above->children[node + 1];

            sum = lost = 0;
            for (uint32_t i = from; i < to; i++) {
                sum += level->counts[i];
                lost += discount[discount_class(level->counts[i])];
            }
            above->gammas[node] = sum > 0 ? (float)(lost / sum) : 1;
            for (uint32_t i = from; i < to; i++)
                level->probs[i] =
                    (float)((level->counts[i] - discount[discount_class(level->counts[i])]) / sum +
                            above->gammas[node] * above->probs[level->suffixes[i]]);
        }
    }
}

/* Highest order first: whatever is kept keeps its prefix and its suffix. */
static void prune(struct trainer *trainer, double threshold)
{
    memset(trainer->levels[1].keep, 1, trainer->levels[1].count);
    for (size_t order = NGRAM_ORDER; order > 1; order--) {
        struct level *level = &trainer->levels[order], *above = level - 1;

        for (size_t i = 0; i < level->count; i++) {
            double without = above->gammas[level->parents[i]] * above->probs[level->suffixes[i]];

            if (level->raw[i] * log(level->probs[i] / without) >= threshold)
                level->keep[i] = 1;
            if (level->keep[i])
                above->keep[level->parents[i]] = above->keep[level->suffixes[i]] = 1;
        }
    }
}

/* Probability of the n-gram in what is left: its own, or through the backoff weights set so far. */
static double left_prob(const struct trainer *trainer, size_t order, uint32_t node)
{
    double weight = 1;

    for (; !trainer->levels[order].keep[node]; order--) {
        const struct level *level = &trainer->levels[order];

        if (level[-1].keep[level->parents[node]])
            weight *= level[-1].bows[level->parents[node]];
        node = level->suffixes[node];
    }
    return weight * trainer->levels[order].probs[node];
}

static void weigh_backoff(struct trainer *trainer)
{
    for (size_t order = 1; order < NGRAM_ORDER; order++) {
        struct level *level = &trainer->levels[order];

        for (size_t node = 0; node < level->count; node++) {
            double seen = 0, lower = 0;

            for (uint32_t i = level->children[node]; i < level->children[node + 1]; i++)
                if (level[1].keep[i]) {
                    seen += level[1].probs[i];
                    lower += left_prob(trainer, order, level[1].suffixes[i]);
                }
            level->bows[node] = (float)(fmax(1 - seen, 1e-4) / fmax(1 - lower, 1e-4));
        }
    }
}

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

/* The nodes of an order that is not the last. */
static void write_level(const struct trainer *trainer, size_t order, struct blob_writer *writer)
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
            fail("a block of nodes has too many children", NULL);
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

int main(int argc, char **argv)
{
    struct trainer *trainer = memory_new(1, sizeof *trainer);
    struct blob_writer writer = {0};
    struct blob blob;
    struct buf why = {0};
    FILE *words;

    if (argc != 6)
        fail("usage: train-ngram MODEL clean-repair.blob one-to-one.tsv WORDS THRESHOLD", NULL);
    if (!blob_from_file(&blob, argv[2], "clean-repair", &why) ||
        !gbk_open(&trainer->gbk, &blob, &why))
        fail("", &why);
    read_conversion(trainer, argv[3]);
    if (!(words = fopen(argv[4], "r")))
        fail("cannot read the words", NULL);
    read_text(trainer, words, true);
    fclose(words);
    read_text(trainer, stdin, false);
    build_levels(trainer);
    index_children(trainer);
    count_continuations(trainer);
    smooth(trainer);
    prune(trainer, strtod(argv[5], NULL));
    weigh_backoff(trainer);
    for (size_t order = 1; order < NGRAM_ORDER; order++)
        write_level(trainer, order, &writer);
    write_last(trainer, &writer);
    write_trails(trainer, &writer);
    if (!blob_write(&writer, "clean-ngram", argv[1]))
        fail("cannot write the model", NULL);
    return 0;
}
