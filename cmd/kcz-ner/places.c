#include "places.h"

#include <stdlib.h>

#include "memory.h"
#include "place_codes.h"
#include "quotes.h"
#include "reach.h"

static const uint32_t PLACES = NAME_DIVISION | NAME_SHORT | NAME_COUNTRY | NAME_PLACE;

enum { MAX_ZONE = 14 };

/* A short name that is as often a word needs something beside it to be a place. */
static bool short_name_stands(const struct document *document, size_t start, size_t end,
                              const struct entry *entry)
{
    uint32_t code = place_best_code(document, entry);

    if (code % 10000 == 0)
        return true;
    if (context_at(document, end, CONTEXT_AFTER_PLACE))
        return true;
    if (entry->classes & NAME_WORD && entry->pos != POS_PLACE && entry->pos != POS_NAME)
        return false;
    return code % 100 == 0 || document->ends[start] & 1U << ENTITY_LOC ||
           (entry->classes & NAME_WORD && !document->by_model);
}

/* The name must not cut a word in two, unless the word is no surer. */
static bool cuts_words(const struct document *document, size_t start, size_t end)
{
    const struct scan *scan = &document->scan;
    const struct word *first = &scan->words[scan->word_at[start]];
    const struct word *last = &scan->words[scan->word_at[end - 1]];

    return first->start < start || last->start + last->length > end;
}

/* 市 in 天津市: the short name goes on to the full one that no list has (新近改名的区). */
static size_t take_level(const struct document *document, size_t end)
{
    if (char_in(document, end, "省市区县镇乡州") && !cuts_words(document, end, end + 1) &&
        !context_at(document, end + 1, CONTEXT_AFTER_LEVEL))
        return end + 1;
    return end;
}

static void find_listed(struct document *document)
{
    for (size_t i = 0; i < document->chars.count; i++) {
        size_t length = 0, end;
        const struct entry *entry;

        if (kind_at(document, i) != CHAR_HAN && kind_at(document, i) != CHAR_NUMERAL)
            continue;
        entry = scan_longest(&document->scan, i, PLACES, &length);
        if (!entry || length < 2)
            continue;
        end = i + length;
        if (document->cover[i] != ENTITY_NONE && document->cover[i] != ENTITY_PROG)
            continue;
        if (cuts_words(document, i, end))
            continue;
        if (!(entry->classes & ~(uint32_t)(NAME_WORD | NAME_SURNAME) &
              (PLACES & ~(uint32_t)NAME_SHORT)) &&
            !short_name_stands(document, i, end, entry))
            continue;
        if (entry->classes & NAME_SHORT && !(entry->classes & NAME_DIVISION))
            end = take_level(document, end);
        document_add(document, ENTITY_LOC, i, end, RANK_LIKELY)->code = place_best_code(document,
                                                                                        entry);
        i = end - 1;
    }
}

/* “链网融合”示范园区: a rank that a programme gives, and no place. */
static bool is_label(const struct document *document, size_t start, size_t end)
{
    size_t close = char_in(document, start, "“‘「") ? quote_end(document, start, end - start) : 0;

    return close > 0 && char_in(document, close + 1, "示试先核引");
}

/* 会展中心, 大会堂: a venue also where it has the form of an organisation. */
static bool is_hall(const struct document *document, size_t suffix, size_t length)
{
    return text_at(document, suffix, "会堂") ||
           (length >= 4 && char_in(document, suffix + length - 3, "展议览体") &&
            text_before(document, suffix + length, "中心"));
}

/* 国家高新区: a rank of zones, and none of them. */
static bool is_rank(const struct document *document, size_t start, size_t suffix)
{
    return text_at(document, start, "国家") && suffix <= start + 3;
}

/* Zones and other places by their last part. */
static void find_suffixed(struct document *document)
{
    const struct scan *scan = &document->scan;

    for (size_t i = 1; i < document->chars.count; i++) {
        size_t length = 0, end;
        const struct entry *suffix = scan_longest(scan, i, NAME_PLACE_SUFFIX, &length);
        struct reach reach;

        if (!suffix || length < 2 || document_covered(document, i, i + length))
            continue;
        end = i + length;
        if (end < document->chars.count &&
            scan->words[scan->word_at[end - 1]].start + scan->words[scan->word_at[end - 1]].length >
                end)
            continue;
        reach = reach_left(document, i, MAX_ZONE);
        if (is_label(document, reach.start, end) || is_rank(document, reach.start, i))
            continue;
        if (suffix->place == PLACE_ZONE)
            document_add(document, ENTITY_LOC, reach.start, end, RANK_LIKELY)->tentative =
                reach.content < 2 || (!reach.anchored && !reach.proper);
        else if (reach.anchored && suffix->place == PLACE_VENUE &&
                 (length >= 3 || text_at(document, i, "会堂") || !document->by_model))
            document_add(document, ENTITY_LOC, reach.start, end,
                         is_hall(document, i, length) ? RANK_SURE : RANK_LIKELY);
        i = end - 1;
    }
}

/* 碑记镇, 蒲洞村: a place at a level below any list. */
static bool all_of_kind(const struct document *document, size_t start, size_t end, uint8_t kind)
{
    for (size_t i = start; i < end; i++)
        if (kind_at(document, i) != kind)
            return false;
    return true;
}

static bool is_below_county(const struct document *document, const struct entity *place)
{
    size_t end = place->end;

    return end - place->start >= 3 &&
           (char_in(document, end - 1, "镇乡村") || text_before(document, end, "街道"));
}

static bool is_division(const struct document *document, const struct entity *place)
{
    return place->code != 0 ||
           (place->end - place->start >= 3 && char_in(document, place->end - 1U, "省市县区州旗")) ||
           is_below_county(document, place);
}

static int by_place(const void *left, const void *right)
{
    const struct entity *a = left, *b = right;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? 1 : -1;
    return (a->code < b->code) - (a->code > b->code);
}

/* 中美, 中美俄: countries by one character each, where no list has them as one region. */
static bool is_abbreviated(const struct document *document, const struct entity *place)
{
    if (place->end - place->start < 2 || place->end - place->start > 3 ||
        scan_longest(&document->scan, place->start, PLACES, &(size_t){0}))
        return false;
    for (size_t i = place->start; i < place->end; i++)
        if (!context_at(document, i, CONTEXT_COUNTRY))
            return false;
    return true;
}

static void split_countries(struct document *document)
{
    size_t count = document->count;

    for (size_t i = 0; i < count; i++) {
        struct entity place = document->entities[i];

        if (place.type != ENTITY_LOC || place.dropped || !is_abbreviated(document, &place))
            continue;
        document_drop(document, &document->entities[i]);
        for (size_t at = place.start; at < place.end; at++)
            document_add(document, ENTITY_LOC, at, at + 1, RANK_LIKELY);
    }
}

/* 南海区|狮山镇: a town that no list has, behind its county. */
static void find_towns(struct document *document)
{
    size_t count = document->count;

    for (size_t i = 0; i < count; i++) {
        const struct entity place = document->entities[i];
        size_t end = place.end + 2;

        if (place.type != ENTITY_LOC || place.dropped || place.end - place.start < 2 ||
            !char_in(document, place.end - 1U, "市县区旗"))
            continue;
        while (end < place.end + 4 && !char_in(document, end, "镇乡"))
            end++;
        if (end < place.end + 4 && !document_covered(document, place.end, end + 1) &&
            all_of_kind(document, place.end, end, CHAR_HAN) &&
            !cuts_words(document, place.end, place.end + 1) &&
            !context_at(document, place.end, CONTEXT_OUTSIDE) &&
            !char_in(document, end + 1, "村长居企"))
            document_add(document, ENTITY_LOC, place.end, end + 1, RANK_LIKELY);
    }
}

void find_places(struct document *document)
{
    split_countries(document);
    find_suffixed(document);
    find_listed(document);
    find_towns(document);
}

static bool ends_in_zone(const struct document *document, const struct entity *place)
{
    for (size_t i = place->start; i + 1 < place->end; i++) {
        const struct entry *entry = scan_exact(&document->scan, i, place->end);

        if (entry && entry->place == PLACE_ZONE && entry->classes & NAME_PLACE_SUFFIX)
            return true;
    }
    return false;
}

/* Whether the second of two neighbours lies in the first. */
static bool chained(const struct document *document, const struct entity *outer,
                    const struct entity *inner)
{
    const struct entry *entry = scan_exact(&document->scan, inner->start, inner->end);

    if (outer->end != inner->start)
        return false;
    if (is_below_county(document, inner) && is_division(document, outer) &&
        !(entry && entry->classes & (NAME_COUNTRY | NAME_PLACE)))
        return true;
    if (inner->code == 0 && entry && entry->classes & NAME_PLACE && entry->place == PLACE_ZONE)
        return outer->code != 0; /* 北京|中关村 */
    if (inner->code == 0)
        return outer->code != 0 && (text_before(document, inner->end, "新区") ||
                                    (!(entry && entry->classes & (NAME_COUNTRY | NAME_PLACE)) &&
                                     ends_in_zone(document, inner)));
    return place_any_code_within(document, outer->code, inner);
}

/* 来宾 said of guests: a short name that is a common noun, with nothing beside it that would make
 * it a place. */
static bool is_plain_word(const struct document *document, const struct entity *place,
                          const struct entry *entry)
{
    const uint32_t beside = 1U << ENTITY_LOC | 1U << ENTITY_ORG;

    return entry && entry->classes & NAME_SHORT && entry->classes & NAME_OUTER &&
           !context_at(document, place->end, CONTEXT_AFTER_PLACE) &&
           !(document->ends[place->start] & beside) && !(document->starts[place->end] & beside) &&
           !char_in(document, place->end, "、") &&
           (place->start == 0 || !char_in(document, place->start - 1U, "、在赴到"));
}

/* 东湖高新区|地区生产总值: what belongs to the word behind; the end of the place. */
static uint32_t place_end(const struct document *document, const struct entity *place)
{
    uint32_t end = place->end;

    return end - place->start >= 4 && text_before(document, end, "地区") &&
                   text_at(document, end, "生产总值")
               ? end - 2
               : end;
}

/* 主宾国, 东道国: a rank of countries that no list has. */
static bool is_some_country(const struct document *document, const struct entity *place,
                            const struct entry *entry)
{
    return place->end - place->start == 3 &&
           (char_in(document, place->end - 1U, "国") || text_at(document, place->start, "主宾")) &&
           !(entry && entry->classes & (PLACES | NAME_ORG)) &&
           !scan_longest(&document->scan, place->start, PLACES, &(size_t){0});
}

void drop_common_places(struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        struct entity *place = &document->entities[i];
        size_t suffix = place->start + 1;
        const struct entry *entry;
        struct reach reach;

        if (place->type != ENTITY_LOC || place->dropped)
            continue;
        if (text_at(document, place->end, "式") && !text_at(document, place->end, "式微"))
            document_drop(document, place); /* 中国式 */
        if (place_end(document, place) < place->end) {
            place->end = place_end(document, place);
            document->ends[place->end] |= (uint16_t)(1U << ENTITY_LOC);
        }
        entry = scan_exact(&document->scan, place->start, place->end);
        if (is_plain_word(document, place, entry) || is_some_country(document, place, entry))
            document_drop(document, place);
        if (entry && ((entry->place == PLACE_ZONE && !(entry->classes & (PLACES | NAME_ORG))) ||
                      (entry->classes == NAME_WORD && entry->pos == 'n' &&
                       char_in(document, place->end - 1U, "区"))))
            document_drop(document, place); /* a bare 科创园区, 城区 */
        if (place->end - place->start == 2 && kind_at(document, place->start) == CHAR_NUMERAL &&
            char_in(document, place->start + 1, "省市县区州镇乡村"))
            document_drop(document, place); /* 三县两区 */
        if (place->dropped || place->tentative || entry)
            continue;
        while (suffix + 1 < place->end) {
            const struct entry *tail = scan_exact(&document->scan, suffix, place->end);
            if (tail && tail->classes & NAME_PLACE_SUFFIX)
                break;
            suffix++;
        }
        if (suffix + 1 >= place->end)
            continue;
        reach = reach_left(document, suffix, MAX_ZONE);
        if (!reach.anchored && !reach.proper)
            document_drop(document, place);
    }
}

/* The candidate that begins where this one ends and lies in it, or NULL. */
static const struct entity *next_link(const struct document *document, const struct entity *place,
                                      const struct entity *end)
{
    for (const struct entity *next = place + 1; next < end && next->start <= place->end; next++)
        if (chained(document, place, next))
            return next;
    return NULL;
}

/* 滨海-中关村科技园: a zone with two names. */
static void join_hyphens(struct document *document, const struct entity *places, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        const struct entity *zone = &places[i + 1];

        while (zone + 1 < places + count && zone->start <= places[i].end)
            zone++;
        if (code_at(document, places[i].end) == '-' && zone->start == places[i].end + 1U &&
            ends_in_zone(document, zone))
            document_add(document, ENTITY_LOC, places[i].start, zone->end, RANK_LIKELY);
    }
}

void join_places(struct document *document)
{
    size_t count = document->count, found = 0;
    struct entity *places = memory_new(count + 1, sizeof *places);

    for (size_t i = 0; i < count; i++)
        if (document->entities[i].type == ENTITY_LOC && !document->entities[i].dropped) {
            struct entity *place = &places[found++];
            const struct entry *entry;

            *place = document->entities[i];
            entry = scan_exact(&document->scan, place->start, place->end);
            if (place->code == 0 && entry && entry->code_count > 0)
                place->code = place_best_code(document, entry);
        }
    qsort(places, found, sizeof *places, by_place);
    for (size_t i = 0; i < found; i++) {
        const struct entity *last = &places[i], *next;
        uint32_t code = last->code;

        while ((next = next_link(document, last, places + found)) != NULL) {
            last = next;
            code = last->code ? last->code : code;
        }
        if (last > &places[i])
            document_add(document, ENTITY_LOC, places[i].start, last->end, RANK_LIKELY)->code =
                code;
    }
    join_hyphens(document, places, found);
    free(places);
}
