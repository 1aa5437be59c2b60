#include "name_shape.h"

size_t surname_length(const struct document *document, size_t position)
{
    size_t length = 0;

    return scan_longest(&document->scan, position, NAME_SURNAME, &length) ? length : 0;
}

static bool all_han(const struct document *document, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (kind_at(document, i) != CHAR_HAN && kind_at(document, i) != CHAR_NUMERAL &&
            kind_at(document, i) != CHAR_CALENDAR)
            return false;
    return end <= document->chars.count;
}

/* 和, 为 and the like end no name, unless nothing follows that they could govern. */
static bool may_end_name(const struct document *document, size_t end)
{
    return !context_at(document, end - 1, CONTEXT_NOT_LAST) ||
           ((is_edge(document, end) || char_in(document, end, "等") ||
             context_at(document, end, CONTEXT_AFTER_PERSON) >= 2) &&
            char_in(document, end - 1, "和向将任与及"));
}

bool is_chinese_name(const struct document *document, size_t start, size_t end)
{
    size_t surname = surname_length(document, start);

    return surname > 0 && end - start > surname && end - start <= surname + 2 &&
           all_han(document, start, end) && may_end_name(document, end);
}

bool is_doubled(const struct document *document, size_t start, size_t end)
{
    return (end - start == 2 || end - start == 4) &&
           code_at(document, start) == code_at(document, start + 1) &&
           code_at(document, end - 2) == code_at(document, end - 1);
}

bool is_derived(const struct document *document, size_t start, size_t end)
{
    const struct entry *stem = scan_exact(&document->scan, start, end - 1);

    return end - start >= 3 && char_in(document, end - 1, "化") && stem &&
           stem->classes & NAME_WORD && stem->pos != POS_PERSON && stem->pos != POS_FOREIGN;
}
