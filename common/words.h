/*
 * Where words end in Chinese text: the lexicon table, the features of a gap between two characters,
 * and the score of a linear model over them. kcz-train learns with what kcz-segment serves.
 *
 * A gap is scored by itself (Neubig, Nakata and Mori, "Pointwise prediction", 2011): characters and
 * pairs of characters near it, their classes, and which words of the lexicon end, start and span
 * there. Weights of everything that one character or pair says about the gaps around it lie side by
 * side and are added as one vector (Akabe and others, "Vaporetto", 2024).
 */
#ifndef KCZ_WORDS_H
#define KCZ_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"
#include "span.h"

/* What kind of character; full-width forms count as what they stand for. */
enum words_class {
    CLASS_SPACE, /* white space, and what lies outside the text */
    CLASS_DIGIT,
    CLASS_LATIN,
    CLASS_PUNCT,
    CLASS_KANA,
    CLASS_NUMERAL, /* 〇一二…十百千万亿零两几 */
    CLASS_UNIT,    /* 年月日时分秒点 */
    CLASS_HAN,
    CLASS_OTHER,
    CLASS_COUNT
};

enum {
    WORDS_PAD = 3,       /* positions before and after the text that may be read */
    WORDS_LANES = 8,     /* weights side by side for a character or a pair */
    WORDS_GAPS = 6,      /* gaps that a character speaks about: three before it, three after */
    WORDS_PAIR_GAPS = 5, /* gaps that a pair speaks about; its other three lanes are by match */
    WORDS_LONGEST = 24,  /* characters in the longest word of a lexicon */
    WORDS_FEATURES = 48, /* no gap has more */
    WORDS_FIRST_ID = CLASS_COUNT + 1 /* identifiers: 0 padding, one a class for what is unknown */
};

/*
 * One pair of characters that starts a word of the lexicon or has weights. The table is open
 * addressing with entries in order of their hash; those with key 0 are empty.
 */
struct words_entry {
    uint32_t key;  /* identifiers of the two characters: first << 16 | second */
    uint32_t node; /* of the lexicon, see NODE_… ; 0: the pair starts no word */
    int8_t row[WORDS_LANES];
};

/*
 * A lexicon node: kind of the word that ends here (0: none), whether longer ones follow, number,
 * and above NODE_BITS a bit for each low end of an identifier that a longer word may go on with,
 * so that most that do not are known without a look at the edges.
 */
enum { NODE_KIND = 7, NODE_MORE = 8, NODE_SHIFT = 4, NODE_BITS = 24, NODE_MAX = 1 << 20 };

/*
 * Kinds of words, told apart by length and by whether they are common; the kind of the longest one
 * is what features see.
 */
enum words_kind {
    KIND_NONE,
    KIND_2_RARE,
    KIND_2_MIDDLE,
    KIND_2_COMMON,
    KIND_3_RARE,
    KIND_3_COMMON,
    KIND_4,
    KIND_LONGER
};

struct words_table {
    const uint16_t *ids;    /* of each code point below 0x10000, after folding; 0 is the padding */
    const uint8_t *classes; /* of the same */
    struct words_entry *entries; /* entry 0 is empty and stands for "not there" */
    size_t homes;                /* a key's home is below this; the array is a little longer */
    size_t entry_count;
    uint64_t *present;     /* a bit for each high end of a hash: whether any key has it */
    const uint64_t *edges; /* third and later characters of words: node, character, next node */
    size_t edge_homes;
    size_t edge_count;
    const uint16_t
        *codes; /* the character of each identifier; of those below WORDS_FIRST_ID, the number */
    uint8_t *id_classes; /* the class of each identifier */
    size_t id_count;
    void *owned[4]; /* what words_table_free frees, beside entries and id_classes */
};

/* A word to build a lexicon from. */
struct words_lexeme {
    struct span text; /* two characters or more */
    unsigned kind;    /* enum words_kind */
};

/* How characters are folded for looking up: full width, case, Traditional. */
struct words_fold {
    uint16_t to[0x10000];
};
void words_fold_width(struct words_fold *fold);
enum words_class words_classify(uint32_t code);

/* Builds a table of the lexemes; what cannot be held (too long, beyond the BMP) is left out. */
void words_table_build(struct words_table *table, const struct words_fold *fold,
                       const struct words_lexeme *lexemes, size_t count);

/*
 * The table with more characters and pairs (code points: first << 16 | second; any order, repeats
 * allowed; numbers up to CLASS_COUNT are the identifiers of padding and unknown characters), its
 * rows empty. from must outlive table.
 */
void words_table_extend(struct words_table *table, const struct words_table *from,
                        const uint32_t *pairs, size_t pair_count, const uint16_t *characters,
                        size_t character_count);

void words_table_save(const struct words_table *table, struct blob_writer *writer);

/* Uses the blob where it lies; the entries are copied, with empty rows. */
bool words_table_open(struct words_table *table, const struct blob *blob, struct buf *why);
void words_table_free(struct words_table *table);

/*
 * Hashes of a pair and of what follows a node. Entries lie in order of their hash, so that probing
 * ends at the first with a larger one.
 */
static inline uint32_t words_hash(uint32_t key)
{
    return key * 0x9E3779B1u; /* Knuth, volume 3, section 6.4 */
}

static inline size_t words_home(const struct words_table *table, uint32_t hash)
{
    return 1 + (size_t)((uint64_t)hash * table->homes >> 32);
}

enum { WORDS_NEAR = 4 }; /* entries from a pair's home that may be read whatever is there */

/* Of the pairs in a text, two in five are not in the table: most of them need no look at it. */
enum { PRESENT_BITS = 20, PRESENT_SHIFT = 32 - PRESENT_BITS };

static inline bool words_may_hold(const struct words_table *table, uint32_t hash)
{
    return table->present[hash >> (PRESENT_SHIFT + 6)] >> (hash >> PRESENT_SHIFT & 63) & 1;
}

static inline uint64_t words_edge_key(uint32_t node, uint32_t id)
{
    return (uint64_t)(node >> NODE_SHIFT & (NODE_MAX - 1)) << 16 | id;
}

static inline uint32_t words_node_hint(uint32_t id)
{
    return 1u << (NODE_BITS + (id & 7));
}

static inline uint32_t words_edge_hash(uint64_t key)
{
    return (uint32_t)(key * 0x9E3779B97F4A7C15u >> 32);
}

static inline size_t words_edge_home(const struct words_table *table, uint32_t hash)
{
    return (size_t)((uint64_t)hash * table->edge_homes >> 32);
}

/* The entry of a pair, probing from its home; 0 if it is not there. */
static inline uint32_t words_probe(const struct words_table *table, uint32_t key, size_t home)
{
    const struct words_entry *entry = table->entries + home;
    uint32_t hash = words_hash(key);

    while (entry->key != key) {
        if (entry->key == 0 || words_hash(entry->key) > hash)
            return 0;
        entry++;
    }
    return key ? (uint32_t)(entry - table->entries) : 0;
}

/* The entry of two characters, by identifier; 0 if it is not there. */
static inline uint32_t words_find(const struct words_table *table, uint32_t first, uint32_t second)
{
    uint32_t key = first << 16 | second;

    return words_probe(table, key, words_home(table, words_hash(key)));
}

/*
 * The node that follows a node along a character's identifier; 0 if no word goes on so. The edges
 * have no room for hints: what they lead to may go on with anything.
 */
static inline uint32_t words_follow(const struct words_table *table, uint32_t node, uint32_t id)
{
    uint64_t key = words_edge_key(node, id);
    uint32_t hash = words_edge_hash(key);
    const uint64_t *edge = table->edges + words_edge_home(table, hash);

    if (!(node & words_node_hint(id)))
        return 0;
    while (*edge >> NODE_BITS != key) {
        if (*edge == 0 || words_edge_hash(*edge >> NODE_BITS) > hash)
            return 0;
        edge++;
    }
    return (uint32_t)*edge | ~((1u << NODE_BITS) - 1);
}

/* What the rules say of a gap. */
enum words_rule { GAP_FREE, GAP_JOIN, GAP_CUT };

/* The conventions that the rules follow. */
enum words_standard { STANDARD_PKU, STANDARD_CTB, STANDARD_UD, STANDARD_COUNT };
extern const char *const words_standard_names[STANDARD_COUNT];
bool words_standard_find(struct span name, enum words_standard *standard);

/*
 * A run of text made ready for scoring. Arrays are indexed by character and may be read WORDS_PAD
 * before the first and behind the last; gap i lies behind character i. All arrays but starts are
 * refilled for each run; memory is kept. A zeroed struct is empty.
 */
struct words_text {
    struct span bytes;
    size_t count; /* characters */
    uint16_t *ids;
    uint8_t *classes;
    uint32_t *starts; /* offset of each character in bytes; starts[count] is the end */
    uint32_t *slots;  /* entry of the pair that starts here */
    uint32_t *longer; /* where words of three characters and more may start; not by character */
    uint8_t *ending;  /* kind of the longest word that ends with this character */
    uint8_t *starting;
    uint8_t *spanning;   /* kind of the longest word that spans this gap */
    uint8_t *spanned_at; /* how far into that word the gap lies, 1 to 5 */
    uint8_t *rules;      /* enum words_rule */
    int16_t *scores;     /* above 0: the gap is a cut */
    uint8_t seen;        /* bit per class: which occur at all */
    size_t capacity;
    void *memory;
};
void words_text_free(struct words_text *text);

/* Reads well-formed UTF-8: everything except rules and scores. At most 2^31 bytes. */
void words_read(const struct words_table *table, struct span bytes, struct words_text *text);

/* Decides what the rules of a standard decide (man kcz-segment); sets rules. */
void words_apply_rules(enum words_standard standard, struct words_text *text);

/*
 * The features of a gap as indices into a model's weights, lowest first by group. Returns how many;
 * at most WORDS_FEATURES.
 */
size_t words_features(const struct words_table *table, const struct words_text *text, size_t gap,
                      uint32_t *features);

/* Groups of features, in the order they lie in the index space. */
enum words_group {
    GROUP_PAIR,     /* entry * 8 + lane */
    GROUP_CHAR,     /* identifier * 8 + lane */
    GROUP_ENDING,   /* identifier of the character before, kind ending there, kind spanning */
    GROUP_STARTING, /* the same of the character behind */
    GROUP_TYPE1,    /* class * 8 + lane, and so on */
    GROUP_TYPE2,
    GROUP_TYPE3,
    GROUP_MATCH2, /* kinds ending, starting */
    GROUP_MATCH3, /* kinds ending, starting, spanning */
    GROUP_MATCHT, /* the same with both classes */
    GROUP_MATCH5, /* kinds ending one earlier, ending, starting, starting one later, spanning */
    GROUP_INSIDE, /* kind spanning, and where */
    GROUP_ECHO,   /* which characters repeat */
    GROUP_BIAS,
    GROUP_COUNT
};

/* Where each group starts in the index space of a table; starts[GROUP_COUNT] is its size. */
void words_layout(const struct words_table *table, uint32_t starts[GROUP_COUNT + 1]);

/* A model made ready for scoring with a table; the rows of the pairs go into the table itself. */
struct words_model {
    int16_t *characters; /* identifier * 8 + lane */
    int16_t *types;      /* three classes of 4 bits, * 8 + lane */
    int16_t *matches;    /* kinds ending, starting, spanning, two classes */
    int16_t *matches5;
    int8_t *ending;
    int8_t *starting;
    int16_t inside[64];
    int16_t echo[8];
    void *memory;
};

/* indices in ascending order. */
void words_model_build(struct words_model *model, struct words_table *table,
                       const uint32_t *indices, const int8_t *weights, size_t count);
void words_model_free(struct words_model *model);

/* Sets scores; a gap that the rules decide gets what they say. */
void words_score(const struct words_table *table, const struct words_model *model,
                 struct words_text *text);

/*
 * Cuts what the scores join only because two words of the lexicon cross in it, such as 明天+天开园,
 * unless the model is sure of it: as each gap is judged by itself, either half of such a knot holds
 * the other. The gap that is cut counts as one that a rule decides.
 */
void words_untie(const struct words_table *table, struct words_text *text);

#endif
