/*
 * What a command counts into its job, and the rows that come out of it.
 */
#include <string.h>

#include "job.h"
#include "tuple.h"

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

void job_section_key(struct job *job, const char *section, struct span first, struct span second)
{
    buf_clear(&job->key);
    tuple_add_text(&job->key, span_of(section), true);
    if (first.at != NULL)
        tuple_add_text(&job->key, first, false);
    if (second.at != NULL)
        tuple_add_text(&job->key, second, false);
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
