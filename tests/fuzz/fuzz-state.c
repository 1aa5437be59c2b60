/*
 * States from outside: any bytes as one are refused or merge, in either order, to the same state,
 * which merged alone is itself; some are shown. An input is a choice and two states, each as it is
 * or put right: lines sorted, and the line at the end that counts them made to fit.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fuzz.h"
#include "json.h"
#include "memory.h"
#include "stats.h"
#include "utf8.h"

enum { RAW = 1, SHOWN_BELOW = 64, LINES_MAX = 64, FORMATS = 10 };

static const char *const as_state[] = {"--state", NULL};
static const char *const formats[FORMATS] = {"ndjson", "tsv",     "csv", "table", "bar",
                                             "spark",  "gnuplot", "svg", "html",  "dot"};

static int compare_lines(const void *left, const void *right)
{
    const struct span *a = left, *b = right;
    int order = memcmp(a->at, b->at, a->len < b->len ? a->len : b->len);

    return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

/* The lines that are objects, at most LINES_MAX. */
static size_t good_lines(struct span text, struct span *lines)
{
    size_t count = 0, where;

    while (text.len > 0 && count < LINES_MAX) {
        const char *lf = memchr(text.at, '\n', text.len), *end = text.at + text.len;
        struct span line = span_between(text.at, lf != NULL ? lf : end);

        text = lf != NULL ? span_between(lf + 1, end) : (struct span){end, 0};
        if (json_check(line, &where) == NULL && *line.at == '{' &&
            utf8_valid_prefix(line.at, line.len) == line.len)
            lines[count++] = line;
    }
    return count;
}

/* A state of those lines, the first of which is its header. */
static void put_right(struct span text, struct buf *out)
{
    uint64_t checksum = 0xCBF29CE484222325;
    struct span lines[LINES_MAX];
    size_t count = good_lines(text, lines);

    if (count == 0)
        return;
    qsort(lines + 1, count - 1, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++) {
        size_t start = out->len;

        buf_add_span(out, lines[i]);
        buf_add_char(out, '\n');
        for (size_t k = start; i > 0 && k < out->len; k++)
            checksum = (checksum ^ (unsigned char)out->data[k]) * 0x100000001B3;
    }
    buf_printf(out, "{\"end\":{\"rows\":%zu,\"checksum\":\"%016" PRIx64 "\"}}\n", count - 1,
               checksum);
}

static const char *state_file(unsigned slot, struct span part, bool raw)
{
    struct buf state = {0};
    const char *path;

    if (!raw)
        put_right(part, &state);
    path = fuzz_file(slot, raw ? part : buf_span(&state));
    buf_free(&state);
    return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = {(const char *)data + 1, size - 1}, first;
    struct buf one = {0}, other = {0}, again = {0};
    const char *files[2], *turned[2];

    if (size == 0)
        return 0;
    first = fuzz_part(&rest);
    files[0] = turned[1] = state_file(0, first, data[0] & RAW);
    files[1] = turned[0] = state_file(1, rest, data[0] & RAW);
    if (stats_merge(files, 1, as_state, &one)) {
        const char *merged = fuzz_file(2, buf_span(&one));
        const char *shown[] = {"--format", formats[(data[0] >> 1) % FORMATS], NULL};

        require(stats_merge(&merged, 1, as_state, &again));
        require(span_equal(buf_span(&one), buf_span(&again)));
        if (data[0] < SHOWN_BELOW)
            stats_merge(&merged, 1, shown, &again);
    }
    if (rest.len > 0 && stats_merge(files, 2, as_state, &one)) {
        require(stats_merge(turned, 2, as_state, &other));
        require(span_equal(buf_span(&one), buf_span(&other)));
    }
    buf_free(&one);
    buf_free(&other);
    buf_free(&again);
    return 0;
}
