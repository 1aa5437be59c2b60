/*
 * A sentence as a row of elements for finding who signs: parties (an organisation or a place, with
 * the person who signs for it), links between parties, the word of signing; and the groups of
 * parties in that row. Nothing is owned: all memory is the arena's.
 */
#ifndef KCZ_FACTS_PARTIES_H
#define KCZ_FACTS_PARTIES_H

#include "facts.h"

enum { MAX_ELEMENTS = 256, MAX_PARTIES = 32 };

enum element_kind {
    ELEMENT_PARTY,
    ELEMENT_PAUSE,
    ELEMENT_WITH,
    ELEMENT_CLAUSE,
    ELEMENT_SIGN,
    ELEMENT_LIGHT,
    ELEMENT_OTHER
};

struct element {
    enum element_kind kind;
    size_t first, end; /* items */
    struct argument party;
    const struct mention *signatory;
    bool circumstance; /* a party behind 在, 向 and the like: no party at all */
};

struct sentence_view {
    struct extraction *extraction;
    struct sentence sentence;
    struct element elements[MAX_ELEMENTS];
    size_t count;
};

struct group {
    struct argument left[MAX_PARTIES], right[MAX_PARTIES];
    size_t left_count, right_count;
    bool apart; /* no 与 in it: every party is a side of its own, all of them in left */
    const struct mention *signatories[MAX_PARTIES];
    size_t signatory_count;
    size_t first;      /* element */
    struct piece from; /* where the evidence starts */
};

/* Reads a sentence; view->extraction must be set. */
void read_view(struct sentence_view *view, struct sentence sentence);

/* Whether the element is a party, and not only where or before whom it happens. */
bool is_party(const struct sentence_view *view, size_t element);

/* Whether nothing stands between an element and the next. */
bool elements_touch(const struct sentence_view *view, size_t before);

/* Adds a party to a side unless its name is there already. */
void add_party(struct argument *side, size_t *count, const struct argument *party);

/* Adds an element's party to a side of the group, and who signs for it. */
void take_party(struct group *group, const struct element *element, struct argument *side,
                size_t *count);

/*
 * Fills the group's left side with what acts before element with, not beyond element limit but
 * for the sentence's first party; returns the element where it starts.
 */
size_t read_subject(const struct sentence_view *view, size_t with, size_t limit,
                    struct group *group);

/* The group of parties that ends before element end; false if there is none. */
bool read_group(const struct sentence_view *view, size_t end, size_t limit, struct group *group);

#endif
