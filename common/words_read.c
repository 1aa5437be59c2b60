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
    at = text->memory = memory_new(padded, 3 * sizeof(uint32_t) + 2 * sizeof(uint16_t) + 6);
#define ARRAY(field)                                                                               \
    text->field = (void *)at;                                                                      \
    text->field += FRONT;                                                                          \
    at += padded * sizeof *text->field
    ARRAY(starts);
    ARRAY(slots);
    ARRAY(longer);
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

/*
 * This and what follows work with copies of the arrays' addresses, for a compiler must take it that
 * a stored byte may change any address that lies in memory.
 */
static void read_characters(const struct words_table *table, struct span bytes,
                            struct words_text *text)
{
    const uint16_t *table_ids = table->ids;
    const uint8_t *id_classes = table->id_classes;
    const char *at = bytes.at, *end = bytes.at + bytes.len;
    uint16_t *ids = text->ids;
    uint8_t *classes = text->classes;
    uint32_t *starts = text->starts;
    size_t count = 0;
    unsigned seen = 0;

    while (at < end) {
        uint32_t start = (uint32_t)(at - bytes.at), code = utf8_next(&at);
        uint16_t id = code < 0x10000 ? table_ids[code] : (uint16_t)(1 + words_classify(code));
        uint8_t class = id_classes[id];

        ids[count] = id;
        classes[count] = class;
        seen |= 1u << class % 8;
        starts[count++] = start;
    }
    starts[count] = (uint32_t)bytes.len;
    text->bytes = bytes;
    text->count = count;
    text->seen = (uint8_t)seen;
    for (size_t i = 0; i <= WORDS_PAD; i++) {
        ids[count + i] = 0;
        classes[count + i] = CLASS_SPACE;
    }
}

/*
 * The entry of a pair from its home, as words_probe, but without branches where the pair lies in
 * one of the first entries or home is 0, which says that the pair is not in the table.
 */
static inline uint32_t probe_near(const struct words_table *table, uint32_t key, size_t home)
{
    const struct words_entry *near = table->entries + home;
    uint32_t off0 = near[0].key != key, off1 = near[1].key != key, off2 = near[2].key != key;
    uint32_t off3 = near[3].key != key, steps = off0 * (1 + off1 * (1 + off2 * (1 + off3)));

    if (__builtin_expect((steps == 4) & (home != 0) & (near[3].key != 0) &
                             (words_hash(near[3].key) <= words_hash(key)),
                         0))
        return words_probe(table, key, home);
    return ((uint32_t)home + steps) & -(uint32_t)((steps < 4) & (key != 0));
}

/*
 * Turns the home of a pair into its entry, notes the word that the pair itself is, and puts the
 * pair on the list if a longer one may start with it, asking for what that goes on with. Without
 * branches, as what is found in running text is hard to foresee.
 */
static inline size_t find_pair(const struct words_table *table, const struct words_text *text,
                               ptrdiff_t i, size_t listed)
{
    uint32_t key = (uint32_t)text->ids[i] << 16 | text->ids[i + 1], next = text->ids[i + 2];
    uint32_t slot = probe_near(table, key, text->slots[i]), node = table->entries[slot].node;
    uint8_t kind = (uint8_t)(node & NODE_KIND);
    bool more = node & words_node_hint(next);
    size_t edge = words_edge_home(table, words_edge_hash(words_edge_key(node, next)));

    text->slots[i] = slot;
    text->starting[i] = kind;
    text->ending[i + 1] = kind;
    text->spanning[i] = kind;
    text->spanned_at[i] = kind != 0;
    __builtin_prefetch(&table->edges[more ? edge : 0]);
    text->longer[listed] = (uint32_t)i;
    return listed + more;
}

/*
 * Entries of all pairs; those to come are fetched meanwhile, for the table is larger than L2.
 * Returns how many are on the list of those that longer words may start with.
 */
static size_t find_pairs(const struct words_table *table, const struct words_text *text)
{
    const struct words_table table_copy = *table;
    const struct words_text copy = *text;
    ptrdiff_t first = -WORDS_PAD, last = (ptrdiff_t)text->count + WORDS_PAD - 2;
    size_t listed = 0;

    for (ptrdiff_t i = first; i <= last + AHEAD; i++) {
        if (i <= last) {
            uint32_t hash = words_hash((uint32_t)copy.ids[i] << 16 | copy.ids[i + 1]);
            size_t home = words_home(&table_copy, hash) &
                          -(size_t)words_may_hold(&table_copy, hash);

            __builtin_prefetch(&table_copy.entries[home]);
            copy.slots[i] = (uint32_t)home;
        }
        if (i >= first + AHEAD)
            listed = find_pair(&table_copy, &copy, i - AHEAD, listed);
    }
    return listed;
}

/* The longest word from start, of kind, with length characters, spans gaps unless a longer one
 * does.
 */
static void span_gaps(struct words_text *text, uint8_t *longest, size_t start, size_t length,
                      uint8_t kind)
{
    for (size_t i = 0; i + 1 < length; i++) {
        if (length >= longest[start + i]) {
            longest[start + i] = (uint8_t)length;
            text->spanning[start + i] = kind;
            text->spanned_at[start + i] = (uint8_t)(i < 5 ? i + 1 : 5);
        }
    }
}

/* Words of three characters and more; from the last, so that those that start earlier win. */
static void find_longer(const struct words_table *table, struct words_text *text, size_t listed)
{
    uint8_t *longest = text->rules; /* free until the rules are applied */

    memset(longest, 0, text->count);
    while (listed-- > 0) {
        size_t start = text->longer[listed], end = start + 1, length = 0;
        uint32_t node = table->entries[text->slots[start]].node;

        while ((node & NODE_MORE) && ++end < text->count) {
            uint8_t kind;

            node = words_follow(table, node, text->ids[end]);
            kind = (uint8_t)(node & NODE_KIND);
            if (kind) {
                text->starting[start] = text->ending[end] = kind;
                length = end - start + 1;
            }
        }
        if (length)
            span_gaps(text, longest, start, length, text->starting[start]);
    }
}

void words_read(const struct words_table *table, struct span bytes, struct words_text *text)
{
    make_room(text, bytes.len + 1);
    read_characters(table, bytes, text);
    find_longer(table, text, find_pairs(table, text));
}
