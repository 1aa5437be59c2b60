/*
 * From text to counted n-grams: windows of symbols are sorted, and each order laid out as they
 * come.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "levels.h"
#include "memory.h"
#include "table.h"
#include "utf8.h"

bool ngram_convert(struct trainer *trainer, const char *one_to_one, struct buf *why)
{
    struct table table = {0};
    struct table_row row;

    if (!table_open(&table, one_to_one, why))
        return false;
    for (uint32_t point = 0; point < 0x10000; point++)
        trainer->traditional[point] = (uint16_t)point;
    while (table_row(&table, &row)) {
        const char *from = row.columns[0].at, *to = row.columns[1].at;
        uint32_t a = utf8_next(&from), b = utf8_next(&to);

        if (a < 0x10000 && b < 0x10000)
            trainer->traditional[a] = (uint16_t)b;
    }
    table_free(&table);
    return true;
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

void ngram_read(struct trainer *trainer, FILE *file, bool words)
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

void ngram_count(struct trainer *trainer)
{
    build_levels(trainer);
    index_children(trainer);
    count_continuations(trainer);
}
