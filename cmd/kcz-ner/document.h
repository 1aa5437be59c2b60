/*
 * A text under analysis: its characters, the names found in it, and the entities so far. Entities
 * are half-open ranges of positions. Stages add candidates; layers.c decides between them.
 */
#ifndef KCZ_NER_DOCUMENT_H
#define KCZ_NER_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "chars.h"
#include "entity_types.h"
#include "gazetteer.h"
#include "span.h"

/* How sure the stage is that found a candidate; of two that cross the surer one stands. */
enum rank {
    RANK_GUESS = 1, /* the model, and names that are often words */
    RANK_LIKELY,
    RANK_SURE,  /* closed classes, gazetteers in context */
    RANK_FORCED /* what no other reading can undo: 《…》 */
};

struct entity {
    uint32_t start, end;
    uint8_t type;
    uint8_t kind; /* of an ORG or QUANTITY: enum org_kind, enum unit_kind */
    uint8_t rank;
    bool nested; /* lies inside a flat one */
    bool dropped;
    bool tentative; /* stands only if repetition shows a beginning that no list has */
    uint32_t code;  /* of a LOC: GB/T 2260, 0 unknown */
    uint32_t norm;  /* of a DATE or TIME: offset in document.strings of a NUL-ended string ... */
    uint32_t unit_start; /* of a QUANTITY: where the unit begins */
    double value;        /* of a QUANTITY */
    bool has_norm, has_value;
};

/* A day, or as much of it as is known: 0 stands for unknown. */
struct day {
    int year, month, day;
};

struct document {
    const struct gazetteer *gazetteer;
    struct chars chars;
    struct scan scan;
    struct entity *entities;
    size_t count, capacity;
    struct buf strings;
    uint8_t *cover; /* the enum entity_type of the closed class that covers each position */
    uint16_t *starts, *ends; /* which types of candidates start and end at each position, as bits */
    uint32_t *roles;         /* of the context words that start at each position, as bits */
    size_t cover_capacity;
    bool by_model;    /* a model has looked at the text: rules add only what they are sure of */
    struct day today; /* the document's date */
};

void document_read(struct document *document, const struct gazetteer *gazetteer, struct span text);
void document_free(struct document *document);

/* Adds a candidate and returns it; valid until the next one is added. */
struct entity *document_add(struct document *document, enum entity_type type, size_t start,
                            size_t end, enum rank rank);

/* Withdraws a candidate. */
void document_drop(struct document *document, struct entity *entity);

/* Marks its range as taken by this closed class. */
void document_cover(struct document *document, size_t start, size_t end, enum entity_type type);

/* Whether any position of the range is taken. */
bool document_covered(const struct document *document, size_t start, size_t end);

/* Whether UTF-8 text stands at position. */
bool text_at(const struct document *document, size_t position, const char *text);

/* Whether UTF-8 text ends right before position. */
bool text_before(const struct document *document, size_t position, const char *text);

/* Whether the character at position is one of those in text; false behind the end. */
bool char_in(const struct document *document, size_t position, const char *text);

/* The length of the longest word of this role that stands at position; 0 if there is none. */
size_t context_at(const struct document *document, size_t position, enum context_role role);

/* Whether the range is a word of this role. */
bool context_is(const struct document *document, size_t start, size_t end, enum context_role role);

/* The unit of the span of time that this range names; 0 if it names none. */
uint32_t context_unit(const struct document *document, size_t start, size_t end);

/* Whether a word of this role, of up to four characters, ends right before position. */
bool context_before(const struct document *document, size_t position, enum context_role role);

/* What stands at position; behind the end, and before the start, what stands behind the end. */
static inline uint32_t code_at(const struct document *document, size_t position)
{
    size_t count = document->chars.count;

    return document->chars.code[position < count ? position : count];
}

static inline uint8_t kind_at(const struct document *document, size_t position)
{
    size_t count = document->chars.count;

    return document->chars.kind[position < count ? position : count];
}

/* A mark, a space or the end of the text: no name goes on across it. */
static inline bool is_edge(const struct document *document, size_t position)
{
    uint8_t kind = kind_at(document, position);

    return position >= document->chars.count || kind == CHAR_PUNCT || kind == CHAR_STOP ||
           kind == CHAR_SPACE;
}

#endif
