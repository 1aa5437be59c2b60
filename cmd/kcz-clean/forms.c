/*
 * R7 and R8: characters that stand for others. Radicals and compatibility ideographs become the
 * ideographs that they are drawn as (common/data/clean/forms.tsv), letters and digits lose their
 * width, and with --punct punctuation changes its width. A text that writes all of its digits, or
 * all of its letters, wide does so on purpose, as the newspapers of the 1990s did.
 */
#include <stdlib.h>

#include "characters.h"
#include "repair.h"
#include "scan.h"

static inline unsigned char may_be_form(unsigned char a, unsigned char b, unsigned char c)
{
    (void)c;
    return (unsigned char)(((a == 0xE2) & (b >= 0xBA) & (b <= 0xBF)) |
                           ((a == 0xEF) & (b >= 0xA4) & (b <= 0xAB)) | ((a == 0xF0) & (b == 0xAF)));
}

SCAN_FUNCTION(next_form, may_be_form)

static inline unsigned char may_be_wide(unsigned char a, unsigned char b, unsigned char c)
{
    return (unsigned char)((a == 0xEF) & (((b == 0xBC) & (c >= 0x90) & (c <= 0xBA) &
                                           ((c <= 0x99) | (c >= 0xA1))) |
                                          ((b == 0xBD) & (c >= 0x81) & (c <= 0x9A))));
}

SCAN_FUNCTION(next_wide, may_be_wide)

static int compare_forms(const void *key, const void *item)
{
    const uint32_t *point = key;
    const struct form *form = item;

    return (*point > form->from) - (*point < form->from);
}

static uint32_t plain_form(const struct repair_tables *tables, uint32_t point)
{
    const struct form *form = bsearch(&point, tables->forms, tables->form_count,
                                      sizeof *tables->forms, compare_forms);

    return form ? form->to : 0;
}

static bool is_radical(uint32_t point)
{
    return point >= 0x2E80 && point <= 0x2FD5;
}

/* A page that sets a radical beside the ideograph it is, speaks of radicals: "⼈(人)". */
static bool speaks_of_radicals(const struct repair_tables *tables, struct span text)
{
    for (size_t at = next_form(text, 0); at < text.len; at = next_form(text, at + 1)) {
        uint32_t point = point_at(text, at), plain = plain_form(tables, point);
        size_t near = at;

        if (!plain || !is_radical(point))
            continue;
        for (int i = 0; i < 3 && near > 0; i++) {
            near = back_from(text, near);
            if (point_at(text, near) == plain)
                return true;
        }
        near = at;
        for (int i = 0; i < 3 && near < text.len; i++) {
            near += utf8_length((unsigned char)text.at[near]);
            if (point_at(text, near) == plain)
                return true;
        }
    }
    return false;
}

static struct span keep_point(struct page *page, uint32_t point)
{
    char bytes[UTF8_MAX_BYTES];

    return page_keep(page, (struct span){bytes, utf8_encode(bytes, point)});
}

void repair_forms(struct page *page)
{
    const struct repair_tables *tables = page->settings->repair;
    struct span text = page->text;
    size_t at = next_form(text, 0);
    bool radicals;

    page->idle[page->rule] = at == text.len;
    if (at == text.len)
        return;
    radicals = !speaks_of_radicals(tables, text);
    while (at < text.len) {
        uint32_t point = point_at(text, at), plain = plain_form(tables, point);
        size_t end = at + utf8_length((unsigned char)text.at[at]);
        bool beside = is_han(point_before(text, at)) || is_radical(point_before(text, at)) ||
                      is_han(point_at(text, end)) || is_radical(point_at(text, end));

        if (plain && (!is_radical(point) || (radicals && beside)))
            page_replace(page, at, end, keep_point(page, plain), NULL);
        at = next_form(text, end);
    }
}

static const char ascii_marks[] = ",:;!?()";

/* Whether the mark at at is Chinese punctuation: Chinese stands on its inner side, and beyond. */
static bool is_among_han(struct span text, size_t at)
{
    uint32_t before = point_before(text, at), after = point_at(text, at + 1);
    bool left = is_han(before) || is_cjk_mark(before) || before == ')';
    bool right = is_han(after) || is_cjk_mark(after) || after == '(';

    if (text.at[at] == '(')
        return is_han(after) && (left || before == 0 || before == '\n');
    return left && (right || after == 0 || after == '\n' ||
                    (text.at[at] == ')' && is_han(before) && after < 0x80));
}

static void widen_marks(struct page *page)
{
    struct span text = page->text;

    for (size_t at = 0; at < text.len; at++)
        if (text.at[at] != '\0' && strchr(ascii_marks, text.at[at]) && is_among_han(text, at))
            page_replace(page, at, at + 1, keep_point(page, (unsigned char)text.at[at] + 0xFEE0u),
                         NULL);
}

static void narrow_marks(struct page *page)
{
    struct span text = page->text;

    for (size_t at = 0; at + 2 < text.len; at++) {
        uint32_t point;

        if ((unsigned char)text.at[at] != 0xEF)
            continue;
        point = point_at(text, at);
        if (point > 0xFF00 && point < 0xFF5F && strchr(ascii_marks, (int)(point - 0xFEE0)))
            page_replace(page, at, at + 3, keep_point(page, point - 0xFEE0), NULL);
    }
}

/* What a wide or narrow character is, if its width is of interest. */
enum alnum { NEITHER = 0, DIGIT = 1, LETTER = 2 };

static enum alnum alnum_of(uint32_t narrow)
{
    if (narrow >= '0' && narrow <= '9')
        return DIGIT;
    return (narrow | 0x20) >= 'a' && (narrow | 0x20) <= 'z' ? LETTER : NEITHER;
}

/* Which of them the text writes narrow. */
static unsigned narrow_kinds(struct span text)
{
    unsigned kinds = 0;

    for (size_t i = 0; i < text.len && kinds != (DIGIT | LETTER); i++)
        kinds |= alnum_of((unsigned char)text.at[i]);
    return kinds;
}

static void narrow(struct page *page, size_t first, unsigned kinds)
{
    struct span text = page->text;

    for (size_t at = first; at < text.len; at = next_wide(text, at + 3)) {
        uint32_t plain = point_at(text, at) - 0xFEE0;

        if (alnum_of(plain) & kinds)
            page_replace(page, at, at + 3, keep_point(page, plain), NULL);
    }
}

void repair_width(struct page *page)
{
    size_t first = next_wide(page->text, 0);

    page->idle[page->rule] = first == page->text.len;
    if (first < page->text.len)
        narrow(page, first, narrow_kinds(page->text));
}

void repair_wide_style(struct page *page)
{
    narrow(page, next_wide(page->text, 0), DIGIT | LETTER);
}

void repair_marks(struct page *page)
{
    if (page->settings->punct == PUNCT_ZH)
        widen_marks(page);
    else if (page->settings->punct == PUNCT_ASCII)
        narrow_marks(page);
}
