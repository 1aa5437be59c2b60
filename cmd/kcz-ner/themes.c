#include "themes.h"

#include "reach.h"

enum { MAX_EVENT = 40 };

/* 产业 and 业 belong to the term; 企业, 项目 and the like do not. */
static size_t term_tail(const struct document *document, size_t end)
{
    if (text_at(document, end, "产业") && !context_at(document, end, CONTEXT_NOT_TRADE))
        return end + 2;
    if (char_in(document, end, "业") && !context_at(document, end, CONTEXT_NOT_TRADE))
        return end + 1;
    return end;
}

static bool cuts(const struct document *document, size_t position)
{
    const struct scan *scan = &document->scan;

    return position < document->chars.count &&
           scan->words[scan->word_at[position]].start < position;
}

void find_terms(struct document *document)
{
    for (size_t i = 0; i < document->chars.count; i++) {
        size_t length = 0, end, next = 0;

        if (!(document->scan.classes[i] & NAME_TERM) || document->cover[i] != ENTITY_NONE ||
            !scan_longest(&document->scan, i, NAME_TERM, &length))
            continue;
        end = i + length;
        /* 海洋装备|制造业, 信息技术|服务业: terms that run on into another. */
        while (scan_longest(&document->scan, end, NAME_TERM, &next))
            end += next;
        end = term_tail(document, end);
        if (document_covered(document, i, end) || (cuts(document, i) && length < 3) ||
            (cuts(document, end) && end == i + length))
            continue;
        document_add(document, ENTITY_TERM, i, end, RANK_GUESS);
        i = end - 1;
    }
}

/* 党的二十大, 十九届四中全会, 全国两会 */
static size_t congress_end(const struct document *document, size_t position)
{
    size_t at = position;

    if (text_at(document, at, "党的"))
        at += 2;
    if (!char_in(document, at, "一二三四五六七八九十"))
        return 0;
    while (kind_at(document, at) == CHAR_NUMERAL)
        at++;
    if (char_in(document, at, "大") && at > position + 2 && text_at(document, position, "党的"))
        return at + 1;
    if (char_in(document, at, "大") && at - position == 2 && char_in(document, position, "十二") &&
        kind_at(document, position - 1) != CHAR_NUMERAL)
        return at + 1;
    if (!char_in(document, at, "届"))
        return 0;
    at++;
    while (kind_at(document, at) == CHAR_NUMERAL)
        at++;
    return text_at(document, at, "中全会") ? at + 3 : 0;
}

static void find_congresses(struct document *document)
{
    for (size_t i = 0; i < document->chars.count; i++) {
        size_t end;

        if (kind_at(document, i) != CHAR_NUMERAL && code_at(document, i) != 0x515A) /* 党 */
            continue;
        end = congress_end(document, i);
        if (end == 0)
            continue;
        document_add(document, ENTITY_EVENT, i, end, RANK_FORCED);
        if (text_at(document, i, "党的"))
            document_add(document, ENTITY_ORG, i, i + 1, RANK_SURE)->kind = ORG_PARTY;
        document_cover(document, i, end, ENTITY_EVENT);
        i = end - 1;
    }
}

/* 第五届, 2020: what the name of a meeting or prize may begin with. */
static size_t take_session(const struct document *document, size_t start)
{
    size_t at = start;

    if (at > 0 && char_in(document, at - 1, "届次")) {
        at--;
        while (at > 0 && (kind_at(document, at - 1) == CHAR_NUMERAL ||
                          kind_at(document, at - 1) == CHAR_DIGIT))
            at--;
        if (at > 0 && char_in(document, at - 1, "第"))
            return at - 1;
        return start;
    }
    while (at > 0 && kind_at(document, at - 1) == CHAR_DIGIT)
        at--;
    if (start - at == 4)
        return at;
    if (document->ends[start] & 1U << ENTITY_DATE && char_in(document, start - 1, "年度"))
        for (at = start; at > 0 && start - at < 6; at--)
            if (document->starts[at] & 1U << ENTITY_DATE)
                return at;
    return start;
}

/* 举行“…”试点城市（园区）——…推进会: all that is held, up to the head of the name. */
static size_t held_start(const struct document *document, size_t head)
{
    size_t at = head;

    while (at > 0 && head - at < MAX_EVENT) {
        uint8_t kind = kind_at(document, at - 1);

        if (kind == CHAR_STOP || char_in(document, at - 1, "，；：、的"))
            return head;
        if (context_before(document, at, CONTEXT_HOLD))
            return at + (char_in(document, at, "了") ? 1 : 0);
        at--;
    }
    return head;
}

/* …启动会暨…座谈会 is one meeting. */
static size_t take_second(const struct document *document, size_t end)
{
    const struct scan *scan = &document->scan;

    if (!char_in(document, end, "暨"))
        return end;
    for (size_t i = end + 1; i < end + MAX_EVENT && i < document->chars.count; i++) {
        size_t length = 0;
        const struct entry *head;

        if (kind_at(document, i) == CHAR_PUNCT || kind_at(document, i) == CHAR_STOP)
            break;
        head = scan_longest(scan, i, NAME_HEAD, &length);
        if (head && head->head & HEAD_EVENT)
            return i + length;
    }
    return end;
}

/* 第二十三届…奖: from the session on, whatever stands between. */
static size_t award_start(const struct document *document, size_t head)
{
    for (size_t at = head; at > 0 && head - at < MAX_EVENT; at--) {
        uint8_t kind = kind_at(document, at - 1);

        if (kind == CHAR_STOP || kind == CHAR_PUNCT)
            break;
        if (char_in(document, at - 1, "届") && take_session(document, at) < at)
            return take_session(document, at);
    }
    return head;
}

static size_t earlier(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* A name must say which: a session, a place, an organisation, a programme at its beginning. */
static void find_headed(struct document *document)
{
    const struct scan *scan = &document->scan;

    for (size_t i = 1; i < document->chars.count; i++) {
        if (!(scan->classes[i] & NAME_HEAD))
            continue;
        for (uint32_t h = scan->first[i]; h < scan->first[i + 1]; h++) {
            const struct entry *head = hit_entry(scan, &scan->hits[h]);
            size_t end = i + scan->hits[h].length, start;
            struct reach reach;
            bool award = head->head & HEAD_AWARD;

            if (award && context_at(document, i - 1, CONTEXT_PRIZE_VERB))
                continue; /* 颁奖, 获奖 */
            if (!(head->head & (HEAD_EVENT | HEAD_AWARD)) || cuts(document, end) ||
                document_covered(document, i, end))
                continue;
            reach = reach_left(document, i, MAX_EVENT);
            start = take_session(document, reach.start);
            if (!award && (start = earlier(start, held_start(document, i))) < reach.start)
                reach.anchored = i - start >= 6;
            if (award && scan->hits[h].length >= 3 && end - start >= 6)
                reach.anchored = true; /* 国家科技进步奖 says which */
            if (award && award_start(document, i) < start) {
                start = award_start(document, i);
                reach.anchored = true;
            }
            end = award ? end + context_at(document, end, CONTEXT_PRIZE_CLASS)
                        : take_second(document, end);
            if (end - start < 5 ||
                (start == reach.start && !reach.anchored && !char_in(document, start, "第")))
                continue;
            document_add(document, award ? ENTITY_AWARD : ENTITY_EVENT, start, end, RANK_LIKELY);
        }
    }
}

void find_events(struct document *document)
{
    find_congresses(document);
    find_headed(document);
}
