#include "condition.h"

#include <string.h>

#include "utf8.h"

/* Whether code is a Han character: unified or compatibility ideograph, radical, 々 or 〇. */
static bool is_han(uint32_t code)
{
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
           (code >= 0x20000 && code <= 0x3FFFF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0x2E80 && code <= 0x2FDF) || code == 0x3005 || code == 0x3007;
}

/* The code point before at; '\n' at the start of the text. */
static uint32_t before(struct span text, const char *at)
{
    if (at == text.at)
        return '\n';
    do
        at--;
    while (((unsigned char)*at & 0xC0) == 0x80);
    return utf8_next(&at);
}

static uint32_t behind(struct span text, const char *at)
{
    return at == text.at + text.len ? '\n' : utf8_next(&at);
}

static bool class_holds(struct span name, uint32_t code)
{
    bool edge = code == '\n' || code == '\r';

    if (span_is(name, "<edge>"))
        return edge;
    if (span_is(name, "<han>"))
        return is_han(code);
    return span_is(name, "<other>") && !is_han(code);
}

static bool one_holds(struct span one, struct span text, const char *at, bool left)
{
    if (one.len > 0 && one.at[0] == '<')
        return class_holds(one, left ? before(text, at) : behind(text, at));
    if (left)
        return (size_t)(at - text.at) >= one.len && memcmp(at - one.len, one.at, one.len) == 0;
    return (size_t)(text.at + text.len - at) >= one.len && memcmp(at, one.at, one.len) == 0;
}

static bool holds(struct span condition, struct span text, const char *at, bool left)
{
    const char *end = condition.at + condition.len, *one = condition.at;
    bool turned = one < end && *one == '!';

    if (turned)
        one++;
    for (;;) {
        const char *bar = memchr(one, '|', (size_t)(end - one));

        if (one_holds(span_between(one, bar != NULL ? bar : end), text, at, left))
            return !turned;
        if (bar == NULL)
            return turned;
        one = bar + 1;
    }
}

bool condition_left(struct span condition, struct span text, const char *at)
{
    return holds(condition, text, at, true);
}

bool condition_right(struct span condition, struct span text, const char *at)
{
    return holds(condition, text, at, false);
}
