/*
 * What a text is recognised by. Texts are compared by their letters and digits alone: white space,
 * punctuation, case and full-width forms make no difference, nor do set phrases that are allowed to
 * repeat. The signature is a hash of that, and MinHash band keys over its shingles (runs of
 * SHINGLE characters): texts that share most shingles share a key.
 */
#ifndef KCZ_SIGNATURE_H
#define KCZ_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "span.h"
#include "trie.h"

/* 16 bands of 6 rows: a pair of Jaccard 0.8 shares a key with probability 0.99, one of 0.5 with
 * 0.22; what shares a key is verified before it counts. */
enum { SHINGLE = 5, BANDS = 16, ROWS = 6, BINS = BANDS * ROWS };

/* Code points of a normalised text. */
struct plain_text {
    uint32_t *codes;
    size_t count, capacity;
};

/* Set phrases, normalised; NULL units: there are none. */
struct phrases {
    struct trie_image image;
    struct trie trie;
    bool any;
};

/* One phrase a line. False with "FILE: reason" in why. */
bool phrases_open(struct phrases *phrases, const char *file, struct buf *why);
void phrases_close(struct phrases *phrases);

/* Replaces the contents of plain by what is compared of text. */
void plain_text_set(struct plain_text *plain, struct span text, const struct phrases *phrases);

/* A hash of all of it; different seeds give independent ones. */
uint64_t plain_text_hash(const struct plain_text *plain, uint64_t seed);
void plain_text_free(struct plain_text *plain);

struct signature {
    uint64_t hash[2]; /* of the whole text */
    uint64_t bands[BANDS];
    size_t band_count; /* 0 where the text is shorter than a shingle */
};
void signature_set(struct signature *signature, const struct plain_text *plain);

/* The hashes of the shingles, sorted, each once; *hashes grows as needed. Returns how many. */
size_t shingle_set(const struct plain_text *plain, uint64_t **hashes, size_t *capacity);

/* |both| / |either| of two sorted sets; 1 for two empty ones. */
double jaccard(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count);

#endif
