/*
 * Injected pinyin on a page: every "(py)" and every "?py)" with a tone mark, and what they say
 * together. The tool that injects them annotates a character at every place or at none, with one
 * reading, and only characters that Simplified writes otherwise; that tells its work from glosses
 * that an author wrote.
 */
#ifndef KCZ_CLEAN_NOISE_H
#define KCZ_CLEAN_NOISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "gbk.h"
#include "pinyin.h"
#include "span.h"

/* A toned syllable in brackets, or what is left of it where the opening bracket was eaten. */
struct mark {
    size_t start, end; /* bytes, from the bracket or the ? to behind the closing bracket */
    bool cut;          /* "?py)", or U+FFFD and "(py)": see kept_ascii */
    int syllable;
    uint16_t code; /* of the character before, annotations between skipped; 0 if it has none */
};

/* A character that the page annotates. */
struct noise_type {
    uint16_t code;
    uint16_t reading;   /* the syllable that it was annotated with */
    uint32_t annotated; /* how often with a right reading */
    uint32_t seen;      /* how often it stands there at all */
};

struct profile {
    const struct mark *marks;
    size_t count;
    bool noisy;        /* the page has been through the tool */
    bool folded;       /* no full-width comma or the like: they have become ASCII */
    bool kept_ascii;   /* a bad pair is U+FFFD and the ASCII byte of it, which a "?" would eat */
    bool kept_private; /* characters of private use survive: no pair was dropped */
    const struct noise_type *types;
    size_t type_count;
    /* By cell of the code page, NULL if there are no marks: */
    const uint64_t *seen;     /* one bit: whether it stands on the page */
    const uint64_t *always;   /* one bit: the page annotates it wherever it stands */
    const uint16_t *readings; /* the syllable, where always is set; undefined elsewhere */
};

/* Reads a "(py)" or "?py)" at the start of text; false if there is none. Tones are not asked for.
 */
bool noise_mark_at(const struct pinyin *pinyin, struct span text, struct mark *mark,
                   struct syllable *syllable);

/* Everything in the profile is in arena, or static. */
struct profile noise_profile(const struct gbk *gbk, const struct pinyin *pinyin, struct span text,
                             struct arena *arena);

static inline bool noise_bit(const uint64_t *bits, uint16_t code)
{
    return bits && code >= 0x8100 && bits[(code - 0x8100) / 64] >> (code % 64) & 1;
}

/* Whether the character of this code stands on the page. */
static inline bool noise_sees(const struct profile *profile, uint16_t code)
{
    return noise_bit(profile->seen, code);
}

/* Whether the page annotates the character of this code wherever it stands. */
static inline bool noise_annotates(const struct profile *profile, uint16_t code)
{
    return noise_bit(profile->always, code);
}

/* The syllable with which it does. */
static inline int noise_reading(const struct profile *profile, uint16_t code)
{
    return noise_annotates(profile, code) ? profile->readings[code - 0x8100] : PINYIN_NONE;
}

/* Offset of the first letter that a toned syllable may hold, from from on; text.len if none. */
size_t noise_next_toned(struct span text, size_t from);

#endif
