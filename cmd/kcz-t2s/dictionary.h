/*
 * A dictionary of the compiled tables: strings of code points with what they become, and under
 * which condition on the text around them. Read where it lies in the blob; a table that takes in
 * a user's entries (user.h) holds its own.
 */
#ifndef KCZ_T2S_DICTIONARY_H
#define KCZ_T2S_DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"
#include "span.h"
#include "trie.h"

/* Why a piece of text became another; the change log names it. */
enum rule {
    RULE_NONE,
    RULE_CHARACTER, /* a character by itself */
    RULE_PHRASE,    /* a phrase, longest match */
    RULE_CONTEXT,   /* what stands before or behind decided */
    RULE_VARIANT,   /* a variant character or an old print form */
    RULE_RARE,      /* an inferred form that few fonts have (--tofu) */
    RULE_COMPAT,    /* compatibility ideograph or radical */
    RULE_QUOTE,     /* quotation mark */
    RULE_USER,      /* --user-dict */
    RULE_COUNT
};
const char *rule_name(enum rule rule);

/*
 * One key. Offsets are into the dictionary's text. left and right are conditions (condition.h); an
 * empty one always holds. Of the entries with the same key the first whose conditions hold is
 * taken; next is the index of the one to try after this, or -1.
 */
struct entry {
    uint32_t key, value, left, right;
    uint16_t key_len, value_len, left_len, right_len;
    int32_t next;
    uint32_t rule;
};

struct dictionary {
    struct trie trie; /* values are indices of entries */
    const struct entry *entries;
    size_t entry_count;
    const char *text;
    size_t text_len;
};

/* The sections called name.*, with the blob's common text. False with the reason in why. */
bool dictionary_open(struct dictionary *dictionary, const struct blob *blob, const char *name,
                     struct buf *why);

static inline struct span dictionary_key(const struct dictionary *dictionary,
                                         const struct entry *entry)
{
    return (struct span){dictionary->text + entry->key, entry->key_len};
}

static inline struct span dictionary_value(const struct dictionary *dictionary,
                                           const struct entry *entry)
{
    return (struct span){dictionary->text + entry->value, entry->value_len};
}

#endif
