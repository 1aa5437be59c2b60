#include "organisations.h"

#include "reach.h"

enum { MAX_NAME = 30 };

static bool cuts_word(const struct document *document, size_t end)
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

static void add_organisation(struct document *document, size_t start, size_t end, enum rank rank)
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
        if (cuts_word(document, i) || cuts_word(document, end) ||
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

/* Whether the reach makes a name of this kind of organisation. */
static bool makes_name(const struct document *document, const struct reach *reach,
                       const struct entry *suffix, size_t length)
{
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
    case ORG_GOVERNMENT:
    case ORG_INSTITUTE:
        return reach->proper && length >= 2;
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
            suffix->org == ORG_CONGRESS || suffix->org == ORG_SOCIETY);
}

/* 省、市科协: the places of both before one head. */
static size_t take_conjuncts(const struct document *document, size_t start)
{
    while (start >= 2 && char_in(document, start, "省市区县州") &&
           char_in(document, start - 1, "、和") && char_in(document, start - 2, "省市区县州国") &&
           !cuts_word(document, start - 1) &&
           document->scan.words[document->scan.word_at[start - 2]].length == 1)
        start -= 2;
    return start;
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

            if (!(suffix->classes & NAME_ORG_SUFFIX) || length < 2 || cuts_word(document, end) ||
                document_covered(document, i, end))
                continue;
            reach = reach_left(document, i, MAX_NAME);
            if (makes_name(document, &reach, suffix, length))
                add_organisation(document, take_conjuncts(document, reach.start), end,
                                 reach.anchored ? RANK_LIKELY : RANK_GUESS);
            else if (continues_list(document, i, suffix))
                add_organisation(document, i, end, RANK_LIKELY);
        }
    }
}

void find_organisations(struct document *document)
{
    find_listed(document);
    find_suffixed(document);
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

void kind_organisations(struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        struct entity *entity = &document->entities[i];

        if (entity->type == ENTITY_ORG && entity->kind == ORG_NONE)
            entity->kind = (uint8_t)organisation_kind(document, entity->start, entity->end);
    }
}
