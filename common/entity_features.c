#include "entity_features.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { MAX_SENTENCE = 400, FAR = 15, WORDS_PAD = 2 };

static const uint32_t NAMES = NAME_DIVISION | NAME_SHORT | NAME_COUNTRY | NAME_PLACE | NAME_ORG |
                              NAME_TITLE | NAME_ORG_SUFFIX | NAME_PLACE_SUFFIX;

static void view_grow(struct entity_view *view, size_t count)
{
    if (view->capacity > count)
        return;
    entity_view_free(view);
    view->capacity = count + count / 2 + 64;
    view->symbols = (uint32_t *)memory_new(view->capacity + 2 * CHARS_PAD, 4) + CHARS_PAD;
    view->words = (struct entity_word *)memory_new(view->capacity + 2 * WORDS_PAD,
                                                   sizeof *view->words) +
                  WORDS_PAD;
    view->cover = memory_new(view->capacity, sizeof *view->cover);
    view->ahead = memory_new(view->capacity + 1, sizeof *view->ahead);
}

void entity_view_free(struct entity_view *view)
{
    if (view->capacity > 0) {
        free(view->symbols - CHARS_PAD);
        free(view->words - WORDS_PAD);
    }
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

static uint32_t shape_of(const struct scan *scan, const struct word *word)
{
    return word->entry == 0 ? 0x10000U + scan->chars->kind[word->start]
                            : scan->gazetteer->entries[word->entry].shape;
}

static void read_words(struct entity_view *view)
{
    static const struct entity_word outside = {.hash = 1, .shape = 0x1FFFF};
    const struct scan *scan = view->scan;

    for (size_t w = 0; w < scan->word_count; w++) {
        uint32_t hash = 2166136261U;

        for (size_t k = 0; k < scan->words[w].length; k++)
            hash = (hash ^ view->symbols[scan->words[w].start + k]) * 16777619U;
        view->words[w] = (struct entity_word){hash ^ hash >> 15, shape_of(scan, &scan->words[w])};
    }
    for (size_t k = 0; k < WORDS_PAD; k++) {
        *(view->words - 1 - k) = outside;
        view->words[scan->word_count + k] = outside;
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
    size_t index = view->scan->word_at[position];
    const struct word *word = &view->scan->words[index];
    const struct entity_word *at = view->words + index;
    size_t from = position - word->start, to = word->start + word->length - 1 - position;
    uint64_t place = (from < 3 ? from : 3) << 2 | (to < 3 ? to : 3);
    uint64_t shape = at[0].shape, before = at[-1].shape, behind = at[1].shape;
    uint64_t *out = features;

    *out++ = linear_feature(15, 0, 0, shape << 4 | place);
    *out++ = linear_feature(16, 0, at[0].hash, place);
    *out++ = linear_feature(17, 0, at[-1].hash, place);
    *out++ = linear_feature(18, 0, at[1].hash, place);
    *out++ = linear_feature(19, before, behind, shape << 4 | place);
    *out++ = linear_feature(20, at[-2].shape, before, shape << 4 | place);
    *out++ = linear_feature(21, at[2].shape, behind, shape << 4 | place);
    *out++ = linear_feature(22, 0, at[-1].hash, shape << 4 | place);
    *out++ = linear_feature(23, 0, at[1].hash, shape << 4 | place);
    return (size_t)(out - features);
}

size_t entity_features(const struct entity_view *view, size_t position, uint64_t *features)
{
    size_t count = character_features(view, position, features);
    uint64_t cover = view->cover[position], ahead = view->ahead[position];
    uint64_t symbol = view->symbols[position];
    uint64_t shape = view->words[view->scan->word_at[position]].shape;

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
