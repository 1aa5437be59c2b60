/*
 * What a profile converts: single characters and phrases, all chained dictionaries flattened into
 * one (compile-t2s.c). Opened from the blob, switched by the options, widened by a user's entries;
 * then read only, by all threads.
 */
#ifndef KCZ_T2S_PROFILE_H
#define KCZ_T2S_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"
#include "dictionary.h"

enum {
    POINT_TRADITIONAL = 1, /* stands in Traditional text only */
    POINT_SIMPLIFIED = 2,  /* stands in Simplified text only */
    POINT_MANY = 4         /* has more than one Simplified form: --ambiguous */
};

/* A single character: what it becomes (itself: value_len 0) and what may follow it in a phrase. */
struct point {
    uint32_t code;
    uint32_t value; /* offset in the text */
    uint32_t
        second; /* a bit, follower_bit, for each second character of phrases; ~0: look closely */
    uint32_t choices; /* POINT_MANY: offset of its Simplified forms, separated by spaces */
    uint8_t choices_len;
    uint8_t value_len;
    uint8_t rule;
    uint8_t flags;
};

/* A compatibility ideograph or radical and the character that it is read as in phrases. */
struct alias {
    uint32_t code, target;
};

/*
 * The hot form of a character U+0800..U+FFFF: bits 0-23 its three output bytes in order, 24 set for
 * POINT_TRADITIONAL and 31 for POINT_SIMPLIFIED (so far apart that a hundred of them can be added
 * up as they are), 25 if its output is not three bytes long, 32-63 point.second; all of these are
 * set where a close look is needed whatever follows.
 */
enum {
    HOT_TRADITIONAL = 24,
    HOT_ODD = 25,
    HOT_SIMPLIFIED = 31,
    HOT_SECOND = 32,
    HOT_COUNT = 0x10000
};

enum { PAIR_WORDS = 0x10000 / 64 };

struct profile {
    uint64_t *hot;     /* HOT_COUNT, by code point */
    uint16_t *numbers; /* HOT_COUNT, by code point: the number of its point, from 1; 0: none */
    uint64_t *pairs; /* PAIR_WORDS, a bit for the first two characters of each phrase: pair_hash */
    struct point *points;
    size_t point_count; /* sorted by code */
    const struct alias *aliases;
    size_t alias_count; /* sorted by code */
    struct dictionary phrases;
    struct trie_image image; /* the phrases' trie, if there are user entries */
    struct entry *entries;   /* the phrases' entries, if there are user entries */
    struct buf text;         /* their text; then the dictionary's text is this */
    size_t ascii_prefix;     /* bytes of ASCII that keys begin with, at most */
    bool ascii_keys;         /* a key is nothing else */
    bool keep_compat;
};

struct profile_options {
    bool tofu, quotes, keep_compat;
};

bool profile_open(struct profile *profile, const struct blob *blob, const char *name,
                  const struct profile_options *options, struct buf *why);
void profile_close(struct profile *profile);

/* The point of a code point by search, whether or not the profile is hot; NULL if there is none. */
const struct point *profile_find_point(const struct profile *profile, uint32_t code);

/* The same once the profile is hot. */
static inline const struct point *profile_point(const struct profile *profile, uint32_t code)
{
    if (code >= HOT_COUNT)
        return profile_find_point(profile, code);
    return profile->numbers[code] ? &profile->points[profile->numbers[code] - 1] : NULL;
}

/* What a single character becomes; value_len 0 in the point, or no point: absent. */
struct span profile_single(const struct profile *profile, const struct point *point);

/* The character that a compatibility character or radical is read as inside phrases. */
uint32_t profile_alias(const struct profile *profile, uint32_t code);

/* Whether code may have an alias. */
static inline bool may_have_alias(uint32_t code)
{
    return (code >= 0x2E80 && code <= 0x2FDF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0x2F800 && code <= 0x2FA1F);
}

/* Fills hot, numbers and pairs from the points and phrases; to be called again after they were
 * changed. */
void profile_heat(struct profile *profile);

/* The bits of point.second that a key sets at the point of its first character. */
uint32_t profile_follower(struct span key);

/* Which bit of point.second stands for what follows: the next three bytes, low byte first. */
static inline uint32_t follower_hash(uint32_t three_bytes)
{
    return (three_bytes & 0xFFFFFF) * UINT32_C(0x9E3779B1) >> 27;
}

/* Which bit of profile.pairs stands for two characters of three bytes, low byte first. */
static inline uint32_t pair_hash(uint32_t first, uint32_t second)
{
    uint32_t mixed = (first & 0xFFFFFF) * UINT32_C(0x85EBCA6B);

    return (mixed + (second & 0xFFFFFF) * UINT32_C(0xC2B2AE35)) >> 16;
}

#endif
