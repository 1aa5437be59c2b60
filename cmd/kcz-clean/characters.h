/*
 * Kinds of characters that the rules ask for, and the character beside a place in well-formed text.
 */
#ifndef KCZ_CLEAN_CHARACTERS_H
#define KCZ_CLEAN_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"
#include "utf8.h"

/* Unified and compatibility ideographs, and the iteration mark and zero. */
static inline bool is_han(uint32_t point)
{
    return (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3400 && point <= 0x4DBF) ||
           (point >= 0xF900 && point <= 0xFAFF) || (point >= 0x20000 && point <= 0x323AF) ||
           point == 0x3005 || point == 0x3007;
}

/* CJK and full-width punctuation, curly quotes, dashes and the ellipsis. */
static inline bool is_cjk_mark(uint32_t point)
{
    return (point >= 0x3001 && point <= 0x3020 && point != 0x3005 && point != 0x3007) ||
           (point >= 0xFF01 && point <= 0xFF0F) || (point >= 0xFF1A && point <= 0xFF20) ||
           (point >= 0x2014 && point <= 0x201D) || point == 0x2026;
}

/* The character that starts at byte offset at; 0 at the end. */
static inline uint32_t point_at(struct span text, size_t at)
{
    const char *from = text.at + at;

    return at < text.len ? utf8_next(&from) : 0;
}

/* Offset of the character that ends at byte offset end; end itself at the start. */
static inline size_t back_from(struct span text, size_t end)
{
    if (end == 0)
        return 0;
    do
        end--;
    while (end > 0 && ((unsigned char)text.at[end] & 0xC0) == 0x80);
    return end;
}

/* The character that ends at byte offset end; 0 at the start. */
static inline uint32_t point_before(struct span text, size_t end)
{
    return end == 0 ? 0 : point_at(text, back_from(text, end));
}

enum { LINE_REACH = 400 }; /* bytes: longer lines are looked at in part */

/* The line around byte offset at, no further than reach bytes to either side. */
static inline struct span line_around(struct span text, size_t at, size_t reach)
{
    size_t start = at, end = at;

    while (start > 0 && text.at[start - 1] != '\n' && at - start < reach)
        start--;
    while (end < text.len && text.at[end] != '\n' && end - at < reach)
        end++;
    return (struct span){text.at + start, end - start};
}

/* Whether less than a quarter of the bytes of the line around at is Chinese. */
static inline bool line_is_code(struct span text, size_t at)
{
    struct span line = line_around(text, at, LINE_REACH);
    size_t high = 0;

    for (size_t i = 0; i < line.len; i++)
        high += (unsigned char)line.at[i] >= 0xE3;
    return 12 * high < line.len;
}

#endif
