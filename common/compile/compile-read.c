/*
 * compile-read OUT.blob GB18030.tsv RANGES.tsv BIG5.tsv FREQUENCY.tsv
 *
 * Sections (little-endian): "gb18030" and "big5", one uint32 a pair in the order of the Encoding
 * Standard's pointers: its code point, 0 for none, or DOUBLE | first << 16 | second; "ranges",
 * pairs of uint32 (pointer, code point), ascending; "bits", one byte for each of U+0000 to U+FFFF:
 * how many bits a character costs in Chinese text.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "blob.h"
#include "buf.h"
#include "table.h"
#include "utf8.h"

enum { GB_PAIRS = 126 * 190, BIG5_PAIRS = 126 * 157, CODES = 0x10000 };

static const uint32_t DOUBLE = 0x80000000;

static bool hex(struct span text, uint32_t *value)
{
    char digits[9];
    char *end;

    if (text.len == 0 || text.len > 8)
        return false;
    memcpy(digits, text.at, text.len);
    digits[text.len] = 0;
    *value = (uint32_t)strtoul(digits, &end, 16);
    return *end == 0;
}

/* "U+CA" or "U+CA U+304". */
static bool code_points(struct span text, uint32_t *code)
{
    const char *space = memchr(text.at, ' ', text.len);
    uint32_t first, second;

    if (text.len < 3 || memcmp(text.at, "U+", 2) != 0)
        return false;
    if (space == NULL)
        return hex(span_between(text.at + 2, text.at + text.len), code);
    if (text.at + text.len - space < 4 || !hex(span_between(text.at + 2, space), &first) ||
        !hex(span_between(space + 3, text.at + text.len), &second))
        return false;
    *code = DOUBLE | first << 16 | second;
    return true;
}

/* The pointer of a pair whose trail bytes are 40 to 7E and then high to FE. */
static bool pair_pointer(struct span text, uint32_t high, uint32_t *pointer)
{
    uint32_t pair, trail;

    if (!hex(text, &pair) || pair >> 8 < 0x81 || pair >> 8 > 0xFE)
        return false;
    trail = pair & 0xFF;
    if (trail < 0x40 || (trail > 0x7E && trail < high) || trail > 0xFE)
        return false;
    *pointer = ((pair >> 8) - 0x81) * (0x3F + 0xFF - high) + trail -
               (trail < 0x7F ? 0x40 : high - 0x3F);
    return true;
}

static bool fill_pairs(const struct table_row *row, uint32_t high, uint32_t *codes, uint32_t count)
{
    const char *at = row->columns[1].at, *end = at + row->columns[1].len;
    uint32_t pointer, code, run;

    if (row->count < 2 || !pair_pointer(row->columns[0], high, &pointer))
        return false;
    if (code_points(row->columns[1], &code)) {
        run = row->count > 2 ? (uint32_t)strtoul(row->columns[2].at, NULL, 10) : 1;
        for (; run > 0 && pointer < count; run--)
            codes[pointer++] = code++;
        return run == 0;
    }
    while (at < end && pointer < count)
        codes[pointer++] = utf8_next(&at);
    return at == end;
}

static bool read_pairs(const char *file, uint32_t high, uint32_t *codes, uint32_t count,
                       struct buf *why)
{
    struct table table = {0};
    struct table_row row;
    bool fine = table_open(&table, file, why);

    while (fine && table_row(&table, &row)) {
        fine = fill_pairs(&row, high, codes, count);
        if (!fine)
            table_complain(&table, "not a pair and its characters", why);
    }
    table_free(&table);
    return fine;
}

static bool read_ranges(const char *file, struct buf *ranges, struct buf *why)
{
    struct table table = {0};
    struct table_row row;
    bool fine = table_open(&table, file, why);

    while (fine && table_row(&table, &row)) {
        uint32_t range[2] = {(uint32_t)strtoul(row.columns[0].at, NULL, 10), 0};

        fine = row.count == 2 && code_points(row.columns[1], &range[1]);
        if (fine)
            buf_add(ranges, range, sizeof range);
        else
            table_complain(&table, "not a pointer and a code point", why);
    }
    table_free(&table);
    return fine;
}

/* What a character costs that the frequency table does not have. */
static unsigned char rare_bits(uint32_t code)
{
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r' ? 6 : 22;
    if (code < 0x7F)
        return 6;
    if ((code >= 0x4E00 && code <= 0x9FFF) || (code >= 0xAC00 && code <= 0xD7A3))
        return 26;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
        return 30;
    case UTF8PROC_CATEGORY_CO:
        return 26;
    case UTF8PROC_CATEGORY_CS: /* half of a pair: what UTF-16 uses for rare characters */
        return 15;
    case UTF8PROC_CATEGORY_LO:
        return code >= 0x3040 && code <= 0x30FF ? 18 : 26;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LU:
        return 15;
    default:
        return 20;
    }
}

static bool read_bits(const char *file, unsigned char *bits, struct buf *why)
{
    struct table table = {0};
    struct table_row row;
    bool fine = table_open(&table, file, why);

    for (uint32_t code = 0; code < CODES; code++)
        bits[code] = rare_bits(code);
    while (fine && table_row(&table, &row)) {
        const char *at = row.columns[1].at, *end = at + row.columns[1].len;
        unsigned long cost = strtoul(row.columns[0].at, NULL, 10);

        fine = row.count == 2 && cost > 0 && cost < 64;
        if (!fine)
            table_complain(&table, "not a number of bits and characters", why);
        while (fine && at < end) {
            uint32_t code = utf8_next(&at);

            if (code < CODES)
                bits[code] = (unsigned char)cost;
        }
    }
    table_free(&table);
    return fine;
}

int main(int argc, char **argv)
{
    static uint32_t gb18030[GB_PAIRS], big5[BIG5_PAIRS];
    static unsigned char bits[CODES];
    struct blob_writer writer = {0};
    struct buf ranges = {0}, why = {0};

    if (argc != 6) {
        fputs("usage: compile-read OUT.blob GB18030.tsv RANGES.tsv BIG5.tsv FREQUENCY.tsv\n",
              stderr);
        return 2;
    }
    if (!read_pairs(argv[2], 0x80, gb18030, GB_PAIRS, &why) ||
        !read_ranges(argv[3], &ranges, &why) ||
        !read_pairs(argv[4], 0xA1, big5, BIG5_PAIRS, &why) || !read_bits(argv[5], bits, &why)) {
        fprintf(stderr, "compile-read: %s\n", buf_string(&why));
        return 2;
    }
    blob_add(&writer, "gb18030", gb18030, sizeof gb18030);
    blob_add(&writer, "ranges", ranges.data, ranges.len);
    blob_add(&writer, "big5", big5, sizeof big5);
    blob_add(&writer, "bits", bits, sizeof bits);
    if (!blob_write(&writer, "read", argv[1])) {
        fprintf(stderr, "compile-read: %s: %s\n", argv[1], strerror(errno));
        return 2;
    }
    buf_free(&ranges);
    buf_free(&why);
    return 0;
}
