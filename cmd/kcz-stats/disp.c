/*
 * disp: how evenly a value is spread over parts that the data name (--by: source, month, ...).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "measures.h"
#include "memory.h"
#include "rank.h"
#include "tuple.h"

static const struct option disp_counting[] = {
    {0, "by", "PATH", "the parts: each value of that is one", OPTION_LIST, offsetof(struct job, by),
     NULL},
    {.kind = OPTION_END},
};

enum { DEFAULT_MIN = 5 };

static bool open_disp(struct job *job, struct buf *why)
{
    if (job->by.count == 1)
        return true;
    buf_add_text(why, "--by PATH is needed once: the parts over which values are spread");
    return false;
}

static bool count_found(void *state, struct span value)
{
    struct job *job = state;

    for (size_t i = 0; i < job->group_count; i++) {
        const struct buf *group = &job->groups[i];

        buf_clear(&job->key);
        if (!tuple_add_json(&job->key, value, true, &job->scratch)) {
            job->misfits++;
            return true;
        }
        buf_add_char(&job->key, TUPLE_NEXT);
        buf_add(&job->key, group->data, group->len - 1);
        job_count_key(job);
    }
    job->found++;
    return true;
}

static void count_record(struct job *job, struct record *record)
{
    uint64_t values = 0;

    for (size_t field = 0; field < job->select.field_count; field++) {
        job->found = 0;
        select_each(&job->select, field, record, count_found, job);
        job->nulls += job->found == 0;
        values += job->found;
    }
    job->values += values;
    for (size_t i = 0; i < job->group_count; i++)
        job_add_total(job, "values", buf_span(&job->groups[i]), values);
}

struct spread {
    struct job *job;
    struct sheet *sheet;
    struct tally parts; /* their sizes, and their places in the arrays */
    uint64_t *sizes, *counts;
    size_t count;
    struct buf value;
    uint64_t f;
    struct ranker ranker; /* the key is the value, score 1 - DP norm */
};

/* The parts are the groups that totals were kept for. */
static void find_parts(struct spread *spread)
{
    static const char name[] = "values";
    const struct tally *totals = &spread->job->totals;
    struct row row;

    tally_init(&spread->parts, 1, false);
    tally_sort(&spread->job->totals, TALLY_BY_KEY);
    spread->sizes = memory_new(totals->count + 1, sizeof *spread->sizes);
    spread->counts = memory_new(totals->count + 1, sizeof *spread->counts);
    for (size_t i = 0; i < totals->count; i++) {
        size_t skip = sizeof name + 1; /* the mark, the name and a separator */

        tally_row(totals, i, &row);
        if (row.key.len < skip || memcmp(row.key.at + 1, name, sizeof name - 1) != 0 ||
            row.key.at[sizeof name] != TUPLE_NEXT || row.values[0] == 0)
            continue;
        spread->sizes[spread->count] = row.values[0];
        tally_add(&spread->parts, (struct span){row.key.at + skip, row.key.len - skip}, 0,
                  ++spread->count);
    }
}

static void end_value(struct spread *spread)
{
    uint64_t least = spread->job->min > 0 ? spread->job->min : DEFAULT_MIN;
    uint64_t shown[TALLY_MAX_WIDTH] = {spread->f};
    struct dispersion d;
    struct row row = {buf_span(&spread->value), shown};

    if (spread->f < least || !job_shows_value(spread->job, buf_span(&spread->value)))
        return;
    d = dispersion_of(spread->counts, spread->sizes, spread->count);
    shown[1] = d.range;
    memcpy(&shown[2], &d.dp, sizeof d.dp);
    memcpy(&shown[3], &d.dp_norm, sizeof d.dp_norm);
    memcpy(&shown[4], &d.juilland_d, sizeof d.juilland_d);
    rank_add(&spread->ranker, &row, (double)spread->f);
}

static void take_row(struct spread *spread, const struct row *row)
{
    size_t len = tuple_prefix(row->key, 1);
    struct span value = {row->key.at, len - (len < row->key.len || len > 0)};
    struct span part = {row->key.at + len, row->key.len - len};
    const uint64_t *place = tally_find(&spread->parts, part);

    if (!span_equal(value, buf_span(&spread->value)) || spread->f == 0) {
        if (spread->f > 0)
            end_value(spread);
        buf_clear(&spread->value);
        buf_add_span(&spread->value, value);
        memset(spread->counts, 0, spread->count * sizeof *spread->counts);
        spread->f = 0;
    }
    spread->f += row->values[0];
    if (place != NULL)
        spread->counts[place[0] - 1] += row->values[0];
}

static void show_all(struct spread *spread)
{
    static const char *const columns[] = {"value", "f",       "range",      "parts",
                                          "dp",    "dp_norm", "juilland_d", NULL};

    sheet_begin(spread->sheet, "Dispersion");
    sheet_columns(spread->sheet, columns);
    spread->sheet->measure = 5;
    rank_sort(&spread->ranker);
    for (size_t i = 0; i < spread->ranker.count; i++) {
        const struct ranked *item = &spread->ranker.items[i];

        job_element_cell(spread->job, spread->sheet, item->key);
        sheet_count(spread->sheet, item->values[0]);
        sheet_count(spread->sheet, item->values[1]);
        sheet_count(spread->sheet, spread->count);
        for (size_t j = 2; j < 5; j++) {
            double real;

            memcpy(&real, &item->values[j], sizeof real);
            sheet_real(spread->sheet, real);
        }
        if (!sheet_row(spread->sheet))
            break;
    }
    sheet_end(spread->sheet);
}

static bool show_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    struct spread spread = {
        .job = job, .sheet = sheet, .ranker = {.top = (size_t)job->top, .width = 5}};
    struct row row;
    bool any = false;

    if (!job_rows(job, why))
        return false;
    while (job_next(job, &row)) {
        if (!any)
            find_parts(&spread);
        any = true;
        take_row(&spread, &row);
    }
    if (spread.f > 0)
        end_value(&spread);
    show_all(&spread);
    if (any)
        tally_free(&spread.parts);
    free(spread.sizes);
    free(spread.counts);
    buf_free(&spread.value);
    rank_free(&spread.ranker);
    return true;
}

const struct command disp_command = {
    .name = "disp",
    .about = "how evenly values are spread over parts",
    .default_field = ".tokens[]",
    .counting = disp_counting,
    .width = 1,
    .open = open_disp,
    .record = count_record,
    .result = show_result,
};
