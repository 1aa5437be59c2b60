#include "pairs.h"

#include "tuple.h"

void pairs_key(struct job *job, struct span first, struct span second)
{
    job_section_key(job, second.at == NULL ? "f" : "p", first, second);
}

bool pairs_read(struct pairs *pairs, struct job *job, uint64_t least, pairs_score *score,
                struct buf *why)
{
    struct row row;

    *pairs = (struct pairs){.job = job, .ranker = {.top = (size_t)job->top, .width = 1}};
    tally_init(&pairs->values, 1, false);
    if (!job_rows(job, why))
        return false;
    if (job->min > 0)
        least = job->min;
    while (job_next(job, &row)) {
        struct row rest = {tuple_behind(row.key, 1), row.values};

        if (row.key.at[0] == 'f') {
            tally_add(&pairs->values, rest.key, 0, row.values[0]);
            continue;
        }
        if (!(pairs->total > 0)) /* totals come before all rows */
            pairs->total = (double)job_total(job, "values", (struct span){"", 0});
        if (row.values[0] >= least && job_is_shown(job, rest.key))
            rank_add(&pairs->ranker, &rest,
                     score != NULL ? score(pairs, &rest) : (double)row.values[0]);
    }
    rank_sort(&pairs->ranker);
    return true;
}

void pairs_free(struct pairs *pairs)
{
    rank_free(&pairs->ranker);
    tally_free(&pairs->values);
}

static struct span second_of(struct span pair)
{
    return tuple_behind(pair, 1);
}

/* How often the first element was seen; a state from elsewhere may not say. */
static double count_of(const struct pairs *pairs, struct span element)
{
    struct span key = {element.at, tuple_prefix(element, 1)};
    const uint64_t *values;

    if (key.len < element.len)
        key.len--; /* the separator */
    values = tally_find(&pairs->values, key);
    return values == NULL ? 0 : (double)values[0];
}

void pairs_counts(const struct pairs *pairs, struct span pair, double *first, double *second)
{
    *first = count_of(pairs, pair);
    *second = count_of(pairs, second_of(pair));
}

void pairs_cells(const struct pairs *pairs, struct sheet *sheet, const struct ranked *pair)
{
    double first, second;

    pairs_counts(pairs, pair->key, &first, &second);
    job_element_cell(pairs->job, sheet, pair->key);
    job_element_cell(pairs->job, sheet, second_of(pair->key));
    sheet_count(sheet, pair->values[0]);
    sheet_count(sheet, (uint64_t)first);
    sheet_count(sheet, (uint64_t)second);
}
