#include "job.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "draw.h"
#include "memory.h"
#include "sequence.h"
#include "state.h"
#include "tuple.h"

static const struct option where_options[] = {
    {0, "where", "NAME=VALUE", "count only what has this (also !=); repeatable", OPTION_LIST,
     offsetof(struct job, where), NULL},
    {.kind = OPTION_END},
};

static const struct option common_options[] = {
    {0, "top", "N", "show the first N rows only (of each group)", OPTION_COUNT,
     offsetof(struct job, top), NULL},
    {0, "min", "N", "leave out rows that count less than N", OPTION_NUMBER,
     offsetof(struct job, min), NULL},
    {0, "format", "FORM", "ndjson tsv csv table bar spark vega gnuplot dot svg html [ndjson]",
     OPTION_CHOICE, offsetof(struct job, format),
     "ndjson|tsv|csv|table|bar|spark|vega|gnuplot|svg|html|dot"},
    {0, "state", NULL, "write the counts themselves, to be merged", OPTION_FLAG,
     offsetof(struct job, state), NULL},
    {0, "content", NULL, "leave out function words, marks and numbers", OPTION_FLAG,
     offsetof(struct job, content), NULL},
    {0, "max-mem", "BYTES", "beyond that, sort in files in $TMPDIR; as exact", OPTION_NUMBER,
     offsetof(struct job, max_mem), NULL},
    {.kind = OPTION_END},
};

static size_t append_options(struct option *table, size_t count, const struct option *more)
{
    for (; more != NULL && more->kind != OPTION_END; more++) {
        bool known = false;

        for (size_t i = 0; i < count; i++)
            known = known || strcmp(table[i].name, more->name) == 0;
        if (!known && count + 1 < JOB_MAX_OPTIONS)
            table[count++] = *more;
    }
    table[count] = (struct option){.kind = OPTION_END};
    return count;
}

void job_options(const struct command *command, struct option *table)
{
    size_t count = append_options(table, 0, command->counting);

    count = append_options(table, count, where_options);
    count = append_options(table, count, command->showing);
    append_options(table, count, common_options);
}

void job_merge_options(const struct job *job, struct option *table)
{
    size_t count = append_options(table, 0, common_options);

    for (size_t i = 0; job->commands[i] != NULL; i++)
        count = append_options(table, count, job->commands[i]->showing);
}

static bool parse_by(struct job *job, struct buf *why)
{
    job->by_paths = memory_new(job->by.count + 1, sizeof *job->by_paths);
    for (size_t i = 0; i < job->by.count; i++) {
        if (!path_parse(&job->by_paths[i], job->by.items[i], why))
            return false;
    }
    return true;
}

bool job_prepare(struct job *job, const struct path *fields, size_t count, struct buf *why)
{
    bool documents = job->command->documents || job->df;
    size_t width = job->command->width + (job->df && !job->command->documents ? 1 : 0);

    if (!parse_by(job, why) || !select_open(&job->select, fields, count, &job->where, why) ||
        !sorter_open(&job->sorter, width, documents, job->max_mem, why) ||
        !sorter_open(&job->ranked, width, false, job->max_mem, why))
        return false;
    job->stoplist_ready = job->content;
    if (job->content && !stoplist_open(&job->stoplist, why))
        return false;
    return job->command->open == NULL || job->command->open(job, why);
}

bool job_open(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct job *job = settings;

    job->gathering = true;
    return job_prepare(job, shared->fields, shared->field_count, why);
}

void job_close(void *settings)
{
    struct job *job = settings;

    if (job->command->close != NULL)
        job->command->close(job);
    path_free(&job->date_path);
    if (job->merging)
        rows_close(&job->merged);
    for (size_t i = 0; job->by_paths != NULL && i < job->by.count; i++)
        path_free(&job->by_paths[i]);
    free(job->by_paths);
    for (size_t i = 0; i < job->group_capacity; i++)
        buf_free(&job->groups[i]);
    free(job->groups);
    free(job->by.items);
    free(job->where.items);
    free(job->terms.items);
    free(job->nodes.items);
    select_close(&job->select);
    sorter_close(&job->sorter);
    sorter_close(&job->ranked);
    tally_free(&job->totals);
    tally_free(&job->counters);
    arena_free(&job->keys);
    buf_free(&job->key);
    buf_free(&job->scratch);
    buf_free(&job->slice);
    sequence_free(&job->sequence);
}

static struct buf *new_group(struct job *job)
{
    if (job->group_count == job->group_capacity) {
        size_t wanted = job->group_capacity * 2 + 4;

        job->groups = memory_resize(job->groups, wanted, sizeof *job->groups);
        memset(job->groups + job->group_capacity, 0,
               (wanted - job->group_capacity) * sizeof *job->groups);
        job->group_capacity = wanted;
    }
    buf_clear(&job->groups[job->group_count]);
    return &job->groups[job->group_count++];
}

struct group_values {
    struct job *job;
    size_t start, end; /* the groups that each value extends */
    bool any;
};

/* Every value of a --by path makes a group of its own out of each group that was there. */
static bool extend_groups(void *state, struct span value)
{
    struct group_values *values = state;
    struct job *job = values->job;

    for (size_t i = values->start; i < values->end; i++) {
        struct buf *group = new_group(job);

        buf_add_span(group, buf_span(&job->groups[i]));
        if (!tuple_add_json(group, value, true, &job->scratch)) {
            job->misfits++;
            job->group_count--;
            return true;
        }
        buf_add_char(group, TUPLE_NEXT);
    }
    values->any = true;
    return true;
}

static void find_groups(struct job *job)
{
    size_t start = 0;

    job->group_count = 0;
    new_group(job);
    for (size_t i = 0; i < job->by.count; i++) {
        struct group_values values = {job, start, job->group_count, false};

        path_each(&job->by_paths[i], job->record->line, &job->slice, extend_groups, &values);
        if (!values.any)
            extend_groups(&values, (struct span){NULL, 0});
        start = values.end;
    }
    if (start > 0) {
        for (size_t i = start; i < job->group_count; i++) {
            struct buf swap = job->groups[i - start];

            job->groups[i - start] = job->groups[i];
            job->groups[i] = swap;
        }
        job->group_count -= start;
    }
}

static bool note_value(void *state, struct span value)
{
    (void)value;
    *(bool *)state = true;
    return false;
}

/* Whether the record has a value that is counted; not asked again once one has had one. */
static bool has_value(struct job *job, const struct record *record)
{
    if (job->command->default_field == NULL)
        return true; /* it counts records as they are, not the values of fields */
    for (size_t i = 0; i < job->select.field_count && !job->any_value; i++)
        select_each(&job->select, i, record, note_value, &job->any_value);
    return job->any_value;
}

enum outcome job_record(void *settings, struct record *record, struct buf *why)
{
    struct job *job = settings;

    job->record = record;
    job->lack = NULL;
    if (job->failed || !select_record(&job->select, record))
        return RECORD_DROP;
    job->documents++;
    job->sorter.tally.document++;
    find_groups(job);
    job->command->record(job, record);
    tally_flush(&job->sorter.tally);
    arena_reset(&job->keys);
    job->failed = !sorter_relieve(&job->sorter);
    if (job->lack == NULL && has_value(job, record))
        return RECORD_DROP;
    if (job->lack != NULL)
        buf_add_text(why, job->lack);
    else if (job->where.count > 0)
        buf_add_text(why, "no value that --where lets through");
    return RECORD_PASS;
}

static void add_totals(struct job *job)
{
    struct span none = {"", 0};

    job_add_total(job, "documents", none, job->documents);
    job_add_total(job, "nulls", none, job->nulls);
    job_add_total(job, "values", none, job->values);
    job_add_total(job, "misfits", none, job->misfits);
}

static bool flush_sheet(void *sink, struct buf *out)
{
    (void)out;
    return filter_flush(sink);
}

static bool next_raw(void *state, struct row *row)
{
    return job_next_raw(state, row);
}

/* The job's rows (open) with header and end. */
static bool write_state(struct job *job, struct filter_output *output)
{
    job_add_header(job, &output->lines);
    buf_add_char(&output->lines, '\n');
    return state_write((struct source){next_raw, job}, job->sorter.tally.width, output);
}

bool job_show(struct job *job, struct filter_output *output, struct buf *why)
{
    struct sheet sheet = {.format = sheet_format_named(job->format),
                          .out = &output->lines,
                          .flush = flush_sheet,
                          .sink = output,
                          .draw = draw_sheet};
    bool done;

    if (job->state)
        done = job_rows(job, why) && write_state(job, output);
    else
        done = job->command->result(job, &sheet, why) && !sheet.failed;
    return done && sorter_good(&job->sorter, why) && sorter_good(&job->ranked, why);
}

bool job_finish(void *settings, struct filter_output *output, struct buf *why)
{
    struct job *job = settings;
    struct diag diag = {.program = "kcz-stats"};

    if (job->command->end != NULL)
        job->command->end(job);
    add_totals(job);
    if (job->misfits > 0)
        diag_say(&diag,
                 "%" PRIu64 " values not counted: of no fitting type, or arrays, whose elements "
                 "-f .NAME[] counts",
                 job->misfits);
    return job_show(job, output, why);
}
