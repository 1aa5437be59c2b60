#include "pinyin.h"

#include <string.h>

#include "utf8.h"

/* The letter that each toned letter is without its tone, from TONED_FIRST on. */
enum { TONED_FIRST = 0xE0, TONED_LAST = 0x1F9 };

static const uint8_t plain[TONED_LAST - TONED_FIRST + 1] = {
    [0x0E0 - TONED_FIRST] = 'a',  [0x0E1 - TONED_FIRST] = 'a',  [0x0E8 - TONED_FIRST] = 'e',
    [0x0E9 - TONED_FIRST] = 'e',  [0x0EC - TONED_FIRST] = 'i',  [0x0ED - TONED_FIRST] = 'i',
    [0x0F2 - TONED_FIRST] = 'o',  [0x0F3 - TONED_FIRST] = 'o',  [0x0F9 - TONED_FIRST] = 'u',
    [0x0FA - TONED_FIRST] = 'u',  [0x101 - TONED_FIRST] = 'a',  [0x113 - TONED_FIRST] = 'e',
    [0x11B - TONED_FIRST] = 'e',  [0x12B - TONED_FIRST] = 'i',  [0x144 - TONED_FIRST] = 'n',
    [0x148 - TONED_FIRST] = 'n',  [0x14D - TONED_FIRST] = 'o',  [0x16B - TONED_FIRST] = 'u',
    [0x1CE - TONED_FIRST] = 'a',  [0x1D0 - TONED_FIRST] = 'i',  [0x1D2 - TONED_FIRST] = 'o',
    [0x1D4 - TONED_FIRST] = 'u',  [0x1D6 - TONED_FIRST] = 0xFC, [0x1D8 - TONED_FIRST] = 0xFC,
    [0x1DA - TONED_FIRST] = 0xFC, [0x1DC - TONED_FIRST] = 0xFC, [0x1F9 - TONED_FIRST] = 'n',
};

enum { M_ACUTE = 0x1E3F };

static uint32_t without_tone(uint32_t point)
{
    if (point >= TONED_FIRST && point <= TONED_LAST)
        return plain[point - TONED_FIRST];
    return point == M_ACUTE ? 'm' : 0;
}

static size_t slot_of(uint64_t packed)
{
    return (size_t)(packed * 0x9E3779B97F4A7C15U >> 52); /* Fibonacci hashing, to 12 bits */
}

/* A table with open addressing, at most half full. */
static bool fill_slots(struct pinyin *pinyin)
{
    memset(pinyin->slots, 0, sizeof pinyin->slots);
    if (pinyin->syllable_count > PINYIN_SLOTS / 2)
        return false;
    for (size_t i = 0; i < pinyin->syllable_count; i++) {
        size_t slot = slot_of(pinyin->syllables[i]);

        while (pinyin->slots[slot])
            slot = (slot + 1) % PINYIN_SLOTS;
        pinyin->slots[slot] = (uint16_t)(i + 1);
    }
    return true;
}

bool pinyin_open(struct pinyin *pinyin, const struct blob *blob, struct buf *why)
{
    size_t cells, readings, scripts, syllables, readers;

    pinyin->syllables = blob_array(blob, "syllables", sizeof *pinyin->syllables,
                                   &pinyin->syllable_count, why);
    pinyin->first = blob_array(blob, "first", sizeof *pinyin->first, &cells, why);
    pinyin->readings = blob_array(blob, "readings", sizeof *pinyin->readings, &readings, why);
    pinyin->scripts = blob_array(blob, "scripts", 1, &scripts, why);
    pinyin->first_reader = blob_array(blob, "first-reader", sizeof *pinyin->first_reader,
                                      &syllables, why);
    pinyin->readers = blob_array(blob, "readers", sizeof *pinyin->readers, &readers, why);
    return pinyin->syllables && pinyin->first && pinyin->readings && pinyin->scripts &&
           pinyin->first_reader && pinyin->readers && cells == GBK_CELLS + 1 &&
           scripts == GBK_CELLS && syllables == pinyin->syllable_count + 1 && fill_slots(pinyin);
}

static void pack(struct syllable *syllable, uint32_t point)
{
    char bytes[UTF8_MAX_BYTES];
    size_t len = utf8_encode(bytes, point);

    for (size_t i = 0; i < len; i++)
        syllable->packed = syllable->packed << 8 | (unsigned char)bytes[i];
}

/* Spaces to the left what was packed. */
static void align(struct syllable *syllable)
{
    while (syllable->packed >> 56 == 0 && syllable->packed != 0)
        syllable->packed <<= 8;
}

bool pinyin_letters(struct span text, struct syllable *syllable)
{
    const char *at = text.at, *end = text.at + text.len;
    size_t letters = 0, bytes = 0;

    *syllable = (struct syllable){0};
    while (at < end) {
        const char *before = at;
        uint32_t point = utf8_next(&at);

        point = point == 0x251 ? 'a' : point == 0x261 ? 'g' : point;
        if (without_tone(point))
            syllable->toned = true;
        else if (!((point >= 'a' && point <= 'z') || point == 0xFC || point == 0xEA)) {
            at = before;
            break;
        }
        bytes += point < 0x80 ? 1 : 2;
        if (++letters > PINYIN_MAX_LETTERS || bytes > sizeof syllable->packed)
            return false;
        pack(syllable, point);
    }
    align(syllable);
    syllable->len = (size_t)(at - text.at);
    return letters > 0;
}

int pinyin_number(const struct pinyin *pinyin, uint64_t packed)
{
    for (size_t slot = slot_of(packed); pinyin->slots[slot]; slot = (slot + 1) % PINYIN_SLOTS) {
        size_t number = pinyin->slots[slot] - 1U;

        if (pinyin->syllables[number] == packed)
            return (int)number;
    }
    return PINYIN_NONE;
}

bool pinyin_reads(const struct pinyin *pinyin, uint16_t code, int number)
{
    if (code < 0x8100)
        return false;
    for (uint32_t i = pinyin->first[code - 0x8100]; i < pinyin->first[code - 0x8100 + 1]; i++)
        if (pinyin->readings[i] == number)
            return true;
    return false;
}

const uint16_t *pinyin_readers(const struct pinyin *pinyin, int number, unsigned lead,
                               const uint16_t **end)
{
    const uint16_t *at = pinyin->readers + pinyin->first_reader[number];
    const uint16_t *stop = pinyin->readers + pinyin->first_reader[number + 1];

    while (at < stop && *at >> 8 < lead)
        at++;
    *end = at;
    while (*end < stop && **end >> 8 == lead)
        ++*end;
    return at;
}

static uint64_t strip_tones(uint64_t packed)
{
    char bytes[sizeof packed];
    const char *at = bytes;
    struct syllable bare = {0};

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(packed >> (56 - 8 * i));
    while (at < bytes + sizeof bytes && *at) {
        uint32_t point = utf8_next(&at);

        pack(&bare, without_tone(point) ? without_tone(point) : point);
    }
    align(&bare);
    return bare.packed;
}

bool pinyin_reads_toneless(const struct pinyin *pinyin, uint16_t code, uint64_t packed)
{
    if (code < 0x8100)
        return false;
    for (uint32_t i = pinyin->first[code - 0x8100]; i < pinyin->first[code - 0x8100 + 1]; i++)
        if (strip_tones(pinyin->syllables[pinyin->readings[i]]) == packed)
            return true;
    return false;
}
