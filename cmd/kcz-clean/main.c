/*
 * kcz-clean: the article out of a dirty page. main.c holds the command line and the way of a
 * record; cleaner.c is the way of a text through the rules, of which rules.c says which there are.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cleaner.h"
#include "diff.h"
#include "filter.h"
#include "memory.h"
#include "report.h"
#include "utf8.h"

struct state {
    struct cleaner_options options;
    bool explain, diff, drop_empty;
    uint64_t min_chars;
    struct cleaner cleaner;
    const struct path *field;
};

struct worker {
    const struct state *state;
    struct page page;
    struct buf json;
    struct span name; /* of the record, for --diff */
};

static const struct option options[] = {
    {'R', "without", "RULE", "switch a rule off (R5a, or R5 for both, or all)", OPTION_LIST,
     offsetof(struct state, options.without), NULL},
    {0, "with", "RULE", "switch a rule on, after all -R; also written +R RULE", OPTION_LIST,
     offsetof(struct state, options.with), NULL},
    {0, "repair-min", "NATS", "margin from which a repaired reading is taken [1.15]", OPTION_REAL,
     offsetof(struct state, options.repair_min), NULL},
    {0, "punct", "STYLE", "marks between Han characters: keep, zh, ascii [keep]", OPTION_CHOICE,
     offsetof(struct state, options.punct), "keep|zh|ascii"},
    {0, "explain", NULL, "report every edit with place, margin, alternatives", OPTION_FLAG,
     offsetof(struct state, explain), NULL},
    {0, "diff", NULL, "instead of records, print what changed, for a person", OPTION_FLAG,
     offsetof(struct state, diff), NULL},
    {0, "drop-empty", NULL, "leave out records of which no text is left", OPTION_FLAG,
     offsetof(struct state, drop_empty), NULL},
    {0, "min-chars", "N", "leave out records with fewer characters left", OPTION_NUMBER,
     offsetof(struct state, min_chars), NULL},
    {0, NULL, NULL, NULL, OPTION_END, 0, NULL},
};

static bool open_cleaner(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct state *state = settings;

    state->field = &shared->fields[0];
    state->options.report = shared->report || state->explain;
    state->options.explain = state->explain || state->diff;
    return cleaner_open(&state->cleaner, &state->options, why);
}

static void free_options(void *settings)
{
    struct state *state = settings;

    free(state->options.without.items);
    free(state->options.with.items);
}

static void *new_worker(const void *settings)
{
    struct worker *worker = memory_new(1, sizeof *worker);

    worker->state = settings;
    return worker;
}

static void free_worker(void *memory)
{
    struct worker *worker = memory;

    page_free(&worker->page);
    buf_free(&worker->json);
    free(worker);
}

/* Whether the record stays, now that its text is what the page holds. */
static bool is_wanted(const struct state *state, struct span text)
{
    bool empty = true;

    for (size_t i = 0; empty && i < text.len; i++)
        empty = (unsigned char)text.at[i] <= ' ';
    if (empty && state->drop_empty)
        return false;
    return state->min_chars == 0 || utf8_count(text.at, text.len) >= state->min_chars;
}

static enum outcome clean_record(void *memory, struct record *record, struct buf *why)
{
    struct worker *worker = memory;
    const struct state *state = worker->state;
    struct page *page = &worker->page;
    struct span text, meta = record_json(record, "meta");

    (void)why;
    if (!record_string_at(record, state->field, &text))
        return RECORD_PASS;
    if (!record_string(record, "id", &worker->name))
        worker->name = span_of("record");
    if (cleaner_text(&state->cleaner, page, text, meta))
        record_set_string_at(record, state->field, page->text);
    if (state->diff)
        return RECORD_REPLACE;
    if (!is_wanted(state, page->text))
        return RECORD_DROP;
    buf_clear(&worker->json);
    if (cleaner_meta(&state->cleaner, page, meta, &worker->json))
        record_set_json(record, "meta", buf_span(&worker->json));
    if (state->options.report) {
        buf_clear(&worker->json);
        report_write(page, &worker->json);
        record_set_in(record, "kcz", "clean", buf_span(&worker->json));
    }
    return RECORD_DONE;
}

static void print_diff(void *memory, struct buf *out)
{
    struct worker *worker = memory;

    diff_write(&worker->page, worker->name, out);
}

int main(int argc, char **argv)
{
    struct state state = {.options.repair_min = CLEANER_REPAIR_MIN};

    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "+R") == 0)
            argv[i] = "--with";
    return filter_main(
        &(struct filter){
            .name = "kcz-clean",
            .about = "undo the damage of crawled Chinese pages and keep what is article",
            .options = options,
            .rewrites = true,
            .settings = &state,
            .single_field = true,
            .open = open_cleaner,
            .close = free_options,
            .worker_new = new_worker,
            .worker_free = free_worker,
            .record = clean_record,
            .worker_output = print_diff},
        argc, argv);
}
