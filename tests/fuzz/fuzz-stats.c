/*
 * Commands of kcz-stats over any records: what one run over two files shows is what the merge of
 * the states of both shows. An input is a command, a format and records in two parts.
 */
#include <string.h>

#include "filter.h"
#include "fuzz.h"
#include "memory.h"
#include "options.h"
#include "record.h"
#include "stats.h"

/* A command by its place in stats_commands, its -f, options that count and options that show. */
static const struct {
    size_t command;
    const char *field;
    const char *counting[6], *showing[3];
} runs[] = {
    {0, ".text", {NULL}, {NULL}},
    {1, ".tokens[]", {NULL}, {"--min", "2"}},
    {1, ".tokens[]", {"--df", "--by", ".meta.date[0:4]"}, {"--top", "3"}},
    {1, ".entities[].text", {"--by", ".entities[].type"}, {"--content"}},
    {2, ".tokens[]", {"--by", ".id"}, {NULL}},
    {3, ".n", {"--by", ".id"}, {NULL}},
    {3, ".n", {NULL}, {NULL}},
    {4, ".n", {NULL}, {"--bins", "5"}},
    {4, ".n", {NULL}, {"--width", "0.5"}},
    {5, ".tokens[]", {"--n", "3", "--df"}, {NULL}},
    {5, ".text", {"--n", "2"}, {NULL}},
    {6, ".tokens[]", {"--window", "2"}, {"--measure", "npmi"}},
    {6, ".tokens[]", {"--node", "a"}, {"--measure", "logdice"}},
    {7, ".tokens[]", {"--date", ".d", "--unit", "year"}, {NULL}},
    {7, ".tokens[]", {"--date", ".d", "--term", "a"}, {NULL}},
    {8, ".tokens[]", {"--by", ".id"}, {NULL}},
    {9, ".tokens[]", {NULL}, {NULL}},
    {10, ".tokens[]", {NULL}, {NULL}},
    {11, ".tokens[]", {"--target", ".id=a"}, {"--measure", "bic"}},
    {12, ".entities[].text", {"--within", "sentence"}, {NULL}},
    {12, ".tokens[]", {"--limit", "3"}, {NULL}},
    {13, ".tokens[]", {"--date", ".d"}, {"--title", "x"}},
};

enum { RUNS = sizeof runs / sizeof *runs, FORMATS = 11, WORDS = 12 };

static const char *const formats[FORMATS] = {"ndjson", "tsv",     "csv", "table", "bar", "spark",
                                             "vega",   "gnuplot", "svg", "html",  "dot"};

static void count_lines(struct job *job, struct span text)
{
    struct record record = {0};
    struct buf why = {0};
    size_t where;

    while (text.len > 0) {
        const char *lf = memchr(text.at, '\n', text.len), *end = text.at + text.len;
        struct span line = span_between(text.at, lf != NULL ? lf : end);

        text = lf != NULL ? span_between(lf + 1, end) : (struct span){end, 0};
        if (line.len > 0 && record_read(&record, line, &where) == NULL)
            job_record(job, &record, &why);
    }
    record_free(&record);
    buf_free(&why);
}

static void parse(struct job *job, const char *const *counting, const char *const *showing)
{
    struct option options[JOB_MAX_OPTIONS];
    struct option_table table = {options, job};
    char *argv[WORDS];
    struct buf why = {0};
    size_t operands;
    int argc = 1;

    while (*counting != NULL)
        argv[argc++] = (char *)(uintptr_t)*counting++;
    while (*showing != NULL)
        argv[argc++] = (char *)(uintptr_t)*showing++;
    argv[0] = argv[argc] = NULL;
    job_options(job->command, options);
    require(options_parse(&table, 1, argc, argv, &operands, &why) && operands == 0);
    buf_free(&why);
}

/* One run over the texts; whether it came to its end. */
static bool run_over(size_t run, const char *const *showing, const struct span *texts, size_t count,
                     struct buf *out)
{
    struct job job = {.commands = stats_commands, .command = stats_commands[runs[run].command]};
    struct filter_output output = {0};
    struct buf why = {0};
    struct path fields[1];
    struct filter_settings shared = {fields, 1, false};
    bool done;

    buf_clear(out);
    stats_sink = out;
    parse(&job, runs[run].counting, showing);
    require(path_parse(&fields[0], runs[run].field, &why));
    require(job_open(&job, &shared, &why));
    for (size_t i = 0; i < count; i++)
        count_lines(&job, texts[i]);
    done = job_finish(&job, &output, &why) && filter_flush(&output);
    job_close(&job);
    path_free(&fields[0]);
    buf_free(&output.lines);
    buf_free(&why);
    return done;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf one = {0}, state = {0}, merged = {0};
    struct span rest = {(const char *)data + 2, size - 2}, texts[2];
    static const char *const as_state[] = {"--state", NULL};
    const char *files[2], *showing[6] = {NULL};
    char *exact;
    size_t run, at;

    if (size < 2)
        return 0;
    run = data[0] % RUNS;
    memcpy(showing, runs[run].showing, sizeof runs[run].showing);
    for (at = 0; showing[at] != NULL;)
        at++;
    showing[at++] = "--format";
    showing[at] = formats[data[1] % FORMATS];
    exact = memory_copy(rest.at, rest.len);
    rest.at = exact;
    texts[0] = fuzz_part(&rest);
    texts[1] = rest;
    for (unsigned i = 0; i < 2; i++) {
        require(run_over(run, as_state, &texts[i], 1, &state));
        files[i] = fuzz_file(i, buf_span(&state));
    }
    if (run_over(run, showing, texts, 2, &one)) {
        require(stats_merge(files, 2, showing, &merged));
        require(span_equal(buf_span(&one), buf_span(&merged)));
    }
    buf_free(&one);
    buf_free(&state);
    buf_free(&merged);
    free(exact);
    return 0;
}
