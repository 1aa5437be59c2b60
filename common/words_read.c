/* Text made ready for scoring: characters, their pairs, and the words of the lexicon in it. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "utf8.h"

enum {
    AHEAD = 16, /* characters between asking for a table entry and looking at it */
    FRONT = 8   /* what scoring writes before the first gap, rounded up */
};

void words_text_free(struct words_text *text)
{
    free(text->memory);
    *text = (struct words_text){0};
}

/* Room for so many characters, with padding at both ends of every array. */
static void make_room(struct words_text *text, size_t characters)
{
    size_t padded = characters + FRONT + WORDS_PAD + 1;
    char *at;

    if (characters < text->capacity)
        return;
    text->capacity = characters + characters / 2 + 64;
    padded += text->capacity - characters;
    free(text->memory);
    at = text->memory = memory_new(padded, 2 * sizeof(uint32_t) + 2 * sizeof(uint16_t) + 6);
#define ARRAY(field)                                                                               \
    text->field = (void *)at;                                                                      \
    text->field += FRONT;                                                                          \
    at += padded * sizeof *text->field
    ARRAY(starts);
    ARRAY(slots);
    ARRAY(ids);
    ARRAY(scores);
    ARRAY(classes);
    ARRAY(ending);
    ARRAY(starting);
    ARRAY(spanning);
    ARRAY(spanned_at);
    ARRAY(rules);
#undef ARRAY
}

static void read_characters(const struct words_table *table, struct span bytes,
                            struct words_text *text)
{
    const char *at = bytes.at, *end = bytes.at + bytes.len;
    size_t count = 0;
    unsigned seen = 0;

    while (at < end) {
        uint32_t start = (uint32_t)(at - bytes.at), code = utf8_next(&at);

        if (code < 0x10000) {
            text->ids[count] = table->ids[code];
            text->classes[count] = table->classes[code];
        } else {
            text->classes[count] = (uint8_t)words_classify(code);
            text->ids[count] = (uint16_t)(1 + text->classes[count]);
        }
        seen |= 1u << text->classes[count] % 8;
        text->starts[count++] = start;
    }
    text->starts[count] = (uint32_t)bytes.len;
    text->bytes = bytes;
    text->count = count;
    text->seen = (uint8_t)seen;
    for (size_t i = 0; i < WORDS_PAD; i++) {
        text->ids[count + i] = 0;
        text->classes[count + i] = CLASS_SPACE;
    }
}

/* Turns the home of a pair into its entry, and asks for what a word that starts so goes on with. */
static inline void find_pair(const struct words_table *table, const uint16_t *ids, uint32_t *slot)
{
    uint32_t node;

    *slot = words_probe(table, (uint32_t)ids[0] << 16 | ids[1], *slot);
    node = table->entries[*slot].node;
    if (node & NODE_MORE)
        __builtin_prefetch(
            &table->edges[words_edge_home(table, words_edge_hash(words_edge_key(node, ids[2])))]);
}

/* Entries of all pairs; those to come are fetched meanwhile, for the table is larger than L2. */
static void find_pairs(const struct words_table *table, struct words_text *text)
{
    const uint16_t *ids = text->ids;
    uint32_t *slots = text->slots;
    ptrdiff_t first = -WORDS_PAD, last = (ptrdiff_t)text->count + WORDS_PAD - 2;

    for (ptrdiff_t i = first; i <= last; i++) {
        size_t home = words_home(table, words_hash((uint32_t)ids[i] << 16 | ids[i + 1]));

        __builtin_prefetch(&table->entries[home]);
        slots[i] = (uint32_t)home;
        if (i >= first + AHEAD)
            find_pair(table, ids + i - AHEAD, slots + i - AHEAD);
    }
    for (ptrdiff_t i = last - AHEAD + 1 > first ? last - AHEAD + 1 : first; i <= last; i++)
        find_pair(table, ids + i, slots + i);
}

/* A word from character start to end, inclusive. */
static void note_word(struct words_text *text, uint8_t *longest, size_t start, size_t end,
                      uint8_t kind)
{
    size_t length = end - start + 1;

    text->starting[start] = kind; /* longer ones come later */
    if (text->ending[end] == KIND_NONE)
        text->ending[end] = kind; /* longer ones came earlier */
    for (size_t gap = start; gap < end; gap++) {
        if (length > longest[gap]) {
            longest[gap] = (uint8_t)length;
            text->spanning[gap] = kind;
            text->spanned_at[gap] = (uint8_t)(gap - start < 5 ? gap - start + 1 : 5);
        }
    }
}

static void find_words(const struct words_table *table, struct words_text *text)
{
    size_t count = text->count;
    uint8_t *longest = text->rules; /* free until the rules are applied */

    memset(text->ending - WORDS_PAD, 0, count + 2 * WORDS_PAD);
    memset(text->starting - WORDS_PAD, 0, count + 2 * WORDS_PAD);
    memset(text->spanning - WORDS_PAD, 0, count + 2 * WORDS_PAD);
    memset(text->spanned_at - WORDS_PAD, 0, count + 2 * WORDS_PAD);
    memset(longest, 0, count);
    for (size_t i = 0; i + 1 < count; i++) {
        uint32_t node = table->entries[text->slots[i]].node;
        size_t end = i + 1;

        while (node) {
            if (node & NODE_KIND)
                note_word(text, longest, i, end, (uint8_t)(node & NODE_KIND));
            if (!(node & NODE_MORE) || ++end >= count)
                break;
            node = words_follow(table, node, text->ids[end]);
        }
    }
}

void words_read(const struct words_table *table, struct span bytes, struct words_text *text)
{
    make_room(text, bytes.len + 1);
    read_characters(table, bytes, text);
    find_pairs(table, text);
    find_words(table, text);
}
