/*
 * kcz-t2s: Traditional Chinese to Simplified, by profile. main.c holds the command line and the way
 * of a record; engine.c converts a text; the tables come from common/data/t2s.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "filter.h"
#include "log.h"
#include "memory.h"
#include "report.h"
#include "unmap.h"

struct state {
    struct engine_options engine_options;
    const char *compat;
    bool unmap, edits, ambiguous;
    struct engine engine;
    struct filter_settings shared;
};

struct worker {
    const struct state *state;
    struct engine_work work;
    size_t *fields; /* which field each text in work is */
    struct log log;
    struct report report;
};

#define SETTING(name) offsetof(struct state, name)

static const struct option options[] = {
    {'p', "profile", "NAME", "auto, t2s, tw2s, tw2sp, hk2s or hk2sp [auto]", OPTION_CHOICE,
     SETTING(engine_options.profile), "auto|t2s|tw2s|tw2sp|hk2s|hk2sp"},
    {0, "compat", "TOOL", "give the bytes of OpenCC 1.4.1: opencc, opencc-cli", OPTION_CHOICE,
     SETTING(compat), "opencc|opencc-cli"},
    {'u', "user-dict", "FILE", "own entries: add, override, delete, protect", OPTION_LIST,
     SETTING(engine_options.user_files), NULL},
    {0, "quotes", NULL, "also turn 「」『』 into “”‘’ (auto does)", OPTION_FLAG,
     SETTING(engine_options.quotes), NULL},
    {0, "keep-quotes", NULL, "leave 「」『』 alone, with auto too", OPTION_FLAG,
     SETTING(engine_options.keep_quotes), NULL},
    {0, "keep-compat", NULL, "leave compatibility ideographs and radicals alone", OPTION_FLAG,
     SETTING(engine_options.keep_compat), NULL},
    {0, "tofu", NULL, "also use rare inferred forms that few fonts have", OPTION_FLAG,
     SETTING(engine_options.tofu), NULL},
    {0, "edits", NULL, "report every change, for --unmap", OPTION_FLAG, SETTING(edits), NULL},
    {0, "ambiguous", NULL, "report every choice among several Simplified forms", OPTION_FLAG,
     SETTING(ambiguous), NULL},
    {0, "unmap", NULL, "undo by what --edits reported, offsets too", OPTION_FLAG, SETTING(unmap),
     NULL},
    {.kind = OPTION_END},
};

static bool open_state(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct state *state = settings;

    state->shared = *shared;
    state->engine_options.opencc = state->compat != NULL;
    if (state->compat != NULL && strcmp(state->compat, "opencc") == 0)
        state->engine_options.tofu = true; /* the library's default, not its command line's */
    if (state->compat != NULL && (state->edits || state->ambiguous)) {
        buf_add_text(why, "--edits and --ambiguous do not go with --compat");
        return false;
    }
    return engine_open(&state->engine, &state->engine_options, why);
}

static void close_state(void *settings)
{
    engine_close(&((struct state *)settings)->engine);
}

static void *new_worker(const void *settings)
{
    struct worker *worker = memory_new(1, sizeof *worker);

    worker->state = settings;
    worker->fields = memory_new(worker->state->shared.field_count, sizeof *worker->fields);
    worker->log.wants_choices = worker->state->ambiguous;
    return worker;
}

static void free_worker(void *memory)
{
    struct worker *worker = memory;

    engine_work_free(&worker->work);
    free(worker->fields);
    log_free(&worker->log);
    report_free(&worker->report);
    free(worker);
}

/* Writes the results and, if asked for, the report. */
static void finish_record(struct worker *worker, struct record *record)
{
    const struct state *state = worker->state;
    bool logs = state->edits || state->ambiguous || state->shared.report;

    if (logs)
        report_begin(&worker->report, state->engine.name,
                     script_name(engine_script(&state->engine, &worker->work)));
    for (size_t i = 0; i < worker->work.count; i++) {
        const struct path *field = &state->shared.fields[worker->fields[i]];

        log_clear(&worker->log);
        struct span converted = engine_result(&state->engine, &worker->work, i,
                                              logs ? &worker->log : NULL);
        if (!span_equal(converted, worker->work.texts[i].text))
            record_set_string_at(record, field, converted);
        if (logs)
            report_add(&worker->report, field, &worker->log, state->edits, state->ambiguous);
    }
    if (logs)
        report_write(&worker->report, record, state->edits, state->ambiguous);
}

static enum outcome convert_record(void *memory, struct record *record, struct buf *why)
{
    struct worker *worker = memory;
    const struct state *state = worker->state;

    if (state->unmap)
        return unmap_record(record, why);
    engine_begin(&worker->work);
    for (size_t i = 0; i < state->shared.field_count; i++) {
        const struct path *field = &state->shared.fields[i];
        struct span text;

        if (!record_string_at(record, field, &text))
            continue;
        worker->fields[worker->work.count] = i;
        engine_add(&state->engine, &worker->work, text);
    }
    if (worker->work.count == 0)
        return RECORD_PASS;
    finish_record(worker, record);
    return RECORD_DONE;
}

int main(int argc, char **argv)
{
    struct state state = {0};

    return filter_main(&(struct filter){.name = "kcz-t2s",
                                        .about = "convert Traditional Chinese to Simplified",
                                        .options = options,
                                        .settings = &state,
                                        .rewrites = true,
                                        .open = open_state,
                                        .close = close_state,
                                        .worker_new = new_worker,
                                        .worker_free = free_worker,
                                        .record = convert_record},
                       argc, argv);
}
