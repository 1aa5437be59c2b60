/*
 * key: what a target has more of, or less of, than a reference.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "json.h"
#include "measures.h"
#include "memory.h"
#include "rank.h"
#include "state.h"
#include "tuple.h"

static const struct option key_counting[] = {
    {0, "target", "NAME=VALUE", "what has this is the target, the rest the reference", OPTION_TEXT,
     offsetof(struct job, target), NULL},
    {.kind = OPTION_END},
};

static const struct option key_showing[] = {
    {0, "reference", "STATE", "all is the target; this freq state is the reference", OPTION_TEXT,
     offsetof(struct job, reference), NULL},
    {0, "measure", "NAME", "rank by g2 chi2 diff log_ratio odds_ratio bic [g2]", OPTION_CHOICE,
     offsetof(struct job, measure),
     "mi|mi3|npmi|t|g2|chi2|dice|logdice|ps|diff|log_ratio|odds_ratio|bic"},
    {.kind = OPTION_END},
};

enum { DEFAULT_MIN = 3 };

/* The state that --reference names: checked to its end before anything is counted. */
static bool open_reference(struct job *job, struct buf *why)
{
    struct state_reader *reader = memory_new(1, sizeof *reader);
    struct span header, command, parameters;

    job->reference_state = reader;
    if (!state_open(reader, job->reference, why) || !state_read_header(reader, &header, why))
        return false;
    command = json_get(header, span_of("command"));
    parameters = json_get(header, span_of("parameters"));
    if (command.at == NULL || parameters.at == NULL || json_kind(parameters) != JSON_OBJECT ||
        (!span_is(command, "\"freq\"") && !span_is(command, "\"df\"")) ||
        json_get(parameters, span_of("by")).at != NULL) {
        buf_printf(why, "%s:1: not a state of freq without --by", job->reference);
        return false;
    }
    return state_verify(reader, why);
}

static bool open_key(struct job *job, struct buf *why)
{
    const struct option_list list = {&job->target, job->target != NULL};

    if (job->target != NULL && job->reference != NULL) {
        buf_add_text(why, "--target and --reference exclude each other");
        return false;
    }
    if (job->gathering && !job->state && job->target == NULL && job->reference == NULL) {
        buf_add_text(why, "either --target NAME=VALUE or --reference STATE says what to compare");
        return false;
    }
    if (job->reference != NULL && !open_reference(job, why))
        return false;
    return select_open(&job->target_records, NULL, 0, &list, why);
}

struct counting {
    struct job *job;
    size_t side; /* 0: target */
    uint64_t values;
};

static bool count_value(void *state, struct span value)
{
    struct counting *counting = state;
    struct job *job = counting->job;

    buf_clear(&job->key);
    if (!tuple_add_json(&job->key, value, true, &job->scratch)) {
        job->misfits++;
        return true;
    }
    if (job->key.len == 0)
        buf_add_char(&job->key, TUPLE_NEXT);
    tally_add(&job->sorter.tally, buf_span(&job->key), counting->side, 1);
    counting->values++;
    return true;
}

static void count_record(struct job *job, struct record *record)
{
    struct counting counting = {.job = job};

    counting.side = select_record(&job->target_records, record) ? 0 : 1;
    for (size_t i = 0; i < job->select.field_count; i++)
        select_each(&job->select, i, record, count_value, &counting);
    job_add_total(job, counting.side == 0 ? "target" : "reference", (struct span){"", 0},
                  counting.values);
}

struct comparison {
    struct job *job;
    struct row reference; /* the next row of --reference */
    bool more;            /* there is one */
    uint64_t sizes[2];
    struct ranker ranker;
};

/* The next row of the reference that is no total; its size is taken on the way. */
static void next_reference(struct comparison *comparison)
{
    struct state_reader *reader = comparison->job->reference_state;

    comparison->more = false;
    while (reader != NULL && state_next(reader, &comparison->reference)) {
        comparison->more = tuple_kind(comparison->reference.key) == TUPLE_SUM;
        if (comparison->more)
            return;
        if (tuple_is_total(comparison->reference.key, "values"))
            comparison->sizes[1] += comparison->reference.values[0];
    }
}

static double measure_of(const struct keyness *measures, const char *name)
{
    const char *const names[] = {"chi2", "diff", "log_ratio", "odds_ratio", "bic"};
    const double values[] = {measures->chi2, measures->diff, measures->log_ratio,
                             measures->odds_ratio, measures->bic};

    for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0)
            return isnan(values[i]) ? INFINITY : values[i];
    }
    return measures->g2;
}

static void take(struct comparison *comparison, struct span key, uint64_t target,
                 uint64_t reference)
{
    struct job *job = comparison->job;
    uint64_t least = job->min > 0 ? job->min : DEFAULT_MIN;
    uint64_t values[TALLY_MAX_WIDTH] = {target, reference};
    struct row row = {key, values};
    struct keyness measures;

    if (target + reference < least || !job_is_shown(job, key))
        return;
    measures = keyness_of((double)target, (double)reference, (double)comparison->sizes[0],
                          (double)comparison->sizes[1]);
    rank_add(&comparison->ranker, &row, measure_of(&measures, job->measure));
}

/* Both sequences are sorted by key: a merge of two. */
static void compare_rows(struct comparison *comparison)
{
    struct job *job = comparison->job;
    struct row row;
    bool any = job_next(job, &row);
    const struct span none = {"", 0};

    next_reference(comparison);
    comparison->sizes[0] = job_total(job, "target", none);
    comparison->sizes[1] += job_total(job, "reference", none);
    while (any || comparison->more) {
        int order = !any                ? 1
                    : !comparison->more ? -1
                                        : tuple_compare(row.key, comparison->reference.key);
        uint64_t other = order >= 0 ? comparison->reference.values[0] : 0;

        if (order <= 0)
            take(comparison, row.key, row.values[0], row.values[1] + other);
        else
            take(comparison, comparison->reference.key, 0, other);
        if (order <= 0)
            any = job_next(job, &row);
        if (order >= 0)
            next_reference(comparison);
    }
}

static void show_item(struct comparison *comparison, struct sheet *sheet, const struct ranked *item)
{
    struct keyness m = keyness_of((double)item->values[0], (double)item->values[1],
                                  (double)comparison->sizes[0], (double)comparison->sizes[1]);
    const double values[] = {m.g2, m.chi2, m.diff, m.log_ratio, m.odds_ratio, m.bic};

    job_element_cell(comparison->job, sheet, item->key);
    sheet_count(sheet, item->values[0]);
    sheet_count(sheet, item->values[1]);
    for (size_t i = 0; i < 2; i++)
        sheet_real(sheet, (double)item->values[i] * 1e6 / (double)comparison->sizes[i]);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        sheet_real(sheet, values[i]);
    sheet_row(sheet);
}

static bool show_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    static const char *const columns[] = {"value",     "f",          "f_ref", "pm",
                                          "pm_ref",    "g2",         "chi2",  "diff",
                                          "log_ratio", "odds_ratio", "bic",   NULL};
    struct comparison comparison = {.job = job, .ranker = {.top = (size_t)job->top, .width = 2}};

    if (job->target == NULL && job->reference_state == NULL) {
        buf_add_text(why, "--reference STATE says what to compare with");
        return false;
    }
    if (!job_rows(job, why))
        return false;
    compare_rows(&comparison);
    rank_sort(&comparison.ranker);
    sheet_begin(sheet, "Keyness");
    sheet_columns(sheet, columns);
    sheet->measure = 5;
    for (size_t i = 0; i < comparison.ranker.count; i++)
        show_item(&comparison, sheet, &comparison.ranker.items[i]);
    sheet_end(sheet);
    rank_free(&comparison.ranker);
    return true;
}

static void close_key(struct job *job)
{
    select_close(&job->target_records);
    if (job->reference_state != NULL)
        state_close(job->reference_state);
    free(job->reference_state);
}

const struct command key_command = {
    .name = "key",
    .about = "what a target has more of than a reference",
    .default_field = ".tokens[]",
    .counting = key_counting,
    .showing = key_showing,
    .width = 2,
    .open = open_key,
    .close = close_key,
    .record = count_record,
    .result = show_result,
};
