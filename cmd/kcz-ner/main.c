/*
 * kcz-ner: who, where, which organisation, when, how much. main.c holds the command line and the
 * way of a record; recognise.c says in which order entities are found.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "memory.h"
#include "moment.h"
#include "output.h"
#include "recognise.h"

struct state {
    const char *format;
    const char *date;
    const char *model_file;
    bool rules_only, report;
    struct recogniser recogniser;
    const struct path *field;
    struct day today;
};

struct worker {
    const struct state *state;
    struct recogniser_work work;
    struct buf entities, lines;
};

static const struct option options[] = {
    {0, "format", "FORM", "json, bio, brat or tsv [json]", OPTION_CHOICE,
     offsetof(struct state, format), "json|bio|brat|tsv"},
    {0, "date", "DATE", "date of records that have no meta.date", OPTION_TEXT,
     offsetof(struct state, date), NULL},
    {0, "rules-only", NULL, "without the model: faster, finds less", OPTION_FLAG,
     offsetof(struct state, rules_only), NULL},
    {0, "model", "FILE", "a model that kcz-train entities wrote", OPTION_TEXT,
     offsetof(struct state, model_file), NULL},
    {.kind = OPTION_END},
};

/* A date to its end: what is unknown of it is not there. */
static bool is_date(struct span text, struct day *day)
{
    return day_parse(text, day) && text.len == (day->day > 0 ? 10 : day->month > 0 ? 7 : 4);
}

static bool open_recogniser(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct state *state = settings;

    state->field = &shared->fields[0];
    state->report = shared->report;
    if (state->date && !is_date(span_of(state->date), &state->today)) {
        buf_printf(why, "--date %s is not a date such as 2024-02-07", state->date);
        return false;
    }
    return recogniser_open(&state->recogniser, state->model_file, state->rules_only, why);
}

static void close_recogniser(void *settings)
{
    recogniser_close(&((struct state *)settings)->recogniser);
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

    recogniser_work_free(&worker->work);
    buf_free(&worker->entities);
    buf_free(&worker->lines);
    free(worker);
}

/* The record's own date, or the one that --date gives. */
static struct day record_day(const struct state *state, const struct record *record)
{
    struct span meta = record_json(record, "meta"), date;
    struct day day = state->today;
    struct buf scratch = {0};

    if (meta.at && json_kind(meta) == JSON_OBJECT) {
        date = json_get(meta, span_of("date"));
        if (date.at && json_kind(date) == JSON_STRING)
            day_parse(json_string(date, &scratch), &day);
    }
    buf_free(&scratch);
    return day;
}

static void write_lines(struct worker *worker, struct record *record)
{
    const struct document *document = &worker->work.document;
    const char *format = worker->state->format;
    struct span id = {NULL, 0};

    record_string(record, "id", &id);
    buf_clear(&worker->lines);
    if (strcmp(format, "bio") == 0)
        write_bio(document, &worker->lines);
    else if (strcmp(format, "brat") == 0)
        write_brat(document, &worker->lines);
    else
        write_tsv(document, id, &worker->lines);
}

static void set_report(struct worker *worker, struct record *record)
{
    buf_clear(&worker->lines);
    write_report(&worker->work.document, &worker->lines);
    record_set_in(record, "kcz", "ner", buf_span(&worker->lines));
}

static enum outcome name_entities(void *memory, struct record *record, struct buf *why)
{
    struct worker *worker = memory;
    const struct state *state = worker->state;
    bool json = !state->format || strcmp(state->format, "json") == 0;
    struct span text;

    (void)why;
    if (!record_string_at(record, state->field, &text))
        return json ? RECORD_PASS : RECORD_DROP;
    recognise(&state->recogniser, &worker->work, text, record_day(state, record));
    if (json) {
        buf_clear(&worker->entities);
        write_json(&worker->work.document, &worker->entities);
        record_set_json(record, "entities", buf_span(&worker->entities));
        if (state->report)
            set_report(worker, record);
        return RECORD_DONE;
    }
    write_lines(worker, record);
    return RECORD_REPLACE;
}

static void take_lines(void *memory, struct buf *out)
{
    struct worker *worker = memory;

    buf_add_span(out, buf_span(&worker->lines));
}

int main(int argc, char **argv)
{
    struct state state = {0};

    return filter_main(
        &(struct filter){.name = "kcz-ner",
                         .about = "name persons, places, organisations, posts, dates",
                         .options = options,
                         .settings = &state,
                         .single_field = true,
                         .open = open_recogniser,
                         .close = close_recogniser,
                         .worker_new = new_worker,
                         .worker_free = free_worker,
                         .record = name_entities,
                         .worker_output = take_lines},
        argc, argv);
}
