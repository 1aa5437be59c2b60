/*
 * What kcz-facts knows, as compiled from common/data/facts: words that say something about the
 * entities beside them, each with its classes, and frames, which say around which word a fact of
 * the simpler kinds stands and where its arguments lie. Shared with build/tools/compile-facts.
 */
#ifndef KCZ_FACTS_RULES_H
#define KCZ_FACTS_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "blob.h"
#include "entity_types.h"
#include "trie.h"

/* Classes of words; words.tsv explains them. The names are those of rules_class_names. */
enum word_class {
    WORD_STOP,
    WORD_CLAUSE,
    WORD_PAUSE,
    WORD_SPACE,
    WORD_COLON,
    WORD_OPEN,
    WORD_CLOSE,
    WORD_QUOTE,
    WORD_AND,
    WORD_WITH,
    WORD_OF,
    WORD_ETC,
    WORD_PREPOSITION,
    WORD_LOCATIVE,
    WORD_AGENT,
    WORD_TO,
    WORD_IS,
    WORD_ALSO,
    WORD_FORMER,
    WORD_HOLDS,
    WORD_HELD,
    WORD_LEFT,
    WORD_APPOINT,
    WORD_DISMISS,
    WORD_SHARED,
    WORD_GOVERNS,
    WORD_UNIT,
    WORD_EACH,
    WORD_SEVERAL,
    WORD_BEHALF,
    WORD_WITNESS,
    WORD_SIGN,
    WORD_PARTIES,
    WORD_AGREEMENT,
    WORD_CEREMONY,
    WORD_UNREAL,
    WORD_BECOME,
    WORD_NAMED,
    WORD_MAKE,
    WORD_PILOT,
    WORD_INCLUDE,
    WORD_INTENT,
    WORD_REACH,
    WORD_PASSIVE,
    WORD_ISSUE,
    WORD_WIN,
    WORD_LAUREATE,
    WORD_HOLD,
    WORD_LAUNCH,
    WORD_LAUNCHED,
    WORD_SAY,
    WORD_FROM,
    WORD_LEAD,
    WORD_SHORT,
    WORD_TRIM,
    WORD_ADVERB,
    WORD_DISPATCH,
    WORD_PLAN,
    WORD_CUT,
    WORD_MASS,
    WORD_POST,
    WORD_VAGUE,
    WORD_GRADE,
    WORD_OTHER,
    WORD_CLASSES
};

/* Sets of types. */
enum {
    PERSONS = 1 << ENTITY_PER,
    TITLES = 1 << ENTITY_TITLE,
    BODIES = 1 << ENTITY_ORG | 1 << ENTITY_LOC /* what can hold a post, sign or be a pilot */
};

/* Where a role's entity is looked for, seen from the word that the frame is about. */
enum where {
    AT_AFTER,    /* the nearest one behind it, at most reach code points away, same clause */
    AT_BEFORE,   /* the nearest one before it, likewise */
    AT_SUBJECT,  /* what acts: right before the word, else what the sentence opens with */
    AT_AGENT,    /* behind a word such as 由, in the same sentence */
    AT_BEING,    /* behind 是, in the same sentence */
    AT_LOCATIVE, /* behind a word such as 在, in the same sentence */
    AT_FIRST,    /* the first one of the sentence */
    AT_SENTENCE, /* the nearest one in the sentence, first to the left */
    AT_PLACES
};

enum { FRAME_ROLES = 6, FRAME_NAME = 24 };

struct frame_role {
    char name[FRAME_NAME];
    uint32_t types;    /* bits of enum entity_type */
    uint32_t where;    /* enum where */
    uint32_t reach;    /* code points, AT_AFTER and AT_BEFORE */
    uint16_t optional; /* null if there is none; otherwise there is no fact */
    uint16_t list;     /* each of A、B和C gives a fact */
};

struct frame {
    char fact[FRAME_NAME];
    uint32_t trigger; /* enum word_class */
    uint32_t role_count;
    struct frame_role roles[FRAME_ROLES];
};

/* A province by its short and its full name: 吉林, 吉林省. */
struct province {
    struct span name, full;
};

/* What ends names, by what it makes them; suffixes.tsv explains them. */
enum suffix_kind { SUFFIX_PROVINCE, SUFFIX_CITY, SUFFIX_COUNTY, SUFFIX_COMPANY, SUFFIX_KINDS };

struct suffix {
    struct span text;
    enum suffix_kind kind;
};

enum { MAX_PROVINCES = 40, MAX_SUFFIXES = 40 };

struct rules {
    struct trie words;       /* value: index into classes */
    const uint64_t *classes; /* bits of enum word_class */
    size_t class_count;
    const struct frame *frames;
    size_t frame_count;
    struct province provinces[MAX_PROVINCES];
    size_t province_count;
    struct suffix suffixes[MAX_SUFFIXES]; /* in the order of the table */
    size_t suffix_count;
};

/* False with the reason in why. The blob must outlive the rules. */
bool rules_open(struct rules *rules, const struct blob *blob, struct buf *why);

static inline uint64_t word_bit(enum word_class word)
{
    return (uint64_t)1 << word;
}

/* The classes of text as a whole word; 0 if it is none. */
uint64_t rules_classes(const struct rules *rules, struct span text);

/* Index of a name in the NULL-terminated list, or -1. */
int rules_index(const char *const *names, struct span name);

extern const char *const rules_class_names[];
extern const char *const rules_place_names[];
extern const char *const rules_suffix_names[];

#endif
