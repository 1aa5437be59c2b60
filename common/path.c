#include "path.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "json.h"
#include "utf8.h"

static bool complain(struct buf *why, const char *text, const char *reason)
{
    buf_printf(why, "path \"%s\": %s", text, reason);
    return false;
}

static bool is_name_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           c == '-' || (unsigned char)c >= 0x80;
}

/* Adds a step; names are stored as offsets until the whole path is read (see set_names). */
static struct path_step *add_step(struct path *path, enum path_kind kind)
{
    if (path->count == PATH_MAX_STEPS)
        return NULL;
    struct path_step *step = &path->steps[path->count++];
    *step = (struct path_step){.kind = kind};
    return step;
}

static bool add_name(struct path *path, const char *name, size_t len)
{
    struct path_step *step = add_step(path, PATH_MEMBER);

    if (step == NULL)
        return false;
    step->from = (long)path->names.len;
    step->name.len = len;
    buf_add(&path->names, name, len);
    return true;
}

static void set_names(struct path *path)
{
    const char *names = buf_string(&path->names);

    for (size_t i = 0; i < path->count; i++) {
        if (path->steps[i].kind == PATH_MEMBER)
            path->steps[i].name.at = names + path->steps[i].from;
    }
}

/* "name" in brackets, with the escapes of JSON; *at is at the quote. */
static const char *parse_quoted(struct path *path, const char **at)
{
    const char *start = *at, *close = start + 1;
    struct buf name = {0};
    size_t where;
    bool added;

    while (*close != '\0' && *close != '"')
        close += *close == '\\' && close[1] != '\0' ? 2 : 1;
    if (*close == '\0' || close[1] != ']')
        return "expected [\"name\"]";
    struct span string = span_between(start, close + 1);
    if (memchr(string.at, '\\', string.len) != NULL && json_check(string, &where) != NULL)
        return "expected [\"name\"], with escapes as in JSON";
    json_decode_string(&name, string);
    added = add_name(path, name.data, name.len);
    buf_free(&name);
    *at = close + 2;
    return added ? NULL : "too many steps";
}

static bool parse_integer(const char **at, long *number)
{
    char *end;

    errno = 0;
    *number = strtol(*at, &end, 10);
    if (end == *at || errno != 0 || *number > INT_MAX || *number < INT_MIN)
        return false;
    *at = end;
    return true;
}

/* [], [3] or [0:7]; *at is behind the opening bracket. */
static const char *parse_bracket(struct path *path, const char **at)
{
    struct path_step *step;

    if (**at == '"')
        return parse_quoted(path, at);
    if (**at == ']') {
        ++*at;
        return add_step(path, PATH_EACH) != NULL ? NULL : "too many steps";
    }
    step = add_step(path, PATH_INDEX);
    if (step == NULL)
        return "too many steps";
    if (**at != ':' && !parse_integer(at, &step->from))
        return "expected a number in the brackets";
    if (**at == ':') {
        ++*at;
        step->kind = PATH_SLICE;
        step->open_ended = !parse_integer(at, &step->to);
    }
    if (**at != ']')
        return "expected ]";
    ++*at;
    return NULL;
}

static const char *parse_steps(struct path *path, const char *at)
{
    while (*at != '\0') {
        const char *wrong = NULL;
        bool dotted = *at == '.';

        at += dotted;
        if (*at == '[') {
            at++;
            wrong = parse_bracket(path, &at);
        } else if (!dotted) {
            return "expected a dot or a bracket";
        } else {
            const char *start = at;

            while (is_name_char(*at))
                at++;
            if (at == start)
                return "expected a name or a bracket";
            if (!add_name(path, start, (size_t)(at - start)))
                return "too many steps";
        }
        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}

bool path_parse(struct path *path, const char *text, struct buf *why)
{
    *path = (struct path){0};
    if (*text == '\0')
        return complain(why, text, "is empty");
    if (utf8_valid_prefix(text, strlen(text)) != strlen(text))
        return complain(why, text, "is not UTF-8");
    if (*text != '.') {
        add_name(path, text, strlen(text));
    } else {
        const char *wrong = parse_steps(path, text);

        if (wrong == NULL && path->steps[0].kind != PATH_MEMBER)
            wrong = "must start with a member";
        if (wrong != NULL) {
            path_free(path);
            return complain(why, text, wrong);
        }
    }
    set_names(path);
    return true;
}

void path_free(struct path *path)
{
    buf_free(&path->names);
    path->count = 0;
}

bool path_is_single(const struct path *path)
{
    for (size_t i = 0; i < path->count; i++) {
        if (path->steps[i].kind == PATH_EACH || path->steps[i].kind == PATH_SLICE)
            return false;
    }
    return true;
}

/* Turns half-open bounds that may be negative into bounds within count. */
static void clamp(const struct path_step *step, long count, long *from, long *to)
{
    *from = step->from < 0 ? step->from + count : step->from;
    *to = step->open_ended ? count : step->to < 0 ? step->to + count : step->to;
    if (*from < 0)
        *from = 0;
    if (*to > count)
        *to = count;
}

static void slice_string(const struct path_step *step, struct span value, struct buf *scratch)
{
    struct buf text = {0};
    long from, to, at = 0;

    json_decode_string(&text, value);
    clamp(step, (long)utf8_count(text.data, text.len), &from, &to);
    const char *p = text.data, *end = p + text.len, *start = end, *stop = end;
    for (; p < end; at++) {
        if (at == from)
            start = p;
        if (at == to)
            stop = p;
        p += utf8_length((unsigned char)*p);
    }
    buf_clear(scratch);
    json_encode_string(scratch, start < stop ? span_between(start, stop) : span_of(""));
    buf_free(&text);
}

static long count_elements(struct span array)
{
    struct json_cursor cursor = json_open(array);
    struct json_member element;
    long count = 0;

    while (json_next(&cursor, &element))
        count++;
    return count;
}

static void slice_array(const struct path_step *step, struct span value, struct buf *scratch)
{
    struct json_cursor cursor = json_open(value);
    struct json_member element;
    long from, to;

    clamp(step, count_elements(value), &from, &to);
    buf_clear(scratch);
    buf_add_char(scratch, '[');
    for (long at = 0; json_next(&cursor, &element); at++) {
        if (at < from || at >= to)
            continue;
        if (scratch->len > 1)
            buf_add_char(scratch, ',');
        buf_add_span(scratch, element.value);
    }
    buf_add_char(scratch, ']');
}

static struct span element_at(struct span array, long index)
{
    struct json_cursor cursor = json_open(array);
    struct json_member element;

    if (index < 0)
        index += count_elements(array);
    for (long at = 0; json_next(&cursor, &element); at++) {
        if (at == index)
            return element.value;
    }
    return (struct span){NULL, 0};
}

struct walk {
    const struct path *path;
    struct buf *scratch; /* NULL: slices name nothing */
    bool (*found)(void *state, struct span value);
    void *state;
};

static bool follow(const struct walk *walk, size_t at, struct span value);

/* Goes on in every element of an array or value of an object. */
static bool follow_each(const struct walk *walk, size_t at, struct span value)
{
    struct json_cursor cursor = json_open(value);
    struct json_member member;

    while (json_next(&cursor, &member)) {
        if (!follow(walk, at, member.value))
            return false;
    }
    return true;
}

/* Goes on in a slice; what is sliced again below gets memory of its own. */
static bool follow_slice(const struct walk *walk, size_t at, struct span value)
{
    const struct path_step *step = &walk->path->steps[at];
    struct walk below = *walk;
    struct buf inner = {0};

    if (walk->scratch == NULL)
        return true;
    if (json_kind(value) == JSON_STRING)
        slice_string(step, value, walk->scratch);
    else
        slice_array(step, value, walk->scratch);
    below.scratch = &inner;
    bool more = follow(&below, at + 1, buf_span(walk->scratch));
    buf_free(&inner);
    return more;
}

/* Follows the path from step at on; recursion is as deep as it has [] steps and slices. */
static bool follow(const struct walk *walk, size_t at, struct span value)
{
    for (; at < walk->path->count && value.at != NULL; at++) {
        const struct path_step *step = &walk->path->steps[at];
        enum json_kind kind = json_kind(value);

        if (step->kind == PATH_MEMBER && kind == JSON_OBJECT)
            value = json_get(value, step->name);
        else if (step->kind == PATH_INDEX && kind == JSON_ARRAY)
            value = element_at(value, step->from);
        else if (step->kind == PATH_EACH && (kind == JSON_ARRAY || kind == JSON_OBJECT))
            return follow_each(walk, at + 1, value);
        else if (step->kind == PATH_SLICE && (kind == JSON_ARRAY || kind == JSON_STRING))
            return follow_slice(walk, at, value);
        else
            return true;
    }
    return value.at == NULL || walk->found(walk->state, value);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* A line without the blanks around its record: a value has none. */
static struct span without_blanks(struct span line)
{
    const char *at = line.at, *end = at + line.len;

    while (at < end && is_blank(*at))
        at++;
    while (at < end && is_blank(end[-1]))
        end--;
    return span_between(at, end);
}

void path_each(const struct path *path, struct span root, struct buf *scratch,
               bool (*found)(void *state, struct span value), void *state)
{
    follow(&(struct walk){path, scratch, found, state}, 0, without_blanks(root));
}

void path_each_below(const struct path *path, struct span member, struct buf *scratch,
                     bool (*found)(void *state, struct span value), void *state)
{
    follow(&(struct walk){path, scratch, found, state}, 1, member);
}

static bool take(void *state, struct span value)
{
    *(struct span *)state = value;
    return false;
}

struct span path_get(const struct path *path, struct span root)
{
    struct span value = {NULL, 0};

    path_each(path, root, NULL, take, &value);
    return value;
}

struct span path_get_below(const struct path *path, struct span member)
{
    struct span value = {NULL, 0};

    path_each_below(path, member, NULL, take, &value);
    return value;
}
