/*
 * zipf and heaps: how frequency falls with rank, and how the vocabulary grows. Both are read off
 * the counts of all values, never off the order in which they came: growth is the expected number
 * of types in a random sample (rarefaction; Hurlbert 1971, Baayen 2001).
 */
#include <math.h>
#include <stdlib.h>

#include "commands.h"
#include "freq.h"
#include "measures.h"
#include "rank.h"
#include "tuple.h"

enum { HEAPS_POINTS = 20 };

static void rank_all(struct job *job, struct ranker *ranker)
{
    struct row row;

    while (job_next(job, &row))
        rank_add(ranker, &row, (double)row.values[0]);
    rank_sort(ranker);
}

/* Ranks 1 to 9, then 10 to 90, and so on: evenly spread on a logarithmic axis. */
static bool is_shown(size_t rank)
{
    size_t step = 1;

    while (rank / step >= 10)
        step *= 10;
    return rank % step == 0;
}

static void zipf_columns(struct sheet *sheet)
{
    static const char *const columns[] = {"rank", "value", "f", "fit", "slope", "r2", NULL};

    sheet_begin(sheet, "Rank and frequency");
    sheet_columns(sheet, columns);
    sheet->chart = CHART_POINTS;
    sheet->measure = 2;
}

static bool zipf_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    struct ranker ranker = {.width = job->sorter.tally.width};
    struct line_sums sums = {0};
    struct line_fit fit;

    if (!job_rows(job, why))
        return false;
    rank_all(job, &ranker);
    for (size_t i = 0; i < ranker.count; i++)
        line_add(&sums, log((double)(i + 1)), log(ranker.items[i].score));
    fit = line_fit_of(&sums);
    zipf_columns(sheet);
    for (size_t i = 0; i < ranker.count && (job->top == 0 || i < job->top); i++) {
        if (!is_shown(i + 1))
            continue;
        sheet_count(sheet, i + 1);
        job_element_cell(job, sheet, ranker.items[i].key);
        sheet_count(sheet, ranker.items[i].values[0]);
        sheet_real(sheet, exp(fit.intercept + fit.slope * log((double)(i + 1))));
        sheet_real(sheet, -fit.slope);
        sheet_real(sheet, fit.r2);
        sheet_row(sheet);
    }
    sheet_end(sheet);
    rank_free(&ranker);
    return true;
}

/* The probability that a value seen f times of total is not in a sample: C(total-f, n)/C(total, n).
 */
static double absence(double total, double f, double sample)
{
    if (total - f < sample)
        return 0;
    return exp(lgamma(total - f + 1) - lgamma(total - f - sample + 1) - lgamma(total + 1) +
               lgamma(total - sample + 1));
}

/* Expected types among so many values drawn at random; items sorted by frequency. */
static double expected_types(const struct ranker *ranker, double total, double sample)
{
    double types = 0;

    for (size_t i = 0; i < ranker->count;) {
        size_t next = i;

        while (next < ranker->count && ranker->items[next].values[0] == ranker->items[i].values[0])
            next++;
        types += (double)(next - i) * (1 - absence(total, ranker->items[i].score, sample));
        i = next;
    }
    return types;
}

static void heaps_columns(struct sheet *sheet)
{
    static const char *const columns[] = {"values", "types", "fit", "k", "beta", "r2", NULL};

    sheet_begin(sheet, "Growth of the vocabulary");
    sheet_columns(sheet, columns);
    sheet->chart = CHART_LINE;
    sheet->measure = 1;
}

static bool heaps_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    struct ranker ranker = {.width = job->sorter.tally.width};
    double total = 0, samples[HEAPS_POINTS] = {0}, types[HEAPS_POINTS] = {0};
    struct line_sums sums = {0};
    struct line_fit fit;

    if (!job_rows(job, why))
        return false;
    rank_all(job, &ranker);
    for (size_t i = 0; i < ranker.count; i++)
        total += ranker.items[i].score;
    for (size_t i = 0; i < HEAPS_POINTS && total > 0; i++) {
        samples[i] = ceil(total * (double)(i + 1) / HEAPS_POINTS);
        types[i] = expected_types(&ranker, total, samples[i]);
        line_add(&sums, log(samples[i]), log(types[i]));
    }
    fit = line_fit_of(&sums);
    heaps_columns(sheet);
    for (size_t i = 0; i < HEAPS_POINTS && total > 0; i++) {
        if (i > 0 && !(samples[i] > samples[i - 1]))
            continue;
        sheet_count(sheet, (uint64_t)samples[i]);
        sheet_real(sheet, types[i]);
        sheet_real(sheet, exp(fit.intercept + fit.slope * log(samples[i])));
        sheet_real(sheet, exp(fit.intercept));
        sheet_real(sheet, fit.slope);
        sheet_real(sheet, fit.r2);
        sheet_row(sheet);
    }
    sheet_end(sheet);
    rank_free(&ranker);
    return true;
}

const struct command zipf_command = {
    .name = "zipf",
    .about = "how frequency falls with rank, and the slope that fits",
    .default_field = ".tokens[]",
    .width = 1,
    .record = freq_count_record,
    .result = zipf_result,
};

const struct command heaps_command = {
    .name = "heaps",
    .about = "how the vocabulary grows with the text, and the law that fits",
    .default_field = ".tokens[]",
    .width = 1,
    .record = freq_count_record,
    .result = heaps_result,
};
