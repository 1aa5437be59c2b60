#include "companies.h"

#include "reach.h"

enum { MAX_ITEM = 9 };

/* Where an item of such a list begins: behind the 、 before it; the first as far as names reach. */
static size_t item_start(const struct document *document, size_t end)
{
    size_t start = end;
    struct reach reach;

    while (start > 0 && end - start <= MAX_ITEM && kind_at(document, start - 1) < CHAR_DOT &&
           kind_at(document, start - 1) != CHAR_EDGE && document->cover[start - 1] == ENTITY_NONE &&
           !char_in(document, start - 1, "的了在和与有是含"))
        start--;
    if (start > 0 && end - start <= MAX_ITEM && char_in(document, start - 1, "、有是含"))
        return start;
    reach = reach_left(document, end, MAX_ITEM);
    return reach.proper ? reach.start : end;
}

/* 等企业, 等6家企业 */
static bool lists_companies(const struct document *document, size_t position)
{
    size_t at = position + 1;

    while (at < document->chars.count && document->cover[at] == ENTITY_QUANTITY)
        at++;
    return context_at(document, position, CONTEXT_COMPANY_LIST) ||
           (at > position + 1 && (text_at(document, at, "企业") || text_at(document, at, "公司")));
}

/* 云海智能、飞翔信息等企业: the items of the list, from its end to its beginning. */
void find_company_lists(struct document *document)
{
    for (size_t i = 2; i + 2 < document->chars.count; i++) {
        size_t end = i;

        if (code_at(document, i) != 0x7B49 || !lists_companies(document, i)) /* 等 */
            continue;
        for (size_t start; (start = item_start(document, end)) < end; end = start - 1) {
            if (end - start >= 3 && !document_covered(document, start, end))
                document_add(document, ENTITY_ORG, start, end, RANK_LIKELY)->kind = ORG_COMPANY;
            if (start == 0 || !char_in(document, start - 1, "、"))
                break;
        }
    }
}
