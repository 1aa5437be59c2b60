/*
 * A set of strings of code points with a value each, as a double array (Aoe 1989): one unit a
 * node, two array reads a step. Read where it lies in a blob; built by trie_build. Longest match
 * and all prefixes are walks from the root.
 */
#ifndef KCZ_TRIE_H
#define KCZ_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"
#include "span.h"

struct trie_unit {
    int32_t base;  /* children of this node lie at base + label; see trie_value */
    int32_t check; /* the parent's index; -1: free */
};

struct trie {
    const struct trie_unit *units;
    size_t unit_count;
    const uint16_t *labels;     /* label of each code point below 0x10000; 0: in no key */
    const uint32_t *far_points; /* sorted code points from 0x10000 on ... */
    const uint16_t *far_labels; /* ... and their labels */
    size_t far_count;
};

enum { TRIE_ROOT = 0, TRIE_NONE = -1 };

/* The sections that trie_add put under this name. False with the reason in why. */
bool trie_open(struct trie *trie, const struct blob *blob, const char *name, struct buf *why);

/* Label of a code point from 0x10000 on; 0 if no key has it. */
uint32_t trie_far_label(const struct trie *trie, uint32_t code);

/* Label of a code point; 0 if no key has it. */
static inline uint32_t trie_label(const struct trie *trie, uint32_t code)
{
    return code < 0x10000 ? trie->labels[code] : trie_far_label(trie, code);
}

/* The child of node along code, or TRIE_NONE. */
static inline int32_t trie_step_label(const struct trie *trie, int32_t node, uint32_t label)
{
    int64_t next = (int64_t)trie->units[node].base + label;

    if (label == 0 || next <= 0 || (size_t)next >= trie->unit_count ||
        trie->units[next].check != node)
        return TRIE_NONE;
    return (int32_t)next;
}

static inline int32_t trie_step(const struct trie *trie, int32_t node, uint32_t code)
{
    return trie_step_label(trie, node, trie_label(trie, code));
}

/* The value of the key that ends at node, or TRIE_NONE; values are 0 or more. */
static inline int32_t trie_value(const struct trie *trie, int32_t node)
{
    int64_t leaf = trie->units[node].base; /* label 0 marks the end of a key */

    if (leaf <= 0 || (size_t)leaf >= trie->unit_count || trie->units[leaf].check != node)
        return TRIE_NONE;
    return ~trie->units[leaf].base; /* values are stored as -1 - value */
}

/*
 * The longest key that well-formed text starts with: its value, and its length in bytes in *bytes;
 * TRIE_NONE if no key does.
 */
int32_t trie_longest(const struct trie *trie, struct span text, size_t *bytes);

/* The value of text as a whole key, or TRIE_NONE. */
int32_t trie_find(const struct trie *trie, struct span text);

/* Building: keys may come in any order; of equal keys the last one's value stands. */
struct trie_key {
    struct span text; /* well-formed UTF-8, not empty */
    int32_t value;    /* 0 or more */
};
void trie_add(struct blob_writer *writer, const char *name, const struct trie_key *keys,
              size_t count);

/* A trie in memory, for user dictionaries; trie_image_free ends it. */
struct trie_image {
    struct buf units, labels, far_points, far_labels;
};
void trie_build(struct trie_image *image, struct trie *trie, const struct trie_key *keys,
                size_t count);
void trie_image_free(struct trie_image *image);

#endif
