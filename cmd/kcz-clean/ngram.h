/*
 * A character n-gram model of Traditional news, for telling which of several readings of damaged
 * bytes is Chinese. Backoff model in a trie of sorted arrays (as in Heafield, "KenLM", 2011), with
 * costs in sixteenths of a nat. Symbols are codes of page 936; see ngram_symbol.
 */
#ifndef KCZ_CLEAN_NGRAM_H
#define KCZ_CLEAN_NGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "gbk.h"

enum {
    NGRAM_ORDER = 4,
    NGRAM_UNIT = 16,     /* steps to a nat */
    NGRAM_BOW_ZERO = 64, /* a stored backoff cost of this value is none */
    NGRAM_BLOCK = 64,    /* nodes that share one base of their children */
    NGRAM_START = 1,     /* the symbol before the first character of a line */
    NGRAM_CELLS = GBK_CELLS + 2
};

/* An n-gram that others begin with. */
struct ngram_node {
    uint16_t symbol; /* the last one */
    uint16_t child;  /* first of the n-grams that begin with this one, from the base of the block */
    uint8_t cost;
    uint8_t bow; /* cost of leaving this context, plus NGRAM_BOW_ZERO */
};

/* The nodes of one order but the last, sorted by context, then by symbol, and one more. */
struct ngram_level {
    const struct ngram_node *nodes;
    const uint32_t *bases;
    size_t count;
};

/* Followers of one symbol that have one trail byte: nodes first + trails[each], by symbol. */
struct ngram_answers {
    uint32_t first;
    const uint16_t *each, *end;
};

struct ngram {
    /* Order 1 is indexed by ngram_cell and has one node a cell. */
    struct ngram_level levels[NGRAM_ORDER - 1];
    /* The last order: symbols and costs of its n-grams. */
    const uint16_t *symbols;
    const uint8_t *costs;
    /* For each node of order 2 a place among its siblings: these by trail byte, then by symbol. */
    const uint16_t *trails;
};

/* The last symbols: nodes[k] is the node of the last k + 1 of them at order k + 1, or NGRAM_NONE.
 */
struct ngram_state {
    uint32_t nodes[NGRAM_ORDER - 1];
};

static const uint32_t NGRAM_NONE = UINT32_MAX;

/* Of every n-gram that the model holds it holds all parts, so that a search can stop early. */
bool ngram_open(struct ngram *ngram, const struct blob *blob, struct buf *why);

/*
 * The symbol of a character: its code, with digits, letters and spaces of either width folded to
 * one of each and ASCII punctuation to its full-width form; 0 if it has none.
 */
uint16_t ngram_symbol(const struct gbk *gbk, uint32_t point);

/* The same for a code. */
uint16_t ngram_fold(uint16_t code);

/* The state at the start of a line. */
struct ngram_state ngram_start(const struct ngram *ngram);

/* Cost of symbol after state; *to becomes the state behind it. */
int ngram_step(const struct ngram *ngram, const struct ngram_state *state, uint16_t symbol,
               struct ngram_state *to);

/* The same where the symbol's node among the followers of state is known, NGRAM_NONE for none. */
int ngram_step_to(const struct ngram *ngram, const struct ngram_state *state, uint16_t symbol,
                  uint32_t follower, struct ngram_state *to);

/* The symbols seen behind the last one of state: nodes *first to *end of level 1. */
void ngram_followers(const struct ngram *ngram, const struct ngram_state *state, uint32_t *first,
                     uint32_t *end);

/* The first node from first to end of level 1 whose symbol is not below symbol. */
uint32_t ngram_follower(const struct ngram *ngram, uint32_t first, uint32_t end, unsigned symbol);

/* Those of the followers from first to end, all of a state, with a trail byte of low to high. */
struct ngram_answers ngram_answers(const struct ngram *ngram, uint32_t first, uint32_t end,
                                   unsigned low, unsigned high);

/* The node of symbol, whose trail byte all answers have; NGRAM_NONE if it is not among them. */
uint32_t ngram_answer(const struct ngram *ngram, struct ngram_answers answers, uint16_t symbol);

static inline uint32_t ngram_cell(uint16_t symbol)
{
    return symbol < 0x8100 ? (uint32_t)symbol & 1 : (uint32_t)symbol - 0x8100 + 2;
}

static inline uint32_t ngram_child(const struct ngram_level *level, uint32_t node)
{
    return level->bases[node / NGRAM_BLOCK] + level->nodes[node].child;
}

/* Cost of the symbol whatever stands before. */
static inline int ngram_unigram(const struct ngram *ngram, uint16_t symbol)
{
    return ngram->levels[0].nodes[ngram_cell(symbol)].cost;
}

#endif
