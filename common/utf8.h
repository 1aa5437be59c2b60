/*
 * Code points in UTF-8. Well-formed means Unicode's table 3-7: no overlong forms, no surrogates,
 * nothing above U+10FFFF. Records are validated when they are read, so engines may decode with
 * utf8_next, which trusts its input.
 */
#ifndef KCZ_UTF8_H
#define KCZ_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

enum { UTF8_REPLACEMENT = 0xFFFD, UTF8_MAX_BYTES = 4 };

/*
 * Offset of the first byte that does not belong to a well-formed sequence; len where there is
 * none. After Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte" (2021),
 * where the processor has AVX2; the portable form gives the same answers.
 */
size_t utf8_valid_prefix(const char *bytes, size_t len);
size_t utf8_valid_prefix_portable(const char *bytes, size_t len);

/* Code points in well-formed text. */
size_t utf8_count(const char *bytes, size_t len);

/*
 * Decodes one sequence of any bytes: returns its length and sets *code; a malformed one gives
 * U+FFFD and the length of its maximal subpart (Unicode, section 3.9), at least 1.
 */
size_t utf8_decode(const char *at, const char *end, uint32_t *code);

/* Writes 1 to 4 bytes at out and returns how many; what is no scalar value is written as U+FFFD. */
size_t utf8_encode(char *out, uint32_t code);

/* Length of the sequence that this lead byte of well-formed text starts. */
static inline size_t utf8_length(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The code point at *at in well-formed text; *at moves behind it. */
static inline uint32_t utf8_next(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    uint32_t lead = p[0];

    if (lead < 0x80) {
        *at += 1;
        return lead;
    }
    if (lead < 0xE0) {
        *at += 2;
        return (lead & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (lead < 0xF0) {
        *at += 3;
        return (lead & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    *at += 4;
    return (lead & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
           (p[3] & 0x3F);
}

#endif
