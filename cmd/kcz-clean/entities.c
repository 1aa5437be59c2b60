/*
 * R4a and R4b: character references of HTML that were left in the text, decoded. A page that
 * is about markup shows them on lines of code; it is left alone. Where "&nbsp;" is the only one in
 * a text of one line, it may be what the source itself printed (transcripts of broadcasts do), so
 * that has a rule of its own.
 */
#include <ctype.h>
#include <stdlib.h>

#include "characters.h"
#include "repair.h"

enum { NAME_MAX_BYTES = 32, DIFFERENT_MIN = 3 };

static int compare_names(struct span a, struct span b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = memcmp(a.at, b.at, len);

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static struct span named(const struct repair_tables *tables, struct span name)
{
    size_t low = 0, high = tables->entity_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct entity *entity = &tables->entities[middle];
        int order = compare_names(
            (struct span){tables->entity_text + entity->name, entity->name_len}, name);

        if (order == 0)
            return (struct span){tables->entity_text + entity->text, entity->text_len};
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (struct span){NULL, 0};
}

/* The code point of a reference's digits; 0 if they are none that may be written. */
static uint32_t numbered(struct span digits)
{
    unsigned base = digits.len > 1 && (digits.at[0] | 0x20) == 'x' ? 16 : 10;
    uint32_t point = 0;

    if (base == 16)
        digits = (struct span){digits.at + 1, digits.len - 1};
    if (digits.len == 0 || digits.len > 8)
        return 0;
    for (size_t i = 0; i < digits.len; i++) {
        unsigned char c = (unsigned char)digits.at[i];
        unsigned value = c >= '0' && c <= '9' ? c - (unsigned)'0'
                         : isxdigit(c)        ? (c | 0x20u) - 'a' + 10
                                              : 99;

        if (value >= base || point > 0x10FFFF)
            return 0;
        point = point * base + value;
    }
    return point > 0x10FFFF || (point >= 0xD800 && point < 0xE000) || point < ' ' ? 0 : point;
}

/* What the reference at at stands for, and where it ends; absent if it is none. */
static struct span read_reference(struct page *page, size_t at, size_t *end)
{
    struct span text = page->text;
    size_t len = 1, room = text.len - at;
    char bytes[UTF8_MAX_BYTES];
    uint32_t point;

    while (len < room && len < NAME_MAX_BYTES &&
           ((unsigned char)text.at[at + len] >= '0' || text.at[at + len] == '#') &&
           (unsigned char)text.at[at + len] < 0x7F && text.at[at + len] != ';')
        len++;
    if (len == room || text.at[at + len] != ';' || len < 2)
        return (struct span){NULL, 0};
    *end = at + len + 1;
    if (text.at[at + 1] != '#')
        return named(page->settings->repair, (struct span){text.at + at + 1, len - 1});
    point = numbered((struct span){text.at + at + 2, len - 2});
    return point ? page_keep(page, (struct span){bytes, utf8_encode(bytes, point)})
                 : (struct span){NULL, 0};
}

/* A page with several different references on lines of code is about them. */
static bool speaks_of_markup(struct page *page)
{
    struct span text = page->text, seen[DIFFERENT_MIN];
    size_t count = 0;
    const char *at = text.at, *stop = text.at + text.len;

    while (count < DIFFERENT_MIN && (at = memchr(at, '&', (size_t)(stop - at)))) {
        size_t start = (size_t)(at++ - text.at), end;
        struct span put = read_reference(page, start, &end);
        bool known = false;

        if (!put.at || !line_is_code(text, start))
            continue;
        for (size_t i = 0; i < count; i++)
            known |= span_equal(seen[i], put);
        if (!known)
            seen[count++] = put;
    }
    return count == DIFFERENT_MIN;
}

static bool is_space_reference(struct span text, size_t start, size_t end)
{
    return span_is((struct span){text.at + start, end - start}, "&nbsp;");
}

/* Replaces the references that are wanted; says if there are any but no-break spaces. */
static bool decode(struct page *page, bool spaces, bool others)
{
    struct span text = page->text;
    const char *at = text.at, *stop = text.at + text.len;
    bool seen = false;

    while (at < stop && (at = memchr(at, '&', (size_t)(stop - at)))) {
        size_t start = (size_t)(at++ - text.at), end;
        struct span put = read_reference(page, start, &end);
        bool space;

        if (!put.at)
            continue;
        space = is_space_reference(text, start, end);
        seen |= !space;
        if (space ? spaces : others)
            page_replace(page, start, end, put, NULL);
        at = text.at + end;
    }
    return seen;
}

static bool has_references(struct page *page)
{
    return page->text.len > 0 && memchr(page->text.at, '&', page->text.len) &&
           !speaks_of_markup(page);
}

/* One line without a break has no layout: what is in it may be what the source printed. */
static bool has_layout(struct span text)
{
    const char *end = memchr(text.at, '\n', text.len);

    return end && (size_t)(end - text.at) + 1 < text.len;
}

void repair_entities(struct page *page)
{
    bool others;

    if (!has_references(page))
        return;
    others = decode(page, false, false);
    decode(page, others || has_layout(page->text), others);
}

void repair_space_references(struct page *page)
{
    if (has_references(page))
        decode(page, true, false);
}
