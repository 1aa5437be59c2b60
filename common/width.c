#include "width.h"

#include <utf8proc.h>

#include "utf8.h"

size_t width_of_code(uint32_t code)
{
    int columns;

    if (code < 0x7F)
        return code >= 0x20;
    if (code >= 0x4E00 && code < 0xA000)
        return 2;
    columns = utf8proc_charwidth((utf8proc_int32_t)code);
    return columns < 0 ? 0 : (size_t)columns;
}

size_t width_of(struct span text)
{
    const char *at = text.at;
    size_t columns = 0;

    while (at < text.at + text.len)
        columns += width_of_code(utf8_next(&at));
    return columns;
}

size_t width_fit(struct span text, size_t columns)
{
    const char *at = text.at;

    while (at < text.at + text.len) {
        const char *next = at;
        size_t wide = width_of_code(utf8_next(&next));

        if (wide > columns)
            break;
        columns -= wide;
        at = next;
    }
    return (size_t)(at - text.at);
}
