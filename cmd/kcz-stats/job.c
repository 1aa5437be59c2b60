#include "job.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "json.h"
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

bool job_count_value(struct job *job, struct span group, struct span value)
{
    bool plain = group.len == 0 && value.len > 2 && value.at[0] == '"';

    if (plain && memchr(value.at, '\\', value.len) == NULL) {
        const char *end = job->record->line.at + job->record->line.len;
        const char *inner_end = value.at + value.len - 1;
        size_t padding = inner_end < end && value.at > job->record->line.at
                             ? (size_t)(end - inner_end)
                             : 0;

        tally_count(&job->sorter.tally, span_between(value.at + 1, inner_end), padding);
        return true;
    }
    buf_clear(&job->key);
    buf_add_span(&job->key, group);
    if (!tuple_add_json(&job->key, value, true, &job->scratch))
        return false;
    if (job->key.len == 0)
        buf_add_char(&job->key, TUPLE_NEXT);
    job_count_key(job);
    return true;
}

void job_count_key(struct job *job)
{
    char *copy = arena_take(&job->keys, job->key.len + TALLY_INLINE, 1);

    memcpy(copy, job->key.data, job->key.len);
    memset(copy + job->key.len, 0, TALLY_INLINE);
    tally_count(&job->sorter.tally, (struct span){copy, job->key.len}, TALLY_INLINE);
}

static void total_key(struct job *job, const char *name, struct span group)
{
    buf_clear(&job->key);
    tuple_total(&job->key, name);
    if (group.len > 0) {
        buf_add_char(&job->key, TUPLE_NEXT);
        buf_add(&job->key, group.at, group.len - 1); /* without the separator at its end */
    }
}

void job_add_total(struct job *job, const char *name, struct span group, uint64_t amount)
{
    if (amount == 0)
        return;
    total_key(job, name, group);
    tally_add(&job->sorter.tally, buf_span(&job->key), 0, amount);
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

void job_read_from(struct job *job, const struct source *sources, size_t count)
{
    rows_open(&job->merged, job->sorter.tally.width, sources, count);
    job->merging = true;
}

bool job_in_memory(const struct job *job)
{
    return !job->merging && sorter_in_memory(&job->sorter);
}

bool job_rows(struct job *job, struct buf *why)
{
    if (!job->merging && !sorter_rows(&job->sorter, why))
        return false;
    tally_init(&job->totals, 1, false);
    job->reading = true;
    return true;
}

bool job_next_raw(struct job *job, struct row *row)
{
    return job->merging ? rows_next(&job->merged, row) : sorter_next(&job->sorter, row);
}

bool job_next(struct job *job, struct row *row)
{
    while (job_next_raw(job, row)) {
        enum tuple_kind kind = tuple_kind(row->key);

        if (kind == TUPLE_SUM)
            return true;
        tally_add(&job->totals, row->key, 0, row->values[0]);
    }
    return false;
}

uint64_t job_total(struct job *job, const char *name, struct span group)
{
    const uint64_t *values;

    total_key(job, name, group);
    values = tally_find(job->reading ? &job->totals : &job->sorter.tally, buf_span(&job->key));
    return values == NULL ? 0 : values[0];
}

static bool flush_sheet(void *sink, struct buf *out)
{
    (void)out;
    return filter_flush(sink);
}

bool job_show(struct job *job, struct filter_output *output, struct buf *why)
{
    struct sheet sheet = {.format = sheet_format_named(job->format),
                          .out = &output->lines,
                          .flush = flush_sheet,
                          .sink = output};
    bool done;

    if (job->state)
        done = job_rows(job, why) && state_write(job, output);
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
        diag_say(&diag, "%" PRIu64 " values not counted: arrays or objects, or of no fitting type",
                 job->misfits);
    return job_show(job, output, why);
}

void job_group_columns(const struct job *job, struct sheet *sheet)
{
    struct buf name = {0};

    for (size_t i = 0; i < job->by.count; i++) {
        buf_clear(&name);
        select_path_name(&job->by_paths[i], &name);
        sheet_column(sheet, buf_string(&name));
    }
    buf_free(&name);
}

void job_element_cell(struct job *job, struct sheet *sheet, struct span element)
{
    struct tuple_cursor cursor = {element.at, element.at + element.len, false};
    struct tuple_element piece;

    tuple_next(&cursor, &piece, &job->scratch);
    if (!piece.json)
        sheet_text(sheet, piece.text);
    else if (span_is(piece.text, "null"))
        sheet_null(sheet);
    else
        sheet_json(sheet, piece.text);
}

void job_value_cell(struct job *job, struct sheet *sheet, struct span value, const char *joint)
{
    struct tuple_cursor cursor = {value.at, value.at + value.len, false};
    struct tuple_element piece;
    struct buf text = {0};

    if (joint == NULL) {
        job_element_cell(job, sheet, value);
        return;
    }
    while (tuple_next(&cursor, &piece, &job->scratch)) {
        if (text.len > 0)
            buf_add_text(&text, joint);
        buf_add_span(&text, piece.text);
    }
    sheet_text(sheet, buf_span(&text));
    buf_free(&text);
}

bool job_is_shown(struct job *job, struct span key)
{
    size_t skip = tuple_prefix(key, job->by.count);

    return job_shows_value(job, (struct span){key.at + skip, key.len - skip});
}

bool job_shows_value(struct job *job, struct span element)
{
    struct tuple_cursor cursor = {element.at, element.at + element.len, false};
    struct tuple_element piece;

    while (job->content && tuple_next(&cursor, &piece, &job->scratch)) {
        if (piece.json || !stoplist_is_content(&job->stoplist, piece.text))
            return false;
    }
    return true;
}

size_t job_group_cells(struct job *job, struct sheet *sheet, struct span key)
{
    size_t start = 0;

    for (size_t i = 0; i < job->by.count; i++) {
        job_element_cell(job, sheet, (struct span){key.at + start, key.len - start});
        start += tuple_prefix((struct span){key.at + start, key.len - start}, 1);
    }
    return start;
}
