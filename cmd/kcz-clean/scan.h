/*
 * Finding the few bytes that a rule begins with in text that mostly has none. A rule says in a
 * function of three bytes in a row what it looks for, with nothing but comparisons, & and |, so
 * that the compiler can do a block of places at once.
 */
#ifndef KCZ_CLEAN_SCAN_H
#define KCZ_CLEAN_SCAN_H

#include <stddef.h>
#include <string.h>

#include "span.h"

enum { SCAN_BLOCK = 64 };

/*
 * Defines NAME(text, from): the first place at or behind from where wanted(a, b, c) is not 0 for
 * the bytes from there on; text.len if there is none. Bytes behind the end count as 0.
 */
#define SCAN_FUNCTION(NAME, wanted)                                                                \
    static size_t NAME(struct span text, size_t from)                                              \
    {                                                                                              \
        const unsigned char *at = (const unsigned char *)text.at;                                  \
                                                                                                   \
        while (from + SCAN_BLOCK + 2 <= text.len) {                                                \
            unsigned char any = 0, hits[SCAN_BLOCK];                                               \
                                                                                                   \
            for (size_t i = 0; i < SCAN_BLOCK; i++)                                                \
                any |= wanted(at[from + i], at[from + i + 1], at[from + i + 2]);                   \
            if (any) { /* once more, to see where */                                               \
                for (size_t i = 0; i < SCAN_BLOCK; i++)                                            \
                    hits[i] = wanted(at[from + i], at[from + i + 1], at[from + i + 2]) != 0;       \
                return from + (size_t)((unsigned char *)memchr(hits, 1, SCAN_BLOCK) - hits);       \
            }                                                                                      \
            from += SCAN_BLOCK;                                                                    \
        }                                                                                          \
        if (from + SCAN_BLOCK + 2 > text.len && text.len >= SCAN_BLOCK + 2 &&                      \
            from + 2 < text.len) {                                                                 \
            size_t last = text.len - SCAN_BLOCK - 2; /* the end, with some that were seen */       \
            unsigned char any = 0;                                                                 \
                                                                                                   \
            for (size_t i = 0; i < SCAN_BLOCK; i++)                                                \
                any |= wanted(at[last + i], at[last + i + 1], at[last + i + 2]);                   \
            if (!any)                                                                              \
                from = text.len - 2;                                                               \
        }                                                                                          \
        for (; from < text.len; from++)                                                            \
            if (wanted(at[from], from + 1 < text.len ? at[from + 1] : 0,                           \
                       from + 2 < text.len ? at[from + 2] : 0))                                    \
                return from;                                                                       \
        return text.len;                                                                           \
    }

#endif
