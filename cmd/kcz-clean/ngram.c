#include "ngram.h"

#include <stdio.h>

static bool open_level(struct ngram_level *level, const struct blob *blob, size_t order,
                       struct buf *why)
{
    char nodes[BLOB_NAME], bases[BLOB_NAME];
    size_t base_count;

    snprintf(nodes, sizeof nodes, "nodes%zu", order);
    snprintf(bases, sizeof bases, "bases%zu", order);
    level->nodes = blob_array(blob, nodes, sizeof *level->nodes, &level->count, why);
    level->bases = blob_array(blob, bases, sizeof *level->bases, &base_count, why);
    if (!level->nodes || !level->bases || level->count == 0)
        return false;
    level->count--;
    return base_count == level->count / NGRAM_BLOCK + 1;
}

bool ngram_open(struct ngram *ngram, const struct blob *blob, struct buf *why)
{
    size_t trails, symbols, costs;

    for (size_t order = 1; order < NGRAM_ORDER; order++)
        if (!open_level(&ngram->levels[order - 1], blob, order, why)) {
            buf_printf(why, "; the language model's order %zu is not whole", order);
            return false;
        }
    ngram->symbols = blob_array(blob, "symbols", sizeof *ngram->symbols, &symbols, why);
    ngram->costs = blob_array(blob, "costs", 1, &costs, why);
    ngram->trails = blob_array(blob, "trails", sizeof *ngram->trails, &trails, why);
    return ngram->symbols && ngram->costs && ngram->trails && symbols == costs &&
           ngram->levels[0].count == NGRAM_CELLS && trails == ngram->levels[1].count;
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

/* The state behind a symbol before which nothing is known. */
static struct ngram_state ngram_alone(uint16_t symbol)
{
    struct ngram_state state;

    state.nodes[0] = ngram_cell(symbol);
    for (size_t level = 1; level < NGRAM_ORDER - 1; level++)
        state.nodes[level] = NGRAM_NONE;
    return state;
}

struct ngram_state ngram_start(const struct ngram *ngram)
{
    (void)ngram;
    return ngram_alone(NGRAM_START);
}

/* The first node from first to end whose symbol is not below symbol; without branches to guess. */
static uint32_t first_node(const struct ngram_node *nodes, uint32_t first, uint32_t end,
                           unsigned symbol)
{
    const struct ngram_node *at = nodes + first;
    uint32_t count = end - first;

    while (count > 1) {
        uint32_t half = count / 2;

        at += half * (at[half - 1].symbol < symbol);
        count -= half;
    }
    return (uint32_t)(at - nodes) + (count == 1 && at->symbol < symbol);
}

/* The child of node at symbol, a node of the next level, or NGRAM_NONE. */
static uint32_t find_child(const struct ngram *ngram, size_t level, uint32_t node, uint16_t symbol)
{
    const struct ngram_node *nodes = ngram->levels[level + 1].nodes;
    uint32_t end = ngram_child(&ngram->levels[level], node + 1);
    uint32_t at = first_node(nodes, ngram_child(&ngram->levels[level], node), end, symbol);

    return at < end && nodes[at].symbol == symbol ? at : (uint32_t)NGRAM_NONE;
}

/* The cost of the n-gram of the last order at symbol behind node, or -1. */
static int find_last(const struct ngram *ngram, uint32_t node, uint16_t symbol)
{
    const struct ngram_level *level = &ngram->levels[NGRAM_ORDER - 2];
    uint32_t end = ngram_child(level, node + 1);

    for (uint32_t at = ngram_child(level, node); at < end && ngram->symbols[at] <= symbol; at++)
        if (ngram->symbols[at] == symbol)
            return ngram->costs[at];
    return -1;
}

int ngram_step(const struct ngram *ngram, const struct ngram_state *state, uint16_t symbol,
               struct ngram_state *to)
{
    return ngram_step_to(ngram, state, symbol, find_child(ngram, 0, state->nodes[0], symbol), to);
}

/* The cost of leaving the contexts of level and longer ones. */
static int leave_from(const struct ngram *ngram, const struct ngram_state *state, size_t level)
{
    int cost = 0;

    for (; level < NGRAM_ORDER - 1 && state->nodes[level] != NGRAM_NONE; level++)
        cost += ngram->levels[level].nodes[state->nodes[level]].bow - NGRAM_BOW_ZERO;
    return cost;
}

int ngram_step_to(const struct ngram *ngram, const struct ngram_state *state, uint16_t symbol,
                  uint32_t follower, struct ngram_state *to)
{
    struct ngram_state from = *state;
    uint32_t child = follower;
    size_t level = 0;
    int cost = ngram_unigram(ngram, symbol), last;

    *to = ngram_alone(symbol);
    while (child != NGRAM_NONE) {
        cost = ngram->levels[++level].nodes[child].cost;
        to->nodes[level] = child;
        if (from.nodes[level] == NGRAM_NONE)
            return cost;
        if (level == NGRAM_ORDER - 2) {
            last = find_last(ngram, from.nodes[level], symbol);
            return last >= 0 ? last : cost + leave_from(ngram, &from, level);
        }
        child = find_child(ngram, level, from.nodes[level], symbol);
    }
    return cost + leave_from(ngram, &from, level);
}

uint32_t ngram_follower(const struct ngram *ngram, uint32_t first, uint32_t end, unsigned symbol)
{
    return first_node(ngram->levels[1].nodes, first, end, symbol);
}

void ngram_followers(const struct ngram *ngram, const struct ngram_state *state, uint32_t *first,
                     uint32_t *end)
{
    *first = ngram_child(&ngram->levels[0], state->nodes[0]);
    *end = ngram_child(&ngram->levels[0], state->nodes[0] + 1);
}

/* The first place from each to end whose symbol has no lower trail byte. */
static const uint16_t *first_answer(const struct ngram_node *nodes, const uint16_t *each,
                                    const uint16_t *end, unsigned trail)
{
    size_t count = (size_t)(end - each);

    while (count > 1) {
        size_t half = count / 2;

        each += half * ((nodes[each[half - 1]].symbol & 0xFFu) < trail);
        count -= half;
    }
    return each + (count == 1 && (nodes[*each].symbol & 0xFFu) < trail);
}

struct ngram_answers ngram_answers(const struct ngram *ngram, uint32_t first, uint32_t end,
                                   unsigned low, unsigned high)
{
    const struct ngram_node *nodes = ngram->levels[1].nodes + first;
    const uint16_t *each = ngram->trails + first, *stop = ngram->trails + end;
    struct ngram_answers answers = {first, first_answer(nodes, each, stop, low), NULL};

    answers.end = answers.each;
    while (answers.end < stop && (nodes[*answers.end].symbol & 0xFFu) <= high)
        answers.end++;
    return answers;
}

uint32_t ngram_answer(const struct ngram *ngram, struct ngram_answers answers, uint16_t symbol)
{
    const struct ngram_node *nodes = ngram->levels[1].nodes + answers.first;

    for (; answers.each < answers.end; answers.each++)
        if (nodes[*answers.each].symbol == symbol)
            return answers.first + *answers.each;
    return NGRAM_NONE;
}
