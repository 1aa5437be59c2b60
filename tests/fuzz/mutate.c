/*
 * How the fuzzer changes inputs that are records or texts (LLVMFuzzerCustomMutator): a line of JSON
 * is changed value by value and member by member, so that most inputs get past the checks of the
 * syntax; text keeps well formed. Now and then bytes are changed blindly all the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "fuzz.h"
#include "json.h"
#include "utf8.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

enum { VALUES_MAX = 256 };

/* Values that are at the edge of something. */
static const char *const samples[] = {
    "null",
    "true",
    "0",
    "-0",
    "-1",
    "1",
    "2",
    "1.0",
    "1e400",
    "12345678901234567890",
    "18446744073709551615",
    "4294967296",
    "0.30000000000000004",
    "\"\"",
    "\"a\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"\\\\\\\"\\/\\b\\f\\n\\r\\t\"",
    "[]",
    "{}",
    "[[[]]]",
    "{\"\":{}}",
    "[1,2,3]",
    "[\"\xE6\xB1\x89\",\"\xE5\xAD\x97\"]",
    "\"\xE6\xB1\x89\xE5\xAD\x97\"",
    "{\"start\":0,\"end\":2,\"type\":\"ORG\",\"text\":\"\xE6\xB1\x89\xE5\xAD\x97\"}",
    "\"2024-01-31\"",
    "\"\\u001b[31m\"",
    "\"</script><!--\"",
    "\"\xE2\x80\xAE\xC2\x9B\""};

static const char *const names[] = {
    "text", "id",    "meta", "title", "date", "tokens", "pos",   "offsets", "entities", "facts",
    "kcz",  "start", "end",  "type",  "norm", "source", "dedup", "edits",   "t2s",      "text"};

struct value {
    struct span key; /* with its quotes; absent in an array */
    struct span value;
};

static struct {
    struct value values[VALUES_MAX];
    size_t count;
    uint64_t random;
} mutation;

static size_t pick(size_t count)
{
    mutation.random = mutation.random * 6364136223846793005U + 1442695040888963407U;
    return count > 0 ? (size_t)(mutation.random >> 33) % count : 0;
}

static void collect(struct span value, unsigned depth)
{
    enum json_kind kind = json_kind(value);

    if ((kind != JSON_ARRAY && kind != JSON_OBJECT) || depth > 20)
        return;
    struct json_cursor cursor = json_open(value);
    struct json_member member;
    while (mutation.count < VALUES_MAX && json_next(&cursor, &member)) {
        struct span key = kind == JSON_OBJECT ? (struct span){member.key.at - 1, member.key.len + 2}
                                              : (struct span){NULL, 0};

        mutation.values[mutation.count++] = (struct value){key, member.value};
        collect(member.value, depth + 1);
    }
}

/* A copy of a string in which one of its plain ASCII letters is written \u00XX. */
static void add_escaped(struct buf *out, struct span string)
{
    size_t at = pick(string.len);

    if (json_kind(string) != JSON_STRING || string.at[at] < 'a' || string.at[at] > 'z' ||
        string.at[at - 1] == '\\') {
        buf_add_span(out, string);
        return;
    }
    buf_add(out, string.at, at);
    buf_printf(out, "\\u%04x", (unsigned)string.at[at]);
    buf_add(out, string.at + at + 1, string.len - at - 1);
}

/* What stands between the quotes of a string, changed blindly and made good again. */
static void add_other_text(struct buf *out, struct span string)
{
    struct buf text = {0}, bytes = {0};

    if (json_kind(string) != JSON_STRING) {
        buf_add_text(out, samples[pick(sizeof samples / sizeof *samples)]);
        return;
    }
    json_decode_string(&text, string);
    buf_reserve(&text, 32);
    text.len = LLVMFuzzerMutate((uint8_t *)text.data, text.len, text.len + 32);
    fuzz_text(&bytes, buf_span(&text));
    json_encode_string(out, buf_span(&bytes));
    buf_free(&text);
    buf_free(&bytes);
}

static void add_member(struct buf *out, const struct value *value, const char *name)
{
    if (value->key.at != NULL && name != NULL)
        buf_printf(out, "\"%s\":", name);
    else if (value->key.at != NULL) {
        buf_add_span(out, value->key);
        buf_add_char(out, ':');
    }
    buf_add_span(out, value->value);
}

/* What comes in place of a member (its key included) or element. */
static void add_changed(struct buf *out, const struct value *value)
{
    const struct value *other = &mutation.values[pick(mutation.count)];
    struct value changed = {value->key, other->value};

    switch (pick(8)) {
    case 0: /* twice */
        add_member(out, value, NULL);
        buf_add_char(out, ',');
        add_member(out, value, NULL);
        break;
    case 1: /* by another name */
        add_member(out, value, names[pick(sizeof names / sizeof *names)]);
        break;
    case 2: /* another's value */
        add_member(out, &changed, NULL);
        break;
    case 3: /* with a new neighbour */
        changed.value = span_of(samples[pick(sizeof samples / sizeof *samples)]);
        add_member(out, value, NULL);
        buf_add_char(out, ',');
        add_member(out, &changed, names[pick(sizeof names / sizeof *names)]);
        break;
    default:
        changed.value = (struct span){"", 0};
        add_member(out, &changed, NULL);
        switch (pick(5)) {
        case 0:
            buf_add_text(out, samples[pick(sizeof samples / sizeof *samples)]);
            break;
        case 1:
            add_escaped(out, value->value);
            break;
        case 2:
            buf_printf(out, " [%.*s]\t", (int)value->value.len, value->value.at);
            break;
        default:
            add_other_text(out, value->value);
        }
    }
}

/* A line with one of its values changed; false if it is no JSON object with members. */
static bool change_line(struct buf *out, struct span line)
{
    size_t where;

    if (line.len == 0 || json_check(line, &where) != NULL)
        return false;
    const char *start = line.at;
    while (*start == ' ' || *start == '\t' || *start == '\r' || *start == '\n')
        start++;
    const char *end = line.at + line.len;
    while (strchr(" \t\r\n", end[-1]) != NULL)
        end--;
    mutation.count = 0;
    collect(span_between(start, end), 0);
    if (mutation.count == 0)
        return false;
    const struct value *value = &mutation.values[pick(mutation.count)];
    const char *from = value->key.at != NULL ? value->key.at : value->value.at;
    buf_add_span(out, span_between(line.at, from));
    add_changed(out, value);
    buf_add_span(out, span_between(value->value.at + value->value.len, line.at + line.len));
    return true;
}

/* Inputs of the filters begin with a byte that says whether a text follows (even) or a line. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    struct span input = {(const char *)data, size};
    size_t head = size > 0 && *input.at != '{';
    struct buf out = {0};

    mutation.random = seed;
    if (size < 2 || pick(8) == 0)
        return LLVMFuzzerMutate(data, size, max_size);
    buf_add(&out, input.at, head);
    struct span body = {input.at + head, size - head};
    if (head == 1 && *input.at % 2 == 0) {
        size_t len = LLVMFuzzerMutate(data + head, body.len, max_size - head);

        fuzz_text(&out, (struct span){body.at, len});
    } else if (!change_line(&out, body)) {
        buf_free(&out);
        return LLVMFuzzerMutate(data, size, max_size);
    }
    size = out.len < max_size ? out.len : max_size;
    memcpy(data, out.data, size);
    buf_free(&out);
    return size;
}
