/* The lexicon table: pairs of characters in one table, the rest of longer words in a second. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "utf8.h"

void words_fold_width(struct words_fold *fold)
{
    for (uint32_t code = 0; code < 0x10000; code++) {
        uint32_t to = code >= 0xFF01 && code <= 0xFF5E ? code - 0xFEE0 : code;

        if (to >= 'A' && to <= 'Z')
            to += 'a' - 'A';
        fold->to[code] = (uint16_t)(to == 0x3000 ? ' ' : to);
    }
}

static bool among(uint32_t code, const char *list)
{
    while (*list) {
        if (utf8_next(&list) == code)
            return true;
    }
    return false;
}

enum words_class words_classify(uint32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E)
        code -= 0xFEE0;
    if (code <= ' ' || code == 0x7F || code == 0x85 || code == 0xA0 || code == 0x1680 ||
        (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
        code == 0x205F || code == 0x3000)
        return CLASS_SPACE;
    if (code >= '0' && code <= '9')
        return CLASS_DIGIT;
    if ((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
        (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7))
        return CLASS_LATIN;
    if (code < 0x80 || (code >= 0x2010 && code <= 0x206F) ||
        (code >= 0x3001 && code <= 0x303F && code != 0x3005 && code != 0x3007))
        return CLASS_PUNCT;
    if (code >= 0x3040 && code <= 0x30FF)
        return CLASS_KANA;
    if (among(code, "〇零一二三四五六七八九十百千万亿两几"))
        return CLASS_NUMERAL;
    if (among(code, "年月日时分秒点"))
        return CLASS_UNIT;
    if ((code >= 0x3400 && code <= 0x9FFF) || code == 0x3005 ||
        (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code < 0x40000))
        return CLASS_HAN;
    return CLASS_OTHER;
}

static void note_present(struct words_table *table)
{
    table->present = memory_new(1 << (PRESENT_BITS - 6), sizeof *table->present);
    for (size_t i = 0; i < table->entry_count; i++) {
        uint32_t hash = words_hash(table->entries[i].key);

        if (table->entries[i].key)
            table->present[hash >> (PRESENT_SHIFT + 6)] |= (uint64_t)1
                                                           << (hash >> PRESENT_SHIFT & 63);
    }
}

/* An identifier stands for characters of one class. */
static void class_identifiers(struct words_table *table)
{
    table->id_classes = memory_new(table->id_count, 1);
    for (size_t id = 1; id < table->id_count; id++)
        table->id_classes[id] = id < WORDS_FIRST_ID ? (uint8_t)(id - 1)
                                                    : table->classes[table->codes[id]];
}

/* Identifiers: from, if not NULL, keeps its own; characters found in used get the following. */
static void number_characters(struct words_table *table, const struct words_fold *fold,
                              const struct words_table *from, const bool *used)
{
    const bool *end = used + 0x10000;
    uint16_t *ids = memory_new(0x10000, sizeof(uint16_t));
    uint8_t *classes = memory_new(0x10000, 1);
    uint16_t *codes = memory_new(0x10000, sizeof *codes);
    size_t next = from ? from->id_count : WORDS_FIRST_ID;

    for (size_t id = 0; id < WORDS_FIRST_ID; id++)
        codes[id] = (uint16_t)id;
    if (from) { /* classes follow folding, which is known to the first table only */
        memcpy(classes, from->classes, 0x10000);
        memcpy(ids, from->ids, 0x10000 * sizeof(uint16_t));
        memcpy(codes, from->codes, next * sizeof *codes);
    } else {
        for (uint32_t code = 0; code < 0x10000; code++)
            classes[code] = (uint8_t)words_classify(fold ? fold->to[code] : code);
    }
    for (const bool *at = used; (at = memchr(at, true, (size_t)(end - at))) != NULL; at++) {
        size_t code = (size_t)(at - used);

        if (classes[code] != CLASS_SPACE && ids[code] < WORDS_FIRST_ID && next < 0xFFFF) {
            codes[next] = (uint16_t)code;
            ids[code] = (uint16_t)next++;
        }
    }
    for (uint32_t code = 0; from == NULL && code < 0x10000; code++) {
        if (fold && fold->to[code] != code)
            ids[code] = ids[fold->to[code]];
        if (ids[code] == 0 && classes[code] != CLASS_SPACE)
            ids[code] = (uint16_t)(1 + classes[code]);
    }
    table->ids = table->owned[0] = ids;
    table->classes = table->owned[1] = classes;
    table->codes = table->owned[3] = codes;
    table->id_count = next;
}

static int compare_entries(const void *a, const void *b)
{
    uint32_t left = words_hash(((const struct words_entry *)a)->key);
    uint32_t right = words_hash(((const struct words_entry *)b)->key);

    return (left > right) - (left < right);
}

/* Lays out pairs (repeats are merged) at two thirds full; takes over list. */
static void place_pairs(struct words_table *table, struct words_entry *list, size_t count)
{
    size_t kept = 0, next = 1;

    qsort(list, count, sizeof *list, compare_entries);
    for (size_t i = 0; i < count; i++) {
        if (list[i].key == 0)
            continue;
        if (kept && list[kept - 1].key == list[i].key)
            list[kept - 1].node |= list[i].node;
        else
            list[kept++] = list[i];
    }
    table->homes = kept + kept / 2 + 1;
    table->entries = memory_new(table->homes + kept + 1 + WORDS_NEAR, sizeof *list);
    for (size_t i = 0; i < kept; i++) {
        size_t home = words_home(table, words_hash(list[i].key));

        if (next < home)
            next = home;
        table->entries[next++] = list[i];
    }
    if (next <= table->homes)
        next = table->homes + 1;
    table->entry_count = next + 1;
    note_present(table);
    free(list);
}

static int compare_edges(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    uint32_t hash_left = words_edge_hash(*left >> NODE_BITS);
    uint32_t hash_right = words_edge_hash(*right >> NODE_BITS);

    if (hash_left == hash_right)
        return (*left > *right) - (*left < *right);
    return hash_left > hash_right ? 1 : -1;
}

static void place_edges(struct words_table *table, uint64_t *list, size_t count)
{
    size_t next = 0;
    uint64_t *edges;

    qsort(list, count, sizeof *list, compare_edges);
    table->edge_homes = count + count / 2 + 1;
    edges = memory_new(table->edge_homes + count + 1, sizeof *edges);
    for (size_t i = 0; i < count; i++) {
        size_t home = words_edge_home(table, words_edge_hash(list[i] >> NODE_BITS));

        if (next < home)
            next = home;
        edges[next++] = list[i];
    }
    if (next < table->edge_homes)
        next = table->edge_homes;
    table->edge_count = next + 1;
    edges = memory_resize(edges, table->edge_count, sizeof *edges);
    table->edges = table->owned[2] = edges;
    free(list);
}

/* A lexeme as identifiers, for sorting. */
struct word {
    uint16_t ids[WORDS_LONGEST];
    uint8_t length;
    uint8_t kind;
};

static int compare_words(const void *a, const void *b)
{
    const struct word *left = a, *right = b;

    for (size_t i = 0; i < left->length && i < right->length; i++) {
        if (left->ids[i] != right->ids[i])
            return left->ids[i] > right->ids[i] ? 1 : -1;
    }
    return (left->length > right->length) - (left->length < right->length);
}

static bool spell(const struct words_table *table, const struct words_lexeme *lexeme,
                  struct word *word)
{
    const char *at = lexeme->text.at, *end = at + lexeme->text.len;

    word->length = 0;
    word->kind = (uint8_t)lexeme->kind;
    while (at < end) {
        uint32_t code = utf8_next(&at);

        if (code >= 0x10000 || word->length == WORDS_LONGEST || table->ids[code] < WORDS_FIRST_ID)
            return false;
        word->ids[word->length++] = table->ids[code];
    }
    return word->length >= 2;
}

/* What grow gathers. */
struct growth {
    const struct word *words;
    uint64_t *edges;
    size_t edge_count;
    uint32_t next_node;
};

/* The node that words from to to - 1, equal in their first depth characters, have in common. */
static uint32_t grow(struct growth *growth, size_t from, size_t to, size_t depth)
{
    uint32_t number = growth->next_node++, node = number << NODE_SHIFT;

    while (from < to && growth->words[from].length == depth)
        node = number << NODE_SHIFT | growth->words[from++].kind;
    if (from < to)
        node |= NODE_MORE;
    while (from < to) {
        uint16_t id = growth->words[from].ids[depth];
        size_t end = from + 1;

        node |= words_node_hint(id);
        while (end < to && growth->words[end].ids[depth] == id)
            end++;
        uint32_t child = grow(growth, from, end, depth + 1);
        growth->edges[growth->edge_count++] = words_edge_key(node, id) << NODE_BITS |
                                              (child & ((1u << NODE_BITS) - 1));
        from = end;
    }
    return node;
}

static void grow_lexicon(struct words_table *table, const struct word *words, size_t count,
                         size_t characters)
{
    struct growth growth = {.words = words, .next_node = 1};
    struct words_entry *pairs = memory_new(count + 1, sizeof *pairs);
    size_t pair_count = 0;

    growth.edges = memory_new(characters + 1, sizeof(uint64_t));
    for (size_t from = 0, to; from < count; from = to) {
        to = from + 1;
        while (to < count && words[to].ids[0] == words[from].ids[0] &&
               words[to].ids[1] == words[from].ids[1])
            to++;
        pairs[pair_count].key = (uint32_t)words[from].ids[0] << 16 | words[from].ids[1];
        pairs[pair_count++].node = grow(&growth, from, to, 2);
    }
    place_pairs(table, pairs, pair_count);
    place_edges(table, growth.edges, growth.edge_count);
}

void words_table_build(struct words_table *table, const struct words_fold *fold,
                       const struct words_lexeme *lexemes, size_t count)
{
    bool *used = memory_new(0x10000, sizeof *used);
    struct word *words = memory_new(count + 1, sizeof *words);
    size_t kept = 0, characters = 0;

    *table = (struct words_table){0};
    for (size_t i = 0; i < count; i++) {
        const char *at = lexemes[i].text.at, *end = at + lexemes[i].text.len;

        while (at < end) {
            uint32_t code = utf8_next(&at);

            if (code < 0x10000)
                used[fold->to[code]] = true;
        }
    }
    number_characters(table, fold, NULL, used);
    class_identifiers(table);
    for (size_t i = 0; i < count; i++) {
        if (spell(table, &lexemes[i], &words[kept]))
            characters += words[kept++].length;
    }
    qsort(words, kept, sizeof *words, compare_words);
    grow_lexicon(table, words, kept, characters);
    free(words);
    free(used);
}

void words_table_extend(struct words_table *table, const struct words_table *from,
                        const uint32_t *pairs, size_t pair_count, const uint16_t *characters,
                        size_t character_count)
{
    bool *used = memory_new(0x10000, sizeof *used);
    struct words_entry *list = memory_new(from->entry_count + pair_count, sizeof *list);
    size_t count = from->entry_count;

    for (size_t i = 0; i < character_count; i++)
        used[characters[i]] = true;
    *table = *from;
    memset(table->owned, 0, sizeof table->owned);
    number_characters(table, NULL, from, used);
    class_identifiers(table);
    memcpy(list, from->entries, count * sizeof *list);
    for (size_t i = 0; i < pair_count; i++) {
        uint32_t first = pairs[i] >> 16, second = pairs[i] & 0xFFFF;

        first = first < WORDS_FIRST_ID ? first : table->ids[first];
        second = second < WORDS_FIRST_ID ? second : table->ids[second];
        list[count++].key = first << 16 | second;
    }
    place_pairs(table, list, count);
    free(used);
}

/* What words_table_save says of the table's shape. */
struct shape {
    uint32_t homes, edge_homes, id_count, reserved;
};

void words_table_save(const struct words_table *table, struct blob_writer *writer)
{
    struct shape shape = {(uint32_t)table->homes, (uint32_t)table->edge_homes,
                          (uint32_t)table->id_count, 0};
    uint32_t *pairs = memory_new(table->entry_count, 2 * sizeof *pairs);

    for (size_t i = 0; i < table->entry_count; i++) {
        pairs[2 * i] = table->entries[i].key;
        pairs[2 * i + 1] = table->entries[i].node;
    }
    blob_add(writer, "shape", &shape, sizeof shape);
    blob_add(writer, "ids", table->ids, 0x10000 * sizeof(uint16_t));
    blob_add(writer, "classes", table->classes, 0x10000);
    blob_add(writer, "codes", table->codes, table->id_count * sizeof(uint16_t));
    blob_add(writer, "pairs", pairs, table->entry_count * 2 * sizeof *pairs);
    blob_add(writer, "edges", table->edges, table->edge_count * sizeof(uint64_t));
    free(pairs);
}

bool words_table_open(struct words_table *table, const struct blob *blob, struct buf *why)
{
    size_t shapes, ids, classes, codes;
    const struct shape *shape = blob_array(blob, "shape", sizeof *shape, &shapes, why);
    const uint32_t *pairs;

    *table = (struct words_table){0};
    table->ids = blob_array(blob, "ids", sizeof(uint16_t), &ids, why);
    table->classes = blob_array(blob, "classes", 1, &classes, why);
    table->codes = blob_array(blob, "codes", sizeof(uint16_t), &codes, why);
    pairs = blob_array(blob, "pairs", 2 * sizeof *pairs, &table->entry_count, why);
    table->edges = blob_array(blob, "edges", sizeof(uint64_t), &table->edge_count, why);
    if (!shape || !table->ids || !table->classes || !table->codes || !pairs || !table->edges)
        return false;
    if (shapes != 1 || ids != 0x10000 || classes != 0x10000 || codes != shape->id_count ||
        table->entry_count <= shape->homes || table->edge_count <= shape->edge_homes) {
        buf_add_text(why, "the lexicon is damaged");
        return false;
    }
    table->homes = shape->homes;
    table->edge_homes = shape->edge_homes;
    table->id_count = shape->id_count;
    class_identifiers(table);
    table->entries = memory_new(table->entry_count + WORDS_NEAR - 1, sizeof *table->entries);
    for (size_t i = 0; i < table->entry_count; i++)
        table->entries[i] = (struct words_entry){.key = pairs[2 * i], .node = pairs[2 * i + 1]};
    note_present(table);
    return true;
}

void words_table_free(struct words_table *table)
{
    for (size_t i = 0; i < sizeof table->owned / sizeof table->owned[0]; i++)
        free(table->owned[i]);
    free(table->entries);
    free(table->id_classes);
    free(table->present);
    *table = (struct words_table){0};
}
