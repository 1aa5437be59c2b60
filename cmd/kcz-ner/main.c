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

extern const char blob_gazetteer[], blob_gazetteer_end[];
extern const char blob_entities[], blob_entities_end[];

struct state {
    const char *format;
    const char *date;
    const char *model_file;
    bool rules_only;
    struct gazetteer gazetteer;
    struct blob blob;
    struct linear model;
    const struct path *field;
    struct day today;
};

struct worker {
    const struct state *state;
    struct document document;
    struct tagger tagger;
    struct buf entities;
    struct buf lines;
};

static const struct option options[] = {
    {0, "format", "FORM", "json (default), bio, brat or tsv", OPTION_CHOICE,
     offsetof(struct state, format), "json|bio|brat|tsv"},
    {0, "date", "DATE", "date of records that have no meta.date", OPTION_TEXT,
     offsetof(struct state, date), NULL},
    {0, "rules-only", NULL, "without the model: faster, finds less", OPTION_FLAG,
     offsetof(struct state, rules_only), NULL},
    {0, "model", "FILE", "another model than the built-in one (kcz-train entities)", OPTION_TEXT,
     offsetof(struct state, model_file), NULL},
    {.kind = OPTION_END},
};

static bool open_model(struct state *state, struct buf *why)
{
    size_t size = (size_t)(blob_entities_end - blob_entities);
    bool opened;

    if (state->rules_only)
        return true;
    if (state->model_file)
        opened = blob_from_file(&state->blob, state->model_file, "entities", why);
    else
        opened = blob_from_memory(&state->blob, blob_entities, size, "entities", false, why);
    return opened && linear_open(&state->model, &state->blob, why);
}

static bool open_names(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct state *state = settings;

    state->field = &shared->fields[0];
    if (state->date && !day_parse(span_of(state->date), &state->today)) {
        buf_printf(why, "--date %s is not a date such as 2024-02-07", state->date);
        return false;
    }
    return gazetteer_open(&state->gazetteer, blob_gazetteer,
                          (size_t)(blob_gazetteer_end - blob_gazetteer), why) &&
           open_model(state, why);
}

static void close_names(void *settings)
{
    struct state *state = settings;

    blob_close(&state->blob);
}

static void *worker_new(const void *settings)
{
    struct worker *worker = memory_new(1, sizeof *worker);

    worker->state = settings;
    worker->tagger.model = &worker->state->model;
    return worker;
}

static void worker_free(void *memory)
{
    struct worker *worker = memory;

    document_free(&worker->document);
    tagger_free(&worker->tagger);
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
    const char *format = worker->state->format;
    struct span id = {NULL, 0};

    record_string(record, "id", &id);
    buf_clear(&worker->lines);
    if (strcmp(format, "bio") == 0)
        write_bio(&worker->document, &worker->lines);
    else if (strcmp(format, "brat") == 0)
        write_brat(&worker->document, &worker->lines);
    else
        write_tsv(&worker->document, id, &worker->lines);
}

static enum outcome name_entities(void *memory, struct record *record, struct buf *why)
{
    struct worker *worker = memory;
    const struct state *state = worker->state;
    bool json = !state->format || strcmp(state->format, "json") == 0;
    struct span text;

    (void)why;
    if (!record_string_at(record, state->field, &text))
        return json ? RECORD_DONE : RECORD_DROP;
    recognise(&worker->document, &state->gazetteer, state->rules_only ? NULL : &worker->tagger,
              text, record_day(state, record));
    if (json) {
        buf_clear(&worker->entities);
        write_json(&worker->document, &worker->entities);
        record_set_json(record, "entities", buf_span(&worker->entities));
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
                         .open = open_names,
                         .close = close_names,
                         .worker_new = worker_new,
                         .worker_free = worker_free,
                         .record = name_entities,
                         .worker_output = take_lines},
        argc, argv);
}
