#include "pinyin.h"

#include "utf8.h"

/* The toned letters and the letter that each is without its tone. */
static const struct {
    uint16_t point;
    uint16_t plain;
} toned[] = {
    {0x0E0, 'a'},  {0x0E1, 'a'},  {0x0E8, 'e'}, {0x0E9, 'e'},  {0x0EC, 'i'},  {0x0ED, 'i'},
    {0x0F2, 'o'},  {0x0F3, 'o'},  {0x0F9, 'u'}, {0x0FA, 'u'},  {0x101, 'a'},  {0x113, 'e'},
    {0x11B, 'e'},  {0x12B, 'i'},  {0x144, 'n'}, {0x148, 'n'},  {0x14D, 'o'},  {0x16B, 'u'},
    {0x1CE, 'a'},  {0x1D0, 'i'},  {0x1D2, 'o'}, {0x1D4, 'u'},  {0x1D6, 0xFC}, {0x1D8, 0xFC},
    {0x1DA, 0xFC}, {0x1DC, 0xFC}, {0x1F9, 'n'}, {0x1E3F, 'm'},
};

static uint32_t without_tone(uint32_t point)
{
    for (size_t i = 0; point >= 0xE0 && i < sizeof toned / sizeof *toned; i++)
        if (toned[i].point == point)
            return toned[i].plain;
    return 0;
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
           scripts == GBK_CELLS && syllables == pinyin->syllable_count + 1;
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
    size_t low = 0, high = pinyin->syllable_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (pinyin->syllables[middle] < packed)
            low = middle + 1;
        else
            high = middle;
    }
    return low < pinyin->syllable_count && pinyin->syllables[low] == packed ? (int)low
                                                                            : PINYIN_NONE;
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
    struct syllable plain = {0};

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(packed >> (56 - 8 * i));
    while (at < bytes + sizeof bytes && *at) {
        uint32_t point = utf8_next(&at);

        pack(&plain, without_tone(point) ? without_tone(point) : point);
    }
    align(&plain);
    return plain.packed;
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
