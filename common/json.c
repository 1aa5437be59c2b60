#include "json.h"

#include <stdint.h>

#include "json_bytes.h"
#include "utf8.h"

enum json_kind json_kind(struct span value)
{
    switch (value.at[0]) {
    case '"':
        return JSON_STRING;
    case '{':
        return JSON_OBJECT;
    case '[':
        return JSON_ARRAY;
    case 't':
        return JSON_TRUE;
    case 'f':
        return JSON_FALSE;
    case 'n':
        return JSON_NULL;
    default:
        return JSON_NUMBER;
    }
}

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
        at++;
    return at;
}

/* at is behind the opening quote; the result is the closing quote. */
static inline const char *string_end(const char *at, const char *end)
{
    for (;;) {
        at = json_plain_end(at, end);
        if (*at == '"')
            return at;
        at += *at == '\\' ? 2 : 1;
    }
}

/* The byte behind the value at at. */
static const char *value_end(const char *at, const char *end)
{
    size_t depth = 0;

    do {
        switch (*at) {
        case '"':
            at = string_end(at + 1, end) + 1;
            break;
        case '{':
        case '[':
            depth++;
            at++;
            break;
        case '}':
        case ']':
            depth--;
            at++;
            break;
        case ',':
        case ':':
        case ' ':
        case '\t':
        case '\n':
        case '\r':
            at++;
            break;
        default: /* a number or a word: up to what cannot belong to one */
            while (at < end && strchr(",:]} \t\n\r", *at) == NULL)
                at++;
        }
    } while (depth > 0);
    return at;
}

struct json_cursor json_open(struct span object_or_array)
{
    const char *at = object_or_array.at, *end = at + object_or_array.len;

    while (end - at > 1 && (unsigned char)end[-1] <= ' ')
        end--;
    return (struct json_cursor){skip_space(at + 1, end), end - 1, *at == '{'};
}

bool json_next(struct json_cursor *cursor, struct json_member *member)
{
    const char *at = cursor->at, *end = cursor->end;

    if (at >= end)
        return false;
    member->key = (struct span){NULL, 0};
    if (cursor->object) {
        const char *close = string_end(at + 1, end);

        member->key = span_between(at + 1, close);
        at = skip_space(close + 1, end);
        at = skip_space(at + 1, end); /* behind the colon */
    }
    member->value.at = at;
    at = *at == '"' ? string_end(at + 1, end) + 1 : value_end(at, end);
    member->value.len = (size_t)(at - member->value.at);
    if (end - at > 1 && at[0] == ',' && (unsigned char)at[1] > ' ') { /* as machines write it */
        cursor->at = at + 1;
        return true;
    }
    at = skip_space(at, end);
    cursor->at = at < end ? skip_space(at + 1, end) : end; /* behind the comma */
    return true;
}

static uint32_t hex4(const char *at)
{
    uint32_t code = 0;

    for (int i = 0; i < 4; i++) {
        unsigned c = (unsigned char)at[i];

        code = code << 4 | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return code;
}

/* Decodes the escape at *at, which moves behind it (and behind a second half, if it has one). */
static uint32_t decode_escape(const char **at, const char *end, size_t *lone)
{
    const char *p = *at;
    uint32_t code;

    *at += 2;
    switch (p[1]) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'u':
        *at += 4;
        code = hex4(p + 2);
        if ((code & 0xFC00) == 0xD800 && end - *at >= 6 && p[6] == '\\' && p[7] == 'u') {
            uint32_t low = hex4(p + 8);

            if ((low & 0xFC00) == 0xDC00) {
                *at += 6;
                return 0x10000 + ((code & 0x3FF) << 10 | (low & 0x3FF));
            }
        }
        if ((code & 0xF800) == 0xD800) {
            ++*lone;
            return UTF8_REPLACEMENT;
        }
        return code;
    default:
        return (unsigned char)p[1];
    }
}

/* The same for what lies between the quotes. */
static size_t decode(struct buf *out, struct span inner)
{
    const char *at = inner.at, *end = at + inner.len;
    size_t lone = 0;

    buf_reserve(out, inner.len); /* decoding never makes it longer */
    while (at < end) {
        const char *slash = memchr(at, '\\', (size_t)(end - at));

        if (slash == NULL)
            slash = end;
        memcpy(out->data + out->len, at, (size_t)(slash - at));
        out->len += (size_t)(slash - at);
        at = slash;
        while (at < end && *at == '\\')
            out->len += utf8_encode(out->data + out->len, decode_escape(&at, end, &lone));
    }
    return lone;
}

static struct span between_quotes(struct span value)
{
    return (struct span){value.at + 1, value.len - 2};
}

size_t json_decode_string(struct buf *out, struct span value)
{
    return decode(out, between_quotes(value));
}

struct span json_string(struct span value, struct buf *scratch)
{
    struct span inner = between_quotes(value);

    if (inner.len == 0 || memchr(inner.at, '\\', inner.len) == NULL)
        return inner;
    buf_clear(scratch);
    decode(scratch, inner);
    return buf_span(scratch);
}

static void add_escape(struct buf *out, unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    char escape[6] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};

    switch (c) {
    case '"':
    case '\\':
        escape[1] = (char)c;
        break;
    case '\b':
        escape[1] = 'b';
        break;
    case '\f':
        escape[1] = 'f';
        break;
    case '\n':
        escape[1] = 'n';
        break;
    case '\r':
        escape[1] = 'r';
        break;
    case '\t':
        escape[1] = 't';
        break;
    default:
        buf_add(out, escape, 6);
        return;
    }
    buf_add(out, escape, 2);
}

void json_encode_text(struct buf *out, struct span text)
{
    const char *at = text.at, *end = at + text.len;

    buf_reserve(out, text.len + 2);
    while (at < end) {
        const char *plain = json_plain_end(at, end);

        buf_add(out, at, (size_t)(plain - at));
        at = plain;
        if (at < end)
            add_escape(out, (unsigned char)*at++);
    }
}

void json_encode_string(struct buf *out, struct span text)
{
    buf_add_char(out, '"');
    json_encode_text(out, text);
    buf_add_char(out, '"');
}

bool json_key_is(struct span key, struct span name)
{
    if (key.len == 0 || memchr(key.at, '\\', key.len) == NULL)
        return span_equal(key, name);
    struct buf decoded = {0};
    decode(&decoded, key);
    bool same = span_equal(buf_span(&decoded), name);
    buf_free(&decoded);
    return same;
}

struct span json_get(struct span object, struct span name)
{
    struct json_cursor cursor = json_open(object);
    struct json_member member;
    struct span found = {NULL, 0};

    while (json_next(&cursor, &member)) {
        if (json_key_is(member.key, name))
            found = member.value;
    }
    return found;
}

bool json_uint(struct span value, size_t *number)
{
    size_t sum = 0;

    if (value.len == 0 || value.len > 18)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] < '0' || value.at[i] > '9')
            return false;
        sum = sum * 10 + (size_t)(value.at[i] - '0');
    }
    *number = sum;
    return true;
}

void json_add_key(struct buf *out, const char *name)
{
    if (out->len > 0 && out->data[out->len - 1] != '{')
        buf_add_char(out, ',');
    json_encode_string(out, span_of(name));
    buf_add_char(out, ':');
}

void json_add_text(struct buf *out, const char *name, struct span text)
{
    json_add_key(out, name);
    json_encode_string(out, text);
}

void json_add_uint(struct buf *out, const char *name, size_t number)
{
    json_add_key(out, name);
    buf_add_uint(out, number);
}
