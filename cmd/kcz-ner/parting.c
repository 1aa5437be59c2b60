#include "parting.h"

#include "name_shape.h"
#include "organisations.h"

/* 云江市科协|与|云江大学: two names, not one with 与 in it. */
static bool joins_names(const struct document *document, size_t start, size_t at, size_t end)
{
    return char_in(document, at, "与和及") && !organisation_cuts_word(document, at) &&
           !organisation_cuts_word(document, at + 1) && end - at >= 5 && at - start >= 4 &&
           organisation_kind(document, start, at) != ORG_NONE &&
           organisation_kind(document, at + 1, end) != ORG_NONE;
}

/* 某学会|建设|云州市研究中心: a verb between two names, the second of which begins with a place. */
static size_t verb_between(const struct document *document, size_t start, size_t at, size_t end)
{
    const struct scan *scan = &document->scan;
    const struct word *word = &scan->words[scan->word_at[at]];
    size_t behind = at + word->length, length = 0;

    return word->start == at && word->length >= 2 && behind + 4 <= end && at - start >= 4 &&
                   scan->gazetteer->entries[word->entry].pos == 'v' &&
                   organisation_kind(document, start, at) != ORG_NONE &&
                   scan_longest(scan, behind, NAME_DIVISION | NAME_SHORT, &length) &&
                   organisation_kind(document, behind, end) != ORG_NONE
               ? word->length
               : 0;
}

/* 云江大学|任清和: a name of a person ran into that of an organisation. Where it begins, or end. */
static size_t person_behind(const struct document *document, size_t start, size_t end)
{
    const struct scan *scan = &document->scan;

    for (size_t at = end - 3; at + 2 <= end && at > start + 3; at++)
        if (is_chinese_name(document, at, end) && scan->words[scan->word_at[at]].start == at &&
            scan->words[scan->word_at[at]].length == 1 &&
            organisation_kind(document, start, at) != ORG_NONE)
            return at;
    return end;
}

static void split_person(struct document *document, size_t index)
{
    size_t start = document->entities[index].start, end = document->entities[index].end;
    size_t at = end - start > 6 && organisation_kind(document, start, end) == ORG_NONE
                    ? person_behind(document, start, end)
                    : end;

    if (at == end)
        return;
    document->entities[index].end = (uint32_t)at;
    document->ends[at] |= (uint16_t)(1U << ENTITY_ORG);
    document_add(document, ENTITY_PER, at, end, RANK_LIKELY);
}

/* 罗明德|曾任|研究中心, 某学会|积极组织|某大学: the name begins behind what divides it from
 * another. */
static void divide(struct document *document, size_t index)
{
    size_t start = document->entities[index].start, end = document->entities[index].end;
    size_t verb = context_at(document, start, CONTEXT_DIVIDER);

    if (verb == 0 && context_before(document, start + 1, CONTEXT_DIVIDER))
        verb = 1; /* 拟|任青石大学: the verb begins before */
    if (verb > 0 && start + verb + 2 < end) {
        start += verb;
        document->entities[index].start = (uint32_t)start;
        document->starts[start] |= (uint16_t)(1U << ENTITY_ORG);
    }
    for (size_t at = start + 2; at + 2 < end; at++) {
        size_t length = context_at(document, at, CONTEXT_DIVIDER);

        if (length == 0 && joins_names(document, start, at, end))
            length = 1;
        if (length == 0)
            length = verb_between(document, start, at, end);
        if (length == 0 || organisation_cuts_word(document, at) || at + length + 2 > end)
            continue;
        document->entities[index].start = (uint32_t)(at + length);
        document->starts[at + length] |= (uint16_t)(1U << ENTITY_ORG);
        if (is_chinese_name(document, start, at))
            document_add(document, ENTITY_PER, start, at, RANK_LIKELY);
        else if (organisation_kind(document, start, at) != ORG_NONE)
            add_organisation(document, start, at, RANK_LIKELY);
        return;
    }
}

void part_names(struct document *document, size_t index)
{
    divide(document, index);
    split_person(document, index);
}
