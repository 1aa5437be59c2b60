#include "document.h"

#include <stdlib.h>

#include "json.h"
#include "utf8.h"

enum { MAX_NESTING = 4 };

struct found {
    struct mention *at;
    size_t count, capacity;
    size_t points; /* of the text; what reaches behind it is no entity */
    struct arena *arena;
};

static struct mention *add_mention(struct found *found)
{
    if (found->count == found->capacity) {
        size_t capacity = found->capacity * 2 + 64;
        struct mention *more = arena_take(found->arena, capacity, sizeof *more);

        if (found->count > 0)
            memcpy(more, found->at, found->count * sizeof *more);
        found->at = more;
        found->capacity = capacity;
    }
    return &found->at[found->count++];
}

/* The text of a JSON string, decoded into the arena where it holds escapes. */
static struct span string_of(struct span value, struct arena *arena)
{
    struct buf scratch = {0};
    struct span text = {0};

    if (json_kind(value) != JSON_STRING)
        return text;
    text = json_string(value, &scratch);
    if (text.at != NULL && text.at == scratch.data) {
        char *copy = arena_take(arena, text.len + 1, 1);

        memcpy(copy, text.at, text.len);
        text.at = copy;
    }
    buf_free(&scratch);
    return text;
}

static bool read_offset(struct span value, size_t *number)
{
    return json_kind(value) == JSON_NUMBER && json_uint(value, number);
}

enum {
    MEMBER_TYPE,
    MEMBER_START,
    MEMBER_END,
    MEMBER_NORM,
    MEMBER_CODE,
    MEMBER_VALUE,
    MEMBER_UNIT,
    MEMBER_NESTED
};

static const char *const member_names[] = {
    [MEMBER_TYPE] = "type", [MEMBER_START] = "start",   [MEMBER_END] = "end",
    [MEMBER_NORM] = "norm", [MEMBER_CODE] = "code",     [MEMBER_VALUE] = "value",
    [MEMBER_UNIT] = "unit", [MEMBER_NESTED] = "nested", NULL,
};

static void read_array(struct found *found, struct span array, bool outer, int depth);

static void read_entity(struct found *found, struct span object, int index, int depth)
{
    struct json_cursor cursor = json_open(object);
    struct json_member member;
    struct mention mention = {.index = index};
    struct span inner = {0};
    bool has_start = false, has_end = false;

    while (json_next(&cursor, &member)) {
        switch (rules_index(member_names, member.key)) {
        case MEMBER_TYPE:
            mention.type = entity_type_named(string_of(member.value, found->arena));
            break;
        case MEMBER_START:
            has_start = read_offset(member.value, &mention.piece.start) || has_start;
            break;
        case MEMBER_END:
            has_end = read_offset(member.value, &mention.piece.end) || has_end;
            break;
        case MEMBER_NORM:
            mention.norm = string_of(member.value, found->arena);
            break;
        case MEMBER_CODE:
            mention.code = string_of(member.value, found->arena);
            break;
        case MEMBER_VALUE:
            mention.value = member.value;
            break;
        case MEMBER_UNIT:
            mention.unit = member.value;
            break;
        case MEMBER_NESTED:
            inner = member.value;
            break;
        default:
            break;
        }
    }
    if (mention.type == ENTITY_NONE || !has_start || !has_end ||
        mention.piece.start >= mention.piece.end || mention.piece.end > found->points)
        return;
    *add_mention(found) = mention;
    if (inner.at != NULL && json_kind(inner) == JSON_ARRAY && depth < MAX_NESTING)
        read_array(found, inner, false, depth + 1);
}

static void read_array(struct found *found, struct span array, bool outer, int depth)
{
    struct json_cursor cursor = json_open(array);
    struct json_member member;

    for (int index = 0; json_next(&cursor, &member); index++)
        if (json_kind(member.value) == JSON_OBJECT)
            read_entity(found, member.value, outer ? index : -1, depth);
}

/* By start, the longer first; of equals the one that stands first in the record. */
static int compare_mentions(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;

    if (a->piece.start != b->piece.start)
        return a->piece.start < b->piece.start ? -1 : 1;
    if (a->piece.end != b->piece.end)
        return a->piece.end > b->piece.end ? -1 : 1;
    return (unsigned)a->index < (unsigned)b->index ? -1 : (unsigned)a->index > (unsigned)b->index;
}

/*
 * Sorts the mentions into flat ones and, for each, those that lie inside it; what crosses another
 * is left out.
 */
static void arrange(struct document *document, struct found *found, struct arena *arena)
{
    struct mention *inner = arena_take(arena, found->count + 1, sizeof *inner);
    struct mention *flat = arena_take(arena, found->count + 1, sizeof *flat);
    size_t inner_count = 0, flat_count = 0;

    for (size_t i = 1; i < found->count; i++) {
        if (compare_mentions(&found->at[i - 1], &found->at[i]) > 0) {
            qsort(found->at, found->count, sizeof *found->at, compare_mentions);
            break;
        }
    }
    for (size_t i = 0; i < found->count; i++) {
        const struct mention *each = &found->at[i];
        struct mention *outer = flat_count > 0 ? &flat[flat_count - 1] : NULL;

        if (outer == NULL || each->piece.start >= outer->piece.end) {
            flat[flat_count] = *each;
            flat[flat_count++].inner = &inner[inner_count];
        } else if (each->piece.end <= outer->piece.end) {
            inner[inner_count++] = *each;
            outer->inner_count++;
        }
    }
    document->mentions = flat;
    document->mention_count = flat_count;
}

/* The bytes of count code points from at on; shorter where the text ends before. */
static const char *walk(const char *at, const char *end, size_t count)
{
    for (; count > 0 && at < end; count--)
        at += utf8_length((unsigned char)*at);
    return at;
}

static void place_inner(struct mention *outer)
{
    const char *end = outer->piece.text.at + outer->piece.text.len;

    for (size_t i = 0; i < outer->inner_count; i++) {
        struct mention *inner = &outer->inner[i];
        const char *from = walk(outer->piece.text.at, end, inner->piece.start - outer->piece.start);

        inner->piece.text = span_between(from,
                                         walk(from, end, inner->piece.end - inner->piece.start));
    }
}

struct lexer {
    struct document *document;
    const struct rules *rules;
    struct arena *arena;
    size_t item_capacity, sentence_capacity;
    size_t sentence_first;
};

static void *grown(struct arena *arena, void *old, size_t count, size_t *capacity, size_t size)
{
    void *more;

    if (count < *capacity)
        return old;
    *capacity = *capacity * 2 + 256;
    more = arena_take(arena, *capacity, size);
    if (count > 0)
        memcpy(more, old, count * size);
    return more;
}

static void end_sentence(struct lexer *lexer, const char *at, size_t point)
{
    struct document *document = lexer->document;

    if (document->item_count > lexer->sentence_first) {
        document->sentences = grown(lexer->arena, document->sentences, document->sentence_count,
                                    &lexer->sentence_capacity, sizeof *document->sentences);
        document->sentences[document->sentence_count++] = (struct sentence){
            NULL, lexer->sentence_first, document->item_count, {point, point, {at, 0}}};
    }
    lexer->sentence_first = document->item_count;
}

static void add_item(struct lexer *lexer, struct item item)
{
    struct document *document = lexer->document;
    size_t first = lexer->sentence_first;

    if (document->item_count > first &&
        (document->item_count - first >= SENTENCE_ITEMS ||
         item.piece.end - document->items[first].piece.start > SENTENCE_POINTS))
        end_sentence(lexer, item.piece.text.at, item.piece.start);
    document->items = grown(lexer->arena, document->items, document->item_count,
                            &lexer->item_capacity, sizeof *document->items);
    document->items[document->item_count++] = item;
}

/* The words in the text up to the next entity; returns how many code points come before it. */
static size_t lex_gap(struct lexer *lexer, const char *at, const char *end, size_t point)
{
    const struct rules *rules = lexer->rules;

    while (at < end) {
        size_t bytes = 0;
        int32_t value = trie_longest(&rules->words, span_between(at, end), &bytes);

        if (value == TRIE_NONE || (size_t)value >= rules->class_count) {
            at += utf8_length((unsigned char)*at);
            point++;
            continue;
        }
        size_t count = utf8_count(at, bytes);
        uint64_t classes = rules->classes[value];

        if ((classes & word_bit(WORD_STOP)) != 0)
            end_sentence(lexer, at, point);
        else
            add_item(lexer, (struct item){{point, point + count, {at, bytes}}, NULL, classes});
        at += bytes;
        point += count;
    }
    return point;
}

/* Whether text ends as the name of an organisation does, in a known word of two to four Hanzi. */
static bool ends_as_name(const struct rules *rules, struct span text)
{
    const size_t hanzi = 3;

    for (size_t tail = 2 * hanzi; tail <= 4 * hanzi && tail < text.len; tail += hanzi)
        if ((rules_classes(rules, (struct span){text.at + text.len - tail, tail}) &
             word_bit(WORD_UNIT)) != 0)
            return true;
    return false;
}

/*
 * An organisation's entity may hold two of them, "A学会与B集团": split where what stands before 与
 * ends as a name does. Code points before 与, or 0; 工业与信息化局 is one name.
 */
static size_t find_seam(const struct rules *rules, const struct mention *mention)
{
    const struct span link = span_of("与");
    struct span text = mention->piece.text;
    const char *end = text.at + text.len;
    const char *at = mention->type == ENTITY_ORG ? memmem(text.at, text.len, link.at, link.len)
                                                 : NULL;

    if (at == NULL || (size_t)(end - at) <= 2 * link.len ||
        !ends_as_name(rules, span_between(text.at, at)))
        return 0;
    return utf8_count(text.at, (size_t)(at - text.at));
}

static void add_entity(struct lexer *lexer, const struct mention *mention)
{
    size_t seam = find_seam(lexer->rules, mention);
    size_t length = mention->piece.end - mention->piece.start;
    struct mention *halves;
    struct piece link;

    if (seam == 0) {
        add_item(lexer, (struct item){mention->piece, mention, 0});
        return;
    }
    halves = arena_take(lexer->arena, 2, sizeof *halves);
    for (size_t i = 0; i < 2; i++)
        halves[i] = (struct mention){.type = ENTITY_ORG, .index = -1};
    halves[0].piece = piece_cut_back(mention->piece, length - seam);
    halves[1].piece = piece_cut_front(mention->piece, seam + 1);
    link = piece_between(halves[0].piece, halves[1].piece);
    add_item(lexer, (struct item){halves[0].piece, &halves[0], 0});
    add_item(lexer, (struct item){link, NULL, rules_classes(lexer->rules, link.text)});
    add_item(lexer, (struct item){halves[1].piece, &halves[1], 0});
}

static void lex(struct lexer *lexer, struct span text)
{
    struct document *document = lexer->document;
    const char *at = text.at, *end = text.at + text.len;
    size_t point = 0;

    for (size_t i = 0; i < document->mention_count; i++) {
        struct mention *mention = &document->mentions[i];
        const char *from = walk(at, end, mention->piece.start - point);
        const char *to = walk(from, end, mention->piece.end - mention->piece.start);

        lex_gap(lexer, at, from, point);
        mention->piece.text = span_between(from, to);
        place_inner(mention);
        add_entity(lexer, mention);
        point = mention->piece.end;
        at = to;
    }
    point = lex_gap(lexer, at, end, point);
    end_sentence(lexer, end, point);
    for (size_t i = 0; i < document->sentence_count; i++)
        document->sentences[i].items = document->items;
}

void document_read(struct document *document, const struct rules *rules, struct arena *arena,
                   struct span text, struct span entities)
{
    struct found found = {.points = utf8_count(text.at, text.len), .arena = arena};
    struct lexer lexer = {.document = document, .rules = rules, .arena = arena};

    *document = (struct document){.text = text};
    read_array(&found, entities, true, 0);
    arrange(document, &found, arena);
    lex(&lexer, text);
}

struct piece piece_join(struct piece a, struct piece b)
{
    return (struct piece){a.start, b.end, span_between(a.text.at, b.text.at + b.text.len)};
}

struct piece piece_between(struct piece a, struct piece b)
{
    return (struct piece){a.end, b.start, span_between(a.text.at + a.text.len, b.text.at)};
}

struct piece piece_cut_front(struct piece piece, size_t count)
{
    const char *end = piece.text.at + piece.text.len;

    return (struct piece){piece.start + count, piece.end,
                          span_between(walk(piece.text.at, end, count), end)};
}

struct piece piece_cut_back(struct piece piece, size_t count)
{
    size_t keep = piece.end - piece.start - count;
    const char *end = piece.text.at + piece.text.len;

    return (struct piece){piece.start, piece.end - count,
                          span_between(piece.text.at, walk(piece.text.at, end, keep))};
}
