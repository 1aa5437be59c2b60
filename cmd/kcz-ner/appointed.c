#include "appointed.h"

#include <stdlib.h>

#include "memory.h"
#include "name_shape.h"

enum { LONGEST_NAME = 4, SHORTEST_NAME = 2, LONGEST_CLAUSE = 40, OF = 0x7684 /* 的 */ };

/* Whether the clause names a post from position on. */
static bool post_follows(const struct document *document, size_t position)
{
    for (size_t i = position; i - position < LONGEST_CLAUSE && !is_edge(document, i); i++)
        if (document->starts[i] & 1U << ENTITY_TITLE)
            return true;
    return false;
}

/* Whether a name may begin here: behind an edge, a verb that appoints or another name. */
static bool may_begin(const struct document *document, size_t position)
{
    return position == 0 || is_edge(document, position - 1) ||
           document->ends[position] & 1U << ENTITY_ORG ||
           context_before(document, position, CONTEXT_APPOINT);
}

/* A name of a place is none of a person: 单县|历任县长. */
static bool is_place(const struct document *document, size_t start, size_t end)
{
    const struct entry *entry = scan_exact(&document->scan, start, end);

    return entry && entry->classes & (NAME_DIVISION | NAME_SHORT | NAME_COUNTRY | NAME_PLACE);
}

/* 曾|任, 现|任: where the verb begins that ends here. */
static size_t verb_start(const struct document *document, size_t start, size_t end)
{
    for (size_t before = 1; before <= 2 && before < start; before++)
        if (context_is(document, start - before, end, CONTEXT_DIVIDER))
            return start - before;
    return start;
}

static bool is_word(const struct document *document, size_t start, size_t end)
{
    const struct entry *entry = scan_exact(&document->scan, start, end);

    return entry && entry->classes & NAME_WORD && entry->pos != POS_PERSON &&
           entry->pos != POS_FOREIGN;
}

/* 任命|过建新|为: with a verb of appointing before it a name needs no surname that a list has. */
static bool is_between_verbs(const struct document *document, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (kind_at(document, i) != CHAR_HAN || context_at(document, i, CONTEXT_NOT_LAST))
            return false;
    return end - start <= 3 && char_in(document, end, "为的") &&
           context_before(document, start, CONTEXT_APPOINT) && !is_word(document, start, end) &&
           !document_covered(document, start, end);
}

/* The start of the name that ends before 任, 为, 当选: at least one of its edges is sure. */
static size_t name_before(const struct document *document, size_t end)
{
    for (size_t length = LONGEST_NAME; length >= SHORTEST_NAME; length--) {
        if (length <= end && is_between_verbs(document, end - length, end))
            return end - length;
        if (length <= end && is_chinese_name(document, end - length, end) &&
            may_begin(document, end - length) && !document_covered(document, end - length, end) &&
            !is_place(document, end - length, end) &&
            !context_at(document, end - length, CONTEXT_APPOINT) &&
            (!is_word(document, end - length, end) ||
             context_before(document, end - length, CONTEXT_APPOINT) ||
             (length == 2 && char_in(document, end, "任的"))))
            return end - length;
    }
    return end;
}

/* What takes a part of the name, or the word behind it, begins behind that word. */
static void trim_crossing(struct document *document, const uint32_t *behind)
{
    for (size_t i = 0; i < document->count; i++) {
        struct entity *entity = &document->entities[i];
        uint32_t start = behind[entity->start];

        if (entity->dropped || entity->type == ENTITY_TITLE || start == 0 || entity->end <= start)
            continue;
        if (start + 2 > entity->end) {
            document_drop(document, entity);
            continue;
        }
        entity->start = start;
        document->starts[start] |= (uint16_t)(1U << entity->type);
    }
}

/* Whether the clause gives up a post: …局长职务. */
static bool post_is_left(const struct document *document, size_t position)
{
    for (size_t i = position; i - position < LONGEST_CLAUSE && !is_edge(document, i); i++)
        if (text_at(document, i, "职务") || text_at(document, i, "一职"))
            return post_follows(document, position);
    return false;
}

/* 免去林晓雨的…职务: the name ends where 的 begins. */
static void find_removed(struct document *document)
{
    for (size_t i = SHORTEST_NAME; i < document->chars.count; i++) {
        size_t start;

        if (code_at(document, i) != OF || !post_is_left(document, i + 1))
            continue;
        start = name_before(document, i);
        if (start < i)
            document_add(document, ENTITY_PER, start, i, RANK_SURE);
    }
}

/* 林晓雨，女，…; 林晓雨（女，…）: whose sex is told behind a mark is a person. */
static void find_introduced(struct document *document)
{
    for (size_t i = SHORTEST_NAME; i + 2 < document->chars.count; i++) {
        if (kind_at(document, i) != CHAR_PUNCT || !char_in(document, i, "，（") ||
            !char_in(document, i + 1, "男女") || !is_edge(document, i + 2))
            continue;
        for (size_t length = LONGEST_NAME; length >= SHORTEST_NAME; length--)
            if (length <= i && is_chinese_name(document, i - length, i) &&
                (i == length || is_edge(document, i - length - 1) ||
                 document->ends[i - length] & 1U << ENTITY_TITLE)) {
                document_add(document, ENTITY_PER, i - length, i, RANK_SURE);
                break;
            }
    }
}

void find_appointed(struct document *document)
{
    uint32_t *behind = memory_new(document->chars.count + 2, sizeof *behind);

    find_removed(document);
    find_introduced(document);
    for (size_t i = SHORTEST_NAME; i < document->chars.count; i++) {
        size_t length = context_at(document, i, CONTEXT_BECOMES), start, end;

        if (length == 0 || !post_follows(document, i + length))
            continue;
        end = verb_start(document, i, i + length);
        start = name_before(document, end);
        if (start == end)
            continue;
        document_add(document, ENTITY_PER, start, end, RANK_SURE);
        for (size_t k = start + 1; k < i + length; k++)
            behind[k] = (uint32_t)(i + length);
    }
    trim_crossing(document, behind);
    free(behind);
}
