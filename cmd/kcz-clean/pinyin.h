/*
 * Pinyin syllables: reading them in text, and whether a character is read so. A syllable is held as
 * its up to 8 bytes of UTF-8 in one big-endian number; the known ones have numbers. Readings are
 * those of Unihan (common/data/clean/readings.tsv).
 */
#ifndef KCZ_CLEAN_PINYIN_H
#define KCZ_CLEAN_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "gbk.h"

enum { PINYIN_NONE = -1, PINYIN_MAX_LETTERS = 7, PINYIN_SLOTS = 4096 };

struct pinyin {
    const uint64_t *syllables; /* ascending */
    size_t syllable_count;
    const uint32_t *first;        /* by cell of the code page, into readings; one more at the end */
    const uint16_t *readings;     /* numbers of syllables */
    const uint32_t *first_reader; /* by syllable, into readers; one more at the end */
    const uint16_t *readers;      /* codes, ascending */
    const uint8_t *scripts;       /* by cell: 1 Simplified only, 2 Traditional only */
    uint16_t slots[PINYIN_SLOTS]; /* numbers of syllables plus one by hash, 0: none; see pinyin.c */
};

enum { SCRIPT_BOTH = 0, SCRIPT_SIMPLIFIED = 1, SCRIPT_TRADITIONAL = 2 };

bool pinyin_open(struct pinyin *pinyin, const struct blob *blob, struct buf *why);

struct syllable {
    uint64_t packed;
    size_t len; /* bytes read */
    bool toned; /* one letter carries a tone mark */
};

/*
 * Reads up to PINYIN_MAX_LETTERS letters at the start of text, in the spellings that pages use:
 * U+0251 for a, U+0261 for g. Returns false if there is none, or more than that.
 */
bool pinyin_letters(struct span text, struct syllable *syllable);

/* The number of a syllable, or PINYIN_NONE. */
int pinyin_number(const struct pinyin *pinyin, uint64_t packed);

/* Whether the character of this code may be read so. */
bool pinyin_reads(const struct pinyin *pinyin, uint16_t code, int number);

/* The codes with this lead byte that may be read so, ascending; *end is behind the last. */
const uint16_t *pinyin_readers(const struct pinyin *pinyin, int number, unsigned lead,
                               const uint16_t **end);

/* Whether it may be read so when no tone is written. */
bool pinyin_reads_toneless(const struct pinyin *pinyin, uint16_t code, uint64_t packed);

static inline unsigned pinyin_script(const struct pinyin *pinyin, uint16_t code)
{
    return code < 0x8100 ? SCRIPT_BOTH : pinyin->scripts[code - 0x8100];
}

#endif
