/*
 * A filter for the tests of what all filters share: leaves records alone, or with --swap A=B
 * replaces the one character by the other in the chosen fields, with --add appends a member, with
 * --odd rejects texts of odd length.
 */
#include "filter.h"
#include "memory.h"

#include <stdlib.h>

struct settings {
    const char *swap;
    bool add;
    bool odd;
    struct filter_settings shared;
};

struct worker {
    const struct settings *settings;
    struct buf text;
};

static const struct option options[] = {
    {0, "swap", "A=B", "replace byte A by byte B", OPTION_TEXT, offsetof(struct settings, swap),
     NULL},
    {0, "add", NULL, "append a member", OPTION_FLAG, offsetof(struct settings, add), NULL},
    {0, "odd", NULL, "reject texts of odd length", OPTION_FLAG, offsetof(struct settings, odd),
     NULL},
    {.kind = OPTION_END},
};

static bool open_filter(void *state, const struct filter_settings *shared, struct buf *why)
{
    struct settings *settings = state;

    settings->shared = *shared;
    if (settings->swap != NULL && (strlen(settings->swap) != 3 || settings->swap[1] != '=')) {
        buf_add_text(why, "--swap needs A=B");
        return false;
    }
    return true;
}

static void *new_worker(const void *settings)
{
    struct worker *worker = memory_new(1, sizeof *worker);

    worker->settings = settings;
    return worker;
}

static void free_worker(void *state)
{
    struct worker *worker = state;

    buf_free(&worker->text);
    free(worker);
}

static enum outcome same(void *state, struct record *record, struct buf *why)
{
    struct worker *worker = state;
    const struct settings *settings = worker->settings;
    enum outcome outcome = RECORD_PASS;

    for (size_t f = 0; f < settings->shared.field_count; f++) {
        const struct path *field = &settings->shared.fields[f];
        struct span text;

        if (!record_string_at(record, field, &text))
            continue;
        outcome = RECORD_DONE;
        if (settings->odd && text.len % 2 == 1) {
            buf_add_text(why, "odd");
            return RECORD_REJECT;
        }
        if (settings->swap == NULL)
            continue;
        buf_clear(&worker->text);
        buf_add_span(&worker->text, text);
        for (size_t i = 0; i < worker->text.len; i++) {
            if (worker->text.data[i] == settings->swap[0])
                worker->text.data[i] = settings->swap[2];
        }
        record_set_string_at(record, field, buf_span(&worker->text));
    }
    if (settings->add)
        record_set_json(record, "seen", span_of("true"));
    if (settings->shared.report)
        record_set_in(record, "kcz", "same", span_of("{}"));
    return outcome;
}

int main(int argc, char **argv)
{
    struct settings settings = {0};

    return filter_main(&(struct filter){.name = "same",
                                        .about = "leave records as they are",
                                        .options = options,
                                        .settings = &settings,
                                        .open = open_filter,
                                        .worker_new = new_worker,
                                        .worker_free = free_worker,
                                        .record = same},
                       argc, argv);
}
