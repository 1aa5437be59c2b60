/*
 * kcz-segment: Chinese text into words. main.c holds the command line and the way of a record;
 * segment.c finds the words, tagger.c their parts of speech, output.c writes both, explain.c says
 * why.
 */
#include <stddef.h>
#include <stdlib.h>

#include "explain.h"
#include "filter.h"
#include "memory.h"
#include "output.h"
#include "segment.h"

struct state {
    const char *standard, *model, *user_dict;
    bool pos, offsets, search, explain;
    struct output_choice choice;
    const struct path *field;
    struct segmenter segmenter;
    struct tagger tagger;
};

struct worker {
    const struct state *state;
    struct segment_work work;
    struct tag_work tags;
    struct output output;
    struct span text;
};

static const struct option options[] = {
    {'s', "standard", "NAME", "what counts as a word: pku, ctb or ud [pku]", OPTION_CHOICE,
     offsetof(struct state, standard), "pku|ctb|ud"},
    {'u', "user-dict", "FILE", "own words: WORD [TAB COST] [TAB TAG]", OPTION_TEXT,
     offsetof(struct state, user_dict), NULL},
    {'m', "model", "FILE", "a model that kcz-train words wrote", OPTION_TEXT,
     offsetof(struct state, model), NULL},
    {'p', "pos", NULL, "add the part of speech of each token", OPTION_FLAG,
     offsetof(struct state, pos), NULL},
    {'o', "offsets", NULL, "add where each token starts, in code points", OPTION_FLAG,
     offsetof(struct state, offsets), NULL},
    {0, "search", NULL, "add the tokens with the words inside long ones too", OPTION_FLAG,
     offsetof(struct state, search), NULL},
    {0, "explain", NULL, "instead of records, say why each cut was made", OPTION_FLAG,
     offsetof(struct state, explain), NULL},
    {.kind = OPTION_END},
};

static bool open_segmenter(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct state *state = settings;

    state->field = &shared->fields[0];
    state->choice = (struct output_choice){state->offsets, state->search, shared->report};
    return segmenter_open(&state->segmenter, state->standard, state->model, state->user_dict,
                          why) &&
           (!state->pos || tagger_open(&state->tagger, why));
}

static void close_segmenter(void *settings)
{
    segmenter_close(&((struct state *)settings)->segmenter);
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

    segment_work_free(&worker->work);
    tag_work_free(&worker->tags);
    output_free(&worker->output);
    free(worker);
}

static enum outcome segment_record(void *memory, struct record *record, struct buf *why)
{
    struct worker *worker = memory;
    const struct state *state = worker->state;

    (void)why;
    worker->text = (struct span){NULL, 0};
    if (!record_string_at(record, state->field, &worker->text))
        return state->explain ? RECORD_DROP : RECORD_PASS;
    if (state->explain)
        return RECORD_REPLACE;
    segment_text(&state->segmenter, worker->text, &worker->work);
    if (state->pos)
        tag_tokens(&state->tagger, &state->segmenter, worker->text, &worker->work, &worker->tags);
    output_set(&worker->output, &state->choice, &state->segmenter, worker->text, &worker->work,
               state->pos ? &worker->tags : NULL, record);
    return RECORD_DONE;
}

static void explain_record(void *memory, struct buf *out)
{
    struct worker *worker = memory;

    explain_text(&worker->state->segmenter, worker->text, &worker->work, out);
}

int main(int argc, char **argv)
{
    struct state state = {0};

    return filter_main(&(struct filter){.name = "kcz-segment",
                                        .about = "Chinese text into words",
                                        .options = options,
                                        .settings = &state,
                                        .single_field = true,
                                        .open = open_segmenter,
                                        .close = close_segmenter,
                                        .worker_new = new_worker,
                                        .worker_free = free_worker,
                                        .record = segment_record,
                                        .worker_output = explain_record},
                       argc, argv);
}
