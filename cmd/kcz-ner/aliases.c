#include "aliases.h"

#include <string.h>

#include "reach.h"

enum { MAX_SEARCHES = 48, MAX_EXTENSION = 4, MAX_SHORT = 6, RARE = 95 };

/* The next mention of a range of positions at or behind from; chars.count if there is none. */
static size_t next_mention(const struct document *document, size_t start, size_t length,
                           size_t from)
{
    const uint32_t *code = document->chars.code;
    size_t last = document->chars.count < length ? 0 : document->chars.count - length + 1;

    for (size_t i = from; i < last; i++)
        if (code[i] == code[start] && memcmp(code + i, code + start, length * sizeof *code) == 0)
            return i;
    return document->chars.count;
}

static bool may_begin_names(const struct scan *scan, const struct word *word)
{
    const struct entry *entry = &scan->gazetteer->entries[word->entry];

    return word->length == 1 || entry->cost > RARE ||
           (!(entry->classes & NAME_OUTER) && entry->pos != 'v' && entry->pos != 'd' &&
            entry->pos != 'c' && entry->pos != 'p' && entry->pos != 'u' && entry->pos != 'r');
}

/* Whether a character may belong to the unknown beginning of a name. */
static bool may_extend(const struct document *document, size_t position)
{
    const struct scan *scan = &document->scan;
    const struct word *word = &scan->words[scan->word_at[position]];

    return (kind_at(document, position) == CHAR_HAN ||
            kind_at(document, position) == CHAR_LETTER) &&
           document->cover[position] == ENTITY_NONE && may_begin_names(scan, word) &&
           !context_at(document, position, CONTEXT_NOT_EXTENSION);
}

/* Whether all mentions, two at least, have the character that this one has before it. */
static bool always_before(const struct document *document, size_t start, size_t length)
{
    size_t mentions = 0, count = document->chars.count;

    for (size_t at = 0; (at = next_mention(document, start, length, at)) < count; at++) {
        if (at == 0 || code_at(document, at - 1) != code_at(document, start - 1))
            return false;
        mentions++;
    }
    return mentions >= 2;
}

/* A form that was looked for, and how many characters it has before it everywhere. */
struct form {
    size_t start, length, extension;
};

static bool same_form(const struct document *document, const struct form *form, size_t start,
                      size_t length)
{
    return form->length == length &&
           memcmp(document->chars.code + form->start, document->chars.code + start,
                  length * sizeof *document->chars.code) == 0;
}

static size_t find_extension(const struct document *document, size_t start, size_t length)
{
    size_t extension = 0;

    while (extension < MAX_EXTENSION && start > extension &&
           may_extend(document, start - extension - 1) &&
           always_before(document, start - extension, length + extension))
        extension++;
    return extension;
}

/* The extension of this form, remembered from an earlier mention or looked for. */
static size_t extension_of(const struct document *document, struct form *forms, size_t *count,
                           size_t start, size_t length)
{
    struct form *form;

    for (size_t i = 0; i < *count; i++)
        if (same_form(document, &forms[i], start, length))
            return forms[i].extension;
    if (*count == MAX_SEARCHES)
        return 0;
    form = &forms[(*count)++];
    *form = (struct form){start, length, find_extension(document, start, length)};
    return form->extension;
}

/* The extension of a form that this range begins with: of 天开园管委会 that of 天开园. */
static size_t extension_of_start(const struct document *document, const struct form *forms,
                                 size_t count, const struct entity *entity)
{
    for (size_t i = 0; i < count; i++)
        if (forms[i].extension >= 2 && forms[i].length < entity->end - entity->start &&
            entity->start >= forms[i].extension &&
            same_form(document, &forms[i], entity->start, forms[i].length))
            return forms[i].extension;
    return 0;
}

static void move_start(struct document *document, struct entity *entity, size_t extension)
{
    entity->start -= (uint32_t)extension;
    document->starts[entity->start] |= (uint16_t)(1U << entity->type);
}

void extend_repeated(struct document *document)
{
    const uint32_t known = NAME_DIVISION | NAME_SHORT | NAME_COUNTRY | NAME_PLACE | NAME_ORG;
    struct form forms[MAX_SEARCHES];
    size_t count = 0;

    for (size_t i = 0; i < document->count; i++) {
        struct entity *entity = &document->entities[i];
        size_t extension = 0, length = entity->end - entity->start, known_length;

        if ((entity->type != ENTITY_LOC && entity->type != ENTITY_ORG) || entity->dropped)
            continue;
        if (length >= 3 && entity->start > 0 && may_extend(document, entity->start - 1) &&
            !scan_longest(&document->scan, entity->start, known, &known_length))
            extension = extension_of(document, forms, &count, entity->start, length);
        if (extension >= 2)
            move_start(document, entity, extension);
        else if (entity->tentative)
            document_drop(document, entity);
    }
    for (size_t i = 0; i < document->count; i++) {
        struct entity *entity = &document->entities[i];

        if (entity->type == ENTITY_ORG && !entity->dropped)
            move_start(document, entity, extension_of_start(document, forms, count, entity));
    }
}

/* Whether a candidate holds some of the range. */
static bool taken(const uint8_t *claims, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (claims[i])
            return true;
    return false;
}

/* A mention in the middle of a word or of a longer name is none. */
static bool stands_alone(const struct document *document, enum entity_type type, size_t start,
                         size_t end)
{
    const struct scan *scan = &document->scan;
    const struct word *first = &scan->words[scan->word_at[start]];
    const struct word *last = &scan->words[scan->word_at[end - 1]];

    if (document_covered(document, start, end))
        return false;
    if (type != ENTITY_PER || end - start > 2)
        return true;
    /* 束为 in 一束为代表: a name of two characters needs an edge before it. */
    if (first->start < start || (last->start + last->length > end && last->start + 1U >= end))
        return false;
    return start == 0 ||
           (kind_at(document, start - 1) != CHAR_HAN &&
            kind_at(document, start - 1) != CHAR_NUMERAL) ||
           document->cover[start - 1] != ENTITY_NONE ||
           char_in(document, start - 1, "和与由对向及是在请");
}

/* Whether the model took just this range for a place or an organisation. */
static bool is_mistaken(const struct document *document, size_t start, size_t end)
{
    const uint16_t others = 1U << ENTITY_LOC | 1U << ENTITY_ORG;

    return document->starts[start] & others && document->ends[end] & others;
}

/* 计春 of 计春华|为: the model took less than the name for a person. */
static bool is_cut_person(const struct document *document, enum entity_type type, size_t start,
                          size_t end)
{
    return type == ENTITY_PER && end - start == 3 && document->starts[start] & 1U << ENTITY_PER &&
           document->ends[end - 1] & 1U << ENTITY_PER && !(document->ends[end] & 1U << ENTITY_PER);
}

static void add_mentions(struct document *document, const uint8_t *claims, enum entity_type type,
                         uint8_t kind, size_t start, size_t end, bool sure)
{
    size_t count = document->chars.count, length = end - start;

    for (size_t at = 0; (at = next_mention(document, start, length, at)) < count; at += length) {
        bool mistaken = (sure && is_mistaken(document, at, at + length)) ||
                        is_cut_person(document, type, at, at + length);

        if ((taken(claims, at, at + length) && !mistaken) ||
            !stands_alone(document, type, at, at + length))
            continue;
        document_add(document, type, at, at + length, mistaken ? RANK_SURE : RANK_LIKELY)->kind =
            kind;
    }
}

/* The brand in the name of a company: behind its place, before what every company has. */
static bool company_core(const struct document *document, const struct entity *entity,
                         size_t *start, size_t *end)
{
    const struct scan *scan = &document->scan;
    size_t length = 0;

    *start = entity->start;
    *end = entity->end;
    if (scan_longest(scan, *start, NAME_DIVISION | NAME_SHORT | NAME_COUNTRY, &length) &&
        *start + length + 4 < *end)
        *start += length;
    for (size_t i = *start + 2; i < *end; i++) {
        const struct entry *tail = scan_longest(scan, i, NAME_ORG_SUFFIX | NAME_BRAND, &length);

        if (tail && tail->org == ORG_COMPANY) {
            /* 麒麟软件有限公司 keeps 软件: the short form is brand and trade. */
            *end = tail->classes & NAME_BRAND ? i + length : i;
            break;
        }
    }
    return *end < entity->end && *end - *start >= 3 && *end - *start <= MAX_SHORT;
}

/* 天开高教科创园 goes on as 天开园. */
static bool zone_short(const struct document *document, const struct entity *entity,
                       uint32_t form[3])
{
    size_t last = entity->end - 1U;

    if (entity->end - entity->start < 5 || !context_at(document, last, CONTEXT_ZONE_END))
        return false;
    form[0] = code_at(document, entity->start);
    form[1] = code_at(document, entity->start + 1);
    form[2] = code_at(document, last);
    return scan_longest(&document->scan, entity->start, NAME_DIVISION | NAME_SHORT | NAME_COUNTRY,
                        &(size_t){0}) == NULL;
}

/* The end of a short mention whose brand begins at position: 天开园, 天开西青园, 天开智慧小镇. */
static size_t zone_mention_end(const struct document *document, size_t position, uint32_t last)
{
    size_t length = 0, end = position + 2;

    for (size_t i = end; i < end + 4; i++)
        if (scan_longest(&document->scan, i, NAME_PLACE_SUFFIX, &length) && length > 1 &&
            !document_covered(document, end, i + length))
            return i + length;
    if (scan_longest(&document->scan, end, NAME_SHORT, &length))
        end += length;
    return code_at(document, end) == last ? end + 1 : 0;
}

static void add_zone_mentions(struct document *document, const uint8_t *claims,
                              const uint32_t form[3])
{
    for (size_t i = 0; i + 2 < document->chars.count; i++) {
        size_t end;

        if (code_at(document, i) != form[0] || code_at(document, i + 1) != form[1] || claims[i])
            continue;
        end = zone_mention_end(document, i, form[2]);
        if (end > 0 && !document_covered(document, i, end))
            document_add(document, ENTITY_LOC, i, end, RANK_SURE);
    }
}

/* 天开高教科创园|西青园: a part of a zone, called by the place where it lies. */
static void add_zone_part(struct document *document, const struct entity *zone, uint32_t last)
{
    size_t length = 0, end = zone->end;

    if (scan_longest(&document->scan, end, NAME_SHORT, &length) &&
        code_at(document, end + length) == last)
        document_add(document, ENTITY_LOC, zone->start, end + length + 1, RANK_SURE);
}

/* Whether the last form looked for was the same; then remembers this one. */
static bool same_brand(uint32_t seen[3], const uint32_t form[3])
{
    bool same = memcmp(seen, form, 3 * sizeof *form) == 0;

    memcpy(seen, form, 3 * sizeof *form);
    return same;
}

/* Marks what surer or longer candidates hold, so that aliases go where nothing is yet. */
static uint8_t *claim(const struct document *document, struct buf *claims)
{
    buf_clear(claims);
    memset(buf_reserve(claims, document->chars.count + 1), 0, document->chars.count + 1);
    for (size_t i = 0; i < document->count; i++) {
        const struct entity *entity = &document->entities[i];

        if (!entity->dropped && entity->type != ENTITY_TERM)
            memset(claims->data + entity->start, 1, entity->end - entity->start);
    }
    return (uint8_t *)claims->data;
}

void find_aliases(struct document *document)
{
    struct buf buffer = {0};
    const uint8_t *claims = claim(document, &buffer);
    size_t count = document->count, searches = 0;
    uint32_t seen[3] = {0, 0, 0};

    for (size_t i = 0; i < count && searches < MAX_SEARCHES; i++) {
        struct entity entity = document->entities[i];
        size_t start, end;
        uint32_t form[3];

        if (entity.dropped)
            continue;
        if (entity.type == ENTITY_PER && entity.end - entity.start >= 2 &&
            (entity.rank == RANK_SURE || entity.end - entity.start > 2) && ++searches)
            add_mentions(document, claims, ENTITY_PER, 0, entity.start, entity.end,
                         entity.rank == RANK_SURE);
        else if (entity.type == ENTITY_ORG && company_core(document, &entity, &start, &end) &&
                 ++searches)
            add_mentions(document, claims, ENTITY_ORG, ORG_COMPANY, start, end, false);
        else if (entity.type == ENTITY_LOC && zone_short(document, &entity, form)) {
            add_zone_part(document, &entity, form[2]);
            if (!same_brand(seen, form) && ++searches)
                add_zone_mentions(document, claims, form);
        }
    }
    buf_free(&buffer);
}
