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

/* The nodes of one order, sorted by context, then by symbol; the last order has no children. */
struct ngram_level {
    const uint16_t *symbols;
    const uint8_t *costs;
    const uint8_t *bows;      /* cost of leaving this context, plus NGRAM_BOW_ZERO */
    const uint16_t *children; /* first child, from the base of the block; count + 1 of them */
    const uint32_t *bases;
    size_t count;
};

struct ngram {
    /* Order 1 is indexed by ngram_cell and has one node a cell. */
    struct ngram_level levels[NGRAM_ORDER];
};

/* The last symbols: nodes[k] is the node of the last k + 1 of them at order k + 1, or NGRAM_NONE.
 */
struct ngram_state {
    uint32_t nodes[NGRAM_ORDER - 1];
};

static const uint32_t NGRAM_NONE = UINT32_MAX;

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

static inline uint32_t ngram_cell(uint16_t symbol)
{
    return symbol < 0x8100 ? (uint32_t)symbol & 1 : (uint32_t)symbol - 0x8100 + 2;
}

static inline uint32_t ngram_child(const struct ngram_level *level, uint32_t node)
{
    return level->bases[node / NGRAM_BLOCK] + level->children[node];
}

#endif
