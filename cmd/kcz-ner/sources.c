#include "sources.h"

#include "organisations.h"

enum { MAX_SOURCE = 16 };

void find_sources(struct document *document)
{
    for (size_t i = 0; i + 4 < document->chars.count; i++) {
        size_t start = i + 3, end;
        bool han = false;

        if (code_at(document, i) != 0x6765 || !text_at(document, i, "来源：")) /* 来 */
            continue;
        while (kind_at(document, start) == CHAR_SPACE)
            start++;
        for (end = start; end - start <= MAX_SOURCE; end++) {
            uint8_t kind = kind_at(document, end);

            if (kind != CHAR_HAN && kind != CHAR_LETTER && kind != CHAR_NUMERAL &&
                kind != CHAR_CALENDAR && kind != CHAR_DIGIT)
                break;
            han = han || kind == CHAR_HAN;
        }
        if (!han || end - start < 2 || end - start > MAX_SOURCE ||
            document_covered(document, start, end))
            continue;
        document_add(document, ENTITY_ORG, start, end, RANK_SURE)->kind = (uint8_t)
            organisation_kind(document, start, end);
        i = end - 1;
    }
}
