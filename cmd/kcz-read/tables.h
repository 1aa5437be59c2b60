/*
 * The compiled tables of kcz-read, as they lie in the program: what the double-byte encodings stand
 * for (common/data/read, after the Encoding Standard) and how often characters occur.
 */
#ifndef KCZ_READ_TABLES_H
#define KCZ_READ_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

enum { GB18030_PAIRS = 126 * 190, BIG5_PAIRS = 126 * 157 };

/* Set in an entry of big5 that stands for two code points: DOUBLE | first << 16 | second. */
#define CODE_DOUBLE 0x80000000U

struct code_range {
    uint32_t pointer; /* of the first four-byte sequence of the range */
    uint32_t code;    /* its code point */
};

struct read_tables {
    const uint32_t *gb18030; /* a code point for each pair, 0 where there is none */
    const uint32_t *big5;
    const struct code_range *ranges;
    size_t range_count;
    const unsigned char *bits; /* for U+0000 to U+FFFF: the cost in bits of meeting the character */
};

/* False, with the reason in why, if the embedded data is not what this program needs. */
bool tables_open(struct read_tables *tables, struct buf *why);

#endif
