/*
 * The checker: RFC 8259 as a state machine without recursion, so that hostile nesting costs one bit
 * a level and the time is linear.
 */
#include "json.h"

#include <stdint.h>

#include "json_bytes.h"
#include "memory.h"

struct checker {
    const char *at;
    const char *end;
    uint64_t is_object[JSON_MAX_DEPTH / 64]; /* one bit a level: object or array */
    size_t depth;
    bool collect; /* the members of the outermost object */
    struct json_member *members;
    size_t capacity, count;
};

static const char unexpected_end[] = "not JSON: the line ends too early";

static void skip_space(struct checker *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\n' || *c->at == '\r'))
        c->at++;
}

static int hex_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* At a backslash: moves behind the escape. */
static const char *check_escape(struct checker *c)
{
    size_t left = (size_t)(c->end - c->at);

    if (left < 2)
        return unexpected_end;
    switch (c->at[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        c->at += 2;
        return NULL;
    case 'u':
        for (size_t i = 2; i < 6; i++) {
            if (i >= left)
                return unexpected_end;
            if (!hex_digit(c->at[i]))
                return "not JSON: \\u needs four hexadecimal digits";
        }
        c->at += 6;
        return NULL;
    default:
        return "not JSON: no such escape";
    }
}

/*
 * At the first element of an array: moves behind the quote and comma of each plain string that
 * another string follows without white space. Lists of words are most of what segmented records
 * hold, and these need no state.
 */
static void skip_plain_strings(struct checker *c)
{
    const char *at = c->at;

    while (c->end - at > 2 && *at == '"') {
        const char *quote = json_plain_end(at + 1, c->end);

        if (c->end - quote < 3 || quote[0] != '"' || quote[1] != ',' || quote[2] != '"')
            break;
        at = quote + 2;
    }
    c->at = at;
}

/* At the byte behind the opening quote: moves behind the closing one. */
static const char *check_string(struct checker *c)
{
    for (;;) {
        c->at = json_plain_end(c->at, c->end);
        if (c->at == c->end)
            return unexpected_end;
        if (*c->at == '"') {
            c->at++;
            return NULL;
        }
        if (*c->at != '\\')
            return "not JSON: control character in a string";
        const char *wrong = check_escape(c);
        if (wrong != NULL)
            return wrong;
    }
}

static bool skip_digits(struct checker *c)
{
    const char *start = c->at;

    while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
        c->at++;
    return c->at > start;
}

static const char *check_number(struct checker *c)
{
    static const char bad[] = "not JSON: malformed number";

    if (*c->at == '-')
        c->at++;
    if (c->at < c->end && *c->at == '0')
        c->at++;
    else if (!skip_digits(c))
        return bad;
    if (c->at < c->end && *c->at == '.') {
        c->at++;
        if (!skip_digits(c))
            return bad;
    }
    if (c->at < c->end && (*c->at == 'e' || *c->at == 'E')) {
        c->at++;
        if (c->at < c->end && (*c->at == '+' || *c->at == '-'))
            c->at++;
        if (!skip_digits(c))
            return bad;
    }
    return NULL;
}

static const char *check_word(struct checker *c, const char *word)
{
    size_t len = strlen(word);

    if ((size_t)(c->end - c->at) < len || memcmp(c->at, word, len) != 0)
        return "not JSON: expected a value";
    c->at += len;
    return NULL;
}

/* A value that holds no others. */
static const char *check_scalar(struct checker *c)
{
    switch (*c->at) {
    case '"':
        c->at++;
        return check_string(c);
    case 't':
        return check_word(c, "true");
    case 'f':
        return check_word(c, "false");
    case 'n':
        return check_word(c, "null");
    case '-':
        return check_number(c);
    default:
        if (*c->at >= '0' && *c->at <= '9')
            return check_number(c);
        return "not JSON: expected a value";
    }
}

static bool in_object(const struct checker *c)
{
    return c->is_object[(c->depth - 1) / 64] >> ((c->depth - 1) % 64) & 1;
}

static const char *enter(struct checker *c, bool object)
{
    if (c->depth == JSON_MAX_DEPTH)
        return "nested deeper than 1024";
    uint64_t bit = (uint64_t)1 << (c->depth % 64);
    if (object)
        c->is_object[c->depth / 64] |= bit;
    else
        c->is_object[c->depth / 64] &= ~bit;
    c->depth++;
    c->at++;
    skip_space(c);
    return NULL;
}

/* At where a key should start: moves behind the colon and the space after it. */
static const char *check_key(struct checker *c)
{
    if (c->at == c->end)
        return unexpected_end;
    if (*c->at != '"')
        return "not JSON: expected a name in quotes";
    const char *key = ++c->at;
    const char *wrong = check_string(c);
    if (wrong != NULL)
        return wrong;
    if (c->depth == 1 && c->collect) {
        if (c->count == c->capacity) {
            c->capacity = c->capacity ? c->capacity * 2 : 16;
            c->members = memory_resize(c->members, c->capacity, sizeof *c->members);
        }
        c->members[c->count++].key = span_between(key, c->at - 1);
    }
    skip_space(c);
    if (c->at == c->end)
        return unexpected_end;
    if (*c->at != ':')
        return "not JSON: expected a colon";
    c->at++;
    skip_space(c);
    if (c->depth == 1 && c->collect)
        c->members[c->count - 1].value.at = c->at;
    return NULL;
}

static void note_value_end(struct checker *c)
{
    if (c->depth == 1 && c->collect) {
        struct span *value = &c->members[c->count - 1].value;

        value->len = (size_t)(c->at - value->at);
    }
}

/* Behind a value: closes what ends here, and moves to the next value if one must follow. */
static const char *check_after_value(struct checker *c, bool *more)
{
    while (c->depth > 0) {
        note_value_end(c);
        skip_space(c);
        if (c->at == c->end)
            return unexpected_end;
        bool object = in_object(c);
        char next = *c->at;
        if (next == ',') {
            c->at++;
            skip_space(c);
            *more = true;
            return object ? check_key(c) : NULL;
        }
        if (next != (object ? '}' : ']'))
            return object ? "not JSON: expected a comma or }" : "not JSON: expected a comma or ]";
        c->at++;
        c->depth--;
    }
    *more = false;
    return NULL;
}

/* At a value: moves behind it, or into it, so that a value or nothing follows. */
static const char *check_value(struct checker *c, bool *more)
{
    const char *wrong;

    if (c->at == c->end)
        return unexpected_end;
    if (*c->at == '{') {
        wrong = enter(c, true);
        if (wrong != NULL)
            return wrong;
        if (c->at == c->end || *c->at != '}') {
            *more = true;
            return check_key(c);
        }
        c->at++;
        c->depth--;
    } else if (*c->at == '[') {
        wrong = enter(c, false);
        if (wrong != NULL)
            return wrong;
        if (c->at == c->end || *c->at != ']') {
            skip_plain_strings(c);
            *more = true;
            return NULL;
        }
        c->at++;
        c->depth--;
    } else {
        wrong = check_scalar(c);
        if (wrong != NULL)
            return wrong;
    }
    return check_after_value(c, more);
}

static const char *check(struct checker *c)
{
    const char *wrong = NULL;
    bool more = true;

    skip_space(c);
    while (wrong == NULL && more)
        wrong = check_value(c, &more);
    if (wrong == NULL) {
        skip_space(c);
        if (c->at != c->end)
            wrong = "not JSON: something follows the value";
    }
    return wrong;
}

const char *json_check(struct span text, size_t *where)
{
    struct checker c = {.at = text.at, .end = text.at + text.len};
    const char *wrong = check(&c);

    *where = (size_t)(c.at - text.at);
    return wrong;
}

const char *json_check_object(struct span text, struct json_member **members, size_t *capacity,
                              size_t *count, size_t *where)
{
    struct checker c = {.at = text.at,
                        .end = text.at + text.len,
                        .collect = true,
                        .members = *members,
                        .capacity = *capacity};
    const char *wrong;

    skip_space(&c);
    if (c.at < c.end && *c.at != '{') {
        *where = (size_t)(c.at - text.at);
        *count = 0;
        c.collect = false;
        wrong = check(&c);
        if (wrong != NULL)
            *where = (size_t)(c.at - text.at);
        return wrong != NULL ? wrong : "not an object";
    }
    wrong = check(&c);
    *where = (size_t)(c.at - text.at);
    *members = c.members;
    *capacity = c.capacity;
    *count = c.count;
    return wrong;
}
