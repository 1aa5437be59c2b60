/*
 * freq and df: how often each value of a field occurs, and in how many documents.
 */
#include <endian.h>
#include <stdlib.h>

#include "commands.h"
#include "freq.h"
#include "json.h"
#include "json_bytes.h"
#include "rank.h"
#include "tuple.h"

static const struct option freq_counting[] = {
    {0, "by", "PATH", "count in groups by that; repeatable", OPTION_LIST, offsetof(struct job, by),
     NULL},
    {0, "df", NULL, "count documents too", OPTION_FLAG, offsetof(struct job, df), NULL},
    {0, "approx", NULL, "estimate in fixed memory, with bounds", OPTION_FLAG,
     offsetof(struct job, approx), NULL},
    {.kind = OPTION_END},
};

static const struct option df_counting[] = {
    {0, "by", "PATH", "count in groups by that; repeatable", OPTION_LIST, offsetof(struct job, by),
     NULL},
    {.kind = OPTION_END},
};

static bool count_found(void *state, struct span value)
{
    struct job *job = state;

    job->found++;
    for (size_t i = 0; i < job->group_count; i++) {
        if (!job_count_value(job, buf_span(&job->groups[i]), value)) {
            job->misfits++;
            job->found--;
            return true;
        }
    }
    return true;
}

static bool has_each(const struct path *path)
{
    for (size_t i = 0; i < path->count; i++) {
        if (path->steps[i].kind == PATH_EACH)
            return true;
    }
    return false;
}

/* A record without the one value that a path names counts as null; an absent list as nothing. */
static void count_null(struct job *job, const struct path *path)
{
    if (has_each(path))
        job->nulls++;
    else
        count_found(job, (struct span){NULL, 0});
}

/*
 * The strings of an array as machines write it, counted without a call for each; what is not such
 * a string goes the ordinary way.
 */
static void count_strings(struct job *job, struct span array)
{
    struct json_cursor cursor = json_open(array);
    const char *line_end = job->record->line.at + job->record->line.len;
    struct json_member element;

    while (cursor.at < cursor.end) {
        const char *start = cursor.at + 1, *end = start;

        if (*cursor.at == '"')
            end = json_plain_end(start, cursor.end);
        if (end > start && *end == '"' &&
            (end + 1 == cursor.end || (end[1] == ',' && (unsigned char)end[2] > ' '))) {
            tally_count(&job->sorter.tally, span_between(start, end), (size_t)(line_end - end));
            job->found++;
            cursor.at = end + 1 == cursor.end ? cursor.end : end + 2;
        } else if (json_next(&cursor, &element)) {
            count_found(job, element.value);
        }
    }
}

/* Whether the field is .name[] and nothing stands in the way of counting its strings directly. */
static bool is_plain_list(const struct job *job, const struct path *path)
{
    return path->count == 2 && path->steps[0].kind == PATH_MEMBER &&
           path->steps[1].kind == PATH_EACH && job->by.count == 0 && !job->select.holders;
}

static void count_field(struct job *job, size_t field, struct record *record)
{
    const struct path *path = &job->select.fields[field].whole;
    struct span value;

    if (!is_plain_list(job, path)) {
        select_each(&job->select, field, record, count_found, job);
        return;
    }
    value = record_json_at(record, &(struct path){.steps = {path->steps[0]}, .count = 1});
    if (value.at != NULL && json_kind(value) == JSON_ARRAY)
        count_strings(job, value);
    else if (value.at != NULL)
        path_each_below(path, value, &job->slice, count_found, job);
}

void freq_count_record(struct job *job, struct record *record)
{
    uint64_t values = 0;

    for (size_t field = 0; field < job->select.field_count; field++) {
        uint64_t misfits = job->misfits;

        job->found = 0;
        count_field(job, field, record);
        if (job->found == 0 && job->misfits == misfits && !job->select.holders)
            count_null(job, &job->select.fields[field].whole);
        values += job->found;
    }
    freq_add_totals(job, values);
}

void freq_add_totals(struct job *job, uint64_t values)
{
    job->values += values;
    for (size_t i = 0; i < job->group_count && job->by.count > 0; i++) {
        job_add_total(job, "values", buf_span(&job->groups[i]), values);
        job_add_total(job, "documents", buf_span(&job->groups[i]), 1);
    }
}

struct shown {
    struct job *job;
    struct sheet *sheet;
    bool df;
    size_t by_value;   /* the value that ranks */
    const char *joint; /* between the elements of a value */
};

static void begin(struct shown *shown)
{
    struct job *job = shown->job;

    sheet_begin(shown->sheet, shown->by_value == 1 ? "Document frequency" : "Frequency");
    job_group_columns(job, shown->sheet);
    sheet_column(shown->sheet, "value");
    sheet_column(shown->sheet, "f");
    if (shown->df)
        sheet_column(shown->sheet, "df");
    sheet_column(shown->sheet, "pm");
    shown->sheet->label = job->by.count;
    shown->sheet->series = job->by.count > 0;
    shown->sheet->measure = job->by.count + 1 + shown->by_value;
}

static bool show(struct shown *shown, struct span key, const uint64_t *values, uint64_t total)
{
    struct sheet *sheet = shown->sheet;
    size_t start = job_group_cells(shown->job, sheet, key);

    job_value_cell(shown->job, sheet, (struct span){key.at + start, key.len - start}, shown->joint);
    sheet_count(sheet, values[0]);
    if (shown->df)
        sheet_count(sheet, values[1]);
    if (total > 0)
        sheet_real(sheet, (double)values[0] * 1e6 / (double)total);
    return sheet_row(sheet);
}

/* All rows lie in the tally: they are sorted where they are. */
static void show_in_place(struct shown *shown)
{
    struct tally *tally = &shown->job->sorter.tally;
    uint64_t total = job_total(shown->job, "values", (struct span){"", 0});
    uint64_t left = shown->job->top > 0 ? shown->job->top : UINT64_MAX;
    struct row row;

    tally_sort(tally, (int)shown->by_value);
    for (size_t i = 0; i < tally->count && left > 0; i++) {
        tally_row(tally, i, &row);
        if (tuple_kind(row.key) != TUPLE_SUM)
            continue;
        if (row.values[shown->by_value] < shown->job->min)
            return;
        if (!job_is_shown(shown->job, row.key))
            continue;
        if (!show(shown, row.key, row.values, total))
            return;
        left--;
    }
}

static bool show_group(struct shown *shown, struct ranker *ranker, struct span group)
{
    uint64_t total = job_total(shown->job, "values", group);
    bool going = true;

    rank_sort(ranker);
    for (size_t i = 0; i < ranker->count && going; i++)
        going = show(shown, ranker->items[i].key, ranker->items[i].values, total);
    rank_clear(ranker);
    return going;
}

/* Rows whose keys are group, count (the greatest first) and the rest of the key: sorted by that. */
static void add_ranked(struct shown *shown, const struct row *row, size_t group)
{
    struct job *job = shown->job;
    uint64_t count = htobe64(~row->values[shown->by_value]);

    buf_clear(&job->key);
    buf_add(&job->key, row->key.at, group);
    buf_add(&job->key, &count, sizeof count);
    buf_add(&job->key, row->key.at + group, row->key.len - group);
    for (size_t i = 0; i < job->ranked.tally.width; i++)
        tally_add(&job->ranked.tally, buf_span(&job->key), i, row->values[i]);
    job->failed = !sorter_relieve(&job->ranked);
}

static bool show_ranked(struct shown *shown, struct buf *why)
{
    struct job *job = shown->job;
    struct row row;
    bool going = sorter_rows(&job->ranked, why);
    bool good = going;

    while (going && sorter_next(&job->ranked, &row)) {
        size_t group = tuple_prefix(row.key, job->by.count);
        struct span prefix = {row.key.at, group};
        uint64_t total = job_total(job, "values", prefix);

        buf_clear(&job->key);
        buf_add_span(&job->key, prefix);
        buf_add(&job->key, row.key.at + group + sizeof(uint64_t),
                row.key.len - group - sizeof(uint64_t));
        buf_clear(&job->slice);
        buf_add_span(&job->slice, buf_span(&job->key));
        going = show(shown, buf_span(&job->slice), row.values, total);
    }
    return good;
}

/* With --max-mem the rows are sorted again on disk; nothing but the totals is held in memory. */
static bool show_within_limit(struct shown *shown, struct buf *why)
{
    struct job *job = shown->job;
    struct row row;

    if (!job_rows(job, why))
        return false;
    while (!job->failed && job_next(job, &row)) {
        if (row.values[shown->by_value] >= job->min && job_is_shown(job, row.key))
            add_ranked(shown, &row, tuple_prefix(row.key, job->by.count));
    }
    return show_ranked(shown, why);
}

static bool show_by_group(struct shown *shown, struct buf *why)
{
    struct job *job = shown->job;
    struct ranker ranker = {.top = (size_t)job->top, .width = job->sorter.tally.width};
    struct buf group = {0};
    struct row row;
    bool going = true;

    if (!job_rows(job, why))
        return false;
    while (going && job_next(job, &row)) {
        struct span prefix = {row.key.at, tuple_prefix(row.key, job->by.count)};

        if (!span_equal(prefix, buf_span(&group))) {
            going = show_group(shown, &ranker, buf_span(&group));
            buf_clear(&group);
            buf_add_span(&group, prefix);
        }
        if (row.values[shown->by_value] >= job->min && job_is_shown(job, row.key))
            rank_add(&ranker, &row, (double)row.values[shown->by_value]);
    }
    if (going)
        show_group(shown, &ranker, buf_span(&group));
    rank_free(&ranker);
    buf_free(&group);
    return true;
}

bool freq_show(struct job *job, struct sheet *sheet, struct buf *why, size_t by_value,
               const char *joint)
{
    struct shown shown = {job, sheet, job->sorter.tally.width > 1, by_value, joint};
    bool good = true;

    begin(&shown);
    if (job->by.count == 0 && job_in_memory(job))
        show_in_place(&shown);
    else if (job->max_mem > 0 && job->top == 0)
        good = show_within_limit(&shown, why);
    else
        good = show_by_group(&shown, why);
    sheet_end(sheet);
    return good;
}

static bool open_freq(struct job *job, struct buf *why)
{
    if (job->approx && (job->df || job->by.count > 0 || job->max_mem > 0)) {
        buf_add_text(why, "--approx goes without --by, --df and --max-mem");
        return false;
    }
    if (job->approx)
        tally_init(&job->counters, 1, false);
    return true;
}

static void count_or_estimate(struct job *job, struct record *record)
{
    if (job->approx)
        freq_estimate_record(job, record);
    else
        freq_count_record(job, record);
}

static void end_freq(struct job *job)
{
    if (job->approx)
        freq_end_estimate(job);
}

static bool freq_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    if (job->approx)
        return freq_show_estimate(job, sheet, why);
    return freq_show(job, sheet, why, 0, NULL);
}

static bool df_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    return freq_show(job, sheet, why, 1, NULL);
}

const struct command freq_command = {
    .name = "freq",
    .about = "how often each value of a field occurs",
    .default_field = ".tokens[]",
    .counting = freq_counting,
    .width = 1,
    .open = open_freq,
    .record = count_or_estimate,
    .end = end_freq,
    .result = freq_result,
};

const struct command df_command = {
    .name = "df",
    .about = "in how many documents each value of a field occurs",
    .default_field = ".tokens[]",
    .counting = df_counting,
    .width = 2,
    .documents = true,
    .record = freq_count_record,
    .result = df_result,
};
