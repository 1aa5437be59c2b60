#include "extent.h"

#include "quotes.h"

enum { MAX_HEAD = 14 };

/* Where the term begins that ends at position; position if none does. */
static size_t term_start(const struct document *document, size_t position)
{
    if (document->ends[position] & 1U << ENTITY_TERM)
        for (size_t at = position; at-- > 0 && position - at <= MAX_HEAD;)
            if (document->starts[at] & 1U << ENTITY_TERM)
                return at;
    return position;
}

static bool is_topic(const struct document *document, const struct word *word)
{
    const struct entry *entry = &document->gazetteer->entries[word->entry];

    return kind_at(document, word->start) == CHAR_HAN && word->length >= 2 &&
           !(entry->classes & NAME_OUTER) &&
           (entry->pos == 'n' || entry->pos == 'b' || entry->pos == POS_NAME ||
            entry->classes & (NAME_TERM | NAME_INNER_VERB));
}

/* Whether a noun phrase begins here: behind 的, 了, a mark or a verb. */
static bool begins_phrase(const struct document *document, size_t position)
{
    const struct scan *scan = &document->scan;
    uint8_t kind = kind_at(document, position - 1);
    const struct word *before;
    const struct entry *entry;

    if (position == 0 || kind == CHAR_PUNCT || kind == CHAR_STOP ||
        char_in(document, position - 1, "的了"))
        return true;
    before = &scan->words[scan->word_at[position - 1]];
    entry = &scan->gazetteer->entries[before->entry];
    return before->length >= 2 && (entry->pos == 'v' || entry->classes & NAME_OUTER);
}

size_t head_start(const struct document *document, const struct reach *reach, size_t suffix,
                  size_t end)
{
    const struct scan *scan = &document->scan;
    size_t start = reach->start, at = start;
    bool lab = text_before(document, end, "实验室");
    bool inside = lab && reach->content > 0 && text_at(document, suffix, "教育部");

    if ((!reach->anchored && !inside) || !(lab || char_in(document, end - 1, "心组")) ||
        suffix >= end)
        return start;
    while (at > 1 && start - at < MAX_HEAD && document->cover[at - 1] == ENTITY_NONE) {
        const struct word *word = &scan->words[scan->word_at[at - 1]];

        if (at < start && text_before(document, at, "国家"))
            return at - 2;
        if (at < start && char_in(document, at - 1, "”’") && document->cover[at - 2] == ENTITY_PROG)
            return quote_start(document, at - 1, MAX_HEAD);
        if (term_start(document, at) < at)
            at = term_start(document, at);
        else if (is_topic(document, word) ||
                 (lab && (at < start || inside) && char_in(document, at - 1, "与和") &&
                  word->length == 1))
            at = word->start;
        else
            break;
    }
    return lab && at < start && begins_phrase(document, at) ? at : start;
}

/* 国家先进计算产业创新中心: a name that begins with 国家 and says of what. */
bool is_national(const struct document *document, const struct reach *reach,
                 const struct entry *suffix)
{
    return (suffix->org == ORG_INSTITUTE || suffix->org == ORG_INSTITUTION) &&
           reach->content >= 5 && text_at(document, reach->start, "国家");
}

/* 中国石油大学（北京）: which of the universities of that name. */
size_t take_seat(const struct document *document, size_t end)
{
    size_t length = 0;

    if (scan_longest(&document->scan, end, NAME_DIVISION | NAME_SHORT, &length) &&
        text_at(document, end + length, "校区"))
        return end + length + 2; /* 云江大学|青石校区 */
    if (!char_in(document, end, "（"))
        return end;
    for (size_t i = end + 3; i < end + 6 && i < document->chars.count; i++)
        if (char_in(document, i, "）")) {
            const struct entry *seat = scan_exact(&document->scan, end + 1, i);

            return seat && seat->classes & (NAME_DIVISION | NAME_SHORT) ? i + 1 : end;
        }
    return end;
}

/* 会计师事务所（特殊普通合伙）: the form in law belongs to the name. */
size_t take_legal_form(const struct document *document, size_t end)
{
    if (!char_in(document, end, "（"))
        return end;
    for (size_t i = end + 1; i < end + 12 && i < document->chars.count; i++)
        if (char_in(document, i, "）")) {
            const struct entry *form = scan_exact(&document->scan, end + 1, i);

            return form && form->classes & NAME_ORG_SUFFIX && form->org == ORG_COMPANY ? i + 1
                                                                                       : end;
        }
    return end;
}
