#include "shift.h"

#include <stdlib.h>

#include "json.h"
#include "memory.h"
#include "utf8.h"

static struct shift_change *add(struct shift *shift)
{
    if (shift->count == shift->capacity) {
        shift->capacity = shift->capacity * 2 + 64;
        shift->changes = memory_resize(shift->changes, shift->capacity, sizeof *shift->changes);
    }
    return &shift->changes[shift->count++];
}

/* [start,end,"from",...]; before: the change before it, or NULL. */
static bool read_change(struct shift *shift, struct span value)
{
    struct json_member member;
    struct shift_change change = {0};

    if (json_kind(value) != JSON_ARRAY)
        return false;
    struct json_cursor cursor = json_open(value);
    if (!json_next(&cursor, &member) || !json_uint(member.value, &change.start) ||
        !json_next(&cursor, &member) || !json_uint(member.value, &change.end) ||
        !json_next(&cursor, &member) || json_kind(member.value) != JSON_STRING)
        return false;
    change.from = shift->texts.len;
    json_decode_string(&shift->texts, member.value);
    change.from_len = shift->texts.len - change.from;
    size_t last_end = 0, last_old_end = 0;
    if (shift->count > 0) {
        last_end = shift->changes[shift->count - 1].end;
        last_old_end = shift->changes[shift->count - 1].old_end;
    }
    if (change.start < last_end || change.end < change.start)
        return false;
    change.old_start = last_old_end + (change.start - last_end);
    change.old_end = change.old_start +
                     utf8_count(shift->texts.data + change.from, change.from_len);
    *add(shift) = change;
    return true;
}

bool shift_read(struct shift *shift, struct span log)
{
    struct json_member member;

    shift->count = 0;
    buf_clear(&shift->texts);
    if (json_kind(log) != JSON_ARRAY)
        return false;
    struct json_cursor cursor = json_open(log);
    while (json_next(&cursor, &member)) {
        if (!read_change(shift, member.value))
            return false;
    }
    return true;
}

void shift_free(struct shift *shift)
{
    free(shift->changes);
    buf_free(&shift->texts);
}

/* Moves *at count code points on; false if the text ends before. */
static bool skip(const char **at, const char *end, size_t count)
{
    for (; count > 0 && *at < end; count--)
        *at += utf8_length((unsigned char)**at);
    return count == 0;
}

bool shift_text(const struct shift *shift, struct span converted, struct buf *out)
{
    const char *at = converted.at, *end = at + converted.len, *start;
    size_t position = 0;

    for (size_t i = 0; i < shift->count; i++) {
        const struct shift_change *change = &shift->changes[i];

        start = at;
        if (!skip(&at, end, change->start - position))
            return false;
        buf_add_span(out, span_between(start, at));
        if (!skip(&at, end, change->end - change->start))
            return false;
        buf_add(out, shift->texts.data + change->from, change->from_len);
        position = change->end;
    }
    buf_add_span(out, span_between(at, end));
    return true;
}

/* The first change that ends behind offset; count if none does. */
static size_t find(const struct shift *shift, size_t offset)
{
    size_t low = 0, high = shift->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (shift->changes[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* An offset that lies in no change, next being the first that ends behind it. */
static size_t move(const struct shift *shift, size_t next, size_t offset)
{
    if (next == 0)
        return offset;
    return shift->changes[next - 1].old_end + (offset - shift->changes[next - 1].end);
}

size_t shift_start(const struct shift *shift, size_t offset)
{
    size_t next = find(shift, offset);

    if (next < shift->count && shift->changes[next].start <= offset)
        return shift->changes[next].old_start;
    return move(shift, next, offset);
}

size_t shift_end(const struct shift *shift, size_t offset)
{
    size_t next = find(shift, offset);

    if (next < shift->count && shift->changes[next].start < offset)
        return shift->changes[next].old_end;
    return move(shift, next, offset);
}
