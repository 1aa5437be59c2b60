/*
 * The JSON checker and walker: what is accepted can be walked to its last value without reading
 * outside, decodes to well-formed UTF-8 where it was, and encoding what was decoded gives the same
 * text again.
 */
#include <stdint.h>
#include <stdlib.h>

#include "json.h"
#include "memory.h"
#include "utf8.h"

static void check_string(struct span value)
{
    struct buf text = {0}, json = {0}, again = {0};

    json_decode_string(&text, value);
    if (utf8_valid_prefix(value.at, value.len) == value.len &&
        utf8_valid_prefix(text.data, text.len) != text.len)
        abort();
    json_encode_string(&json, buf_span(&text));
    json_decode_string(&again, buf_span(&json));
    if (!span_equal(buf_span(&text), buf_span(&again)))
        abort();
    buf_free(&text);
    buf_free(&json);
    buf_free(&again);
}

/* Depth is bounded by the checker. */
static void walk(struct span value)
{
    enum json_kind kind = json_kind(value);

    if (kind == JSON_STRING)
        check_string(value);
    if (kind != JSON_ARRAY && kind != JSON_OBJECT)
        return;
    struct json_cursor cursor = json_open(value);
    struct json_member member;
    while (json_next(&cursor, &member)) {
        if (member.value.at < value.at || member.value.len == 0 ||
            member.value.at + member.value.len > value.at + value.len)
            abort();
        walk(member.value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = memory_resize(NULL, size, 1); /* exact, so that the sanitizer sees every overrun */
    size_t where;

    if (size > 0)
        memcpy(copy, data, size);
    struct span text = {copy, size};
    if (json_check(text, &where) == NULL) {
        const char *start = copy;

        while (strchr(" \t\r\n", *start) != NULL)
            start++;
        const char *end = copy + size;
        while (strchr(" \t\r\n", end[-1]) != NULL)
            end--;
        walk(span_between(start, end));
    } else if (where > size) {
        abort();
    }
    free(copy);
    return 0;
}
