/*
 * A record as the extractors see it: a row of items, each an entity of the flat layer or a known
 * word between entities, cut into sentences. What stands between two items is text that says
 * nothing to us; its length is the distance between them. Offsets are code points; every piece
 * also carries its bytes. All memory is the arena's and lasts until it is reset.
 */
#ifndef KCZ_FACTS_DOCUMENT_H
#define KCZ_FACTS_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "rules.h"
#include "span.h"

/* Part of the text: code points [start, end) and the same as bytes. */
struct piece {
    size_t start, end;
    struct span text;
};

struct mention {
    struct piece piece;
    enum entity_type type;
    int index;               /* in the record's entities; -1 for an inner one */
    struct span norm;        /* the document's full name for it, or an ISO 8601 date; or absent */
    struct span code;        /* LOC: GB/T 2260; or absent */
    struct span value, unit; /* QUANTITY: raw JSON; or absent */
    struct mention *inner;   /* entities inside this one, in order */
    size_t inner_count;
};

struct item {
    struct piece piece;
    const struct mention *entity; /* NULL: a word */
    uint64_t classes;             /* of a word */
};

/*
 * Items [first, last) between two full stops or line ends; the stop itself is left out. What runs
 * on for more than SENTENCE_ITEMS or SENTENCE_POINTS is cut, so that looking through a sentence
 * from each of its items stays linear in the text.
 */
enum { SENTENCE_ITEMS = 400, SENTENCE_POINTS = 2000 };

struct sentence {
    const struct item *items; /* the document's */
    size_t first, last;
    struct piece end; /* empty: where the sentence's text ends */
};

struct document {
    struct span text;
    struct mention *mentions; /* flat ones in the order of the text */
    size_t mention_count;
    struct item *items;
    size_t item_count;
    struct sentence *sentences;
    size_t sentence_count;
};

/*
 * Reads text and the JSON array of entities that kcz-ner wrote. What is no entity, lies outside the
 * text or crosses another entity is left out. Inner entities may stand in a "nested" array or in
 * the same array, inside another.
 */
void document_read(struct document *document, const struct rules *rules, struct arena *arena,
                   struct span text, struct span entities);

/* From the start of a to the end of b, which lies behind it. */
struct piece piece_join(struct piece a, struct piece b);

/* What lies between a and b. */
struct piece piece_between(struct piece a, struct piece b);

/* The piece without its first or last count code points; these must be there. */
struct piece piece_cut_front(struct piece piece, size_t count);
struct piece piece_cut_back(struct piece piece, size_t count);

static inline bool item_is_any(const struct item *item, uint64_t classes)
{
    return item->entity == NULL && (item->classes & classes) != 0;
}

static inline bool item_is(const struct item *item, enum word_class word)
{
    return item_is_any(item, word_bit(word));
}

static inline bool item_has_type(const struct item *item, uint32_t types)
{
    return item->entity != NULL && (types >> item->entity->type & 1) != 0;
}

/* Code points between two items that follow each other. */
static inline size_t item_gap(const struct item *before, const struct item *behind)
{
    return behind->piece.start - before->piece.end;
}

/*
 * Whether the item at an index is in the sentence and is a word of one of these classes, a word of
 * this class, an entity of one of these types. Any index may be asked for.
 */
static inline bool words_at(const struct sentence *sentence, size_t at, uint64_t classes)
{
    return at >= sentence->first && at < sentence->last &&
           item_is_any(&sentence->items[at], classes);
}

static inline bool word_at(const struct sentence *sentence, size_t at, enum word_class word)
{
    return words_at(sentence, at, word_bit(word));
}

static inline bool entity_at(const struct sentence *sentence, size_t at, uint32_t types)
{
    return at >= sentence->first && at < sentence->last &&
           item_has_type(&sentence->items[at], types);
}

/* Whether nothing stands between two items of the sentence that follow each other. */
static inline bool touching(const struct sentence *sentence, size_t before, size_t behind)
{
    return item_gap(&sentence->items[before], &sentence->items[behind]) == 0;
}

#endif
