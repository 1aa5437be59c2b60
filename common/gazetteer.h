/*
 * The names and words that entities are recognised by: divisions, organisations, posts, surnames,
 * suffixes, units, ordinary words. One trie holds all of them; an entry says in which classes a
 * string is. A scan finds every entry in a text and the likeliest division into words.
 */
#ifndef KCZ_GAZETTEER_H
#define KCZ_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"
#include "chars.h"
#include "trie.h"

/* What a string may be: bits of entry.classes. */
enum {
    NAME_DIVISION = 1 << 0, /* full name of a province, city or county */
    NAME_SHORT = 1 << 1,    /* its short name */
    NAME_COUNTRY = 1 << 2,
    NAME_PLACE = 1 << 3,
    NAME_PLACE_SUFFIX = 1 << 4,
    NAME_ORG = 1 << 5,
    NAME_ORG_SUFFIX = 1 << 6,
    NAME_TITLE = 1 << 7,
    NAME_SURNAME = 1 << 8,
    NAME_UNIT = 1 << 9,
    NAME_TERM = 1 << 10,
    NAME_PROGRAMME = 1 << 11,
    NAME_HEAD = 1 << 12, /* heads the name of a programme, meeting or prize */
    NAME_CALENDAR = 1 << 13,
    NAME_WORD = 1 << 14,       /* an ordinary word; pos says what kind */
    NAME_INNER_VERB = 1 << 15, /* a verb that stands inside names of organisations */
    NAME_OUTER = 1 << 16,      /* a word that stands before names and never in them */
    NAME_BRAND = 1 << 17,      /* a suffix that tells a kind but makes no name */
    NAME_GIVEN = 1 << 18       /* a part of a Tibetan name; no part of the shape */
};

/* Roles of titles: bits of entry.title. */
enum {
    TITLE_POST = 1 << 0,
    TITLE_PREFIX = 1 << 1,
    TITLE_ORGAN = 1 << 2,
    TITLE_LONE = 1 << 3,
    TITLE_HONOUR = 1 << 4,
    TITLE_BYLINE = 1 << 5
};

/* Kinds of heads: bits of entry.head. */
enum { HEAD_PROG = 1 << 0, HEAD_EVENT = 1 << 1, HEAD_AWARD = 1 << 2 };

enum org_kind {
    ORG_NONE,
    ORG_GOVERNMENT,
    ORG_PARTY,
    ORG_CONGRESS,
    ORG_SOCIETY,
    ORG_UNIVERSITY,
    ORG_SCHOOL,
    ORG_INSTITUTE,
    ORG_COMPANY,
    ORG_MEDIA,
    ORG_MEDICAL,
    ORG_CULTURE,
    ORG_TEAM,
    ORG_ARMY,
    ORG_INSTITUTION,
    ORG_INTERNATIONAL,
    ORG_DEPARTMENT,
    ORG_KINDS
};

enum place_kind {
    PLACE_NONE,
    PLACE_DIVISION,
    PLACE_ZONE,
    PLACE_VENUE,
    PLACE_NATURAL,
    PLACE_REGION,
    PLACE_WATER,
    PLACE_MOUNTAIN,
    PLACE_ISLAND,
    PLACE_CITY,
    PLACE_KINDS
};

enum unit_kind {
    UNIT_NONE,
    UNIT_MONEY,
    UNIT_AREA,
    UNIT_LENGTH,
    UNIT_MASS,
    UNIT_VOLUME,
    UNIT_ENERGY,
    UNIT_TEMPERATURE,
    UNIT_PRESSURE,
    UNIT_DATA,
    UNIT_SPEED,
    UNIT_COUNT,
    UNIT_PERCENT,
    UNIT_KINDS
};

/* Roles of calendar words; see common/data/ner/calendar.tsv. */
enum calendar_role {
    CALENDAR_NONE,
    CALENDAR_FESTIVAL,
    CALENDAR_YEAR,
    CALENDAR_MONTH,
    CALENDAR_DAY,
    CALENDAR_WEEK,
    CALENDAR_SEASON,
    CALENDAR_HALF,
    CALENDAR_PART,
    CALENDAR_EDGE,
    CALENDAR_PLAN,
    CALENDAR_ZODIAC,
    CALENDAR_ROLES
};

/* What a word says about the names, posts and figures beside it; see common/data/ner/context.tsv.
 */
enum context_role {
    CONTEXT_COMPANY_LIST,
    CONTEXT_NOT_LAST,
    CONTEXT_AFTER_PERSON,
    CONTEXT_BEFORE_FOREIGN,
    CONTEXT_AFTER_FOREIGN,
    CONTEXT_AFTER_PLACE,
    CONTEXT_AFTER_LEVEL,
    CONTEXT_COUNTRY,
    CONTEXT_GENERIC,
    CONTEXT_INSIDE,
    CONTEXT_OUTSIDE,
    CONTEXT_POST_GOES_ON,
    CONTEXT_POST_VERB,
    CONTEXT_BRAND_END,
    CONTEXT_PROGRAMME_HEAD,
    CONTEXT_PLACE_END,
    CONTEXT_NOT_QUOTED,
    CONTEXT_DIVIDER,
    CONTEXT_HOLD,
    CONTEXT_PRIZE_CLASS,
    CONTEXT_PRIZE_VERB,
    CONTEXT_NOT_TRADE,
    CONTEXT_COUNTED,
    CONTEXT_NOT_EXTENSION,
    CONTEXT_ZONE_END,
    CONTEXT_NOT_CLOCK,
    CONTEXT_SPAN,
    CONTEXT_NOT_SPAN,
    CONTEXT_APPOINT,
    CONTEXT_BECOMES,
    CONTEXT_ALIAS,
    CONTEXT_TERM_LIST,
    CONTEXT_ROLES
};

/* As it lies in the blob. */
struct context {
    uint32_t roles; /* bits 1 << enum context_role */
    uint32_t unit;  /* of a span: its letter */
};

enum surname_kind { SURNAME_NONE, SURNAME_STRONG, SURNAME_DOUBLE };

/* Parts of speech of ordinary words, jieba's first letters; names apart. */
enum word_pos {
    POS_NONE,
    POS_PERSON = 'P',
    POS_FOREIGN = 'F',
    POS_PLACE = 'S',
    POS_ORG = 'T',
    POS_NAME = 'Z'
};

/* As it lies in the blob. */
struct entry {
    uint32_t classes;
    uint32_t first_code; /* of code_count in gazetteer.codes; or a calendar word's value */
    uint16_t shape;      /* hash of all else but the codes and the cost, for features */
    uint8_t code_count;
    uint8_t org;
    uint8_t place;
    uint8_t title;
    uint8_t unit;
    uint8_t head;
    uint8_t surname;
    uint8_t pos;
    uint8_t cost; /* of the word: -log2 of its frequency, in eighths */
    uint8_t calendar;
};

struct gazetteer {
    struct blob blob;
    struct trie trie;
    const struct entry *entries; /* entries[0]: in no class */
    size_t entry_count;
    const uint32_t *codes; /* GB/T 2260 */
    size_t code_count;
    struct trie context_words; /* apart from the names, so that they cut no text into words */
    const struct context *contexts;
    size_t context_count;
};

/* Opens the blob "gazetteer" that lies in memory. False with the reason in why. */
bool gazetteer_open(struct gazetteer *gazetteer, const void *data, size_t size, struct buf *why);

/* An entry that starts at the position it is listed under. */
struct hit {
    uint16_t entry;
    uint16_t length;
};

/* One word of the likeliest division. */
struct word {
    uint32_t start;
    uint16_t length;
    uint16_t entry;
};

/* What a text holds. A zeroed struct is empty; it is used again for text after text. */
struct scan {
    const struct gazetteer *gazetteer;
    const struct chars *chars;
    struct hit *hits; /* in the order of where they start, short ones first */
    size_t hit_count, hit_capacity;
    uint32_t *first;   /* hits of position i: first[i] up to first[i + 1] */
    uint32_t *classes; /* of all hits of position i together */
    uint16_t *labels;  /* of the trie, by position */
    struct word *words;
    size_t word_count;
    uint32_t *word_at; /* index of the word that covers position i */
    int32_t *cost;
    uint16_t *step;
    size_t capacity;
};

void scan_text(struct scan *scan, const struct gazetteer *gazetteer, const struct chars *chars);
void scan_free(struct scan *scan);

static inline const struct entry *hit_entry(const struct scan *scan, const struct hit *hit)
{
    return &scan->gazetteer->entries[hit->entry];
}

/* The longest entry at position in one of the classes, or NULL; its length in *length. */
const struct entry *scan_longest(const struct scan *scan, size_t position, uint32_t classes,
                                 size_t *length);

/* The entry of exactly the range, or NULL. */
const struct entry *scan_exact(const struct scan *scan, size_t start, size_t end);

/* What the kinds of organisations and of quantities are called, in tables and in output. */
extern const char *const gazetteer_org_kinds[ORG_KINDS];
extern const char *const gazetteer_unit_kinds[UNIT_KINDS];

#endif
