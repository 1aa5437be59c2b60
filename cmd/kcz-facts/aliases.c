#include "aliases.h"

#include <string.h>

#include "blob.h"
#include "utf8.h"

/* Of divisions: a place's level is the kind of its suffix. */
enum { PROVINCE = SUFFIX_PROVINCE, CITY = SUFFIX_CITY, COUNTY = SUFFIX_COUNTY, LEVELS };
enum { SHORT_NAME_REACH = 12, TAIL_TRIES = 32, NAME_MAX = 64 };

static const uint32_t scored_types = 1u << ENTITY_ORG | 1u << ENTITY_LOC;

static struct span tail_of(struct span text, size_t points)
{
    const char *at = text.at + text.len;

    for (; points > 0 && at > text.at; points--)
        do
            at--;
        while (at > text.at && (*at & 0xC0) == 0x80);
    return span_between(at, text.at + text.len);
}

static struct span head_of(struct span text, size_t points)
{
    const char *at = text.at, *end = text.at + text.len;

    for (; points > 0 && at < end; points--)
        at += utf8_length((unsigned char)*at);
    return span_between(text.at, at);
}

static bool starts_with(struct span text, struct span head)
{
    return text.len >= head.len && memcmp(text.at, head.at, head.len) == 0;
}

static bool ends_with(struct span text, struct span tail)
{
    return text.len >= tail.len && memcmp(text.at + text.len - tail.len, tail.at, tail.len) == 0;
}

/* Whether the code points of part occur in whole in this order. */
static bool is_subsequence(struct span part, struct span whole)
{
    const char *at = whole.at, *end = whole.at + whole.len;
    const char *p = part.at, *part_end = part.at + part.len;

    while (p < part_end && at < end) {
        const char *next = p;

        if (utf8_next(&at) == utf8_next(&next))
            p = next;
    }
    return p == part_end;
}

static struct span joined(struct arena *arena, struct span a, struct span b)
{
    char *bytes = arena_take(arena, a.len + b.len + 1, 1);

    memcpy(bytes, a.at, a.len);
    memcpy(bytes + a.len, b.at, b.len);
    return (struct span){bytes, a.len + b.len};
}

static size_t hash_slot(const struct aliases *aliases, struct span text)
{
    uint64_t hash = blob_checksum(text.at, text.len) * UINT64_C(0x9E3779B97F4A7C15);

    return (size_t)(hash >> 32) & (aliases->slot_count - 1);
}

/* The slot that holds the index of text's name, or the free one where it belongs. */
static size_t *slot_of(const struct aliases *aliases, struct span text)
{
    size_t slot = hash_slot(aliases, text);

    while (aliases->slots[slot] != 0 &&
           !span_equal(aliases->names[aliases->slots[slot] - 1].text, text))
        slot = (slot + 1) & (aliases->slot_count - 1);
    return &aliases->slots[slot];
}

static struct name *find_name(const struct aliases *aliases, struct span text)
{
    size_t index = aliases->slot_count == 0 ? 0 : *slot_of(aliases, text);

    return index == 0 ? NULL : &aliases->names[index - 1];
}

static void count_name(struct aliases *aliases, const struct mention *entity)
{
    size_t *slot = slot_of(aliases, entity->piece.text);

    if (*slot == 0) {
        struct span tail = tail_of(entity->piece.text, 2);
        size_t *last = &aliases->tails[hash_slot(aliases, tail)];

        aliases->names[aliases->count] = (struct name){
            .text = entity->piece.text,
            .type = entity->type,
            .length = entity->piece.end - entity->piece.start,
            .next_tail = *last,
        };
        *slot = *last = ++aliases->count;
    }
    aliases->names[*slot - 1].count++;
    if (entity->code.at != NULL)
        aliases->names[*slot - 1].code = entity->code;
}

static void count_names(struct aliases *aliases, const struct document *document)
{
    size_t total = 0;

    for (size_t i = 0; i < document->mention_count; i++)
        total += 1 + document->mentions[i].inner_count;
    for (aliases->slot_count = 16; aliases->slot_count < total * 2;)
        aliases->slot_count *= 2;
    aliases->names = arena_take(aliases->arena, total + 1, sizeof *aliases->names);
    aliases->slots = arena_take(aliases->arena, aliases->slot_count, sizeof *aliases->slots);
    aliases->tails = arena_take(aliases->arena, aliases->slot_count, sizeof *aliases->tails);
    memset(aliases->slots, 0, aliases->slot_count * sizeof *aliases->slots);
    memset(aliases->tails, 0, aliases->slot_count * sizeof *aliases->tails);
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *each = &document->mentions[i];

        if ((scored_types >> each->type & 1) != 0)
            count_name(aliases, each);
        for (size_t j = 0; j < each->inner_count; j++)
            if ((scored_types >> each->inner[j].type & 1) != 0)
                count_name(aliases, &each->inner[j]);
    }
}

/* A division's level and its full name, where its form, its code or the document tells them. */
static int division(const struct aliases *aliases, const struct name *name, struct span *full)
{
    struct span text = name->text, code = name->code;

    *full = text;
    for (size_t i = 0; i < aliases->rules->province_count; i++) {
        const struct province *each = &aliases->rules->provinces[i];

        if (span_equal(text, each->name) || span_equal(text, each->full)) {
            *full = each->full;
            return ends_with(each->full, span_of("市")) ? CITY : PROVINCE;
        }
    }
    if (ends_with(text, span_of("市")))
        return name->length > 2 ? CITY : LEVELS;
    if (ends_with(text, span_of("县")) || ends_with(text, span_of("区")))
        return name->length > 2 && (code.at != NULL || ends_with(text, span_of("县"))) ? COUNTY
                                                                                       : LEVELS;
    *full = joined(aliases->arena, text, span_of("市"));
    if (find_name(aliases, *full) != NULL ||
        (code.len == 6 && !ends_with(code, span_of("0000")) && ends_with(code, span_of("00"))))
        return CITY;
    return LEVELS;
}

/* The province, city and county that are named most; of equals the first. */
static void find_places(struct aliases *aliases)
{
    size_t best[LEVELS] = {0};

    for (size_t i = 0; i < aliases->count; i++) {
        const struct name *name = &aliases->names[i];
        struct span full;
        int level;
        size_t count = name->count;

        if (name->type != ENTITY_LOC)
            continue;
        level = division(aliases, name, &full);
        if (level == LEVELS)
            continue;
        if (!span_equal(full, name->text)) {
            const struct name *longer = find_name(aliases, full);

            count += longer != NULL ? longer->count : 0;
        }
        if (count > best[level]) {
            best[level] = count;
            aliases->places[level] = full;
        }
    }
}

/* 省、市、区、县 at the start of an organisation's name stand for a place that goes unnamed. */
static struct span resolve_place(struct aliases *aliases, const struct name *name)
{
    const struct rules *rules = aliases->rules;

    for (size_t i = 0; i < rules->suffix_count; i++) {
        struct span word = rules->suffixes[i].text, place;

        if (rules->suffixes[i].kind == SUFFIX_COMPANY)
            continue;
        place = aliases->places[rules->suffixes[i].kind];
        if (place.at != NULL && starts_with(name->text, word) && ends_with(place, word))
            return joined(aliases->arena, place,
                          (struct span){name->text.at + word.len, name->text.len - word.len});
    }
    return (struct span){0};
}

/* 滨海区科协 beside 滨海区企业科协: where the names part, one goes on at once with the bare organ
 * that both end in, so that each is a body of its own. */
static bool stands_beside(struct span part, struct span whole)
{
    size_t same = 0;

    while (same < part.len && same < whole.len && part.at[same] == whole.at[same])
        same++;
    while (same > 0 && same < part.len && ((unsigned char)part.at[same] & 0xC0) == 0x80)
        same--;
    return same > 0 && part.len - same <= strlen("科协");
}

/* What the full name ends in: the same two characters, but 医院 of 云大一附院. */
static struct span full_tail(struct span text)
{
    return ends_with(text, span_of("附院")) ? span_of("医院") : tail_of(text, 2);
}

/* Whether whole, a longer name of the same kind with the same end, is what part abbreviates. */
static bool abbreviates(const struct name *part, const struct name *whole)
{
    if (whole->type != part->type || whole->length <= part->length || whole->length > NAME_MAX ||
        !ends_with(whole->text, full_tail(part->text)))
        return false;
    if (part->type == ENTITY_LOC)
        return ends_with(whole->text, part->text) ||
               (part->length > 4 && starts_with(whole->text, head_of(part->text, 2)) &&
                is_subsequence(part->text, whole->text));
    if (ends_with(whole->text, part->text))
        return part->length > 3;
    return part->length > 4 && is_subsequence(part->text, whole->text) &&
           !stands_beside(part->text, whole->text);
}

/* The longest of the names that this one abbreviates, if they all end in each other. */
static struct span resolve_longer(const struct aliases *aliases, const struct name *name)
{
    size_t next = aliases->tails[hash_slot(aliases, full_tail(name->text))];
    const struct name *found = NULL;

    for (int tries = 0; next != 0 && tries < TAIL_TRIES; tries++) {
        const struct name *other = &aliases->names[next - 1];

        next = other->next_tail;
        if (!abbreviates(name, other))
            continue;
        if (found == NULL || abbreviates(found, other))
            found = other;
        else if (!abbreviates(other, found))
            return (struct span){0};
    }
    return found == NULL ? (struct span){0} : found->text;
}

/* A company's first word for the company: 明远软件 for 明远软件有限公司. */
static struct span resolve_company(const struct aliases *aliases, const struct name *name)
{
    const struct rules *rules = aliases->rules;

    for (size_t i = 0; i < rules->suffix_count && name->length > 2; i++) {
        struct span full;

        if (rules->suffixes[i].kind != SUFFIX_COMPANY)
            continue;
        full = joined(aliases->arena, name->text, rules->suffixes[i].text);
        if (find_name(aliases, full) != NULL)
            return full;
    }
    return (struct span){0};
}

struct span aliases_resolve(struct aliases *aliases, const struct mention *entity)
{
    struct name *name;

    if (entity->norm.at != NULL)
        return entity->norm;
    if ((scored_types >> entity->type & 1) == 0)
        return (struct span){0};
    name = find_name(aliases, entity->piece.text);
    if (name == NULL || name->resolved)
        return name == NULL ? (struct span){0} : name->norm;
    name->resolved = true;
    if (name->type == ENTITY_ORG)
        name->norm = resolve_place(aliases, name);
    if (name->norm.at == NULL)
        name->norm = resolve_longer(aliases, name);
    if (name->norm.at == NULL && name->type == ENTITY_ORG)
        name->norm = resolve_company(aliases, name);
    return name->norm;
}

/* X(以下简称“Y”): from now on Y is X. */
static void read_introductions(struct aliases *aliases, const struct document *document)
{
    for (size_t i = 0; i + 3 < document->item_count; i++) {
        const struct item *items = &document->items[i];
        struct piece piece;
        struct name *name;
        size_t behind = 3;

        if (!item_has_type(&items[0], scored_types) || !item_is(&items[1], WORD_OPEN) ||
            !item_is(&items[2], WORD_SHORT))
            continue;
        while (i + behind < document->item_count && item_is(&items[behind], WORD_QUOTE))
            behind++;
        if (i + behind >= document->item_count)
            return;
        piece = items[behind].entity != NULL
                    ? items[behind].piece
                    : piece_between(items[behind - 1].piece, items[behind].piece);
        if (piece.end - piece.start > SHORT_NAME_REACH)
            continue;
        name = find_name(aliases, piece.text);
        if (name != NULL && !span_equal(name->text, items[0].piece.text)) {
            name->norm = items[0].piece.text;
            name->resolved = true;
        }
    }
}

void aliases_build(struct aliases *aliases, const struct document *document,
                   const struct rules *rules, struct arena *arena)
{
    *aliases = (struct aliases){.rules = rules, .arena = arena};
    count_names(aliases, document);
    find_places(aliases);
    read_introductions(aliases, document);
}
