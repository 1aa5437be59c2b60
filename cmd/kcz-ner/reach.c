#include "reach.h"

#include "place_codes.h"
#include "quotes.h"

static const uint32_t PLACES = NAME_DIVISION | NAME_SHORT | NAME_COUNTRY | NAME_PLACE;
static const uint32_t DIVISIONS = NAME_DIVISION | NAME_SHORT | NAME_COUNTRY;

enum word_role {
    ROLE_STOP,    /* cannot belong to a name */
    ROLE_PLAIN,   /* an ordinary word that can */
    ROLE_PROPER,  /* a name, or no word */
    ROLE_ANCHOR,  /* a place or an organisation: names begin with it */
    ROLE_ELIDED,  /* 市 of 市科协 */
    ROLE_GENERIC, /* 各, 相关, 大型: what follows is a common noun */
    ROLE_AND      /* 和, 与, 及: inside a name only when it began before it */
};

static bool is_generic(const struct document *document, const struct word *word)
{
    size_t start = word->start, end = start + word->length;

    return context_is(document, start, end, CONTEXT_GENERIC) &&
           !text_at(document, start, "全国人大");
}

static enum word_role role_of_character(const struct document *document, const struct word *word,
                                        const struct entry *entry)
{
    size_t at = word->start;

    if (char_in(document, at, "和与及暨"))
        return ROLE_AND;
    if (char_in(document, at, "省市区县州国镇"))
        return ROLE_ELIDED;
    if (context_at(document, at, CONTEXT_INSIDE))
        return ROLE_PLAIN;
    if (context_at(document, at, CONTEXT_OUTSIDE))
        return ROLE_STOP;
    if (entry->classes & NAME_INNER_VERB)
        return ROLE_PLAIN;
    if (entry->pos == 'v' || entry->pos == 'p' || entry->pos == 'c' || entry->pos == 'u')
        return entry->cost > 72 ? ROLE_PROPER : ROLE_STOP;
    return ROLE_PROPER;
}

/* The part of a word before limit, where the suffix cuts it: 天津 of 天津市委. */
static struct word part_of(const struct document *document, const struct word *word, size_t limit)
{
    struct word part = *word;
    const struct entry *entry;

    if (word->start + word->length <= limit)
        return part;
    part.length = (uint16_t)(limit - word->start);
    entry = scan_exact(&document->scan, word->start, limit);
    part.entry = entry ? (uint16_t)(entry - document->gazetteer->entries) : 0;
    return part;
}

static enum word_role role_of(const struct document *document, const struct word *word)
{
    const struct entry *entry = &document->gazetteer->entries[word->entry];
    uint8_t kind = kind_at(document, word->start);
    size_t length = 0;

    if (kind == CHAR_PUNCT || kind == CHAR_STOP || kind == CHAR_SPACE || kind == CHAR_EDGE)
        return ROLE_STOP;
    if (document_covered(document, word->start, word->start + word->length) &&
        document->cover[word->start] != ENTITY_PROG)
        return ROLE_STOP;
    if (is_generic(document, word))
        return ROLE_GENERIC;
    if (entry->classes & NAME_OUTER)
        return ROLE_STOP;
    if (entry->classes & (PLACES | NAME_ORG) && word->length >= 2)
        return ROLE_ANCHOR;
    /* 中共安徽 of 中共安徽省委: the part of a word that begins with a name. */
    if (word->entry == 0 && word->length >= 2 &&
        scan_longest(&document->scan, word->start, DIVISIONS | NAME_ORG, &length) &&
        length <= word->length)
        return ROLE_ANCHOR;
    if (word->length == 1)
        return role_of_character(document, word, entry);
    if (entry->classes & NAME_PLACE_SUFFIX && entry->place == PLACE_ZONE &&
        text_before(document, word->start + word->length, "区"))
        return ROLE_ANCHOR; /* 经开区|汽车产业促进局 */
    if (entry->classes & (NAME_TERM | NAME_INNER_VERB | NAME_ORG_SUFFIX | NAME_PLACE_SUFFIX))
        return ROLE_PLAIN;
    switch (entry->pos) {
    case 'n':
    case 'j':
    case 'b':
    case 'a':
    case 'l':
    case 'g':
        return ROLE_PLAIN;
    case POS_PLACE:
    case POS_NAME:
    case POS_ORG:
        return ROLE_PROPER;
    case POS_PERSON:
    case POS_FOREIGN:
    case POS_NONE:
        return ROLE_PROPER;
    case 'm': /* 第一, 二十一; but not 一批, 几个 */
        return kind_at(document, word->start + word->length - 1U) == CHAR_NUMERAL ? ROLE_PLAIN
                                                                                  : ROLE_STOP;
    default:
        return ROLE_STOP;
    }
}

/* 第六届, 第三次: where a session that ends before position begins; position if none does. */
static size_t before_session(const struct document *document, size_t position)
{
    size_t at = position;

    if (at < 3 || !char_in(document, at - 1, "届"))
        return position;
    at--;
    while (at > 0 &&
           (kind_at(document, at - 1) == CHAR_NUMERAL || kind_at(document, at - 1) == CHAR_DIGIT))
        at--;
    return at > 0 && at + 1 < position && char_in(document, at - 1, "第") ? at - 1 : position;
}

/* 云州|市科协 where no list has 云州市: two characters that are a noun or no word, with an edge or
 * what is no name before them. Their start; position if they are not there. */
static size_t unlisted_place(const struct document *document, size_t position)
{
    const struct scan *scan = &document->scan;
    size_t start = position - 2;
    uint8_t before;

    if (position < 2 || document_covered(document, start, position) ||
        context_before(document, position, CONTEXT_BECOMES) ||
        context_before(document, position, CONTEXT_DIVIDER) ||
        scan->words[scan->word_at[start]].start < start)
        return position;
    for (size_t i = start; i < position; i++) {
        enum word_role role = role_of(document, &scan->words[scan->word_at[i]]);

        if (kind_at(document, i) != CHAR_HAN || (role != ROLE_PLAIN && role != ROLE_PROPER))
            return position;
    }
    before = kind_at(document, start - 1);
    return start == 0 || before == CHAR_PUNCT || before == CHAR_STOP || before == CHAR_SPACE ||
                   document->cover[start - 1] != ENTITY_NONE ||
                   context_before(document, start, CONTEXT_BECOMES)
               ? start
               : position;
}

/* Behind a closing quote or parenthesis: where it opens, if what it holds is short. */
static size_t over_brackets(const struct document *document, size_t position)
{
    size_t open = position - 1;

    if (char_in(document, open, "”’」"))
        return quote_start(document, open, 20);
    if (!char_in(document, open, "）"))
        return open;
    for (size_t i = open; i-- > 0 && open - i < 10;)
        if (char_in(document, i, "（"))
            return i;
    return open;
}

/* 西部（重庆）科学城: a place in parentheses makes a name of what is around it. */
static bool holds_place(const struct document *document, size_t open)
{
    size_t length = 0;

    return scan_longest(&document->scan, open + 1, DIVISIONS, &length) &&
           char_in(document, open + 1 + length, "）");
}

/* 建设西营门产业园: a verb at the start governs the name. */
static void trim_verbs(const struct document *document, struct reach *reach, size_t suffix)
{
    const struct scan *scan = &document->scan;

    while (reach->start < suffix) {
        const struct word *word = &scan->words[scan->word_at[reach->start]];
        const struct entry *entry = &scan->gazetteer->entries[word->entry];

        if (word->start < reach->start || entry->pos != 'v' || word->length < 2 ||
            word->start + word->length + 2U > suffix)
            return;
        reach->start = word->start + word->length;
    }
}

/* 樊城区|湖北某公司: a province stands above what is before it, so that a name begins there. */
static bool is_above(const struct document *document, size_t start, const struct word *before)
{
    const struct entry *left = &document->gazetteer->entries[before->entry], *right;
    size_t length = 0;

    right = scan_longest(&document->scan, start, DIVISIONS, &length);
    return left->classes & DIVISIONS && left->code_count > 0 && right && right->code_count > 0 &&
           place_best_code(document, right) % 10000 == 0 &&
           place_best_code(document, left) % 10000 != 0;
}

/* 青石|回天|新材料股份有限公司: a verb between a place and the trade of a company is its brand. */
static bool is_brand(const struct document *document, const struct word *word, size_t suffix)
{
    const struct entry *entry = &document->gazetteer->entries[word->entry];

    return word->length == 2 && word->start >= 2 && entry->pos == 'v' &&
           word->start + 2U < suffix && !(entry->classes & NAME_OUTER) &&
           !document_covered(document, word->start, word->start + 2U) &&
           (text_at(document, suffix, "有限公司") || text_at(document, suffix, "股份有限公司") ||
            text_at(document, suffix, "有限责任公司")) &&
           role_of(document, word - 1) == ROLE_ANCHOR;
}

/* A name while it is reached for. */
struct walk {
    const struct document *document;
    size_t suffix; /* where its last part begins */
    struct reach reach;
    size_t at;      /* how far words were looked at */
    bool after_and; /* what lies left of at counts only if an anchor is found */
};

/* What is one step however many words it has: a quote, a parenthesis, the number of a session.
 * False if none ends here. */
static bool step_over(struct walk *walk)
{
    const struct document *document = walk->document;
    size_t open = over_brackets(document, walk->at), session;

    if (open < walk->at - 1) {
        walk->at = open;
        if (char_in(document, open, "（")) {
            walk->reach.proper = walk->reach.proper || holds_place(document, open);
        } else {
            walk->reach.start = open;
            walk->reach.anchored = walk->reach.proper = true;
        }
        return true;
    }
    session = walk->reach.anchored ? walk->at : before_session(document, walk->at);
    if (session >= walk->at)
        return false;
    walk->at = session;
    if (!walk->after_and)
        walk->reach.start = session;
    return true;
}

/* The word before word; word itself if there is none. */
static const struct word *word_before(const struct scan *scan, const struct word *word)
{
    return word > scan->words ? word - 1 : word;
}

/* 甲和乙研究会: goes on across 和 to an ordinary word, once. False if the name begins behind it. */
static bool step_and(struct walk *walk, const struct word *word)
{
    const struct scan *scan = &walk->document->scan;
    const struct word *before = word_before(scan, word);
    enum word_role left = before < word ? role_of(walk->document, before) : ROLE_STOP;

    if (walk->after_and || left != ROLE_PLAIN || walk->document->ends[word->start] ||
        scan->gazetteer->entries[before->entry].classes & NAME_ORG_SUFFIX)
        return false;
    walk->after_and = true;
    walk->at = word->start;
    return true;
}

/* 市科协: the level is all there is of the place, or its name stands before it. */
static void step_to_level(struct walk *walk, const struct word *word)
{
    const struct word *before = word_before(&walk->document->scan, word);

    if (walk->after_and)
        return;
    /* 云州市科协, where no list has 云州市 */
    if (before < word && role_of(walk->document, before) == ROLE_ANCHOR)
        walk->at = before->start;
    else if (char_in(walk->document, walk->at, "市县区州"))
        walk->at = unlisted_place(walk->document, walk->at);
    walk->reach.start = walk->at;
    walk->reach.anchored = true;
}

/* One word to the left. False if the name begins behind it, or with it. */
static bool step(struct walk *walk)
{
    const struct document *document = walk->document;
    const struct word *word = &document->scan.words[document->scan.word_at[walk->at - 1]];
    struct word part = part_of(document, word, walk->at);
    enum word_role role = role_of(document, &part);

    if (role == ROLE_STOP && is_brand(document, word, walk->suffix))
        role = ROLE_PROPER;
    if (role == ROLE_GENERIC && word->start > 0 && char_in(document, word->start - 1, "”’"))
        role = ROLE_PLAIN; /* “…”省级专家组 */
    if (role == ROLE_STOP || role == ROLE_GENERIC)
        return false;
    if (walk->reach.anchored &&
        (role != ROLE_ANCHOR || is_above(document, walk->reach.start, &part)))
        return false;
    if (role == ROLE_AND)
        return step_and(walk, word);
    walk->at = word->start;
    if (role == ROLE_ELIDED) {
        step_to_level(walk, word);
        return false;
    }
    if (role == ROLE_ANCHOR) {
        walk->reach.start = walk->at;
        walk->reach.anchored = walk->reach.proper = true;
    } else if (!walk->after_and) {
        walk->reach.start = walk->at;
        walk->reach.proper = walk->reach.proper || role == ROLE_PROPER;
    }
    return true;
}

struct reach reach_left(const struct document *document, size_t suffix, size_t most)
{
    struct walk walk = {
        .document = document, .suffix = suffix, .reach.start = suffix, .at = suffix};
    struct reach *reach = &walk.reach;

    while (walk.at > 0 && suffix - walk.at < most && (step_over(&walk) || step(&walk)))
        ;
    if (!reach->anchored)
        trim_verbs(document, reach, suffix);
    reach->content = suffix - reach->start;
    reach->listed = reach->start > 0 && char_in(document, reach->start - 1, "、和与及");
    return *reach;
}
