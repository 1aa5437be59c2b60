/*
 * Code page 936 in both directions, the way the damaged pages were decoded. A code is two bytes in
 * one number, 0x8140 to 0xFEFE, lead byte high; 0 means none. Source of the table:
 * common/data/clean/cp936.tsv.
 */
#ifndef KCZ_CLEAN_GBK_H
#define KCZ_CLEAN_GBK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"

enum { GBK_FIRST = 0x8140, GBK_CELLS = 126 * 256 };

struct gbk {
    const uint16_t *points; /* GBK_CELLS code points at [(lead - 0x81) * 256 + trail]; 0: none */
    const uint16_t *codes;  /* 65536 codes by code point; 0: none */
};

/* The sections "points" and "codes" of a clean blob. False with the reason in why. */
bool gbk_open(struct gbk *gbk, const struct blob *blob, struct buf *why);

/* The character of two bytes, 0 if the cell is not assigned. */
static inline uint32_t gbk_point(const struct gbk *gbk, unsigned lead, unsigned trail)
{
    return lead < 0x81 || lead > 0xFE ? 0 : gbk->points[(lead - 0x81) * 256 + (trail & 0xFF)];
}

/*
 * The two bytes that show as this character: those of the code page, and for U+E000 to U+E4C5 the
 * user-defined cells AAA1-AFFE and F8A1-FEFE.
 */
static inline uint16_t gbk_code(const struct gbk *gbk, uint32_t point)
{
    if (point >= 0xE000 && point < 0xE4C6) {
        unsigned cell = point - 0xE000 < 564 ? point - 0xE000 : point - 0xE234;
        unsigned lead = (point - 0xE000 < 564 ? 0xAA : 0xF8) + cell / 94;

        return (uint16_t)(lead << 8 | (0xA1 + cell % 94));
    }
    return point < 0x10000 ? gbk->codes[point] : 0;
}

/* Whether the decoder dropped a pair of these bytes: both valid, the cell not assigned. */
static inline bool gbk_is_lost(const struct gbk *gbk, unsigned lead, unsigned trail)
{
    return lead >= 0x81 && lead <= 0xFE && trail >= 0x40 && trail != 0x7F && trail != 0xFF &&
           gbk->points[(lead - 0x81) * 256 + trail] == 0;
}

#endif
