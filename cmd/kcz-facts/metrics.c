/*
 * Which figure was named for what. The measure is what is counted: the words behind the quantity
 * (13家高新技术企业), or, where the quantity ends its clause, those before it
 * (招引项目有望达到500个) without the verb that only says "reached". Words of planning before it
 * make it a target.
 */
#include "facts.h"
#include "utf8.h"

enum { MEASURE_LEAST = 2, MEASURE_MOST = 24, UNIT_MOST = 5, BRACKET_MOST = 10, OWNED_LEAST = 4 };

static const uint32_t subject_types = 1u << ENTITY_ORG | 1u << ENTITY_LOC | 1u << ENTITY_PROG |
                                      1u << ENTITY_EVENT;
static const uint32_t quantity = 1u << ENTITY_QUANTITY;
static const uint64_t skipped = (uint64_t)1 << WORD_ADVERB | (uint64_t)1 << WORD_INTENT |
                                (uint64_t)1 << WORD_PLAN | (uint64_t)1 << WORD_SPACE;

struct metric_scan {
    struct extraction *extraction;
    struct sentence sentence;
    struct piece opening; /* empty: where the sentence before ends, or the text begins */
    struct piece rest;    /* the sentence's text behind its last item ends here */
};

static size_t length(struct piece piece)
{
    return piece.end - piece.start;
}

static const uint64_t breaks = (uint64_t)1 << WORD_CLAUSE | (uint64_t)1 << WORD_PAUSE |
                               (uint64_t)1 << WORD_OPEN | (uint64_t)1 << WORD_CLOSE |
                               (uint64_t)1 << WORD_COLON | (uint64_t)1 << WORD_SPACE;

static size_t clause_start(const struct metric_scan *scan, size_t at)
{
    while (at > scan->sentence.first && !words_at(&scan->sentence, at - 1, word_bit(WORD_CLAUSE)))
        at--;
    return at;
}

static bool in_class(const struct metric_scan *scan, struct piece piece, uint64_t classes)
{
    return (rules_classes(scan->extraction->rules, piece.text) & classes) != 0;
}

/* Whether the quantity ends in a unit that measures: 亿元, %, 公里. What is measured so stands
 * before it. */
static bool is_mass(const struct metric_scan *scan, struct piece figure)
{
    size_t points = length(figure);

    for (size_t tail = points < UNIT_MOST ? points : UNIT_MOST; tail > 0; tail--)
        if (in_class(scan, piece_cut_front(figure, points - tail), word_bit(WORD_MASS)))
            return true;
    return false;
}

/* Whether the words can say what is counted: 高新技术企业, but not 左右 or 其中. */
static bool is_measure(const struct metric_scan *scan, struct piece piece)
{
    return length(piece) >= MEASURE_LEAST && length(piece) <= MEASURE_MOST &&
           !in_class(scan, piece,
                     word_bit(WORD_VAGUE) | word_bit(WORD_ADVERB) | word_bit(WORD_REACH) |
                         word_bit(WORD_CUT));
}

/* Whether the quantity is what something came from: 由1.2%|提高到2.5%. */
static bool is_origin(const struct metric_scan *scan, size_t at)
{
    return (words_at(&scan->sentence, at - 1, word_bit(WORD_AGENT)) ||
            (words_at(&scan->sentence, at - 1, word_bit(WORD_PREPOSITION)) &&
             span_is(scan->sentence.items[at - 1].piece.text, "从"))) &&
           item_gap(&scan->sentence.items[at - 1], &scan->sentence.items[at]) == 0 &&
           words_at(&scan->sentence, at + 1, word_bit(WORD_REACH));
}

/* From behind the quantity to the end of the clause or the verb that does something with it. */
static bool measure_behind(const struct metric_scan *scan, size_t at, struct piece *measure)
{
    const struct item *items = scan->sentence.items;
    size_t next = at + 1;

    if (words_at(&scan->sentence, next, word_bit(WORD_OF)) &&
        item_gap(&items[at], &items[next]) == 0)
        at = next++;
    while (next < scan->sentence.last &&
           !words_at(&scan->sentence, next,
                     breaks | word_bit(WORD_CUT) | word_bit(WORD_SIGN) | word_bit(WORD_ETC) |
                         word_bit(WORD_TO) | word_bit(WORD_AGENT) | word_bit(WORD_LOCATIVE) |
                         word_bit(WORD_PREPOSITION) | word_bit(WORD_HOLDS) | word_bit(WORD_WITH)) &&
           !entity_at(&scan->sentence, next, quantity | PERSONS | TITLES))
        next++;
    if (next < scan->sentence.last)
        *measure = piece_between(items[at].piece, items[next].piece);
    else
        *measure = piece_between(items[at].piece, scan->rest);
    return is_measure(scan, *measure);
}

/* What stands behind the last stop in it, and the marks that follow that. */
static struct piece past_stops(const struct metric_scan *scan, struct piece piece)
{
    struct piece kept = piece;
    bool leading = true;

    while (length(piece) > 0) {
        struct piece rest = piece_cut_front(piece, 1);
        struct span mark = {piece.text.at, piece.text.len - rest.text.len};
        uint64_t classes = rules_classes(scan->extraction->rules, mark);

        leading = (classes & word_bit(WORD_STOP)) != 0 ||
                  (leading && (classes & (breaks | word_bit(WORD_QUOTE))) != 0);
        if (leading)
            kept = rest;
        piece = rest;
    }
    return kept;
}

/* Behind （R&D）, which belongs to the measure: the item that opens it; at if none closes there. */
static size_t over_bracket(const struct metric_scan *scan, size_t at)
{
    const struct item *items = scan->sentence.items;
    size_t open = at;

    if (!words_at(&scan->sentence, at - 1, word_bit(WORD_CLOSE)))
        return at;
    while (open > scan->sentence.first &&
           items[at - 1].piece.end - items[open - 1].piece.start <= BRACKET_MOST) {
        open--;
        if (words_at(&scan->sentence, open, word_bit(WORD_OPEN)))
            return open;
    }
    return at;
}

/* Whether the measure begins behind this item: 国家级 and 建设 belong to it, 今年 and 累计 do not.
 */
static bool opens_measure(const struct metric_scan *scan, size_t item)
{
    const uint64_t before = breaks | word_bit(WORD_ADVERB) | word_bit(WORD_PLAN) |
                            word_bit(WORD_REACH) | word_bit(WORD_EACH) | word_bit(WORD_ETC);

    if (entity_at(&scan->sentence, item,
                  subject_types | quantity | 1u << ENTITY_DATE | PERSONS | TITLES))
        return true;
    return words_at(&scan->sentence, item, word_bit(WORD_INTENT))
               ? !words_at(&scan->sentence, item, word_bit(WORD_CUT))
               : words_at(&scan->sentence, item, before) &&
                     !words_at(&scan->sentence, item, word_bit(WORD_GRADE));
}

/* The piece without the first of these words that it starts with, if enough is left. */
static struct piece without_start(struct piece piece, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct span word = span_of(words[i]);
        struct piece rest;

        if (piece.text.len <= word.len || memcmp(piece.text.at, word.at, word.len) != 0)
            continue;
        rest = piece_cut_front(piece, utf8_count(word.at, word.len));
        return length(rest) >= OWNED_LEAST ? rest : piece;
    }
    return piece;
}

/* The end of the measure that stands before a quantity: before the verb that says how far it got,
 * and before the figure that it came from (由1.2%提高到). */
static size_t measure_end(const struct metric_scan *scan, size_t at)
{
    const uint64_t verbs = word_bit(WORD_REACH) | word_bit(WORD_OF) | word_bit(WORD_EACH) | skipped;
    const struct item *items = scan->sentence.items;
    size_t end = at;

    for (;;) {
        while (words_at(&scan->sentence, end - 1, verbs) &&
               item_gap(&items[end - 1], &items[end]) == 0)
            end--;
        if (!entity_at(&scan->sentence, end - 1, quantity) || !is_origin(scan, end - 1))
            return end;
        end -= 2;
    }
}

/* From behind the subject and the adverbs to the verb that says how far it got. */
static bool measure_before(const struct metric_scan *scan, size_t at, struct piece *measure)
{
    static const char *const owners[] = {"公司", "该公司", "企业", "我校", "投入", "的"};
    static const char *const behind_dates[] = {"之前", "前", "以来", "以后", "期间", "来"};
    const struct item *items = scan->sentence.items;
    size_t end = measure_end(scan, at), first = end;

    if (end == at && words_at(&scan->sentence, at - 1, word_bit(WORD_ETC)))
        return false; /* 甲、乙等29人 */
    while (first > scan->sentence.first) {
        size_t open = over_bracket(scan, first);

        if (open < first)
            first = open;
        else if (opens_measure(scan, first - 1))
            break;
        else
            first--;
    }
    if (first > scan->sentence.first)
        *measure = piece_between(items[first - 1].piece, items[end].piece);
    else
        *measure = past_stops(scan, piece_between(scan->opening, items[end].piece));
    if (first > scan->sentence.first && entity_at(&scan->sentence, first - 1, 1u << ENTITY_DATE))
        *measure = without_start(*measure, behind_dates,
                                 sizeof behind_dates / sizeof *behind_dates);
    *measure = without_start(*measure, owners, sizeof owners / sizeof *owners);
    return is_measure(scan, *measure);
}

/* Whether nothing but dates and adverbs stands before item i in its clause: then it is its topic.
 */
static bool opens_clause(const struct metric_scan *scan, size_t start, size_t i)
{
    for (size_t at = start; at < i; at++)
        if (!entity_at(&scan->sentence, at, 1u << ENTITY_DATE) &&
            !words_at(&scan->sentence, at, word_bit(WORD_ADVERB) | word_bit(WORD_SPACE)))
            return false;
    return true;
}

/* The subject of the clause, or of the nearest clause before it that has one; its item. */
static bool find_subject(const struct metric_scan *scan, size_t at, size_t *found)
{
    const uint64_t governing = word_bit(WORD_PREPOSITION) | word_bit(WORD_WITH);
    size_t end = at, start;

    if (entity_at(&scan->sentence, at - 1, subject_types) &&
        item_gap(&scan->sentence.items[at - 1], &scan->sentence.items[at]) == 0)
        return *found = at - 1, true;
    for (;;) {
        start = clause_start(scan, end);
        for (size_t i = start; i < end; i++)
            if (words_at(&scan->sentence, i, word_bit(WORD_SAY)) && end < at)
                return false;
        for (size_t i = start; i < end; i++)
            if (entity_at(&scan->sentence, i, subject_types) &&
                !words_at(&scan->sentence, i - 1, governing) &&
                (end == at || opens_clause(scan, start, i)))
                return *found = i, true;
        if (start == scan->sentence.first)
            return false;
        end = start - 1;
    }
}

static void read_quantity(const struct metric_scan *scan, size_t at)
{
    const struct item *items = scan->sentence.items;
    struct fact fact = {.type = "metric"};
    struct argument measure = {0}, subject, figure;
    size_t who, first = clause_start(scan, at);
    struct piece evidence = items[at].piece;
    bool behind = !is_mass(scan, evidence) && measure_behind(scan, at, &measure.piece);
    bool planned = false;

    /* A threshold (超过5亿元的县) and a rank in prizes (二等奖2项) are no figures of a measure. */
    if (is_origin(scan, at) || entity_at(&scan->sentence, at - 1, 1u << ENTITY_AWARD) ||
        (is_mass(scan, evidence) && words_at(&scan->sentence, at + 1, word_bit(WORD_OF))))
        return;
    /* 28个国家, 甲、乙等42家|单位获奖: it counts, and measures nothing. */
    if (words_at(&scan->sentence, at - 1, word_bit(WORD_ETC)) &&
        words_at(&scan->sentence, at + 1, word_bit(WORD_SEVERAL)))
        return;
    if (!behind && in_class(scan, measure.piece, word_bit(WORD_SEVERAL)))
        return;
    /* 三方 counts who signs. */
    if ((rules_classes(scan->extraction->rules, evidence.text) & word_bit(WORD_PARTIES)) != 0 ||
        (!behind && !measure_before(scan, at, &measure.piece) &&
         !(behind = measure_behind(scan, at, &measure.piece))))
        return;
    evidence = behind ? piece_join(evidence, measure.piece) : piece_join(measure.piece, evidence);
    figure = argument_of(scan->extraction, items[at].entity);
    if (find_subject(scan, at, &who)) {
        first = who < first ? who : first;
        subject = argument_of(scan->extraction, items[who].entity);
        fact_add_argument(&fact, "subject", &subject);
        evidence = piece_join(subject.piece, evidence);
    } else {
        fact_add_null(&fact, "subject");
    }
    for (size_t i = first; i < at; i++)
        planned = planned || words_at(&scan->sentence, i, word_bit(WORD_PLAN));
    fact_add_argument(&fact, "measure", &measure);
    fact_add_argument(&fact, "quantity", &figure);
    fact_add_truth(&fact, "target", planned);
    fact.evidence = evidence;
    fact_list_add(scan->extraction, &fact);
}

void extract_metrics(struct extraction *extraction)
{
    const struct document *document = extraction->document;

    for (size_t i = 0; i < document->sentence_count; i++) {
        struct metric_scan scan = {
            .extraction = extraction,
            .sentence = document->sentences[i],
            .opening = i > 0 ? document->sentences[i - 1].end
                             : (struct piece){.text = {document->text.at, 0}},
            .rest = document->sentences[i].end,
        };

        for (size_t at = scan.sentence.first; at < scan.sentence.last; at++)
            if (entity_at(&scan.sentence, at, quantity))
                read_quantity(&scan, at);
    }
}
