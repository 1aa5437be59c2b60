/*
 * Parts of speech of words: a linear classifier that goes from left to right and sees the word, its
 * neighbours, its characters, and the two tags before it. Words that had one tag nearly always
 * while it learnt are looked up. kcz-train learns with what kcz-segment serves.
 *
 * Features are known by a hash of 32 bits; with some ten thousand in a model, one lookup in a
 * hundred thousand takes a strange feature for one of them.
 */
#ifndef KCZ_POS_H
#define KCZ_POS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"
#include "span.h"

enum {
    POS_TAGS = 28,     /* no model has more */
    POS_NONE = 31,     /* no tag: before the text, or one that the model does not know */
    POS_TEMPLATES = 13 /* features of a word */
};

/* What a feature says of each tag. The rows lie in order of their home, key 0 is empty. */
struct pos_row {
    uint32_t key;
    int8_t weights[POS_TAGS];
};

/* A word that always has this tag. */
struct pos_sure {
    uint32_t key;
    uint32_t tag;
};

struct pos_model {
    struct blob blob;
    const struct pos_row *rows;
    const struct pos_sure *sure;
    size_t row_count, row_homes, sure_count, sure_homes;
    struct span tags[POS_TAGS];
    size_t tag_count;
};

/* The sections of a blob of kind "pos"; the blob must outlive the model. */
bool pos_open(struct pos_model *model, const struct blob *blob, struct buf *why);

/* A word as features see it. */
struct pos_word {
    uint32_t hash;
    uint32_t first, last; /* code points */
    uint32_t last_two;    /* both, mixed */
    uint32_t shape;       /* length and kind of characters */
};
struct pos_word pos_look(struct span word);

/*
 * The keys of the features of word[0]; word[-1] and word[1] are read too (pos_edge outside the
 * text). before1 and before2 are the tags of the words before.
 */
void pos_features(const struct pos_word *word, unsigned before1, unsigned before2,
                  uint32_t keys[POS_TEMPLATES]);
extern const struct pos_word pos_edge;

/* The tag that the word always has, or POS_NONE. */
unsigned pos_sure_tag(const struct pos_model *model, const struct pos_word *word);

/* The best tag of word[0]. */
unsigned pos_best_tag(const struct pos_model *model, const struct pos_word *word, unsigned before1,
                      unsigned before2);

/*
 * Where probing for a key starts. Rows and words lie in order of this hash, so that probing ends at
 * the first with a larger one.
 */
static inline uint32_t pos_hash(uint32_t key)
{
    return key * 0x9E3779B1u;
}

static inline size_t pos_home(uint32_t key, size_t homes)
{
    return (size_t)((uint64_t)pos_hash(key) * homes >> 32);
}

#endif
