/*
 * Finding the next byte of a JSON string that is not plain: a quote, a backslash or a control
 * character. Shared by the checker and the encoder; 16 bytes a step where SSE2 is, 8 elsewhere.
 */
#ifndef KCZ_JSON_BYTES_H
#define KCZ_JSON_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline int json_is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\';
}

/* Eight bytes at a time: whether none of them is special (exact; the place is found byte-wise). */
static inline int json_eight_plain(const char *p)
{
    const uint64_t ones = 0x0101010101010101U, tops = 0x8080808080808080U;
    uint64_t word, quote, slash;

    memcpy(&word, p, 8);
    quote = word ^ ones * '"';
    slash = word ^ ones * '\\';
    return ((((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
             ((word - ones * 0x20) & ~word)) &
            tops) == 0;
}

/* The first byte from p on that is not plain, or end. */
static inline const char *json_plain_end(const char *p, const char *end)
{
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    const __m128i control = _mm_set1_epi8(0x1F);

    while (end - p >= 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
        __m128i special = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(x, quote), _mm_cmpeq_epi8(x, slash)),
            _mm_cmpeq_epi8(_mm_min_epu8(x, control), x));
        unsigned mask = (unsigned)_mm_movemask_epi8(special);

        if (mask != 0)
            return p + __builtin_ctz(mask);
        p += 16;
    }
#endif
    while (end - p >= 8 && json_eight_plain(p))
        p += 8;
    while (p < end && json_is_plain((unsigned char)*p))
        p++;
    return p;
}

#endif
