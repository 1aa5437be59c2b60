#include "foreign.h"

enum { MAX_FOREIGN = 24, MAX_FOREIGN_PART = 6, RARE = 95, PART = 2 };

/* An ordinary word, which is no part of a transliteration: 出席, but not 买买提. */
static bool is_ordinary(const struct document *document, const struct word *word)
{
    const struct entry *entry = &document->gazetteer->entries[word->entry];

    return word->length > 1 && entry->pos != POS_FOREIGN && entry->pos != POS_PERSON &&
           entry->pos != POS_PLACE && entry->pos != POS_NAME &&
           (entry->cost < RARE || word->length == 2);
}

static bool in_foreign(const struct document *document, size_t position)
{
    return (kind_at(document, position) == CHAR_HAN || kind_at(document, position) == CHAR_DOT) &&
           document->cover[position] == ENTITY_NONE;
}

/* Where a name begins that has a dot at this position; 让-皮埃尔 has a hyphen too. */
static size_t foreign_start(const struct document *document, size_t dot)
{
    const struct scan *scan = &document->scan;
    size_t start = dot, part = dot;

    while (start > 0 && dot - start < MAX_FOREIGN) {
        const struct word *word = &scan->words[scan->word_at[start - 1]];

        if (code_at(document, start - 1) == '-' && start < dot && start > 1 &&
            in_foreign(document, start - 2)) {
            part = --start;
            continue;
        }
        if (!in_foreign(document, start - 1) || part - start >= MAX_FOREIGN_PART ||
            is_ordinary(document, word) || context_at(document, start - 1, CONTEXT_BEFORE_FOREIGN))
            break;
        start--;
        if (kind_at(document, start) == CHAR_DOT)
            part = start;
    }
    return start;
}

static size_t foreign_end(const struct document *document, size_t dot)
{
    const struct scan *scan = &document->scan;
    size_t end = dot + 1;

    while (end < document->chars.count && end - dot < MAX_FOREIGN && in_foreign(document, end)) {
        const struct word *word = &scan->words[scan->word_at[end]];

        if ((word->start >= dot && is_ordinary(document, word)) ||
            context_at(document, end, CONTEXT_AFTER_FOREIGN))
            break;
        end++;
    }
    return end;
}

/* 尼古拉·哥白尼, 阿依古丽·买买提: transliterated parts around middle dots. */
static void find_dotted(struct document *document)
{
    for (size_t i = 1; i + 1 < document->chars.count; i++) {
        size_t start, end;

        if (kind_at(document, i) != CHAR_DOT || kind_at(document, i - 1) != CHAR_HAN ||
            kind_at(document, i + 1) != CHAR_HAN)
            continue;
        start = foreign_start(document, i);
        end = foreign_end(document, i);
        if (i > start && end > i + 1)
            document_add(document, ENTITY_PER, start, end, RANK_SURE);
        i = end;
    }
}

static bool is_part(const struct document *document, size_t position)
{
    const struct entry *entry = scan_exact(&document->scan, position, position + PART);

    return entry && entry->classes & NAME_GIVEN;
}

static void find_two_parts(struct document *document)
{
    for (size_t i = 0; i + 2 * PART <= document->chars.count; i++) {
        if (!(document->scan.classes[i] & NAME_GIVEN) || !is_part(document, i) ||
            !is_part(document, i + PART) || document_covered(document, i, i + 2 * PART))
            continue;
        document_add(document, ENTITY_PER, i, i + 2 * PART, RANK_SURE);
        i += 2 * PART - 1;
    }
}

void find_foreign(struct document *document)
{
    find_dotted(document);
    find_two_parts(document);
}
