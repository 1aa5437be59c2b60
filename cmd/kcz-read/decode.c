#include "decode.h"

#include <errno.h>
#include <string.h>

#include "utf8.h"

static const uint32_t BAD = UINT32_MAX;

enum { UNIT_MAX = 4096 }; /* bytes that iconv is handed at once */

typedef size_t decode_one(const struct read_tables *tables, const unsigned char *at,
                          const unsigned char *end, uint32_t *code);

static void note_bad(struct decoder *decoder, uint64_t offset, struct buf *out)
{
    if (decoder->replaced++ == 0)
        decoder->first_bad = offset;
    buf_add_code(out, UTF8_REPLACEMENT);
}

/* The code point of a four-byte sequence; BAD behind the ends of the two ranges of pointers. */
static uint32_t gb18030_range(const struct read_tables *tables, uint32_t pointer)
{
    size_t low = 0, high = tables->range_count;

    if ((pointer > 39419 && pointer < 189000) || pointer > 1237575)
        return BAD;
    if (pointer == 7457) /* the standard's one exception to its ranges */
        return 0xE7C7;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (tables->ranges[middle].pointer <= pointer)
            low = middle;
        else
            high = middle;
    }
    return tables->ranges[low].code + pointer - tables->ranges[low].pointer;
}

static size_t gb18030_four(const struct read_tables *tables, const unsigned char *at,
                           const unsigned char *end, uint32_t *code)
{
    *code = BAD;
    if (end - at < 3)
        return 0;
    if (at[2] < 0x81 || at[2] == 0xFF)
        return 1;
    if (end - at < 4)
        return 0;
    if (at[3] < 0x30 || at[3] > 0x39)
        return 1;
    *code = gb18030_range(tables,
                          (((at[0] - 0x81U) * 10 + at[1] - 0x30U) * 126 + at[2] - 0x81U) * 10 +
                              at[3] - 0x30U);
    return 4;
}

size_t gb18030_decode(const struct read_tables *tables, const unsigned char *at,
                      const unsigned char *end, uint32_t *code)
{
    unsigned lead = at[0], trail;

    *code = lead < 0x80 ? lead : lead == 0x80 ? 0x20AC : BAD;
    if (lead <= 0x80 || lead == 0xFF)
        return 1;
    if (end - at < 2)
        return 0;
    trail = at[1];
    if (trail >= 0x30 && trail <= 0x39)
        return gb18030_four(tables, at, end, code);
    if (trail < 0x40 || trail == 0x7F)
        return 1;
    if (trail == 0xFF)
        return 2;
    *code = tables->gb18030[(lead - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41)];
    if (*code != 0)
        return 2;
    *code = BAD;
    return trail < 0x80 ? 1 : 2;
}

size_t big5_decode(const struct read_tables *tables, const unsigned char *at,
                   const unsigned char *end, uint32_t *code)
{
    unsigned lead = at[0], trail;

    *code = lead < 0x80 ? lead : BAD;
    if (lead <= 0x80 || lead == 0xFF)
        return 1;
    if (end - at < 2)
        return 0;
    trail = at[1];
    if (trail < 0x40 || trail == 0x7F)
        return 1;
    if ((trail > 0x7F && trail < 0xA1) || trail == 0xFF)
        return 2;
    *code = tables->big5[(lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62)];
    if (*code != 0)
        return 2;
    *code = BAD;
    return trail < 0x80 ? 1 : 2;
}

/* How many bytes from at on are ASCII. */
static size_t ascii_run(const unsigned char *at, const unsigned char *end)
{
    const unsigned char *start = at;
    uint64_t eight;

    while (end - at >= 8) {
        memcpy(&eight, at, 8);
        if (eight & 0x8080808080808080U)
            break;
        at += 8;
    }
    while (at < end && *at < 0x80)
        at++;
    return (size_t)(at - start);
}

static char *put(char *to, uint32_t code)
{
    return to + utf8_encode(to, code);
}

/* Two bytes become three at most, one becomes three (U+FFFD), so three times the room is enough. */
static size_t feed_pairs(struct decoder *decoder, decode_one *decode, struct span bytes,
                         struct buf *out)
{
    const unsigned char *start = (const unsigned char *)bytes.at, *at = start;
    const unsigned char *end = start + bytes.len;
    char *to = buf_reserve(out, 3 * bytes.len), *first = to;

    while (at < end) {
        size_t length = ascii_run(at, end);
        uint32_t code;

        if (length > 0) {
            memcpy(to, at, length);
            at += length;
            to += length;
        }
        while (at < end && *at >= 0x80) {
            length = decode(decoder->tables, at, end, &code);
            if (length == 0)
                goto incomplete;
            if (code == BAD) {
                if (decoder->replaced++ == 0)
                    decoder->first_bad = decoder->consumed + (size_t)(at - start);
                to = put(to, UTF8_REPLACEMENT);
            } else if (code & CODE_DOUBLE) {
                to = put(put(to, code >> 16 & 0x7FFF), code & 0xFFFF);
            } else {
                to = put(to, code);
            }
            at += length;
        }
    }
incomplete:
    out->len += (size_t)(to - first);
    return (size_t)(at - start);
}

static size_t feed_utf8(struct decoder *decoder, struct span bytes, struct buf *out)
{
    const char *at = bytes.at, *end = at + bytes.len;

    for (;;) {
        size_t valid = utf8_valid_prefix(at, (size_t)(end - at)), length;
        uint32_t code;

        buf_add(out, at, valid);
        at += valid;
        if (at == end)
            break;
        length = utf8_decode(at, end, &code);
        if (at + length == end && (unsigned char)*at >= 0xC2 && (unsigned char)*at <= 0xF4 &&
            length < utf8_length((unsigned char)*at))
            break;
        note_bad(decoder, decoder->consumed + (size_t)(at - bytes.at), out);
        at += length;
    }
    return (size_t)(at - bytes.at);
}

static uint32_t unit_at(const unsigned char *at, bool big_endian)
{
    return big_endian ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
}

static size_t feed_utf16(struct decoder *decoder, struct span bytes, bool big_endian,
                         struct buf *out)
{
    const unsigned char *start = (const unsigned char *)bytes.at, *at = start;
    const unsigned char *end = start + bytes.len;
    char *to = buf_reserve(out, 3 * (bytes.len / 2)), *first = to;

    while (end - at >= 2) {
        uint32_t unit = unit_at(at, big_endian), next;

        if (unit < 0xD800 || unit > 0xDFFF) {
            to = put(to, unit);
            at += 2;
            continue;
        }
        if (unit < 0xDC00) {
            if (end - at < 4)
                break;
            next = unit_at(at + 2, big_endian);
            if (next >= 0xDC00 && next <= 0xDFFF) {
                to = put(to, 0x10000 + ((unit - 0xD800) << 10) + next - 0xDC00);
                at += 4;
                continue;
            }
        }
        if (decoder->replaced++ == 0)
            decoder->first_bad = decoder->consumed + (size_t)(at - start);
        to = put(to, UTF8_REPLACEMENT);
        at += 2;
    }
    out->len += (size_t)(to - first);
    return (size_t)(at - start);
}

/* What iconv makes of one unit; at ends up behind what it took. */
static void convert(struct decoder *decoder, const char *start, char **at, size_t left,
                    struct buf *out)
{
    while (left > 0) {
        size_t room = left + left / 2 + 64, free_room = room;
        char *to = buf_reserve(out, room);
        size_t result = iconv(decoder->iconv, at, &left, &to, &free_room);

        out->len += room - free_room;
        if (result != (size_t)-1 || errno == E2BIG)
            continue;
        if (errno == EINVAL)
            return;
        note_bad(decoder, decoder->consumed + (size_t)(*at - start), out);
        if (left == 0) /* of a sequence that began in an earlier unit */
            return;
        ++*at;
        left--;
    }
}

/*
 * What a stateful iconv makes of broken bytes depends on where its input is cut. So it is handed
 * units that the bytes alone determine: up to the next line end, or UNIT_MAX bytes.
 */
static size_t feed_iconv(struct decoder *decoder, struct span bytes, bool last, struct buf *out)
{
    char *at = (char *)bytes.at; /* iconv's prototype lacks the const that its contract has */
    const char *end = at + bytes.len;

    for (;;) {
        const char *from = at + decoder->unfinished, *stop = end;
        size_t length = (size_t)(end - from);
        const char *line = length > 0 ? memchr(from, '\n', length < UNIT_MAX ? length : UNIT_MAX)
                                      : NULL;

        if (line != NULL)
            stop = line + 1;
        else if (length >= UNIT_MAX)
            stop = from + UNIT_MAX;
        else if (!last || length == 0)
            break;
        convert(decoder, bytes.at, &at, (size_t)(stop - at), out);
        decoder->unfinished = (size_t)(stop - at);
    }
    return (size_t)(at - bytes.at);
}

bool decoder_open(struct decoder *decoder, const struct read_tables *tables, enum encoding encoding,
                  const char *name)
{
    *decoder = (struct decoder){.encoding = encoding, .tables = tables};
    if (encoding != ENCODING_OTHER)
        return true;
    decoder->iconv = iconv_open("UTF-8", name);
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): so does POSIX say that it failed */
    if (decoder->iconv != (iconv_t)-1)
        return true;
    decoder->encoding = ENCODING_UTF8;
    return false;
}

void decoder_close(struct decoder *decoder)
{
    if (decoder->encoding == ENCODING_OTHER)
        iconv_close(decoder->iconv);
    decoder->encoding = ENCODING_UTF8;
}

static size_t feed(struct decoder *decoder, struct span bytes, bool last, struct buf *out)
{
    switch (decoder->encoding) {
    case ENCODING_UTF8:
        return feed_utf8(decoder, bytes, out);
    case ENCODING_GB18030:
        return feed_pairs(decoder, gb18030_decode, bytes, out);
    case ENCODING_BIG5:
        return feed_pairs(decoder, big5_decode, bytes, out);
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
        return feed_utf16(decoder, bytes, decoder->encoding == ENCODING_UTF16BE, out);
    case ENCODING_OTHER:
        break;
    }
    return feed_iconv(decoder, bytes, last, out);
}

size_t decoder_feed(struct decoder *decoder, struct span bytes, bool last, struct buf *out)
{
    size_t taken = feed(decoder, bytes, last, out);

    decoder->consumed += taken;
    if (!last || taken == bytes.len)
        return taken;
    /* The start of a sequence that never ends is one error. */
    note_bad(decoder, decoder->consumed, out);
    decoder->consumed += bytes.len - taken;
    return bytes.len;
}
