#include "ngram.h"

#include <stdio.h>

/* Name of an array of a level in the blob: "symbols2". */
static const void *level_array(const struct blob *blob, const char *name, size_t order, size_t item,
                               size_t *count, struct buf *why)
{
    char section[BLOB_NAME];

    snprintf(section, sizeof section, "%s%zu", name, order);
    return blob_array(blob, section, item, count, why);
}

static bool open_level(struct ngram_level *level, const struct blob *blob, size_t order,
                       struct buf *why)
{
    size_t costs, bows, children, bases;

    if (order == 1)
        level->count = NGRAM_CELLS;
    else if (!(level->symbols = level_array(blob, "symbols", order, sizeof *level->symbols,
                                            &level->count, why)))
        return false;
    if (!(level->costs = level_array(blob, "costs", order, 1, &costs, why)))
        return false;
    if (order == NGRAM_ORDER)
        return costs == level->count;
    level->bows = level_array(blob, "bows", order, 1, &bows, why);
    level->children = level_array(blob, "children", order, sizeof *level->children, &children, why);
    level->bases = level_array(blob, "bases", order, sizeof *level->bases, &bases, why);
    return level->bows && level->children && level->bases && costs == level->count &&
           bows == level->count && children == level->count + 1 &&
           bases == level->count / NGRAM_BLOCK + 1;
}

bool ngram_open(struct ngram *ngram, const struct blob *blob, struct buf *why)
{
    for (size_t order = 1; order <= NGRAM_ORDER; order++)
        if (!open_level(&ngram->levels[order - 1], blob, order, why)) {
            buf_printf(why, "; the language model's order %zu is not whole", order);
            return false;
        }
    return true;
}

uint16_t ngram_fold(uint16_t code)
{
    unsigned trail = code & 0xFF;

    if (code >> 8 != 0xA3)
        return code;
    if (trail >= 0xB0 && trail <= 0xB9)
        return 0xA3B0;
    if ((trail >= 0xC1 && trail <= 0xDA) || (trail >= 0xE1 && trail <= 0xFA))
        return 0xA3C1;
    return code;
}

uint16_t ngram_symbol(const struct gbk *gbk, uint32_t point)
{
    if (point == ' ' || point == '\t')
        return 0xA1A1;
    if (point > ' ' && point < 0x7F)
        return ngram_fold((uint16_t)(0xA380 + point));
    return point < 0x80 ? 0 : ngram_fold(gbk_code(gbk, point));
}

struct ngram_state ngram_start(const struct ngram *ngram)
{
    struct ngram_state state = {{ngram_cell(NGRAM_START), NGRAM_NONE, NGRAM_NONE}};

    (void)ngram;
    return state;
}

/* The child of node at symbol, a node of the next level, or NGRAM_NONE. */
static uint32_t find_child(const struct ngram *ngram, size_t level, uint32_t node, uint16_t symbol)
{
    const uint16_t *symbols = ngram->levels[level + 1].symbols;
    uint32_t low = ngram_child(&ngram->levels[level], node);
    uint32_t high = ngram_child(&ngram->levels[level], node + 1);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (symbols[middle] < symbol)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ngram_child(&ngram->levels[level], node + 1) && symbols[low] == symbol
               ? low
               : (uint32_t)NGRAM_NONE;
}

int ngram_step(const struct ngram *ngram, const struct ngram_state *state, uint16_t symbol,
               struct ngram_state *to)
{
    return ngram_step_to(ngram, state, symbol, find_child(ngram, 0, state->nodes[0], symbol), to);
}

int ngram_step_to(const struct ngram *ngram, const struct ngram_state *state, uint16_t symbol,
                  uint32_t follower, struct ngram_state *to)
{
    int cost = 0;
    bool found = false;

    for (size_t level = NGRAM_ORDER - 1; level-- > 0;) {
        uint32_t node = state->nodes[level];
        uint32_t child = level == 0           ? follower
                         : node == NGRAM_NONE ? (uint32_t)NGRAM_NONE
                                              : find_child(ngram, level, node, symbol);

        if (level + 1 < NGRAM_ORDER - 1)
            to->nodes[level + 1] = child;
        if (found || node == NGRAM_NONE)
            continue;
        if (child != NGRAM_NONE) {
            cost += ngram->levels[level + 1].costs[child];
            found = true;
        } else {
            cost += ngram->levels[level].bows[node] - NGRAM_BOW_ZERO;
        }
    }
    to->nodes[0] = ngram_cell(symbol);
    return found ? cost : cost + ngram->levels[0].costs[to->nodes[0]];
}

void ngram_followers(const struct ngram *ngram, const struct ngram_state *state, uint32_t *first,
                     uint32_t *end)
{
    *first = ngram_child(&ngram->levels[0], state->nodes[0]);
    *end = ngram_child(&ngram->levels[0], state->nodes[0] + 1);
}

uint32_t ngram_follower(const struct ngram *ngram, uint32_t first, uint32_t end, unsigned symbol)
{
    const uint16_t *symbols = ngram->levels[1].symbols;

    while (first < end) {
        uint32_t middle = first + (end - first) / 2;

        if (symbols[middle] < symbol)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}
