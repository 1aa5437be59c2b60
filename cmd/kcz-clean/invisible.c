/* R6: characters that do not show, spaces of other widths, characters of private use. */
#include "characters.h"
#include "repair.h"
#include "scan.h"

/* What may begin one, by its first three bytes; see class_of for what is one. */
static inline unsigned char may_be_invisible(unsigned char a, unsigned char b, unsigned char c)
{
    return (unsigned char)(((a < 0x20) & (a != '\t') & (a != '\n') & (a != '\r')) | (a == 0x7F) |
                           ((a == 0xC2) & ((b <= 0xA0) | (b == 0xAD))) |
                           ((a == 0xE2) & (b == 0x80) &
                            (((c >= 0x8B) & (c <= 0x8F)) | ((c >= 0xAA) & (c <= 0xAE)))) |
                           ((a == 0xE2) & (b == 0x81) & (c >= 0xA0) & (c <= 0xAF)) |
                           ((a == 0xE3) & (b == 0x80) & (c == 0x80)) | (a == 0xEE) |
                           ((a == 0xEF) & ((b <= 0xA3) | ((b == 0xB8) & (c <= 0x8F)) |
                                           ((b == 0xBB) & (c == 0xBF)))) |
                           (a >= 0xF3));
}

SCAN_FUNCTION(next_invisible, may_be_invisible)

enum kind { VISIBLE, GONE, SPACE, JOINER, SELECTOR, PRIVATE };

static enum kind kind_of(uint32_t point)
{
    if (point == 0xA0 || point == 0x3000)
        return SPACE;
    if ((point < 0x20 && point != '\t' && point != '\n' && point != '\r') ||
        (point >= 0x7F && point <= 0x9F) || point == 0xAD || point == 0xFEFF || point == 0x200B ||
        point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
        (point >= 0x2060 && point <= 0x206F))
        return GONE;
    if (point == 0x200C || point == 0x200D)
        return JOINER;
    if ((point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF))
        return SELECTOR;
    return (point >= 0xE000 && point <= 0xF8FF) || point >= 0xF0000 ? PRIVATE : VISIBLE;
}

/* Joiners and variation selectors mean something in other scripts and in emoji. */
static bool is_beside_han(struct span text, size_t start, size_t end)
{
    uint32_t before = point_before(text, start), after = point_at(text, end);

    return before < 0x250 || is_han(before) || is_cjk_mark(before) ||
           (is_han(after) && before < 0x2190);
}

void repair_invisible(struct page *page)
{
    struct span text = page->text;

    size_t at = next_invisible(text, 0);

    page->idle[page->rule] = at == text.len;
    while (at < text.len) {
        const char *next = text.at + at;
        enum kind kind = kind_of(utf8_next(&next));
        size_t end = (size_t)(next - text.at);

        if (kind == SPACE)
            page_replace(page, at, end, (struct span){" ", 1}, NULL);
        else if (kind == PRIVATE)
            page_replace(page, at, end, (struct span){"\uFFFD", 3}, NULL);
        else if (kind == GONE ||
                 ((kind == JOINER || kind == SELECTOR) && is_beside_han(text, at, end)))
            page_replace(page, at, end, (struct span){"", 0}, NULL);
        at = next_invisible(text, end);
    }
}
