/*
 * freq --approx: how many different values there are, and the most frequent ones, in fixed memory.
 */
#include <math.h>
#include <stdlib.h>

#include "freq.h"
#include "memory.h"
#include "rank.h"
#include "sketch.h"
#include "tuple.h"

static void raise_register(struct job *job, struct span value)
{
    uint64_t rank;
    size_t place = hll_register(value, &rank);

    buf_clear(&job->key);
    tuple_maximum(&job->key, "hll");
    tuple_add_uint(&job->key, place, false);
    tally_raise(&job->sorter.tally, buf_span(&job->key), rank);
}

static bool estimate_value(void *state, struct span value)
{
    struct job *job = state;
    struct buf key = {0};

    if (!tuple_add_json(&key, value, true, &job->scratch)) {
        job->misfits++;
        return true;
    }
    job->values++;
    if (key.len == 0)
        buf_add_char(&key, TUPLE_NEXT);
    raise_register(job, buf_span(&key));
    tally_add(&job->counters, buf_span(&key), 0, 1);
    buf_free(&key);
    return true;
}

void freq_estimate_record(struct job *job, struct record *record)
{
    for (size_t i = 0; i < job->select.field_count; i++)
        select_each(&job->select, i, record, estimate_value, job);
    if (job->counters.count > (size_t)2 * COUNTERS)
        job->undercount += counters_reduce(&job->counters);
}

/* Before the rows are read: the counters become rows like any others. */
void freq_end_estimate(struct job *job)
{
    const struct span none = {"", 0};
    struct row row;

    job->undercount += counters_reduce(&job->counters);
    tally_sort(&job->counters, TALLY_BY_KEY);
    for (size_t i = 0; i < job->counters.count; i++) {
        tally_row(&job->counters, i, &row);
        tally_add(&job->sorter.tally, row.key, 0, row.values[0]);
    }
    job_add_total(job, "undercount", none, job->undercount);
}

static void take_register(unsigned char *ranks, const struct row *row)
{
    struct tuple_cursor cursor = tuple_open(row->key);
    struct tuple_element name, place;
    struct buf scratch = {0};
    size_t number = 0;

    if (tuple_next(&cursor, &name, &scratch) && tuple_next(&cursor, &place, &scratch)) {
        for (size_t i = 0; i < place.text.len; i++)
            number = number * 10 + (size_t)(place.text.at[i] - '0');
        if (number < HLL_REGISTERS)
            ranks[number] = (unsigned char)(row->values[0] < 64 ? row->values[0] : 64);
    }
    buf_free(&scratch);
}

static void show_rows(struct job *job, struct sheet *sheet, struct ranker *ranker, double distinct,
                      uint64_t undercount)
{
    static const char *const columns[] = {"what", "value", "n", "error", NULL};

    sheet_begin(sheet, "Estimated frequency");
    sheet_columns(sheet, columns);
    sheet->sparse = true;
    sheet->label = 1;
    sheet->measure = 2;
    sheet_text(sheet, span_of("distinct"));
    sheet_null(sheet);
    sheet_count(sheet, (uint64_t)llround(distinct));
    sheet_count(sheet, (uint64_t)llround(distinct * hll_error));
    sheet_row(sheet);
    rank_sort(ranker);
    for (size_t i = 0; i < ranker->count; i++) {
        sheet_text(sheet, span_of("value"));
        job_element_cell(job, sheet, ranker->items[i].key);
        sheet_count(sheet, ranker->items[i].values[0]);
        sheet_count(sheet, undercount);
        if (!sheet_row(sheet))
            break;
    }
    sheet_end(sheet);
}

bool freq_show_estimate(struct job *job, struct sheet *sheet, struct buf *why)
{
    unsigned char *ranks = memory_new(HLL_REGISTERS, 1);
    struct ranker ranker = {.top = (size_t)job->top, .width = 1};
    const struct span none = {"", 0};
    struct row row;
    bool good = job_rows(job, why);

    while (good && job_next_raw(job, &row)) {
        enum tuple_kind kind = tuple_kind(row.key);

        if (kind == TUPLE_TOTAL_MAX)
            take_register(ranks, &row);
        else if (kind == TUPLE_TOTAL_SUM)
            tally_add(&job->totals, row.key, 0, row.values[0]);
        else if (row.values[0] >= job->min && job_is_shown(job, row.key))
            rank_add(&ranker, &row, (double)row.values[0]);
    }
    if (good)
        show_rows(job, sheet, &ranker, hll_estimate(ranks), job_total(job, "undercount", none));
    rank_free(&ranker);
    free(ranks);
    return good;
}
