/*
 * kcz-segment: Chinese text into words. main.c holds the command line and what goes into the
 * record; segment.c does the work.
 */
#include <stddef.h>
#include <stdlib.h>

#include "filter.h"
#include "memory.h"
#include "segment.h"

struct state {
    const char *standard, *model, *user_dict;
    bool offsets;
    const struct path *field;
    struct segmenter segmenter;
};

struct worker {
    const struct state *state;
    struct segment_work work;
    struct buf tokens, offsets;
};

static const struct option options[] = {
    {'s', "standard", "NAME", "what counts as a word [pku]", OPTION_CHOICE,
     offsetof(struct state, standard), "pku|ctb|ud"},
    {'u', "user-dict", "FILE", "words that are words: WORD [TAB COST] [TAB TAG]", OPTION_TEXT,
     offsetof(struct state, user_dict), NULL},
    {'m', "model", "FILE", "a model that kcz-train words wrote", OPTION_TEXT,
     offsetof(struct state, model), NULL},
    {'o', "offsets", NULL, "add where each token starts, in code points", OPTION_FLAG,
     offsetof(struct state, offsets), NULL},
    {.kind = OPTION_END},
};

static bool open_segmenter(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct state *state = settings;

    state->field = &shared->fields[0];
    return segmenter_open(&state->segmenter, state->standard, state->model, state->user_dict, why);
}

static void close_segmenter(void *settings)
{
    segmenter_close(&((struct state *)settings)->segmenter);
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

    segment_work_free(&worker->work);
    buf_free(&worker->tokens);
    buf_free(&worker->offsets);
    free(worker);
}

/* Most tokens are Chinese and need no escapes. */
static void add_token(struct buf *out, struct span token)
{
    bool plain = true;

    for (size_t i = 0; i < token.len && plain; i++)
        plain = (unsigned char)token.at[i] >= 0x80;
    if (!plain) {
        json_encode_string(out, token);
        return;
    }
    buf_add_char(out, '"');
    buf_add_span(out, token);
    buf_add_char(out, '"');
}

static enum outcome segment_record(void *memory, struct record *record, struct buf *why)
{
    struct worker *worker = memory;
    const struct state *state = worker->state;
    struct span text;

    (void)why;
    if (!record_string_at(record, state->field, &text))
        return RECORD_DONE;
    segment_text(&state->segmenter, text, &worker->work);
    buf_clear(&worker->tokens);
    buf_clear(&worker->offsets);
    for (size_t i = 0; i < worker->work.count; i++) {
        const struct token *token = &worker->work.tokens[i];

        buf_add_char(&worker->tokens, i ? ',' : '[');
        add_token(&worker->tokens,
                  (struct span){text.at + token->start, token->end - token->start});
        if (state->offsets) {
            buf_add_char(&worker->offsets, i ? ',' : '[');
            buf_add_uint(&worker->offsets, token->offset);
        }
    }
    buf_add_text(&worker->tokens, worker->work.count ? "]" : "[]");
    record_set_json(record, "tokens", buf_span(&worker->tokens));
    if (state->offsets) {
        buf_add_text(&worker->offsets, worker->work.count ? "]" : "[]");
        record_set_json(record, "offsets", buf_span(&worker->offsets));
    }
    return RECORD_DONE;
}

int main(int argc, char **argv)
{
    struct state state = {0};

    return filter_main(
        &(struct filter){
            .name = "kcz-segment",
            .about = "Chinese text into words",
            .options = options,
            .settings = &state,
            .single_field = true,
            .open = open_segmenter,
            .close = close_segmenter,
            .worker_new = worker_new,
            .worker_free = worker_free,
            .record = segment_record,
        },
        argc, argv);
}
