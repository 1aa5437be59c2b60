/*
 * The facts of one record: a list of facts, each with its kind, its evidence and its slots in the
 * order in which they are written. A tuple that was found before is not added again. Memory is the
 * arena's.
 */
#ifndef KCZ_FACTS_FACTS_H
#define KCZ_FACTS_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "aliases.h"
#include "arena.h"
#include "buf.h"
#include "document.h"

/* What a slot refers to. */
struct argument {
    struct piece piece;
    const struct mention *entity; /* NULL: words of the text that are no entity */
    struct span norm;             /* the full name that the document gives it; or absent */
    bool implicit;                /* never written: norm alone says what is meant */
};

enum slot_kind {
    SLOT_NULL,     /* "name":null */
    SLOT_ARGUMENT, /* "name":{...} */
    SLOT_LIST,     /* "name":[{...},...] */
    SLOT_SIDES,    /* "name":[[{...},...],[...]] */
    SLOT_WORD,     /* "name":"word" */
    SLOT_TRUTH     /* "name":true or false */
};

/* The arguments on one side of an agreement, or in a list. */
struct side {
    const struct argument *arguments;
    size_t count;
};

enum { FACT_SLOTS = 8 };

struct slot {
    const char *name;
    enum slot_kind kind;
    struct argument argument;
    const struct side *sides; /* SLOT_LIST: one */
    size_t side_count;
    const char *word;
    bool truth;
};

struct fact {
    const char *type;
    struct slot slots[FACT_SLOTS];
    size_t slot_count;
    struct piece evidence;
};

struct found_fact {
    struct fact *fact;
    size_t order; /* how many were found before it */
};

struct fact_list {
    struct found_fact *found;
    size_t count, capacity;
    uint64_t *keys; /* of what was found so far: a hash table, 0 is free */
    size_t key_count, key_capacity;
    struct buf key; /* scratch */
};

/* What an extractor works with. */
struct extraction {
    const struct document *document;
    const struct rules *rules;
    struct aliases *aliases;
    struct arena *arena;
    struct fact_list *facts;
};

struct argument argument_of(const struct extraction *extraction, const struct mention *entity);

/*
 * A name that reaches from the entity first to the piece last; entity is what it refers to. Where
 * first stands for a longer name, so does the whole.
 */
struct argument argument_joined(const struct extraction *extraction, const struct mention *entity,
                                const struct mention *first, struct piece last);

/* The name that an argument goes by: its norm if it has one, else its text. */
struct span argument_name(const struct argument *argument);

void fact_add_argument(struct fact *fact, const char *name, const struct argument *value);
void fact_add_null(struct fact *fact, const char *name);
void fact_add_word(struct fact *fact, const char *name, const char *word);
void fact_add_truth(struct fact *fact, const char *name, bool truth);
void fact_add_sides(struct fact *fact, const char *name, enum slot_kind kind,
                    const struct side *sides, size_t count);

/* The slot of that name, or NULL. */
const struct slot *fact_slot(const struct fact *fact, const char *name);

/* Adds the fact unless the list holds one of the same type with the same names in all slots. */
void fact_list_add(struct extraction *extraction, const struct fact *fact);

/*
 * For tuples that are told apart by less than all slots: true the first time that a key is claimed.
 * A key is a hash of 64 bits; fact_tuple_key makes one from two names.
 */
bool fact_list_claim(struct extraction *extraction, uint64_t key);
bool fact_list_claimed(const struct fact_list *list, uint64_t key);
uint64_t fact_tuple_key(struct fact_list *list, const char *what, struct span a, struct span b);

/* Empties the list for another record; call it when the arena has been reset. */
void fact_list_reset(struct fact_list *list);

/* Puts the facts into the order of their evidence. */
void fact_list_sort(struct fact_list *list);

/* Appends the facts as a JSON array. */
void fact_list_write(const struct fact_list *list, struct buf *out);

/* Frees the scratch memory; what is the arena's stays. */
void fact_list_free(struct fact_list *list);

/* The extractors, one file each. */
void extract_posts(struct extraction *extraction);
void extract_agreements(struct extraction *extraction);
void extract_pilots(struct extraction *extraction);
void extract_metrics(struct extraction *extraction);
void extract_frames(struct extraction *extraction);

#endif
