#include "tuple.h"

#include <string.h>

#include "json.h"

static void add_escaped(struct buf *key, struct span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];

        if (c > TUPLE_NEXT) {
            buf_add_char(key, (char)c);
            continue;
        }
        buf_add_char(key, TUPLE_NEXT);
        buf_add_char(key, (char)(c == 0 ? TUPLE_NUL : TUPLE_ONE));
    }
}

void tuple_add_text(struct buf *key, struct span text, bool first)
{
    if (!first)
        buf_add_char(key, TUPLE_NEXT);
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.at[i] <= TUPLE_NEXT) {
            add_escaped(key, text);
            return;
        }
    }
    buf_add_span(key, text);
}

void tuple_add_uint(struct buf *key, uint64_t number, bool first)
{
    if (!first)
        buf_add_char(key, TUPLE_NEXT);
    buf_add_char(key, (char)TUPLE_JSON);
    buf_add_uint(key, number);
}

bool tuple_add_json(struct buf *key, struct span value, bool first, struct buf *scratch)
{
    enum json_kind kind = value.at == NULL ? JSON_NULL : json_kind(value);

    if (kind == JSON_ARRAY || kind == JSON_OBJECT)
        return false;
    if (kind == JSON_STRING) {
        tuple_add_text(key, json_string(value, scratch), first);
        return true;
    }
    if (!first)
        buf_add_char(key, TUPLE_NEXT);
    buf_add_char(key, (char)TUPLE_JSON);
    buf_add_span(key, value.at == NULL ? span_of("null") : value);
    return true;
}

void tuple_total(struct buf *key, const char *name)
{
    buf_add_char(key, TUPLE_TOTAL);
    buf_add_text(key, name);
}

void tuple_maximum(struct buf *key, const char *name)
{
    buf_add_char(key, TUPLE_TOTAL);
    tuple_total(key, name);
}

enum tuple_kind tuple_kind(struct span key)
{
    if (key.len == 0 || key.at[0] != TUPLE_TOTAL)
        return TUPLE_SUM;
    return key.len > 1 && key.at[1] == TUPLE_TOTAL ? TUPLE_TOTAL_MAX : TUPLE_TOTAL_SUM;
}

bool tuple_is_total(struct span key, const char *name)
{
    return tuple_kind(key) == TUPLE_TOTAL_SUM && key.len == strlen(name) + 1 &&
           memcmp(key.at + 1, name, key.len - 1) == 0;
}

struct tuple_cursor tuple_open(struct span key)
{
    size_t skip = (size_t)tuple_kind(key);

    return (struct tuple_cursor){key.at + skip, key.at + key.len, false};
}

/* The separator that ends the element at at, or end; *escaped says whether it holds escapes. */
static const char *element_end(const char *at, const char *end, bool *escaped)
{
    *escaped = false;
    for (; at < end; at++) {
        if (*at != TUPLE_NEXT)
            continue;
        if (at + 1 == end ||
            ((unsigned char)at[1] != TUPLE_NUL && (unsigned char)at[1] != TUPLE_ONE))
            return at;
        *escaped = true;
        at++;
    }
    return end;
}

bool tuple_next(struct tuple_cursor *cursor, struct tuple_element *element, struct buf *scratch)
{
    bool escaped;
    const char *end;

    if (cursor->done)
        return false;
    end = element_end(cursor->at, cursor->end, &escaped);
    element->text = span_between(cursor->at, end);
    element->json = element->text.len > 0 && (unsigned char)element->text.at[0] == TUPLE_JSON;
    cursor->done = end == cursor->end;
    cursor->at = cursor->done ? end : end + 1;
    if (element->json) {
        element->text.at++;
        element->text.len--;
    } else if (escaped) {
        buf_clear(scratch);
        for (const char *at = element->text.at; at < end; at++) {
            if (*at == TUPLE_NEXT)
                buf_add_char(scratch, (unsigned char)*++at == TUPLE_NUL ? 0 : 1);
            else
                buf_add_char(scratch, *at);
        }
        element->text = buf_span(scratch);
    }
    return true;
}

void tuple_to_json(struct span key, struct buf *out, struct buf *scratch)
{
    struct tuple_cursor cursor = tuple_open(key);
    struct tuple_element element;

    for (bool first = true; tuple_next(&cursor, &element, scratch); first = false) {
        if (!first)
            buf_add_char(out, ',');
        if (element.json)
            buf_add_span(out, element.text);
        else
            json_encode_string(out, element.text);
    }
}

size_t tuple_prefix(struct span key, size_t count)
{
    const char *at = key.at;
    const char *end = key.at + key.len;
    bool escaped;

    for (; count > 0; count--) {
        at = element_end(at, end, &escaped);
        if (at == end)
            return key.len;
        at++;
    }
    return (size_t)(at - key.at);
}

struct span tuple_behind(struct span key, size_t count)
{
    size_t skip = tuple_prefix(key, count);

    return (struct span){key.at + skip, key.len - skip};
}

int tuple_compare(struct span a, struct span b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.at, b.at, common);

    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}
