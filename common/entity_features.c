#include "entity_features.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { MAX_SENTENCE = 400, FAR = 15 };

static const uint32_t NAMES = NAME_DIVISION | NAME_SHORT | NAME_COUNTRY | NAME_PLACE | NAME_ORG |
                              NAME_TITLE | NAME_ORG_SUFFIX | NAME_PLACE_SUFFIX;

static void view_grow(struct entity_view *view, size_t count)
{
    if (view->capacity > count)
        return;
    entity_view_free(view);
    view->capacity = count + count / 2 + 64;
    view->symbols = (uint32_t *)memory_new(view->capacity + 2 * CHARS_PAD, 4) + CHARS_PAD;
    view->words = memory_new(view->capacity, sizeof *view->words);
    view->cover = memory_new(view->capacity, sizeof *view->cover);
    view->ahead = memory_new(view->capacity + 1, sizeof *view->ahead);
}

void entity_view_free(struct entity_view *view)
{
    if (view->capacity > 0)
        free(view->symbols - CHARS_PAD);
    free(view->words);
    free(view->cover);
    free(view->ahead);
    memset(view, 0, sizeof *view);
}

static void read_symbols(struct entity_view *view)
{
    const struct chars *chars = view->scan->chars;

    for (size_t i = 0; i < chars->count; i++) {
        uint32_t code = chars->code[i];

        if (chars->kind[i] == CHAR_DIGIT)
            code = '0';
        else if (code >= 'A' && code <= 'Z')
            code += 'a' - 'A';
        view->symbols[i] = code & 0x1FFFFF;
    }
    memset(view->symbols + chars->count, 0, CHARS_PAD * sizeof *view->symbols);
}

static void read_words(struct entity_view *view)
{
    const struct scan *scan = view->scan;

    for (size_t w = 0; w < scan->word_count; w++) {
        uint32_t hash = 2166136261U;

        for (size_t k = 0; k < scan->words[w].length; k++)
            hash = (hash ^ view->symbols[scan->words[w].start + k]) * 16777619U;
        view->words[w] = hash ^ hash >> 15;
    }
}

/* The longest name over each position, its shape, and how far the position is from both its ends.
 */
static void read_cover(struct entity_view *view)
{
    const struct scan *scan = view->scan;
    size_t count = scan->chars->count;

    memset(view->cover, 0, count * sizeof *view->cover);
    for (size_t i = 0; i < count; i++)
        for (uint32_t h = scan->first[i]; h < scan->first[i + 1]; h++) {
            const struct entry *entry = hit_entry(scan, &scan->hits[h]);
            size_t length = scan->hits[h].length;

            if (!(entry->classes & NAMES) || length < 2)
                continue;
            for (size_t k = 0; k < length; k++) {
                size_t left = k < 3 ? k : 3, right = length - 1 - k < 3 ? length - 1 - k : 3;
                uint32_t old = view->cover[i + k];
                uint32_t new = (uint32_t)((length < 15 ? length : 15) << 20 | left << 18 |
                                          right << 16 | entry->shape);

                if (old >> 20 < new >> 20)
                    view->cover[i + k] = new;
            }
        }
}

/* Kind and distance of the nearest suffix that begins at or behind each position in its clause. */
static void read_ahead(struct entity_view *view)
{
    const struct scan *scan = view->scan;
    uint16_t kind = 0, distance = FAR;

    for (size_t i = scan->chars->count; i-- > 0;) {
        size_t length = 0;
        uint8_t class = scan->chars->kind[i];
        const struct entry *suffix = scan_longest(scan, i, NAME_ORG_SUFFIX | NAME_PLACE_SUFFIX,
                                                  &length);

        if (class == CHAR_PUNCT || class == CHAR_STOP)
            distance = FAR;
        else if (distance < FAR)
            distance = (uint16_t)(distance + 1);
        if (suffix && length >= 2) {
            kind = (uint16_t)(suffix->org ? suffix->org : 32 + suffix->place);
            distance = 0;
        }
        view->ahead[i] = (uint16_t)(distance < FAR ? kind << 4 | distance : FAR);
    }
}

void entity_view_read(struct entity_view *view, const struct scan *scan)
{
    view_grow(view, scan->chars->count);
    view->scan = scan;
    read_symbols(view);
    read_words(view);
    read_cover(view);
    read_ahead(view);
}

static uint64_t shape_of(const struct scan *scan, size_t word)
{
    if (word >= scan->word_count) /* also what lies before the first: it wraps */
        return 0x1FFFF;
    if (scan->words[word].entry == 0)
        return 0x10000 + (uint64_t)scan->chars->kind[scan->words[word].start];
    return scan->gazetteer->entries[scan->words[word].entry].shape;
}

static uint64_t word_of(const struct entity_view *view, size_t word)
{
    return word < view->scan->word_count ? view->words[word] : 1;
}

/* What the characters around a position say. */
static size_t character_features(const struct entity_view *view, size_t position,
                                 uint64_t *features)
{
    const uint32_t *at = view->symbols + position;
    const uint8_t *kind = view->scan->chars->kind + position;
    uint64_t kinds = (uint64_t)kind[-2] << 16 | (uint64_t)kind[-1] << 12 | (uint64_t)kind[0] << 8 |
                     (uint64_t)kind[1] << 4 | kind[2];
    uint64_t *out = features;

    *out++ = linear_feature(1, 0, 0, at[0]);
    *out++ = linear_feature(2, 0, 0, at[-1]);
    *out++ = linear_feature(3, 0, 0, at[1]);
    *out++ = linear_feature(4, 0, 0, at[-2]);
    *out++ = linear_feature(5, 0, 0, at[2]);
    *out++ = linear_feature(6, 0, at[-1], at[0]);
    *out++ = linear_feature(7, 0, at[0], at[1]);
    *out++ = linear_feature(8, 0, at[-2], at[-1]);
    *out++ = linear_feature(9, 0, at[1], at[2]);
    *out++ = linear_feature(10, 0, at[-1], at[1]);
    *out++ = linear_feature(11, at[-2], at[-1], at[0]);
    *out++ = linear_feature(12, at[-1], at[0], at[1]);
    *out++ = linear_feature(13, at[0], at[1], at[2]);
    *out++ = linear_feature(14, 0, 0, kinds);
    return (size_t)(out - features);
}

/* What the words say: the one the position is in, and where in it; those on both sides. */
static size_t word_features(const struct entity_view *view, size_t position, uint64_t *features)
{
    const struct scan *scan = view->scan;
    size_t index = scan->word_at[position];
    const struct word *word = &scan->words[index];
    size_t from = position - word->start, to = word->start + word->length - 1 - position;
    uint64_t place = (from < 3 ? from : 3) << 2 | (to < 3 ? to : 3);
    uint64_t shape = shape_of(scan, index);
    uint64_t before = shape_of(scan, index - 1), behind = shape_of(scan, index + 1);
    uint64_t *out = features;

    *out++ = linear_feature(15, 0, 0, shape << 4 | place);
    *out++ = linear_feature(16, 0, word_of(view, index), place);
    *out++ = linear_feature(17, 0, word_of(view, index - 1), place);
    *out++ = linear_feature(18, 0, word_of(view, index + 1), place);
    *out++ = linear_feature(19, before, behind, shape << 4 | place);
    *out++ = linear_feature(20, shape_of(scan, index - 2), before, shape << 4 | place);
    *out++ = linear_feature(21, shape_of(scan, index + 2), behind, shape << 4 | place);
    *out++ = linear_feature(22, 0, word_of(view, index - 1), shape << 4 | place);
    *out++ = linear_feature(23, 0, word_of(view, index + 1), shape << 4 | place);
    return (size_t)(out - features);
}

size_t entity_features(const struct entity_view *view, size_t position, uint64_t *features)
{
    size_t count = character_features(view, position, features);
    uint64_t cover = view->cover[position], ahead = view->ahead[position];
    uint64_t symbol = view->symbols[position];
    uint64_t shape = shape_of(view->scan, view->scan->word_at[position]);

    count += word_features(view, position, features + count);
    features[count++] = linear_feature(24, 0, cover, 0);
    features[count++] = linear_feature(25, 0, cover, symbol);
    features[count++] = linear_feature(26, 0, ahead, symbol);
    features[count++] = linear_feature(27, 0, ahead, shape);
    return count;
}

size_t sentence_end(const struct chars *chars, size_t position)
{
    size_t limit = chars->count - position < MAX_SENTENCE ? chars->count : position + MAX_SENTENCE;

    for (size_t i = position; i < limit; i++)
        if (chars->kind[i] == CHAR_STOP)
            return i + 1;
    return limit;
}
