#include "raw.h"

#include <stdlib.h>

#include "memory.h"
#include "record.h"
#include "stream.h"

/* What is read into memory at most. */
#define MOST_BYTES ((size_t)4 << 30)

struct raw_text {
    struct span id, text;
    size_t index;
};

static int compare_ids(struct span a, struct span b)
{
    size_t least = a.len < b.len ? a.len : b.len;
    int order = least == 0 ? 0 : memcmp(a.at, b.at, least);

    return order != 0 ? order : a.len < b.len ? -1 : a.len > b.len;
}

static int compare_texts(const void *left, const void *right)
{
    const struct raw_text *a = left, *b = right;
    int order = compare_ids(a->id, b->id);

    return order != 0 ? order : a->index < b->index ? -1 : a->index > b->index;
}

static void keep_record(struct raw *raw, struct record *record, const struct path *field)
{
    struct span id, text;

    if (!record_string(record, "id", &id) || !record_string_at(record, field, &text))
        return;
    if (raw->count == raw->capacity) {
        raw->capacity = raw->capacity * 2 + 64;
        raw->texts = memory_resize(raw->texts, raw->capacity, sizeof *raw->texts);
    }
    raw->texts[raw->count] = (struct raw_text){arena_copy(&raw->arena, id),
                                               arena_copy(&raw->arena, text), raw->count};
    raw->count++;
}

bool raw_load(struct raw *raw, const char *file, const struct path *field, struct buf *why)
{
    struct record record = {0};
    struct buf lines = {0};
    size_t line_number = 0, where;
    const char *at, *end, *wrong = NULL;

    buf_add_text(why, "--diff ");
    if (!stream_read_file(file, MOST_BYTES, &lines, why)) {
        buf_free(&lines);
        return false;
    }
    at = lines.data;
    end = at + lines.len;
    while (wrong == NULL && at < end) {
        const char *lf = memchr(at, '\n', (size_t)(end - at));
        struct span line = span_between(at, lf != NULL ? lf : end);

        line_number++;
        at = line.at + line.len + 1;
        if (line.len == 0)
            continue;
        wrong = record_read(&record, line, &where);
        if (wrong != NULL)
            buf_printf(why, "%s:%zu:%zu: %s", file, line_number, where + 1, wrong);
        else
            keep_record(raw, &record, field);
    }
    record_free(&record);
    buf_free(&lines);
    if (raw->count > 1)
        qsort(raw->texts, raw->count, sizeof *raw->texts, compare_texts);
    return wrong == NULL;
}

bool raw_find(const struct raw *raw, struct span id, struct span *text)
{
    size_t low = 0, high = raw->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_ids(raw->texts[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == raw->count || !span_equal(raw->texts[low].id, id))
        return false;
    *text = raw->texts[low].text;
    return true;
}

void raw_free(struct raw *raw)
{
    arena_free(&raw->arena);
    free(raw->texts);
}
