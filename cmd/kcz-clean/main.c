/*
 * kcz-clean: the article out of a dirty page. main.c holds the command line and the way of a record
 * through the rules; rules.c says which there are.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cues.h"
#include "diff.h"
#include "filter.h"
#include "memory.h"
#include "page.h"
#include "pagehead.h"
#include "repair.h"
#include "report.h"
#include "rules.h"
#include "title.h"
#include "utf8.h"

struct state {
    struct option_list without, with;
    const char *punct;
    double repair_min;
    bool explain, diff, drop_empty;
    uint64_t min_chars;
    struct clean_settings settings;
    struct article_tables article;
    struct repair_tables repair;
    const struct path *field;
};

struct worker {
    const struct state *state;
    struct page page;
    struct buf scratch;
    struct span name; /* of the record, for --diff */
};

static const struct option options[] = {
    {'R', "without", "RULE", "switch a rule off (R5a, or R5 for both, or all)", OPTION_LIST,
     offsetof(struct state, without), NULL},
    {0, "with", "RULE", "switch a rule on, after all -R; also written +R RULE", OPTION_LIST,
     offsetof(struct state, with), NULL},
    {0, "repair-min", "NATS", "margin from which a repaired reading is taken (default 1)",
     OPTION_REAL, offsetof(struct state, repair_min), NULL},
    {0, "punct", "STYLE", "punctuation between Han characters (default keep)", OPTION_CHOICE,
     offsetof(struct state, punct), "keep|zh|ascii"},
    {0, "explain", NULL, "report every edit: before, after, place, margin, alternatives",
     OPTION_FLAG, offsetof(struct state, explain), NULL},
    {0, "diff", NULL, "instead of records, print what changed, for a person", OPTION_FLAG,
     offsetof(struct state, diff), NULL},
    {0, "drop-empty", NULL, "leave out records of which no text is left", OPTION_FLAG,
     offsetof(struct state, drop_empty), NULL},
    {0, "min-chars", "N", "leave out records with fewer than N characters of text left",
     OPTION_NUMBER, offsetof(struct state, min_chars), NULL},
    {0, NULL, NULL, NULL, OPTION_END, 0, NULL},
};

static enum punct_style punct_style(const char *word)
{
    if (!word || strcmp(word, "keep") == 0)
        return PUNCT_KEEP;
    return strcmp(word, "zh") == 0 ? PUNCT_ZH : PUNCT_ASCII;
}

static bool open_rules(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct state *state = settings;

    if (!repair_open(&state->repair, why))
        return false;
    state->settings.repair = &state->repair;
    state->field = &shared->fields[0];
    if (!cues_open(&state->article, why))
        return false;
    state->settings.article = &state->article;
    state->settings.explain = state->explain || state->diff;
    state->settings.report = shared->report || state->explain;
    state->settings.repair_min = state->repair_min;
    state->settings.punct = punct_style(state->punct);
    rules_defaults(state->settings.enabled);
    for (size_t i = 0; i < state->without.count; i++)
        if (!rules_switch(state->settings.enabled, state->without.items[i], false, why))
            return false;
    for (size_t i = 0; i < state->with.count; i++)
        if (!rules_switch(state->settings.enabled, state->with.items[i], true, why))
            return false;
    return true;
}

static void close_rules(void *settings)
{
    struct state *state = settings;

    free(state->without.items);
    free(state->with.items);
}

static void *worker_new(const void *settings)
{
    struct worker *worker = memory_new(1, sizeof *worker);

    worker->state = settings;
    return worker;
}

static void worker_free(void *memory)
{
    struct worker *worker = memory;

    page_free(&worker->page);
    buf_free(&worker->scratch);
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

/* A member "meta" that is no object is somebody else's. */
static void set_meta(struct worker *worker, struct record *record, struct span old)
{
    struct page *page = &worker->page;

    if ((old.at && json_kind(old) != JSON_OBJECT) || !rules_is_on(page->settings->enabled, "R13"))
        return;
    pagehead_take(page, old);
    if (!meta_any(&page->meta))
        return;
    buf_clear(&worker->scratch);
    meta_write(&page->meta, old, title_begins_with(page->title_hint, page->meta.title),
               &worker->scratch);
    record_set_json(record, "meta", buf_span(&worker->scratch));
}

static enum outcome clean_record(void *memory, struct record *record, struct buf *why)
{
    struct worker *worker = memory;
    const struct state *state = worker->state;
    struct page *page = &worker->page;
    struct span text, meta = record_json(record, "meta");

    (void)why;
    if (!record_string_at(record, state->field, &text))
        return RECORD_DONE;
    page_open(page, &state->settings, text);
    if (!record_string(record, "id", &worker->name))
        worker->name = span_of("record");
    page->title_hint = pagehead_title(page, meta);
    if (rules_run(page))
        record_set_string_at(record, state->field, page->text);
    if (state->diff)
        return RECORD_REPLACE;
    if (!is_wanted(state, page->text))
        return RECORD_DROP;
    set_meta(worker, record, meta);
    if (state->settings.report) {
        buf_clear(&worker->scratch);
        report_write(page, &worker->scratch);
        record_set_in(record, "kcz", "clean", buf_span(&worker->scratch));
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
    struct state state = {.repair_min = 1};

    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "+R") == 0)
            argv[i] = "--with";
    return filter_main(
        &(struct filter){
            .name = "kcz-clean",
            .about = "undo the damage of crawled Chinese pages and keep what is article",
            .options = options,
            .settings = &state,
            .single_field = true,
            .open = open_rules,
            .close = close_rules,
            .worker_new = worker_new,
            .worker_free = worker_free,
            .record = clean_record,
            .worker_output = print_diff,
        },
        argc, argv);
}
