#include <string.h>
#include <strings.h>

#include "html.h"

enum { HEAD_BYTES = 4096 };

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == ':';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static const char *skip_spaces(const char *at, const char *end)
{
    while (at < end && is_space(*at))
        at++;
    return at;
}

/* The value behind "word =" within a tag, quoted or not; absent if there is none. */
static struct span value_of(struct span tag, const char *word)
{
    size_t len = strlen(word);
    const char *at = tag.at, *end = at + tag.len, *start, *stop;

    for (; (size_t)(end - at) > len; at++) {
        if (strncasecmp(at, word, len) != 0)
            continue;
        start = skip_spaces(at + len, end);
        if (start == end || *start != '=')
            continue;
        start = skip_spaces(start + 1, end);
        while (start < end && (*start == '"' || *start == '\''))
            start++;
        for (stop = start; stop < end && is_name(*stop); stop++)
            ;
        if (stop > start)
            return span_between(start, stop);
    }
    return (struct span){NULL, 0};
}

struct span html_charset(struct span page)
{
    const char *at = page.at, *end = at + (page.len < HEAD_BYTES ? page.len : HEAD_BYTES);
    struct span found = {NULL, 0};

    while (found.at == NULL && at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
        const char *close = memchr(at, '>', (size_t)(end - at));
        struct span tag = span_between(at, close != NULL ? close : end);

        if (tag.len > 5 && strncasecmp(tag.at, "<meta", 5) == 0)
            found = value_of(tag, "charset");
        else if (tag.len > 5 && strncasecmp(tag.at, "<?xml", 5) == 0)
            found = value_of(tag, "encoding");
        at++;
    }
    return found;
}
