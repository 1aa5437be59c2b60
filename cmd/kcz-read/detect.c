#include "detect.h"

#include <math.h>
#include <string.h>

#include "decode.h"
#include "utf8.h"

enum {
    BAD_BITS = 30,     /* a byte or pair that cannot be read */
    ASTRAL_BITS = 26,  /* a character above U+FFFF */
    HEAD_START = 20,   /* UTF-8's advantage: by chance alone nothing is well-formed UTF-8 */
    PLAIN_MARGIN = 40, /* how far UTF-16 must be behind before ASCII is let through */
    ONLY_UTF8 = 24     /* so many sequences of UTF-8 and nothing else: it is no other encoding */
};

void detector_start(struct detector *detector, const struct read_tables *tables)
{
    *detector = (struct detector){.tables = tables};
    for (int i = 0; i < ENCODING_DETECTED; i++)
        detector->bits[i] = i == ENCODING_UTF8 ? 0 : HEAD_START;
}

/* The candidates that are still in; UTF-16 stands last. */
static int candidates(const struct detector *detector)
{
    return detector->narrow ? ENCODING_UTF16LE : ENCODING_DETECTED;
}

static unsigned cost(const struct read_tables *tables, uint32_t code)
{
    if (code == UINT32_MAX)
        return BAD_BITS;
    if (code & CODE_DOUBLE)
        return ASTRAL_BITS;
    return code < 0x10000 ? tables->bits[code] : ASTRAL_BITS;
}

/* Each of these reads from *from up to end, or to where an unfinished sequence starts. */

static uint64_t weigh_pairs(const struct read_tables *tables, bool big5, const unsigned char *bytes,
                            size_t *from, size_t end)
{
    uint64_t bits = 0;
    size_t at = *from;

    while (at < end) {
        uint32_t code;
        size_t length = big5 ? big5_decode(tables, bytes + at, bytes + end, &code)
                             : gb18030_decode(tables, bytes + at, bytes + end, &code);
        if (length == 0)
            break;
        bits += cost(tables, code);
        at += length;
    }
    *from = at;
    return bits;
}

static uint64_t weigh_utf8(const struct read_tables *tables, const unsigned char *bytes,
                           size_t *from, size_t end)
{
    uint64_t bits = 0;
    size_t at = *from;

    while (at < end) {
        uint32_t code;
        unsigned price;
        size_t wanted = utf8_length(bytes[at]);
        size_t length = utf8_decode((const char *)bytes + at, (const char *)bytes + end, &code);

        if (wanted > end - at && length == end - at && bytes[at] >= 0xC2 && bytes[at] <= 0xF4)
            break;
        /* What is well-formed UTF-8 is hardly anything else, in whatever language it is. */
        price = cost(tables, code == UTF8_REPLACEMENT ? UINT32_MAX : code);
        if (code != UTF8_REPLACEMENT && length > 1 && price > 4 + 4 * length)
            price = 4 + 4 * (unsigned)length;
        bits += price;
        at += length;
    }
    *from = at;
    return bits;
}

static uint64_t weigh_utf16(const struct read_tables *tables, bool big_endian,
                            const unsigned char *bytes, size_t *from, size_t end)
{
    uint64_t bits = 0;
    size_t at = *from;

    for (; end - at >= 2; at += 2)
        bits += tables->bits[big_endian ? bytes[at] << 8 | bytes[at + 1]
                                        : bytes[at + 1] << 8 | bytes[at]];
    *from = at;
    return bits;
}

static size_t count_high(const unsigned char *at, size_t count)
{
    size_t high = 0;

    for (size_t i = 0; i < count; i++)
        high += at[i] >> 7;
    return high;
}

/* Counts lead bytes while all is well-formed; a sequence that the end cuts off is no error yet. */
static void check_utf8(struct detector *detector, const char *bytes, size_t end)
{
    const unsigned char *from = (const unsigned char *)bytes;
    size_t start = detector->at[ENCODING_UTF8], count = 0;

    if (end - start - utf8_valid_prefix(bytes + start, end - start) >= UTF8_MAX_BYTES)
        detector->not_utf8 = true;
    for (size_t i = start; i < end; i++)
        count += from[i] >= 0xC0;
    detector->well_formed += count;
}

static bool only_utf8(const struct detector *detector)
{
    return !detector->not_utf8 && detector->well_formed >= ONLY_UTF8;
}

bool detector_weigh(struct detector *detector, const char *bytes, size_t end, bool last)
{
    const struct read_tables *tables = detector->tables;
    const unsigned char *from = (const unsigned char *)bytes;
    size_t *at = detector->at, start = at[ENCODING_UTF8];
    uint64_t *bits = detector->bits;
    size_t high = count_high(from + start, end - start);

    if (high == 0 && detector->narrow && at[ENCODING_GB18030] == start &&
        at[ENCODING_BIG5] == start) {
        at[ENCODING_UTF8] = at[ENCODING_GB18030] = at[ENCODING_BIG5] = end;
        return true;
    }
    detector->evidence += high;
    check_utf8(detector, bytes, end);
    if (only_utf8(detector))
        return false;
    bits[ENCODING_UTF8] += weigh_utf8(tables, from, &at[ENCODING_UTF8], end);
    bits[ENCODING_GB18030] += weigh_pairs(tables, false, from, &at[ENCODING_GB18030], end);
    bits[ENCODING_BIG5] += weigh_pairs(tables, true, from, &at[ENCODING_BIG5], end);
    if (!detector->narrow) {
        bits[ENCODING_UTF16LE] += weigh_utf16(tables, false, from, &at[ENCODING_UTF16LE], end);
        bits[ENCODING_UTF16BE] += weigh_utf16(tables, true, from, &at[ENCODING_UTF16BE], end);
    }
    for (int i = 0; last && i < candidates(detector); i++)
        if (at[i] < end)
            bits[i] += BAD_BITS;
    return true;
}

bool detector_plain(const struct detector *detector)
{
    uint64_t plain = detector->bits[ENCODING_UTF8] + PLAIN_MARGIN;

    return detector->evidence == 0 &&
           (detector->narrow ||
            (detector->bits[ENCODING_UTF16LE] > plain && detector->bits[ENCODING_UTF16BE] > plain));
}

void detector_narrow(struct detector *detector)
{
    detector->narrow = true;
}

void detector_forget(struct detector *detector, size_t count)
{
    for (int i = 0; i < ENCODING_DETECTED; i++)
        detector->at[i] = detector->at[i] > count ? detector->at[i] - count : 0;
}

/*
 * The margin as a probability, tempered because characters in a row are not independent; a reading
 * that is hardly better than the next for each byte is one that is no Chinese at all.
 */
static double confidence(const struct detector *detector, enum encoding best, double margin)
{
    double sure = 1 / (1 + exp2(-margin / 8));
    double each = margin / (double)(detector->evidence + 1);

    if (best == ENCODING_UTF8 || each >= 2)
        return sure;
    return sure * (0.5 + each / 4);
}

struct verdict detector_verdict(const struct detector *detector)
{
    const uint64_t *bits = detector->bits;
    int count = candidates(detector), best = 0, next;
    double margin;

    if (only_utf8(detector))
        return (struct verdict){ENCODING_UTF8, 1, INFINITY};
    for (int i = 1; i < count; i++)
        if (bits[i] < bits[best])
            best = i;
    next = best == 0 ? 1 : 0;
    for (int i = 0; i < count; i++)
        if (i != best && bits[i] < bits[next])
            next = i;
    margin = (double)(bits[next] - bits[best]);
    if (detector->evidence == 0 && best == ENCODING_UTF8)
        return (struct verdict){ENCODING_UTF8, 1, margin};
    return (struct verdict){(enum encoding)best, confidence(detector, (enum encoding)best, margin),
                            margin};
}

double detector_distance(const struct detector *detector, enum encoding encoding)
{
    struct verdict verdict = detector_verdict(detector);

    if (encoding == verdict.encoding)
        return 0;
    if (only_utf8(detector) || (int)encoding >= candidates(detector))
        return INFINITY;
    return (double)(detector->bits[encoding] - detector->bits[verdict.encoding]);
}
