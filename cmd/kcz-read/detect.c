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
    HOPELESS = 4096,   /* who is so far behind is out */
    ONLY_UTF8 = 24     /* so many sequences of UTF-8 and nothing else: it is no other encoding */
};

void detector_start(struct detector *detector, const struct read_tables *tables)
{
    *detector = (struct detector){.tables = tables};
    for (int i = 0; i < ENCODING_DETECTED; i++)
        detector->bits[i] = i == ENCODING_UTF8 ? 0 : HEAD_START;
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

static uint64_t weigh(const struct read_tables *tables, enum encoding encoding,
                      const unsigned char *bytes, size_t *from, size_t end)
{
    switch (encoding) {
    case ENCODING_GB18030:
    case ENCODING_BIG5:
        return weigh_pairs(tables, encoding == ENCODING_BIG5, bytes, from, end);
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
        return weigh_utf16(tables, encoding == ENCODING_UTF16BE, bytes, from, end);
    default:
        return weigh_utf8(tables, bytes, from, end);
    }
}

/* The cheapest that is still in, other than the one given (-1: none). -1 if there is none. */
static int cheapest(const struct detector *detector, int other_than)
{
    int best = -1;

    for (int i = 0; i < ENCODING_DETECTED; i++)
        if (i != other_than && !detector->out[i] &&
            (best < 0 || detector->bits[i] < detector->bits[best]))
            best = i;
    return best;
}

static void rule_out(struct detector *detector)
{
    uint64_t best = detector->bits[cheapest(detector, -1)];

    for (int i = 0; i < ENCODING_DETECTED; i++)
        if (detector->bits[i] > best + HOPELESS)
            detector->out[i] = true;
}

static bool utf16_is_out(const struct detector *detector)
{
    return detector->out[ENCODING_UTF16LE] && detector->out[ENCODING_UTF16BE];
}

/* Whether no candidate is within a sequence. */
static bool nothing_open(const struct detector *detector, size_t start)
{
    for (int i = 0; i < ENCODING_DETECTED; i++)
        if (!detector->out[i] && detector->at[i] != start)
            return false;
    return true;
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

    if (high == 0 && nothing_open(detector, start) && utf16_is_out(detector)) {
        for (int i = 0; i < ENCODING_DETECTED; i++)
            at[i] = end;
        return true;
    }
    detector->evidence += high;
    check_utf8(detector, bytes, end);
    if (only_utf8(detector))
        return false;
    for (int i = 0; i < ENCODING_DETECTED; i++) {
        if (detector->out[i])
            at[i] = end;
        else
            bits[i] += weigh(tables, (enum encoding)i, from, &at[i], end);
        if (last && at[i] < end)
            bits[i] += BAD_BITS;
    }
    detector->weighed += at[ENCODING_UTF8] - start;
    rule_out(detector);
    return true;
}

bool detector_plain(const struct detector *detector)
{
    uint64_t plain = detector->bits[ENCODING_UTF8] + PLAIN_MARGIN;

    return detector->evidence == 0 &&
           (utf16_is_out(detector) ||
            (detector->bits[ENCODING_UTF16LE] > plain && detector->bits[ENCODING_UTF16BE] > plain));
}

void detector_keep_plain(struct detector *detector)
{
    detector->out[ENCODING_UTF16LE] = detector->out[ENCODING_UTF16BE] = true;
}

void detector_forget(struct detector *detector, size_t count)
{
    for (int i = 0; i < ENCODING_DETECTED; i++)
        detector->at[i] = detector->at[i] > count ? detector->at[i] - count : 0;
}

/*
 * The margin as a probability, tempered because characters in a row are not independent; a reading
 * that is hardly better than the next for each byte is one that is no Chinese at all, and one that
 * needs more bits than the bytes have explains nothing, however much worse the others are.
 */
static double confidence(const struct detector *detector, enum encoding best, double margin)
{
    double sure = 1 / (1 + exp2(-margin / 8));
    double each = margin / (double)(detector->evidence + 1);

    double most = 8 * (double)detector->weighed, needed = (double)detector->bits[best];

    if (needed > most + HEAD_START + BAD_BITS)
        return sure * most / needed / 2;
    if (best == ENCODING_UTF8 || each >= 2 || margin >= HOPELESS)
        return sure;
    return sure * (0.5 + each / 4);
}

struct verdict detector_verdict(const struct detector *detector)
{
    int best = cheapest(detector, -1), next = cheapest(detector, best);
    double margin;

    if (only_utf8(detector))
        return (struct verdict){ENCODING_UTF8, 1, INFINITY};
    margin = next < 0 ? HOPELESS : (double)(detector->bits[next] - detector->bits[best]);
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
    if (only_utf8(detector) || detector->out[encoding])
        return INFINITY;
    return (double)(detector->bits[encoding] - detector->bits[verdict.encoding]);
}
