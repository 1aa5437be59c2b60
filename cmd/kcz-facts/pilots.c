/*
 * Which place is a pilot of which programme. What is looked for is the head: “programme” and behind
 * it the level up to 试点城市, 示范区 and the like. A verb before it says whose it is (入选, 成为,
 * 是, 增补…为, 被列为), or a list behind it. A place that only touches the head
 * ("A市“…”试点城市建设") is believed where the document does not state it better. What is only
 * wished for is left out.
 */
#include "places.h"

enum {
    HEAD_REACH = 20,
    QUOTED_REACH = 16,
    QUOTED_ITEMS = 4,
    VERB_REACH = 8,
    COMPARED = 64,
    PLACE_LEAST = 3
};

struct head {
    struct argument programme;
    struct argument level;
    size_t first, end; /* items, quotes included */
};

struct pilot {
    struct argument place, programme, level, date;
    bool strong; /* a verb or a list says it */
    struct piece evidence;
    struct pilot *before;
};

struct pilot_scan {
    struct extraction *extraction;
    struct sentence sentence;
    struct pilot *pilots; /* the last one found */
};

static bool contains(struct span whole, struct span part)
{
    return part.len == 0 ||
           (whole.len >= part.len && memmem(whole.at, whole.len, part.at, part.len) != NULL);
}

static bool ends_with(struct span text, struct span tail)
{
    return text.len >= tail.len && memcmp(text.at + text.len - tail.len, tail.at, tail.len) == 0;
}

/* 天津市滨海新区 and 滨海新区: the same name, or the end of it. */
static bool same_place(const struct argument *a, const struct argument *b)
{
    return span_equal(argument_name(a), argument_name(b)) ||
           (a->piece.end - a->piece.start >= PLACE_LEAST &&
            b->piece.end - b->piece.start >= PLACE_LEAST &&
            (ends_with(a->piece.text, b->piece.text) || ends_with(b->piece.text, a->piece.text)));
}

static bool is_opening_quote(const struct pilot_scan *scan, size_t at)
{
    static const char *const marks[] = {"“", "\"", "‘", "「", "『"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (words_at(&scan->sentence, at, word_bit(WORD_QUOTE)) &&
            span_is(scan->sentence.items[at].piece.text, marks[i]))
            return true;
    return false;
}

/* A programme at item at, quoted or not; else whatever short text is quoted there. */
static bool read_programme(const struct pilot_scan *scan, size_t at, struct head *head)
{
    const struct item *items = scan->sentence.items;
    size_t close = at + 1;

    head->first = at;
    if (entity_at(&scan->sentence, at, 1u << ENTITY_PROG)) {
        head->programme = argument_of(scan->extraction, items[at].entity);
        head->end = at + 1;
        if (words_at(&scan->sentence, at + 1, word_bit(WORD_QUOTE)))
            head->end++;
        if (words_at(&scan->sentence, at - 1, word_bit(WORD_QUOTE)) &&
            item_gap(&items[at - 1], &items[at]) == 0)
            head->first = at - 1;
        return true;
    }
    if (!is_opening_quote(scan, at))
        return false;
    while (close < scan->sentence.last && close <= at + QUOTED_ITEMS &&
           !words_at(&scan->sentence, close, word_bit(WORD_QUOTE) | word_bit(WORD_CLAUSE)))
        close++;
    if (!words_at(&scan->sentence, close, word_bit(WORD_QUOTE)) ||
        item_gap(&items[at], &items[close]) < 2 ||
        item_gap(&items[at], &items[close]) > QUOTED_REACH)
        return false;
    head->programme = (struct argument){
        .piece = piece_between(items[at].piece, items[close].piece)};
    head->end = close + 1;
    return true;
}

/* The level: from behind the programme up to the word for a pilot, in the same clause. */
static bool read_level(const struct pilot_scan *scan, struct head *head)
{
    const struct item *from = &scan->sentence.items[head->end - 1];

    for (size_t at = head->end; at < scan->sentence.last; at++) {
        const struct item *item = &scan->sentence.items[at];

        if (item->piece.start - from->piece.end > HEAD_REACH ||
            item_is_any(item, word_bit(WORD_CLAUSE) | word_bit(WORD_PAUSE) | word_bit(WORD_QUOTE) |
                                  word_bit(WORD_WITH) | word_bit(WORD_TO)))
            return false;
        if (item_is(item, WORD_PILOT)) {
            head->level = (struct argument){
                .piece = piece_join(piece_between(from->piece, item->piece), item->piece)};
            head->end = at + 1;
            return true;
        }
    }
    return false;
}

/* The last date of the sentence before item at. */
static struct argument date_before(const struct pilot_scan *scan, size_t at)
{
    while (at-- > scan->sentence.first)
        if (entity_at(&scan->sentence, at, 1u << ENTITY_DATE))
            return argument_of(scan->extraction, scan->sentence.items[at].entity);
    return (struct argument){0};
}

static void add_pilot(struct pilot_scan *scan, const struct head *head,
                      const struct argument *place, bool strong, size_t first, size_t end)
{
    struct pilot *pilot;
    int steps = 0;

    for (pilot = scan->pilots; pilot != NULL && steps < COMPARED; pilot = pilot->before, steps++) {
        struct span old = pilot->level.piece.text, new = head->level.piece.text;

        if (!same_place(&pilot->place, place) ||
            !span_equal(pilot->programme.piece.text, head->programme.piece.text))
            continue;
        if ((pilot->strong && !strong) || (pilot->strong == strong && contains(old, new)))
            return;
        if (!pilot->strong || contains(new, old))
            break;
    }
    if (pilot == NULL || steps == COMPARED) {
        pilot = arena_take(scan->extraction->arena, 1, sizeof *pilot);
        pilot->before = scan->pilots;
        scan->pilots = pilot;
    }
    pilot->place = *place;
    pilot->programme = head->programme;
    pilot->level = head->level;
    pilot->date = date_before(scan, head->first);
    pilot->strong = strong;
    pilot->evidence = piece_join(scan->sentence.items[first].piece,
                                 scan->sentence.items[end - 1].piece);
}

/* Whether a word of intent stands in items [first, end): 力争, 申报, 支持 … */
static bool is_intended(const struct pilot_scan *scan, size_t first, size_t end)
{
    for (size_t at = first; at < end; at++)
        if (words_at(&scan->sentence, at, word_bit(WORD_INTENT)))
            return true;
    return false;
}

/* The places that a verb at item verb speaks of: those before it, else the sentence's first. */
static void give_to_subject(struct pilot_scan *scan, const struct head *head, size_t verb)
{
    const uint64_t light = word_bit(WORD_ADVERB) | word_bit(WORD_PASSIVE) | word_bit(WORD_EACH) |
                           word_bit(WORD_ETC) | word_bit(WORD_SPACE) | word_bit(WORD_SEVERAL);
    struct argument places[MAX_PLACES];
    size_t count, at = verb, first = verb, clause = verb, end = head->end;

    while (at > scan->sentence.first &&
           (words_at(&scan->sentence, at - 1, light) ||
            entity_at(&scan->sentence, at - 1, 1u << ENTITY_DATE | 1u << ENTITY_QUANTITY)))
        at--;
    first = places_before(scan->extraction, &scan->sentence, at, places, &count);
    /* "P被中国科协列为": what stands right before the verb is who says so. */
    if (count > 0 && words_at(&scan->sentence, first - 1, word_bit(WORD_PASSIVE)))
        first = places_before(scan->extraction, &scan->sentence, first - 1, places, &count);
    while (clause > scan->sentence.first &&
           !words_at(&scan->sentence, clause - 1, word_bit(WORD_CLAUSE)))
        clause--;
    for (at = clause; count == 0 && at < verb; at++)
        if (entity_at(&scan->sentence, at, BODIES) &&
            !words_at(&scan->sentence, at - 1,
                      word_bit(WORD_PREPOSITION) | word_bit(WORD_LOCATIVE)))
            first = at, places_from(scan->extraction, &scan->sentence, at, places, &count);
    for (at = scan->sentence.first; count == 0 && at < clause; at++)
        if (entity_at(&scan->sentence, at, BODIES) &&
            !words_at(&scan->sentence, at - 1,
                      word_bit(WORD_PREPOSITION) | word_bit(WORD_LOCATIVE)))
            first = at, places_from(scan->extraction, &scan->sentence, at, places, &count);
    /* "作为“…”试点城市,A…": the place comes behind. */
    if (count == 0 && verb == clause && words_at(&scan->sentence, head->end, word_bit(WORD_CLAUSE)))
        first = verb,
        end = places_from(scan->extraction, &scan->sentence, head->end + 1, places, &count);
    if (is_intended(scan, clause, head->first))
        return;
    while (count-- > 0)
        add_pilot(scan, head, &places[count], true, first, end);
}

/* "增补A、B、C为…": the verb that names stands before the places. */
static void give_to_object(struct pilot_scan *scan, const struct head *head, size_t to)
{
    const uint64_t naming = word_bit(WORD_NAMED) | word_bit(WORD_MAKE);
    struct argument places[MAX_PLACES];
    size_t count, at = to, first;

    while (words_at(&scan->sentence, at - 1,
                    word_bit(WORD_ETC) | word_bit(WORD_SEVERAL) | word_bit(WORD_PILOT) |
                        word_bit(WORD_CLOSE)) ||
           entity_at(&scan->sentence, at - 1, 1u << ENTITY_QUANTITY))
        at--;
    first = places_before(scan->extraction, &scan->sentence, at, places, &count);
    if (count == 0)
        return;
    at = first;
    while (at > scan->sentence.first && !words_at(&scan->sentence, at - 1, word_bit(WORD_CLAUSE)))
        at--;
    if (is_intended(scan, at, to) ||
        (at < first && !words_at(&scan->sentence, first - 1, naming | word_bit(WORD_ADVERB))))
        return;
    while (count-- > 0)
        add_pilot(scan, head, &places[count], true, first, head->end);
}

/* A list behind the head: "…试点城市包括A、B", "…试点城市:A、B", "…试点城市(A、B)". */
static bool give_to_list(struct pilot_scan *scan, const struct head *head)
{
    const uint64_t opener = word_bit(WORD_INCLUDE) | word_bit(WORD_COLON) | word_bit(WORD_OPEN);
    struct argument places[MAX_PLACES];
    size_t count, at = head->end, end;

    while (words_at(&scan->sentence, at,
                    word_bit(WORD_EACH) | word_bit(WORD_SPACE) | word_bit(WORD_SEVERAL)))
        at++;
    if (!words_at(&scan->sentence, at, opener))
        return false;
    while (words_at(&scan->sentence, at, opener | word_bit(WORD_EACH) | word_bit(WORD_SPACE)))
        at++;
    end = places_from(scan->extraction, &scan->sentence, at, places, &count);
    for (size_t i = 0; i < count; i++)
        add_pilot(scan, head, &places[i], true, head->first, end);
    return count > 0;
}

/* "支持A、B等“…”试点城市建设": those that a list names as examples. */
static bool give_to_example(struct pilot_scan *scan, const struct head *head)
{
    struct argument places[MAX_PLACES];
    size_t count, first, at = head->first;

    if (entity_at(&scan->sentence, at - 1, 1u << ENTITY_QUANTITY))
        at--;
    if (!words_at(&scan->sentence, at - 1, word_bit(WORD_ETC)))
        return false;
    first = places_before(scan->extraction, &scan->sentence, at - 1, places, &count);
    for (size_t i = count; i-- > 0;)
        add_pilot(scan, head, &places[i], true, first, head->end);
    return count > 0;
}

static void give_by_touch(struct pilot_scan *scan, const struct head *head)
{
    const struct item *items = scan->sentence.items;
    struct argument place;
    size_t first, clause = head->first;

    while (clause > scan->sentence.first &&
           !words_at(&scan->sentence, clause - 1, word_bit(WORD_CLAUSE)))
        clause--;
    if (give_to_example(scan, head))
        return;
    first = place_before(scan->extraction, &scan->sentence, head->first, &place);
    if (first < head->first && item_gap(&items[head->first - 1], &items[head->first]) == 0) {
        if (!is_intended(scan, clause, first))
            add_pilot(scan, head, &place, false, first, head->end);
        return;
    }
    if (entity_at(&scan->sentence, head->end, 1u << ENTITY_LOC) &&
        item_gap(&items[head->end - 1], &items[head->end]) == 0) {
        place = argument_of(scan->extraction, items[head->end].entity);
        add_pilot(scan, head, &place, false, head->first, head->end + 1);
    }
}

static void read_head(struct pilot_scan *scan, const struct head *head)
{
    const uint64_t skipped = word_bit(WORD_ADVERB) | word_bit(WORD_OF) | word_bit(WORD_SEVERAL);
    size_t at = head->first;

    while ((words_at(&scan->sentence, at - 1, skipped) ||
            entity_at(&scan->sentence, at - 1, 1u << ENTITY_QUANTITY | 1u << ENTITY_DATE)) &&
           item_gap(&scan->sentence.items[at - 1], &scan->sentence.items[at]) <= 2)
        at--;
    if (give_to_list(scan, head))
        return;
    if (at > scan->sentence.first &&
        item_gap(&scan->sentence.items[at - 1], &scan->sentence.items[at]) <= VERB_REACH) {
        if (words_at(&scan->sentence, at - 1,
                     word_bit(WORD_BECOME) | word_bit(WORD_NAMED) | word_bit(WORD_IS))) {
            give_to_subject(scan, head, at - 1);
            return;
        }
        if (words_at(&scan->sentence, at - 1, word_bit(WORD_TO))) {
            give_to_object(scan, head, at - 1);
            return;
        }
    }
    give_by_touch(scan, head);
}

static void emit(struct pilot_scan *scan, const struct pilot *pilot)
{
    struct fact fact = {.type = "pilot", .evidence = pilot->evidence};

    fact_add_argument(&fact, "place", &pilot->place);
    fact_add_argument(&fact, "programme", &pilot->programme);
    fact_add_argument(&fact, "level", &pilot->level);
    if (pilot->date.piece.text.at != NULL)
        fact_add_argument(&fact, "date", &pilot->date);
    else
        fact_add_null(&fact, "date");
    fact_list_add(scan->extraction, &fact);
}

void extract_pilots(struct extraction *extraction)
{
    const struct document *document = extraction->document;
    struct pilot_scan scan = {.extraction = extraction};
    struct pilot *first = NULL; /* the chain turned around */

    for (size_t i = 0; i < document->sentence_count; i++) {
        scan.sentence = document->sentences[i];
        for (size_t at = scan.sentence.first; at < scan.sentence.last; at++) {
            struct head head;

            if (!read_programme(&scan, at, &head))
                continue;
            if (read_level(&scan, &head)) {
                read_head(&scan, &head);
                at = head.end - 1;
            }
        }
    }
    for (struct pilot *pilot = scan.pilots, *next; pilot != NULL; pilot = next) {
        next = pilot->before;
        pilot->before = first;
        first = pilot;
    }
    for (; first != NULL; first = first->before)
        emit(&scan, first);
}
