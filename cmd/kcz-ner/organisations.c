#include "organisations.h"

#include "companies.h"
#include "extent.h"
#include "name_shape.h"
#include "parting.h"
#include "reach.h"

enum { MAX_NAME = 30, MAX_DEPARTMENT = 9 };

bool organisation_cuts_word(const struct document *document, size_t end)
{
    const struct scan *scan = &document->scan;
    const struct word *word;

    /* 大学|院长: a post begins here, whatever words there are. */
    if (end >= document->chars.count || document->starts[end] & 1U << ENTITY_TITLE)
        return false;
    word = &scan->words[scan->word_at[end]];
    return word->start < end;
}

enum org_kind organisation_kind(const struct document *document, size_t start, size_t end)
{
    const struct scan *scan = &document->scan;
    const struct entry *whole = scan_exact(scan, start, end);

    if (whole && whole->org)
        return whole->org;
    for (size_t i = start; i < end; i++) {
        const struct entry *entry = scan_exact(scan, i, end);

        if (entry && entry->classes & (NAME_ORG_SUFFIX | NAME_ORG | NAME_BRAND))
            return entry->org;
    }
    return ORG_NONE;
}

void add_organisation(struct document *document, size_t start, size_t end, enum rank rank)
{
    document_add(document, ENTITY_ORG, start, end, rank)->kind = (uint8_t)organisation_kind(
        document, start, end);
}

static void find_listed(struct document *document)
{
    for (size_t i = 0; i < document->chars.count; i++) {
        size_t length = 0, end;
        const struct entry *entry = scan_longest(&document->scan, i, NAME_ORG, &length);

        if (!entry)
            continue;
        end = i + length;
        if (organisation_cuts_word(document, i) || organisation_cuts_word(document, end) ||
            (document->cover[i] != ENTITY_NONE && document->cover[i] != ENTITY_PROG) ||
            document_covered(document, end - 1, end))
            continue;
        if (entry->classes & NAME_WORD && length == 2 && entry->pos != POS_ORG &&
            entry->pos != 'j' && entry->pos != POS_NAME)
            continue;
        add_organisation(document, i, end, RANK_LIKELY);
        i = end - 1;
    }
}

/* 省实验室, 市研究院: which of a province's there are, and none by name. */
static bool is_institute_rank(const struct document *document, size_t start, size_t end)
{
    const struct entry *suffix = scan_exact(&document->scan, start + 1, end);

    return char_in(document, start, "省市县区") && suffix && suffix->org == ORG_INSTITUTE &&
           (text_before(document, end, "实验室") || text_before(document, end, "中心") ||
            text_before(document, end, "研究院"));
}

/* Whether the reach makes a name of this kind of organisation. */
static bool makes_name(const struct document *document, const struct reach *reach,
                       const struct entry *suffix, size_t length)
{
    if (reach->content == 0 && is_institute_rank(document, reach->start, reach->start + 1 + length))
        return false;
    if (reach->content == 0) /* 市委, 省政府: the suffix has its place elided */
        return char_in(document, reach->start, "省市区县州") && length >= 2 &&
               suffix->org != ORG_NONE && !char_in(document, reach->start - 1, "各全每两") &&
               reach->start > 0;
    if (reach->anchored)
        return suffix->org != ORG_DEPARTMENT || reach->content >= 2;
    if (reach->content < 2)
        return false;
    switch (suffix->org) {
    case ORG_COMPANY:
        return length >= 3 || reach->proper;
    case ORG_SOCIETY:
        return reach->proper || (reach->listed && reach->content >= 3) ||
               (length >= 3 && reach->content >= 4);
    case ORG_UNIVERSITY:
    case ORG_SCHOOL:
    case ORG_MEDICAL:
    case ORG_MEDIA:
    case ORG_TEAM:
    case ORG_CULTURE:
    case ORG_ARMY:
        return reach->proper;
    case ORG_INSTITUTE:
        return (length >= 6 && reach->content >= 4) ||
               (reach->proper && length >= 2); /* …教育部重点实验室 */
    case ORG_GOVERNMENT:
        return reach->proper && length >= 2;
    case ORG_PARTY:
    case ORG_CONGRESS:
        return reach->proper && char_in(document, reach->start + reach->content, "省市区县州");
    default:
        return false;
    }
}

/* 发改委、科技局、工信局: the conjuncts behind the first have lost their place. */
static bool continues_list(const struct document *document, size_t start,
                           const struct entry *suffix)
{
    return start >= 2 && char_in(document, start - 1, "、") &&
           document->ends[start - 1] & 1U << ENTITY_ORG &&
           (suffix->org == ORG_GOVERNMENT || suffix->org == ORG_PARTY ||
            suffix->org == ORG_CONGRESS || suffix->org == ORG_SOCIETY ||
            (suffix->org == ORG_UNIVERSITY && text_at(document, start, "研究生院")));
}

/* 省、市科协: the places of both before one head. */
static size_t take_conjuncts(const struct document *document, size_t start)
{
    while (start >= 2 && char_in(document, start, "省市区县州") &&
           char_in(document, start - 1, "、和") && char_in(document, start - 2, "省市区县州国") &&
           !organisation_cuts_word(document, start - 1) &&
           document->scan.words[document->scan.word_at[start - 2]].length == 1)
        start -= 2;
    return start;
}

/* 、企业工作办公室主任, 由学校办公室主任: what a post follows, with an edge before it. */
static bool holds_post(const struct document *document, const struct reach *reach, size_t end)
{
    size_t start = reach->start;
    uint8_t before = kind_at(document, start - 1);

    return reach->content >= 2 && document->starts[end] & 1U << ENTITY_TITLE &&
           (reach->listed || start == 0 || before == CHAR_PUNCT || before == CHAR_STOP ||
            char_in(document, start - 1, "由经"));
}

/* 科学技术处|处长, 学术部|部长: a post doubles the last character of the organisation. */
static void find_doubled(struct document *document)
{
    size_t count = document->count;

    for (size_t i = 0; i < count; i++) {
        const struct entity *title = &document->entities[i];
        size_t last = title->start - 1U;
        struct reach reach;

        if (title->type != ENTITY_TITLE || title->start < 4 ||
            code_at(document, last) != code_at(document, title->start) ||
            char_in(document, last, "省市区县州乡镇村国") ||
            document->ends[title->start] & 1U << ENTITY_ORG ||
            document_covered(document, last, last + 1))
            continue;
        reach = reach_left(document, last, MAX_DEPARTMENT);
        if (reach.content >= 2 && reach.content <= MAX_DEPARTMENT)
            document_add(document, ENTITY_ORG, reach.start, title->start, RANK_LIKELY)->kind =
                ORG_DEPARTMENT;
    }
}

static size_t earlier(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void find_suffixed(struct document *document)
{
    const struct scan *scan = &document->scan;

    for (size_t i = 0; i < document->chars.count; i++) {
        if (!(scan->classes[i] & NAME_ORG_SUFFIX))
            continue;
        for (uint32_t h = scan->first[i]; h < scan->first[i + 1]; h++) {
            const struct entry *suffix = hit_entry(scan, &scan->hits[h]);
            size_t length = scan->hits[h].length, end = i + length;
            struct reach reach;

            if (!(suffix->classes & NAME_ORG_SUFFIX) || length < 2 ||
                organisation_cuts_word(document, end) || document_covered(document, i, end))
                continue;
            reach = reach_left(document, i, MAX_NAME);
            end = take_legal_form(document, end);
            reach.anchored = reach.anchored || is_national(document, &reach, suffix);
            if (makes_name(document, &reach, suffix, length) || holds_post(document, &reach, end))
                add_organisation(
                    document,
                    earlier(head_start(document, &reach, i, end),
                            take_conjuncts(document, reach.start)),
                    end, reach.anchored || suffix->org == ORG_PARTY ? RANK_LIKELY : RANK_GUESS);
            else if (continues_list(document, i, suffix))
                add_organisation(document, i, end, RANK_LIKELY);
        }
    }
}

void find_organisations(struct document *document)
{
    find_company_lists(document);
    find_listed(document);
    find_suffixed(document);
    find_doubled(document);
}

/* 十三届|全国人大: the session belongs to the name. */
static size_t session_start(const struct document *document, size_t start)
{
    size_t at = start;

    if (at == 0 || !char_in(document, at - 1, "届"))
        return start;
    at--;
    while (at > 0 &&
           (kind_at(document, at - 1) == CHAR_NUMERAL || kind_at(document, at - 1) == CHAR_DIGIT))
        at--;
    return at > 0 && char_in(document, at - 1, "第") ? at - 1 : at;
}

/* Whether it is a bare suffix, 学会 or 科技服务团, and no part of a list that began with a name. */
static bool is_common_noun(const struct document *document, const struct entity *entity)
{
    const struct entry *entry = scan_exact(&document->scan, entity->start, entity->end);

    const uint32_t common = 1U << ORG_SOCIETY | 1U << ORG_COMPANY | 1U << ORG_UNIVERSITY |
                            1U << ORG_SCHOOL | 1U << ORG_INSTITUTE | 1U << ORG_INSTITUTION;

    if (entry && entry->classes == NAME_WORD && entry->pos > POS_NONE && entry->pos != POS_ORG &&
        entry->pos != POS_NAME && entry->pos != 'j' && entry->pos != POS_PLACE &&
        entry->pos != POS_FOREIGN &&
        (entry->pos == 'n' || organisation_kind(document, entity->start, entity->end) == ORG_NONE))
        return true; /* 新时代, 核心竞争力 */
    if (entry && entry->classes & NAME_OUTER)
        return true;
    if (!entry && entity->end - entity->start == 2 &&
        context_at(document, entity->start, CONTEXT_OUTSIDE))
        return true; /* 从一 */
    return entry && entry->classes & NAME_ORG_SUFFIX && !(entry->classes & NAME_ORG) &&
           common & 1U << entry->org && !char_in(document, entity->start, "省市区县州中") &&
           !continues_list(document, entity->start, entry);
}

/* 好|省政府: a word of one character before a name whose place is elided. */
static bool is_stray(const struct document *document, const struct entity *entity)
{
    const struct scan *scan = &document->scan;
    const struct word *word = &scan->words[scan->word_at[entity->start]];
    const struct entry *suffix = scan_exact(scan, entity->start + 1U, entity->end);

    return entity->end - entity->start == 4 && char_in(document, entity->start + 1U, "省市") &&
           suffix && suffix->classes & NAME_ORG_SUFFIX &&
           word->start + word->length == entity->start + 1U &&
           !char_in(document, entity->start, "沙沪各全本该");
}

/* 国有企业|云海集团, 避免|集团: what describes or governs the name is no part of it. */
static void trim_leading(struct document *document, struct entity *entity)
{
    const struct scan *scan = &document->scan;
    const struct word *word = &scan->words[scan->word_at[entity->start]];
    const struct entry *entry = &scan->gazetteer->entries[word->entry];
    uint32_t next = word->start + word->length;

    if (is_stray(document, entity)) {
        entity->start++;
        document->starts[entity->start] |= (uint16_t)(1U << ENTITY_ORG);
        return;
    }
    if (word->start != entity->start || word->length < 2 || next + 2 > entity->end ||
        !(entry->classes & NAME_OUTER))
        return;
    if (char_in(document, next, "好了的") && next + 3 < entity->end)
        next++; /* 落实好|省政府 */
    entity->start = next;
    document->starts[next] |= (uint16_t)(1U << ENTITY_ORG);
}

static void take_university_seat(struct document *document, struct entity *entity)
{
    size_t end = text_before(document, entity->end, "大学") ||
                         text_before(document, entity->end, "学院")
                     ? take_seat(document, entity->end)
                     : entity->end;

    if (end == entity->end)
        return;
    entity->end = (uint32_t)end;
    document->ends[end] |= (uint16_t)(1U << ENTITY_ORG);
}

/* 两省|科协, 国家级学会: several, and none by name. */
static bool is_of_several(const struct document *document, const struct entity *entity)
{
    size_t grade = context_at(document, entity->start, CONTEXT_GENERIC);

    if (grade >= 2 && char_in(document, entity->start + grade - 1, "级") &&
        entity->end - entity->start <= grade + 3)
        return true;
    return entity->start > 0 && char_in(document, entity->start, "省市县区") &&
           char_in(document, entity->start - 1U, "两三各每") && entity->end - entity->start <= 6;
}

void trim_organisations(struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        struct entity *entity = &document->entities[i];
        uint32_t end;

        if (entity->type != ENTITY_ORG || entity->dropped || entity->rank >= RANK_SURE)
            continue;
        part_names(document, i);
        entity = &document->entities[i];
        end = entity->end;
        trim_leading(document, entity);
        while (end > entity->start && document->cover[end - 1] == ENTITY_TITLE)
            end--;
        if (end <= entity->start + 1 || is_common_noun(document, entity) ||
            is_of_several(document, entity) ||
            is_institute_rank(document, entity->start, entity->end)) {
            document_drop(document, entity);
            continue;
        }
        if (end < entity->end) {
            if (organisation_kind(document, entity->start, end) == ORG_NONE) {
                document_drop(document, entity); /* a place before a post */
                continue;
            }
            entity->end = end;
            document->ends[end] |= (uint16_t)(1U << ENTITY_ORG);
        }
        take_university_seat(document, entity);
        if (organisation_kind(document, entity->start, entity->end) == ORG_CONGRESS)
            entity->start = (uint32_t)session_start(document, entity->start);
    }
}

void drop_divided_organisations(struct document *document)
{
    const struct scan *scan = &document->scan;

    for (size_t i = 0; i < document->count; i++) {
        struct entity *entity = &document->entities[i];
        size_t at = entity->start + 1;

        if (entity->type != ENTITY_ORG || entity->dropped)
            continue;
        while (at < entity->end) {
            const struct word *word = &scan->words[scan->word_at[at]];

            if (word->start == at && document->ends[at] & 1U << ENTITY_ORG &&
                scan->gazetteer->entries[word->entry].classes & NAME_OUTER &&
                document->starts[at + word->length] & 1U << ENTITY_ORG)
                break;
            at++;
        }
        if (at < entity->end)
            entity->dropped = true;
    }
}

/* 南开 in 南开区委: what the suffix 区委 takes is no part of the place inside. */
static void trim_inner_place(const struct document *document, const struct entity *outer,
                             struct entity *inner)
{
    for (uint32_t i = inner->start + 2; i < inner->end; i++) {
        const struct entry *suffix = scan_exact(&document->scan, i, outer->end);

        if (suffix && suffix->classes & NAME_ORG_SUFFIX) {
            inner->end = i;
            return;
        }
    }
}

void trim_inner_places(struct document *document)
{
    struct entity *outer = NULL;

    for (size_t i = 0; i < document->count; i++) {
        struct entity *entity = &document->entities[i];

        if (!entity->nested)
            outer = entity;
        else if (outer && outer->type == ENTITY_ORG && entity->type == ENTITY_LOC)
            trim_inner_place(document, outer, entity);
    }
}

void kind_organisations(struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        struct entity *entity = &document->entities[i];

        if (entity->type == ENTITY_ORG && entity->kind == ORG_NONE)
            entity->kind = (uint8_t)organisation_kind(document, entity->start, entity->end);
    }
}
