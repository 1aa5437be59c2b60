#include "utf8.h"

/* Length of the well-formed sequence at p, or 0. */
static size_t well_formed(const unsigned char *p, const unsigned char *end)
{
    size_t left = (size_t)(end - p);

    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xC2 && p[0] < 0xE0)
        return left >= 2 && (p[1] & 0xC0) == 0x80 ? 2 : 0;
    if ((p[0] & 0xF0) == 0xE0) {
        if (left < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return 0;
        if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] >= 0xA0))
            return 0;
        return 3;
    }
    if (p[0] >= 0xF0 && p[0] <= 0xF4) {
        if (left < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
            return 0;
        if ((p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] >= 0x90))
            return 0;
        return 4;
    }
    return 0;
}

size_t utf8_valid_prefix_portable(const char *bytes, size_t len)
{
    const unsigned char *start = (const unsigned char *)bytes;
    const unsigned char *p = start, *end = start + len;

    while (p < end) {
        uint64_t word;

        if (end - p >= 8 && (memcpy(&word, p, 8), (word & 0x8080808080808080U) == 0)) {
            p += 8;
            continue;
        }
        size_t n = well_formed(p, end);
        if (n == 0)
            break;
        p += n;
    }
    return (size_t)(p - start);
}

#if defined(__x86_64__)
#include <immintrin.h>

/*
 * What can be wrong with two bytes in a row, as bits: each byte's high nibble and the first one's
 * low nibble say which faults they allow, and a fault stands where all three agree.
 */
enum {
    TOO_SHORT = 1 << 0,
    TOO_LONG = 1 << 1,
    OVERLONG_3 = 1 << 2,
    TOO_LARGE = 1 << 3,
    SURROGATE = 1 << 4,
    OVERLONG_2 = 1 << 5,
    TOO_LARGE_1000 = 1 << 6,
    OVERLONG_4 = 1 << 6,
    TWO_CONTINUATIONS = 1 << 7,
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS
};

__attribute__((target("avx2"))) static __m256i twice(const unsigned char table[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* Offset of the first 32-byte step in which something is wrong; len rounded down if nothing is. */
__attribute__((target("avx2"))) static size_t avx2_steps(const char *bytes, size_t len)
{
    static const unsigned char first_high[16] = {TOO_LONG,
                                                 TOO_LONG,
                                                 TOO_LONG,
                                                 TOO_LONG,
                                                 TOO_LONG,
                                                 TOO_LONG,
                                                 TOO_LONG,
                                                 TOO_LONG,
                                                 TWO_CONTINUATIONS,
                                                 TWO_CONTINUATIONS,
                                                 TWO_CONTINUATIONS,
                                                 TWO_CONTINUATIONS,
                                                 TOO_SHORT | OVERLONG_2,
                                                 TOO_SHORT,
                                                 TOO_SHORT | OVERLONG_3 | SURROGATE,
                                                 TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 |
                                                     OVERLONG_4};
    static const unsigned char first_low[16] = {CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4,
                                                CARRY | OVERLONG_2,
                                                CARRY,
                                                CARRY,
                                                CARRY | TOO_LARGE,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000,
                                                CARRY | TOO_LARGE | TOO_LARGE_1000};
    static const unsigned char second_high[16] = {
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4,
        TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE,
        TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE,
        TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT};
    const __m256i table_1h = twice(first_high), table_1l = twice(first_low);
    const __m256i table_2h = twice(second_high), nibble = _mm256_set1_epi8(0x0F);
    __m256i before = _mm256_setzero_si256();
    size_t at = 0;

    for (; len - at >= 32; at += 32) {
        __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + at));

        if (_mm256_movemask_epi8(_mm256_or_si256(x, before)) == 0)
            continue; /* ASCII after ASCII; before stays all ASCII in effect */
        __m256i joint = _mm256_permute2x128_si256(before, x, 0x21);
        __m256i back1 = _mm256_alignr_epi8(x, joint, 15);
        __m256i back2 = _mm256_alignr_epi8(x, joint, 14);
        __m256i back3 = _mm256_alignr_epi8(x, joint, 13);
        __m256i high1 = _mm256_and_si256(_mm256_srli_epi16(back1, 4), nibble);
        __m256i high2 = _mm256_and_si256(_mm256_srli_epi16(x, 4), nibble);
        __m256i pairs = _mm256_and_si256(
            _mm256_and_si256(_mm256_shuffle_epi8(table_1h, high1),
                             _mm256_shuffle_epi8(table_1l, _mm256_and_si256(back1, nibble))),
            _mm256_shuffle_epi8(table_2h, high2));
        __m256i third = _mm256_subs_epu8(back2, _mm256_set1_epi8((char)(0xE0 - 0x80)));
        __m256i fourth = _mm256_subs_epu8(back3, _mm256_set1_epi8((char)(0xF0 - 0x80)));
        __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(-128));
        __m256i wrong = _mm256_xor_si256(must, pairs);

        if (!_mm256_testz_si256(wrong, wrong))
            break;
        before = x;
    }
    return at;
}
#endif

size_t utf8_valid_prefix(const char *bytes, size_t len)
{
    size_t done = 0;

#if defined(__x86_64__)
    if (len >= 64 && __builtin_cpu_supports("avx2")) {
        done = avx2_steps(bytes, len);
        /* The last step may have ended inside a sequence: go back to where that one starts. */
        for (size_t back = 0; back < 3 && done > 0; back++) {
            if (((unsigned char)bytes[done - 1] & 0xC0) == 0x80) {
                done--;
                continue;
            }
            break;
        }
        if (done > 0 && (unsigned char)bytes[done - 1] >= 0xC0)
            done--;
    }
#endif
    return done + utf8_valid_prefix_portable(bytes + done, len - done);
}

size_t utf8_count(const char *bytes, size_t len)
{
    size_t count = 0;

    for (size_t i = 0; i < len; i++)
        count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return count;
}

/* How many bytes of a malformed sequence belong together: its maximal subpart. */
static size_t maximal_subpart(const unsigned char *p, const unsigned char *end)
{
    size_t most = (p[0] & 0xF0) == 0xE0 ? 2 : p[0] >= 0xF0 && p[0] <= 0xF4 ? 3 : 1;
    size_t n = 1;

    while (n < most && p + n < end && (p[n] & 0xC0) == 0x80) {
        if (n == 1 && ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] >= 0xA0) ||
                       (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] >= 0x90)))
            break;
        n++;
    }
    return n;
}

size_t utf8_decode(const char *at, const char *end, uint32_t *code)
{
    const unsigned char *p = (const unsigned char *)at;
    const unsigned char *stop = (const unsigned char *)end;
    size_t n = well_formed(p, stop);

    if (n == 0) {
        *code = UTF8_REPLACEMENT;
        return maximal_subpart(p, stop);
    }
    *code = utf8_next(&at);
    return n;
}

size_t utf8_encode(char *out, uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = UTF8_REPLACEMENT;
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}
