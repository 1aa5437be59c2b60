#include "themes.h"

#include "reach.h"

enum { MAX_EVENT = 40, MAX_TERM = 8 };

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

/* The start of a list's item that ends here: over nouns, back to what divides the items. */
static size_t term_start(const struct document *document, size_t end)
{
    const struct scan *scan = &document->scan;
    size_t start = end;

    while (start > 0 && end - start < MAX_TERM) {
        const struct word *word = &scan->words[scan->word_at[start - 1]];
        const struct entry *entry = &scan->gazetteer->entries[word->entry];
        uint8_t kind = kind_at(document, word->start);

        if ((kind != CHAR_HAN && kind != CHAR_LETTER) || entry->classes & NAME_OUTER ||
            document->cover[word->start] != ENTITY_NONE || word->length < 2 ||
            !(entry->pos == 'n' || entry->pos == 'b' || entry->pos == 'a' ||
              entry->pos == POS_NAME || entry->pos == 'l' || entry->pos == POS_NONE ||
              entry->classes & (NAME_TERM | NAME_INNER_VERB)))
            break;
        start = word->start;
    }
    return start;
}

/* Where a list of trades ends that 领域 or 产业 at position closes with 等 or its number (五大); 0
 * if it closes none. */
static size_t term_list_end(const struct document *document, size_t position)
{
    size_t at = position;

    if (at > 0 && char_in(document, at - 1, "大个类条"))
        for (at--; at > 0 && (kind_at(document, at - 1) == CHAR_NUMERAL ||
                              kind_at(document, at - 1) == CHAR_DIGIT);)
            at--;
    if (at > 0 && char_in(document, at - 1, "等"))
        at--;
    return at + 1 < position || (at < position && char_in(document, at, "等")) ? at : 0;
}

/* 等, and classifiers of a number: what stands before the word that closes a list. */
static bool may_close_list(uint32_t code)
{
    switch (code) {
    case 0x7B49: /* 等 */
    case 0x5927: /* 大 */
    case 0x4E2A: /* 个 */
    case 0x7C7B: /* 类 */
    case 0x6761: /* 条 */
        return true;
    default:
        return false;
    }
}

/* 电子信息、生物医药、先进材料五大领域: the items of such a list are terms. */
static void find_term_lists(struct document *document)
{
    for (size_t i = 4; i < document->chars.count; i++) {
        size_t end, start;

        if (!may_close_list(code_at(document, i - 1)) ||
            !context_at(document, i, CONTEXT_TERM_LIST) || (end = term_list_end(document, i)) == 0)
            continue;
        start = term_start(document, end);
        if (start == 0 || start + 2 > end || !char_in(document, start - 1, "、"))
            continue;
        for (;;) {
            if (start + 2 <= end)
                document_add(document, ENTITY_TERM, start, end, RANK_GUESS);
            if (start == 0 || start + 2 > end || !char_in(document, start - 1, "、"))
                break;
            end = start - 1;
            start = term_start(document, end);
        }
    }
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
    find_term_lists(document);
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

/* 大会|同期: the word that crosses the end of a head is rarer than the head. */
static bool cuts_head(const struct document *document, size_t start, size_t end)
{
    const struct scan *scan = &document->scan;
    const struct entry *head = scan_exact(scan, start, end), *word;

    if (!cuts(document, end))
        return false;
    word = &scan->gazetteer->entries[scan->words[scan->word_at[end]].entry];
    return !head || !(head->classes & NAME_WORD) || word->classes & NAME_HEAD ||
           head->cost >= word->cost;
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
        if (kind_at(document, at - 1) == CHAR_DIGIT && take_session(document, at) + 4 == at)
            return at - 4;
        if (char_in(document, at - 1, "的在为对获"))
            break;
    }
    return head;
}

/* The start of an organisation that ends at position, the longest; position if there is none. */
static size_t organisation_before(const struct document *document, size_t position)
{
    size_t start = position;

    if (!(document->ends[position] & 1U << ENTITY_ORG))
        return position;
    for (size_t at = position; at > 0 && position - at < MAX_EVENT; at--) {
        uint8_t kind = kind_at(document, at - 1);

        if (kind == CHAR_STOP || kind == CHAR_PUNCT)
            break;
        if (document->starts[at - 1] & 1U << ENTITY_ORG)
            start = at - 1;
    }
    return start;
}

/* 中国颗粒学会第九次全国会员代表大会: from the session on, over all that is no verb of holding, and
 * from whose session it is. */
static size_t session_before(const struct document *document, size_t head)
{
    for (size_t at = head; at > 0 && head - at < MAX_EVENT; at--) {
        uint8_t kind = kind_at(document, at - 1);

        if (kind == CHAR_STOP || char_in(document, at - 1, "的在") ||
            (kind == CHAR_PUNCT && !char_in(document, at - 1, "（）“”")) ||
            context_before(document, at, CONTEXT_HOLD))
            break;
        /* 2024中国（青石）农业博览会 */
        if (kind == CHAR_DIGIT && kind_at(document, at) == CHAR_HAN &&
            !char_in(document, at, "年月日") && take_session(document, at) + 4 == at)
            return at - 4;
        if (char_in(document, at - 1, "届次") && take_session(document, at) < at)
            return organisation_before(document, take_session(document, at));
    }
    return head;
}

static size_t earlier(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* 世界制造业大会, 全球技术转移大会: of what in the world. */
static bool is_worldwide(const struct document *document, const struct reach *reach,
                         const struct entry *head, size_t start)
{
    return reach->content >= 4 && head->head & HEAD_EVENT &&
           (text_at(document, reach->start, "世界") || text_at(document, reach->start, "全球")) &&
           (text_at(document, start, "大会") || text_at(document, start, "论坛") ||
            text_at(document, start, "峰会") || text_at(document, start, "博览会"));
}

/* 开幕式 of a meeting that has a name is no name of its own. */
static bool is_part_of_meeting(const struct document *document, size_t start)
{
    const struct scan *scan = &document->scan;

    if (!text_at(document, start, "开幕式") && !text_at(document, start, "闭幕式"))
        return false;
    for (size_t length = 2; length <= 4 && length < start; length++) {
        const struct entry *before = scan_exact(scan, start - length, start);

        if (before && before->head & HEAD_EVENT)
            return true;
    }
    return false;
}

/* 签约仪式, 揭牌仪式: what is done there, and no name of it, unless a programme has it. */
static bool is_ceremony(const struct document *document, size_t start, size_t end)
{
    return text_before(document, end, "仪式") && !(start > 0 && char_in(document, start - 1, "”’"));
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

            if ((award && context_at(document, i - 1, CONTEXT_PRIZE_VERB)) ||
                is_part_of_meeting(document, i) || is_ceremony(document, i, end))
                continue; /* 颁奖, 获奖 */
            if (!(head->head & (HEAD_EVENT | HEAD_AWARD)) || cuts_head(document, i, end) ||
                document_covered(document, i, end))
                continue;
            reach = reach_left(document, i, MAX_EVENT);
            start = take_session(document, reach.start);
            if (!award && (start = earlier(start, held_start(document, i))) < reach.start)
                reach.anchored = i - start >= 6;
            if (!award && session_before(document, i) < start) {
                start = session_before(document, i);
                reach.anchored = true;
            }
            if (scan->hits[h].length >= 7 || (!award && is_worldwide(document, &reach, head, i)))
                reach.anchored = true; /* 中央经济工作会议 */
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
