/*
 * The n-grams of a text by order, while the character model of kcz-clean is trained: counted, then
 * smoothed, then written (cmd/kcz-clean/ngram.h says what the model is).
 */
#ifndef KCZ_COMPILE_NGRAM_H
#define KCZ_COMPILE_NGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "../../../cmd/kcz-clean/gbk.h"
#include "../../../cmd/kcz-clean/ngram.h"
#include "blob.h"
#include "buf.h"

/*
 * The n-grams of one order, sorted by their symbols. parents: in the order below, without the last
 * symbol; suffixes: there, without the first; children[i] up to children[i + 1]: in the order
 * above.
 */
struct level {
    uint16_t *symbols; /* the last of each */
    uint32_t *raw;     /* how often the n-gram stands in the text */
    uint32_t *counts;  /* what is smoothed: behind how many symbols it stands, or raw */
    uint32_t *parents, *suffixes, *children;
    float *probs;  /* smoothed */
    float *gammas; /* what is left for n-grams that the text does not have, times the shorter one */
    float *bows;   /* the same once pruned */
    uint8_t *keep; /* not pruned */
    size_t count;
};

struct trainer {
    struct gbk gbk;
    uint16_t traditional[0x10000];
    uint64_t *keys; /* windows of four symbols, 0 behind the end */
    size_t key_count, key_capacity;
    struct level levels[NGRAM_ORDER + 1]; /* by order; that of order 1 has a node a cell */
};

/* Turns characters Traditional by that table from here on. False with why. */
bool ngram_convert(struct trainer *trainer, const char *one_to_one, struct buf *why);

/* Takes the windows of lines; of words ("word count ..." a line) as often as their count's
 * magnitude says. */
void ngram_read(struct trainer *trainer, FILE *file, bool words);

/* Fills the levels with what was read, up to counts. */
void ngram_count(struct trainer *trainer);

/* Probabilities, what of it is kept, and the weights of backing off in what is kept. */
void ngram_smooth(struct trainer *trainer, double threshold);

/* Writes what is kept. False: a reason is in why. */
bool ngram_write(const struct trainer *trainer, const char *file, struct buf *why);

#endif
