/*
 * Stands in for the filter loop (filter.h) when a program is fuzzed: the program's own main hands
 * over its table of functions as ever, and instead of reading lines this gives its record function
 * what the fuzzer makes up. Half of the inputs are texts, half whole lines. What comes out must be
 * a good record, and working on it once more must change nothing.
 */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "filter.h"
#include "utf8.h"

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));

/* The fuzzer calls back without a pointer of ours. */
static struct {
    const struct filter *filter;
    void *worker;
    struct record record;
    struct buf line, once, twice, why;
} fuzzed;

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* The record function's work on line, into out; false if it gives no record. */
static bool work(struct span line, struct buf *out)
{
    size_t where;

    buf_clear(out);
    buf_clear(&fuzzed.why);
    if (record_read(&fuzzed.record, line, &where) != NULL)
        return false;
    enum outcome outcome = fuzzed.filter->record(fuzzed.worker, &fuzzed.record, &fuzzed.why);
    if (outcome == RECORD_REPLACE)
        fuzzed.filter->worker_output(fuzzed.worker, out);
    if (outcome != RECORD_DONE || fuzzed.filter->gathers)
        return false;
    record_write(&fuzzed.record, out);
    return true;
}

static int test_one(const uint8_t *data, size_t size)
{
    struct span input = {(const char *)data + 1, size - 1};

    if (size == 0)
        return 0;
    buf_clear(&fuzzed.line);
    buf_string(&fuzzed.line); /* an empty line is a place in memory too */
    if (data[0] % 2 == 0) {
        if (utf8_valid_prefix(input.at, input.len) != input.len)
            return -1;
        buf_add_text(&fuzzed.line, "{\"text\":");
        json_encode_string(&fuzzed.line, input);
        buf_add_char(&fuzzed.line, '}');
    } else {
        if (memchr(input.at, '\n', input.len) != NULL)
            return -1;
        buf_add_span(&fuzzed.line, input);
    }
    if (!work(buf_span(&fuzzed.line), &fuzzed.once))
        return 0;
    require(utf8_valid_prefix(fuzzed.once.data, fuzzed.once.len) == fuzzed.once.len);
    require(work(buf_span(&fuzzed.once), &fuzzed.twice));
    require(span_equal(buf_span(&fuzzed.once), buf_span(&fuzzed.twice)));
    return 0;
}

bool filter_flush(struct filter_output *output)
{
    buf_clear(&output->lines);
    return true;
}

int filter_main(const struct filter *filter, int argc, char **argv)
{
    struct buf why = {0};
    struct path fields[1];
    struct filter_settings shared = {fields, 1, false};

    require(path_parse(&fields[0], filter->default_field != NULL ? filter->default_field : "text",
                       &why));
    if (filter->open != NULL && !filter->open(filter->settings, &shared, &why)) {
        ssize_t told = write(STDERR_FILENO, why.data, why.len);
        return told < 0 ? 3 : 2;
    }
    fuzzed.filter = filter;
    fuzzed.worker = filter->worker_new != NULL ? filter->worker_new(filter->settings)
                                               : filter->settings;
    return LLVMFuzzerRunDriver(&argc, &argv, test_one);
}
