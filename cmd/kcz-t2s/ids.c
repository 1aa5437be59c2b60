#include "ids.h"

#include <stdint.h>

#include "utf8.h"

enum { IDS_DEPTH = 16, IDS_POINTS = 64 };

/* How many parts an ideographic description character joins; 0 for all others. */
static int parts_of(uint32_t code)
{
    if (code == 0x2FF2 || code == 0x2FF3)
        return 3;
    if (code == 0x2FFE || code == 0x2FFF)
        return 1;
    return (code >= 0x2FF0 && code <= 0x2FFD) ? 2 : 0;
}

/* The end of the part at at; NULL if it is not whole or beyond the limits. */
static const char *part_end(const char *at, const char *end, int depth, int *points)
{
    if (at >= end || depth == 0 || *points == IDS_POINTS)
        return NULL;
    ++*points;
    int parts = parts_of(utf8_next(&at));
    for (; parts > 0 && at != NULL; parts--)
        at = part_end(at, end, depth - 1, points);
    return at;
}

size_t ids_length(struct span text)
{
    const char *first = text.at;
    int points = 0;

    if (text.len < 3 || parts_of(utf8_next(&first)) == 0)
        return 0;
    const char *end = part_end(text.at, text.at + text.len, IDS_DEPTH, &points);
    return end == NULL ? 0 : (size_t)(end - text.at);
}
