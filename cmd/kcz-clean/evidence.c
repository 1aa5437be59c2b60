#include "evidence.h"

#include "rules.h"
#include "title_pieces.h"

/* Lines that hijackers use, and in which titles are repeated; the others are bytes. */
enum {
    SPAM_LINES = 3,
    TWIN_REACH = 24,
    SPAM_LINE_MAX = 400,
    TWIN_MIN = 24,
    TWIN_FEW = 6,
    TWIN_MAX = 200
};

bool evidence_is_suspect(const struct article_tables *tables, const struct line *line)
{
    struct folded folded;

    if (line->text.len > SPAM_LINE_MAX)
        return false;
    cues_fold(tables, line->text, &folded);
    return cues_spam(tables, &folded, 0, folded.count) >= 2;
}

bool evidence_any_suspect(const struct article_tables *tables, const struct lines *lines)
{
    for (size_t i = 0; i < lines->count && i < SPAM_LINES; i++)
        if (evidence_is_suspect(tables, &lines->items[i]))
            return true;
    return false;
}

bool evidence_find_twin(const struct lines *lines, size_t *earlier, size_t *later)
{
    for (size_t i = 1; i < lines->count && i < TWIN_REACH; i++) {
        struct span text = lines->items[i].text;

        if (text.len < TWIN_FEW || text.len > TWIN_MAX || (unsigned char)*text.at < 0x80)
            continue;
        for (size_t k = 0; k < i; k++) {
            struct span above = lines->items[k].text;

            if (above.len < text.len || memcmp(above.at, text.at, TWIN_FEW) != 0)
                continue;
            if ((text.len >= TWIN_MIN || (k == 0 && above.len > text.len)) &&
                above.len <= 2 * TWIN_MAX && title_begins_with(above, text)) {
                *earlier = k;
                *later = i;
                return true;
            }
        }
    }
    return false;
}

bool evidence_was_injected(const struct page *page)
{
    size_t count;
    const struct rule *rules = rules_all(&count);

    for (size_t row = 0; row < page->rule; row++)
        if (strncmp(rules[row].id, "R5", 2) == 0 && page->counts[row] > 0)
            return true;
    return false;
}
