#include "signature.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "hash.h"
#include "memory.h"
#include "table.h"
#include "utf8.h"

static bool is_compared(uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

/* The character that a text is compared by, or 0 if it makes no difference. */
static uint32_t plain_code(uint32_t code)
{
    if (code >= 0x4E00 && code < 0xA000)
        return code;
    if (code >= 0xFF01 && code <= 0xFF5E)
        code -= 0xFEE0; /* full-width forms of ASCII */
    if (code < 0x80) {
        if (code >= 'A' && code <= 'Z')
            return code | 0x20;
        return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ? code : 0;
    }
    return is_compared(code) ? (uint32_t)utf8proc_tolower((utf8proc_int32_t)code) : 0;
}

static void cut_phrases(struct plain_text *plain, const struct phrases *phrases)
{
    size_t kept = 0;

    for (size_t i = 0; i < plain->count;) {
        int32_t node = TRIE_ROOT;
        size_t longest = 0;

        for (size_t j = i; j < plain->count; j++) {
            node = trie_step(&phrases->trie, node, plain->codes[j]);
            if (node == TRIE_NONE)
                break;
            if (trie_value(&phrases->trie, node) != TRIE_NONE)
                longest = j + 1 - i;
        }
        if (longest == 0)
            plain->codes[kept++] = plain->codes[i++];
        else
            i += longest;
    }
    plain->count = kept;
}

static void set_codes(struct plain_text *plain, struct span text)
{
    const char *at = text.at;

    if (plain->capacity < text.len) {
        plain->capacity = text.len + text.len / 2 + 64;
        plain->codes = memory_resize(plain->codes, plain->capacity, sizeof *plain->codes);
    }
    plain->count = 0;
    while (at < text.at + text.len) {
        uint32_t code = plain_code(utf8_next(&at));

        plain->codes[plain->count] = code;
        plain->count += code != 0;
    }
}

void plain_text_set(struct plain_text *plain, struct span text, const struct phrases *phrases)
{
    set_codes(plain, text);
    if (phrases != NULL && phrases->any)
        cut_phrases(plain, phrases);
}

void plain_text_free(struct plain_text *plain)
{
    free(plain->codes);
}

bool phrases_open(struct phrases *phrases, const char *file, struct buf *why)
{
    struct table table = {0};
    struct table_row row;
    struct plain_text plain = {0};
    struct buf texts = {0};
    struct trie_key *keys = NULL;
    size_t count = 0;
    bool good = table_open(&table, file, why);

    while (good && table_row(&table, &row)) {
        size_t start = texts.len;

        set_codes(&plain, row.columns[0]);
        for (size_t i = 0; i < plain.count; i++)
            buf_add_code(&texts, plain.codes[i]);
        if (texts.len == start)
            continue;
        keys = memory_resize(keys, count + 1, sizeof *keys);
        keys[count++] = (struct trie_key){{NULL, texts.len - start}, 0};
    }
    for (size_t i = 0, at = 0; i < count; at += keys[i++].text.len)
        keys[i].text.at = texts.data + at;
    phrases->any = count > 0;
    if (count > 0)
        trie_build(&phrases->image, &phrases->trie, keys, count);
    free(keys);
    buf_free(&texts);
    plain_text_free(&plain);
    table_free(&table);
    return good;
}

void phrases_close(struct phrases *phrases)
{
    if (phrases->any)
        trie_image_free(&phrases->image);
}

/* Odd, so that multiplication by it loses nothing. */
static const uint64_t base = 0x9E3779B97F4A7C15;

/* base to the power of SHINGLE: what the character that leaves the window has been multiplied by.
 */
static uint64_t leaving_factor(void)
{
    uint64_t factor = 1;

    for (int i = 0; i <= SHINGLE; i++)
        factor *= base;
    return factor;
}

/* The window's polynomial with one more character and without the one that leaves. */
static inline uint64_t roll(uint64_t window, uint32_t entering, uint32_t leaving, uint64_t factor)
{
    return (window + entering) * base - leaving * factor;
}

/*
 * One-permutation hashing (Li, Owen and Zhang, 2012): each shingle's hash falls into one bin by its
 * upper bits, the least of each bin is kept.
 */
static void fill_bins(const struct plain_text *plain, uint64_t *bins)
{
    const uint64_t factor = leaving_factor();
    uint64_t window = 0;

    memset(bins, 0xFF, BINS * sizeof *bins);
    for (size_t i = 0; i < plain->count; i++) {
        uint64_t hash;
        size_t bin;

        window = roll(window, plain->codes[i], i >= SHINGLE ? plain->codes[i - SHINGLE] : 0,
                      factor);
        if (i + 1 < SHINGLE)
            continue;
        hash = hash_mix(window);
        bin = (size_t)(((hash >> 32) * BINS) >> 32);
        hash &= 0xFFFFFFFF;
        bins[bin] = hash < bins[bin] ? hash : bins[bin];
    }
}

/* Empty bins take over another's value, chosen by hashing (Shrivastava, 2017), so that short texts
 * can be compared too. */
static void fill_empty_bins(uint64_t *bins)
{
    uint64_t filled[BINS];

    for (uint64_t i = 0; i < BINS; i++) {
        uint64_t from = i;

        for (uint64_t attempt = 1; bins[from] == UINT64_MAX; attempt++)
            from = hash_mix(i << 32 | attempt) % BINS;
        filled[i] = bins[from];
    }
    memcpy(bins, filled, sizeof filled);
}

uint64_t plain_text_hash(const struct plain_text *plain, uint64_t seed)
{
    uint64_t hash = hash_mix(seed ^ plain->count * base);
    size_t i = 0;

    for (; i + 2 <= plain->count; i += 2)
        hash = hash_mix(hash ^ ((uint64_t)plain->codes[i] << 32 | plain->codes[i + 1])) + base;
    if (i < plain->count)
        hash = hash_mix(hash ^ plain->codes[i]) + base;
    return hash;
}

void signature_set(struct signature *signature, const struct plain_text *plain)
{
    uint64_t bins[BINS];

    signature->hash[0] = plain_text_hash(plain, 1);
    signature->hash[1] = plain_text_hash(plain, 2);
    signature->band_count = 0;
    if (plain->count < SHINGLE)
        return;
    fill_bins(plain, bins);
    fill_empty_bins(bins);
    for (size_t band = 0; band < BANDS; band++) {
        uint64_t key = hash_mix(band + 1);

        for (size_t row = 0; row < ROWS; row++)
            key = hash_mix(key ^ bins[band * ROWS + row]) + base;
        signature->bands[band] = key;
    }
    signature->band_count = BANDS;
}

static int compare(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

size_t shingle_set(const struct plain_text *plain, uint64_t **hashes, size_t *capacity)
{
    const uint64_t factor = leaving_factor();
    uint64_t window = 0;
    size_t count = 0, kept = 0;

    if (*capacity < plain->count) {
        *capacity = plain->count;
        *hashes = memory_resize(*hashes, *capacity, sizeof **hashes);
    }
    for (size_t i = 0; i < plain->count; i++) {
        window = roll(window, plain->codes[i], i >= SHINGLE ? plain->codes[i - SHINGLE] : 0,
                      factor);
        if (i + 1 >= SHINGLE)
            (*hashes)[count++] = hash_mix(window);
    }
    if (count > 0)
        qsort(*hashes, count, sizeof **hashes, compare);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || (*hashes)[i] != (*hashes)[kept - 1])
            (*hashes)[kept++] = (*hashes)[i];
    }
    return kept;
}

double jaccard(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
    size_t i = 0, j = 0, both = 0;

    while (i < a_count && j < b_count) {
        uint64_t x = a[i], y = b[j];

        both += x == y;
        i += x <= y;
        j += y <= x;
    }
    return a_count + b_count == both ? 1 : (double)both / (double)(a_count + b_count - both);
}
