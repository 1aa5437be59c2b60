#include "quotes.h"

#include <string.h>

enum {
    OPEN_DOUBLE = 0x201C,
    CLOSE_DOUBLE = 0x201D,
    OPEN_SINGLE = 0x2018,
    CLOSE_SINGLE = 0x2019,
    OPEN_CORNER = 0x300C,
    CLOSE_CORNER = 0x300D,
    OPEN_BOOK = 0x300A,
    CLOSE_BOOK = 0x300B,
    MAX_TITLE = 120,
    MAX_PROGRAMME = 24,
    MAX_SEARCHES = 24
};

static uint32_t closing_of(uint32_t open)
{
    switch (open) {
    case OPEN_DOUBLE:
        return CLOSE_DOUBLE;
    case OPEN_SINGLE:
        return CLOSE_SINGLE;
    case OPEN_CORNER:
        return CLOSE_CORNER;
    case OPEN_BOOK:
        return CLOSE_BOOK;
    default:
        return 0;
    }
}

size_t quote_end(const struct document *document, size_t position, size_t most)
{
    uint32_t open = code_at(document, position), close = closing_of(open);
    size_t depth = 1, limit = position + 1 + most;

    if (close == 0)
        return 0;
    if (limit > document->chars.count)
        limit = document->chars.count;
    for (size_t i = position + 1; i < limit; i++) {
        uint32_t code = code_at(document, i);

        if (code == '\n')
            return 0;
        if (code == open)
            depth++;
        else if (code == close && --depth == 0)
            return i;
    }
    return 0;
}

size_t quote_start(const struct document *document, size_t position, size_t most)
{
    uint32_t close = code_at(document, position);
    size_t limit = position > most ? position - most : 0;

    for (size_t i = position; i-- > limit;) {
        uint32_t code = code_at(document, i);

        if (code == '\n' || code == close)
            break;
        if (closing_of(code) == close)
            return i;
    }
    return position;
}

void find_documents(struct document *document)
{
    for (size_t i = 0; i < document->chars.count; i++) {
        size_t end;

        if (code_at(document, i) != OPEN_BOOK)
            continue;
        end = quote_end(document, i, MAX_TITLE);
        if (end == 0)
            continue;
        document_add(document, ENTITY_DOC, i, end + 1, RANK_FORCED);
        i = end;
    }
}

/* 四个面向, 三个一批 */
static bool is_count(const struct document *document, size_t start, size_t end)
{
    return end - start >= 3 && end - start <= 5 && kind_at(document, start) == CHAR_NUMERAL &&
           char_in(document, start + 1, "个大项");
}

/* 一核两翼, 一基地三区, 六链五群, 1+3+4, “十四五” is a date and no formula. */
static bool is_formula(const struct document *document, size_t start, size_t end)
{
    size_t pairs = 0, at = start;

    if (kind_at(document, start) == CHAR_DIGIT) {
        size_t plus = 0;

        for (; at < end; at++) {
            if (code_at(document, at) == '+')
                plus++;
            else if (kind_at(document, at) != CHAR_DIGIT && code_at(document, at) != 'N')
                return false;
        }
        return plus > 0;
    }
    if (is_count(document, start, end))
        return true;
    while (at + 1 < end) {
        size_t part = at + 1;

        if (kind_at(document, at) != CHAR_NUMERAL && !char_in(document, at, "多双"))
            return false;
        while (part < end && part - at <= 3 && kind_at(document, part) != CHAR_NUMERAL &&
               kind_at(document, part) != CHAR_PUNCT && !char_in(document, part, "多双"))
            part++;
        if (part == at + 1)
            return false;
        pairs++;
        at = part;
        if (char_in(document, at, "、，"))
            at++;
    }
    return at == end && pairs >= 2;
}

/* The quote ends in the head of a programme: “百家企业行动”, “灯塔计划”. */
static bool has_head(const struct document *document, size_t start, size_t end)
{
    const struct scan *scan = &document->scan;

    for (size_t i = start + 1; i < end; i++)
        for (uint32_t h = scan->first[i]; h < scan->first[i + 1]; h++)
            if (i + scan->hits[h].length == end &&
                hit_entry(scan, &scan->hits[h])->head & HEAD_PROG)
                return true;
    return false;
}

/* 六大突破, 三个一批: numbered points on both sides of a comma. */
static bool is_numbered_pair(const struct document *document, size_t start, size_t end)
{
    size_t half = start;

    if (kind_at(document, start) != CHAR_NUMERAL || end - start > 16)
        return false;
    while (half < end && !char_in(document, half, "，、"))
        half++;
    return half < end && kind_at(document, half + 1) == CHAR_NUMERAL;
}

/* “北京研发、天津转化”: two halves of one length that each name a place. */
static bool is_place_pair(const struct document *document, size_t start, size_t end)
{
    size_t half = start + (end - start) / 2, length;
    const uint32_t places = NAME_DIVISION | NAME_SHORT | NAME_COUNTRY | NAME_PLACE;

    return (end - start) % 2 == 1 && end - start >= 9 && char_in(document, half, "、，") &&
           scan_longest(&document->scan, start, places, &length) &&
           scan_longest(&document->scan, half + 1, places, &length);
}

/* Whether a quote of few characters and no punctuation ends in a place or a strength word that
 * names of brands end in: “科创中国”, “制造强国”. */
static bool is_brand(const struct document *document, size_t start, size_t end)
{
    return end - start >= 4 && end - start <= 6 && context_before(document, end, CONTEXT_BRAND_END);
}

static bool names_only(const struct document *document, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        uint8_t kind = kind_at(document, i);

        if (kind == CHAR_STOP || (kind == CHAR_PUNCT && !char_in(document, i, "+-—·")))
            return false;
        if (context_at(document, i, CONTEXT_NOT_QUOTED))
            return false;
    }
    return true;
}

static bool quote_is_programme(const struct document *document, size_t start, size_t end)
{
    const struct entry *whole = scan_exact(&document->scan, start, end);

    if (end - start < 2 || document_covered(document, start, end))
        return false;
    if (whole && whole->classes & NAME_PROGRAMME)
        return true;
    if (is_formula(document, start, end) || is_numbered_pair(document, start, end) ||
        is_place_pair(document, start, end))
        return true;
    if (!names_only(document, start, end))
        return false;
    if (has_head(document, start, end) || is_brand(document, start, end))
        return true;
    return end - start >= 3 && end - start <= 12 &&
           context_at(document, end + 1, CONTEXT_PROGRAMME_HEAD);
}

/* “细胞谷”, “云海小镇”: a place by its form, quoted as a name. */
static bool quote_is_place(const struct document *document, size_t start, size_t end)
{
    return end - start >= 3 && end - start <= 10 && names_only(document, start, end) &&
           !document_covered(document, start, end) &&
           context_before(document, end, CONTEXT_PLACE_END);
}

static bool same_text(const struct document *document, size_t a, size_t b, size_t length)
{
    const uint32_t *code = document->chars.code;

    return memcmp(code + a, code + b, length * sizeof *code) == 0;
}

/* What is a programme in one pair of quotes is one in all. */
static void find_quoted_again(struct document *document)
{
    size_t count = document->count, searches = 0;

    for (size_t i = 0; i < count && searches < MAX_SEARCHES; i++) {
        const struct entity known = document->entities[i];
        size_t length = known.end - known.start;

        if (known.type != ENTITY_PROG || known.start == 0 ||
            kind_at(document, known.start - 1U) != CHAR_PUNCT || ++searches > MAX_SEARCHES)
            continue;
        for (size_t at = 1; at + length < document->chars.count; at++)
            if (kind_at(document, at - 1) == CHAR_PUNCT &&
                code_at(document, at) == code_at(document, known.start) &&
                same_text(document, at, known.start, length) &&
                closing_of(code_at(document, at - 1)) == code_at(document, at + length) &&
                code_at(document, at - 1) != OPEN_BOOK &&
                !document_covered(document, at, at + length)) {
                document_add(document, ENTITY_PROG, at, at + length, RANK_SURE);
                document_cover(document, at, at + length, ENTITY_PROG);
            }
    }
}

void find_programmes(struct document *document)
{
    for (size_t i = 0; i < document->chars.count; i++) {
        size_t end, length = 0;

        if (kind_at(document, i) == CHAR_PUNCT) {
            end = quote_end(document, i, MAX_PROGRAMME);
            if (end > 0 && code_at(document, i) != OPEN_BOOK &&
                quote_is_programme(document, i + 1, end)) {
                document_add(document, ENTITY_PROG, i + 1, end, RANK_SURE);
                document_cover(document, i + 1, end, ENTITY_PROG);
                i = end;
            } else if (end > 0 && quote_is_place(document, i + 1, end)) {
                document_add(document, ENTITY_LOC, i + 1, end, RANK_SURE);
            }
        } else if (document->cover[i] == ENTITY_NONE &&
                   scan_longest(&document->scan, i, NAME_PROGRAMME, &length) &&
                   !document_covered(document, i, i + length)) {
            document_add(document, ENTITY_PROG, i, i + length, RANK_SURE);
            document_cover(document, i, i + length, ENTITY_PROG);
            i += length - 1;
        }
    }
    find_quoted_again(document);
}
