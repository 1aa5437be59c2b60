/*
 * Stands in for the filter loop (filter.h) when a program is fuzzed: the program's own main, with
 * the options in FUZZ_OPTIONS (commas between them), hands over its table of functions as ever, and
 * instead of reading lines this gives its record function what the fuzzer makes up. An input is a
 * byte and, if that is even, a text, otherwise a line. What comes out must be a good record. For
 * some inputs, by their length: working on it once more must change nothing; it must not matter
 * what the same worker had before.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "filter.h"
#include "fuzz.h"
#include "program.h"
#include "utf8.h"

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));
int __real_main(int argc, char **argv);
int __wrap_main(int argc, char **argv);

enum { OPTIONS_MAX = 32, AGAIN_EVERY = 2, FRESH_EVERY = 15 };

/* The fuzzer calls back without a pointer of ours. */
static struct {
    char *options;
    int argc; /* the fuzzer's own command line */
    char **argv;
    const struct filter *filter;
    void *worker;
    bool reports;
    struct record record;
    struct buf line, once, twice, why;
} fuzzed;

static void *new_worker(void)
{
    const struct filter *filter = fuzzed.filter;

    return filter->worker_new != NULL ? filter->worker_new(filter->settings) : filter->settings;
}

/* The record function's work on line, into out; false if it gives no record. */
static bool work(void *worker, struct span line, struct buf *out)
{
    size_t where;

    buf_clear(out);
    buf_clear(&fuzzed.why);
    if (record_read(&fuzzed.record, line, &where) != NULL)
        return false;
    enum outcome outcome = fuzzed.filter->record(worker, &fuzzed.record, &fuzzed.why);
    if (outcome == RECORD_REPLACE) {
        fuzzed.filter->worker_output(worker, out);
        require(out->len == 0 || out->data[out->len - 1] == '\n');
        return false;
    }
    if ((outcome != RECORD_DONE && outcome != RECORD_PASS) || fuzzed.filter->gathers)
        return false;
    require(outcome == RECORD_DONE || !record_changed(&fuzzed.record));
    record_write(&fuzzed.record, out);
    return true;
}

/* A worker that has seen other records must work as a new one does. */
static void check_fresh(void)
{
    void *fresh;

    if (fuzzed.filter->worker_new == NULL)
        return;
    fresh = new_worker();
    require(work(fresh, buf_span(&fuzzed.line), &fuzzed.twice));
    require(span_equal(buf_span(&fuzzed.once), buf_span(&fuzzed.twice)));
    fuzzed.filter->worker_free(fresh);
}

static void check_again(void)
{
    require(work(fuzzed.worker, buf_span(&fuzzed.once), &fuzzed.twice));
    require(fuzzed.reports || span_equal(buf_span(&fuzzed.once), buf_span(&fuzzed.twice)));
}

static void make_line(bool is_text, struct span input)
{
    buf_clear(&fuzzed.line);
    buf_string(&fuzzed.line); /* an empty line is a place in memory too */
    if (!is_text) {
        buf_add_span(&fuzzed.line, input);
        return;
    }
    buf_add_text(&fuzzed.line, "{\"text\":");
    json_encode_string(&fuzzed.line, input);
    buf_add_char(&fuzzed.line, '}');
}

static int test_one(const uint8_t *data, size_t size)
{
    struct span input = {(const char *)data + 1, size - 1};
    bool is_text = size > 0 && data[0] % 2 == 0;

    if (size == 0)
        return 0;
    if (is_text ? utf8_valid_prefix(input.at, input.len) != input.len
                : memchr(input.at, '\n', input.len) != NULL)
        return -1;
    make_line(is_text, input);
    if (!work(fuzzed.worker, buf_span(&fuzzed.line), &fuzzed.once))
        return 0;
    require(utf8_valid_prefix(fuzzed.once.data, fuzzed.once.len) == fuzzed.once.len);
    if (size % FRESH_EVERY == 0)
        check_fresh();
    if (size % AGAIN_EVERY == 0)
        check_again();
    return 0;
}

bool filter_flush(struct filter_output *output)
{
    buf_clear(&output->lines);
    return true;
}

int filter_main(const struct filter *filter, int argc, char **argv)
{
    const struct program program = {.name = filter->name, .about = filter->about};
    struct option_table table = {filter->options, filter->settings};
    const char *field = getenv("FUZZ_FIELD");
    struct buf why = {0};
    struct path fields[1];
    struct filter_settings shared = {fields, 1, getenv("FUZZ_REPORT") != NULL};
    size_t operands;
    int status;

    if (!program_begin(&program, &table, 1, argc, argv, &operands, &status))
        return status;
    if (field == NULL)
        field = filter->default_field != NULL ? filter->default_field : "text";
    if (!path_parse(&fields[0], field, &why) ||
        (filter->open != NULL && !filter->open(filter->settings, &shared, &why))) {
        ssize_t told = write(STDERR_FILENO, why.data, why.len);
        return told < 0 ? 3 : 2;
    }
    fuzzed.filter = filter;
    fuzzed.reports = getenv("FUZZ_COUNTS") != NULL;
    fuzzed.worker = new_worker();
    return LLVMFuzzerRunDriver(&fuzzed.argc, &fuzzed.argv, test_one);
}

/* The program's main (the linker's --wrap) gets the options from the environment, so that the
 * fuzzer may start itself again with its own command line. */
int __wrap_main(int argc, char **argv)
{
    const char *given = getenv("FUZZ_OPTIONS");
    char *rest, *word;
    char *arguments[OPTIONS_MAX + 2] = {argv[0]};
    int count = 1;

    rest = fuzzed.options = strdup(given != NULL ? given : "");
    fuzzed.argc = argc;
    fuzzed.argv = argv;
    while (count <= OPTIONS_MAX && (word = strsep(&rest, ",")) != NULL) {
        if (*word != '\0')
            arguments[count++] = word;
    }
    return __real_main(count, arguments);
}
