/*
 * Which full name a short one stands for in this document: 市科协 for 天津市科协 where the text is
 * about Tianjin, 传播中心 for the one organisation named before that ends so, a name introduced as
 * 以下简称“…”. A norm that kcz-ner has set comes first. What stays open has no norm.
 */
#ifndef KCZ_FACTS_ALIASES_H
#define KCZ_FACTS_ALIASES_H

#include "arena.h"
#include "document.h"

struct name {
    struct span text;
    struct span code; /* LOC: GB/T 2260, or absent */
    struct span norm; /* once resolved; absent: the name stands for itself */
    enum entity_type type;
    size_t count;     /* how often it occurs, inner entities included */
    size_t length;    /* code points */
    size_t next_tail; /* 1 + the next name with the same last two code points; 0: none */
    bool resolved;
};

struct aliases {
    const struct rules *rules;
    struct arena *arena;
    struct name *names;
    size_t count, capacity;
    size_t *slots;         /* 1 + index of the name, by hash of its text */
    size_t *tails;         /* 1 + index of the last name, by hash of its last two code points */
    size_t slot_count;     /* a power of two */
    struct span places[3]; /* province, city, county that the document is about; or absent */
};

void aliases_build(struct aliases *aliases, const struct document *document,
                   const struct rules *rules, struct arena *arena);

/* The full name of an entity, or an absent span where its text is as full as it gets. */
struct span aliases_resolve(struct aliases *aliases, const struct mention *entity);

#endif
