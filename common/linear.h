/*
 * A linear model over sequences of characters: sums of integer weights of hashed features for each
 * label, and the best sequence of labels (Viterbi) under the scheme B I E S O: a span of some type
 * begins, goes on, ends, is one character; O is outside. Training is the averaged structured
 * perceptron (Collins 2002) with features dropped at random, into the same form that serves.
 */
#ifndef KCZ_LINEAR_H
#define KCZ_LINEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"

enum {
    LINEAR_TYPES = 3,
    LINEAR_LABELS = 1 + 4 * LINEAR_TYPES,
    LINEAR_WAYS = 4,     /* rows in a bucket, which is one line of the processor's cache */
    LINEAR_FEATURES = 32 /* most that a position may have */
};

/* Label of a place in a span of a type: 0 is O. */
enum linear_place { LINEAR_BEGIN, LINEAR_INSIDE, LINEAR_END, LINEAR_SINGLE };
#define LINEAR_LABEL(type, place) ((uint8_t)(1 + 4 * (type) + (place)))

/* The weights of one feature. What the tag does not confirm is in no row and weighs nothing. */
struct linear_row {
    int8_t weights[LINEAR_LABELS];
    uint8_t tag[3];
};

struct linear {
    const struct linear_row *rows; /* LINEAR_WAYS for each bucket */
    uint64_t bucket_mask;
    int16_t transitions[LINEAR_LABELS][LINEAR_LABELS]; /* from, to */
};

/* Takes the sections "rows" and "transitions" of a blob. False with the reason in why. */
bool linear_open(struct linear *linear, const struct blob *blob, struct buf *why);

/* Scores of one position, by label. */
struct linear_scores {
    int16_t label[LINEAR_LABELS + 3]; /* padded: sums run over whole rows */
};

/* Has the rows of features fetched that are scored soon. */
void linear_prefetch(const struct linear *linear, const uint64_t *features, size_t count);

/* Adds up the weights of features. */
void linear_score(const struct linear *linear, const uint64_t *features, size_t count,
                  struct linear_scores *scores);

/*
 * The best labels of a sequence by its scores. back is room for count * LINEAR_LABELS bytes. Where
 * two sequences are equally good, the one with the lower labels is taken.
 */
void linear_decode(const int16_t transitions[LINEAR_LABELS][LINEAR_LABELS],
                   const struct linear_scores *scores, size_t count, uint8_t *back,
                   uint8_t *labels);

/* Mixes a template's number and three values into a feature. */
static inline uint64_t linear_feature(uint64_t template, uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t hash = (template << 58) ^ (a << 42) ^ (b << 21) ^ c;

    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93U;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93U;
    return hash ^ hash >> 32;
}

/* Training. */
struct linear_trainer;

/* rows_log2: how many rows of weights there are; dropout: the share of features left out. */
struct linear_trainer *linear_trainer_new(unsigned rows_log2, double dropout, uint64_t seed);
void linear_trainer_free(struct linear_trainer *trainer);

/*
 * One sequence: features of each position (LINEAR_FEATURES apart), how many each has, true labels.
 * Returns how many labels were wrong before the weights were changed.
 */
size_t linear_learn(struct linear_trainer *trainer, uint64_t *features, const uint8_t *counts,
                    const uint8_t *gold, size_t length);

/* Ends training: weights become their averages. */
void linear_average(struct linear_trainer *trainer);

/* Offers a feature to the model: it is kept if one of its weights reaches least. */
void linear_keep(struct linear_trainer *trainer, uint64_t feature, double least);

/*
 * Adds the model to a blob: what was kept, the weightiest first, as far as buckets hold it; scale
 * weights become 1. Appends a line on what was kept and lost to told.
 */
void linear_write(struct linear_trainer *trainer, unsigned buckets_log2, double scale,
                  struct blob_writer *writer, struct buf *told);

#endif
