/*
 * coll: which words keep company, by the association measures of the field.
 */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "measures.h"
#include "memory.h"
#include "rank.h"
#include "sequence.h"
#include "tuple.h"

enum { DEFAULT_MIN = 3 };

static const struct option coll_counting[] = {
    {0, "window", "N", "words apart at most [1]", OPTION_COUNT, offsetof(struct job, window), NULL},
    {0, "node", "WORD", "only pairs with this word, on both sides; repeatable", OPTION_LIST,
     offsetof(struct job, nodes), NULL},
    {.kind = OPTION_END},
};

static const struct option coll_showing[] = {
    {0, "measure", "NAME", "rank by mi mi3 npmi t g2 chi2 dice logdice ps [g2; key: g2]",
     OPTION_CHOICE, offsetof(struct job, measure),
     "mi|mi3|npmi|t|g2|chi2|dice|logdice|ps|diff|log_ratio|odds_ratio|bic"},
    {.kind = OPTION_END},
};

static bool open_coll(struct job *job, struct buf *why)
{
    (void)why;
    if (job->window == 0)
        job->window = 1;
    return true;
}

static bool is_node(const struct job *job, struct span word)
{
    for (size_t i = 0; i < job->nodes.count; i++) {
        if (span_is(word, job->nodes.items[i]))
            return true;
    }
    return false;
}

static void count_key(struct job *job, const char *section, struct span first, struct span second)
{
    buf_clear(&job->key);
    tuple_add_text(&job->key, span_of(section), true);
    tuple_add_text(&job->key, first, false);
    if (second.at != NULL)
        tuple_add_text(&job->key, second, false);
    job_count_key(job);
}

/* Sections: f, words; p, pairs in the order of the text or, with a node, the node first. */
static void count_pair(struct job *job, struct span first, struct span second)
{
    if (job->nodes.count == 0) {
        count_key(job, "p", first, second);
        return;
    }
    if (is_node(job, first))
        count_key(job, "p", first, second);
    if (is_node(job, second))
        count_key(job, "p", second, first);
}

static void count_record(struct job *job, struct record *record)
{
    struct sequence *sequence = &job->sequence;
    const struct span none = {NULL, 0};

    sequence_read(sequence, job, record);
    for (size_t i = 0; i < sequence->count; i++) {
        if (sequence->words[i].at == NULL)
            continue;
        job->values++;
        count_key(job, "f", sequence->words[i], none);
        for (size_t j = i + 1; j < sequence->count && j - i <= job->window; j++) {
            if (sequence->words[j].at == NULL)
                break;
            count_pair(job, sequence->words[i], sequence->words[j]);
        }
    }
}

static double measure_of(const struct association *measures, const char *name)
{
    const char *const names[] = {"mi", "mi3", "npmi", "t", "chi2", "dice", "logdice", "ps"};
    const double values[] = {measures->mi,   measures->mi3,  measures->npmi,    measures->t,
                             measures->chi2, measures->dice, measures->logdice, measures->ps};

    for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0)
            return values[i];
    }
    return measures->g2;
}

struct collocations {
    struct job *job;
    struct tally words; /* f */
    double total, span;
    struct ranker ranker;
};

static double count_of(struct collocations *all, struct span element)
{
    struct span key = {element.at, tuple_prefix(element, 1)};
    const uint64_t *values;

    if (key.len < element.len)
        key.len--; /* the separator */
    values = tally_find(&all->words, key);
    return values == NULL ? 0 : (double)values[0];
}

static struct association measures_of(struct collocations *all, struct span pair, uint64_t both)
{
    size_t skip = tuple_prefix(pair, 1);
    struct span second = {pair.at + skip, pair.len - skip};

    return association_of((double)both, count_of(all, pair), count_of(all, second), all->total,
                          all->span);
}

static void take_row(struct collocations *all, const struct row *row)
{
    uint64_t least = all->job->min > 0 ? all->job->min : DEFAULT_MIN;
    struct span rest = tuple_behind(row->key, 1);
    struct row pair = {rest, row->values};
    struct association measures;

    if (row->key.at[0] == 'f') {
        tally_add(&all->words, rest, 0, row->values[0]);
        return;
    }
    if (row->values[0] < least || !job_is_shown(all->job, rest))
        return;
    measures = measures_of(all, rest, row->values[0]);
    rank_add(&all->ranker, &pair, measure_of(&measures, all->job->measure));
}

static void show_pair(struct collocations *all, struct sheet *sheet, const struct ranked *pair)
{
    size_t skip = tuple_prefix(pair->key, 1);
    struct span second = {pair->key.at + skip, pair->key.len - skip};
    struct association m = measures_of(all, pair->key, pair->values[0]);
    const double values[] = {m.mi, m.mi3, m.npmi, m.t, m.g2, m.chi2, m.dice, m.logdice, m.ps};

    job_element_cell(all->job, sheet, pair->key);
    job_element_cell(all->job, sheet, second);
    sheet_count(sheet, pair->values[0]);
    sheet_count(sheet, (uint64_t)count_of(all, pair->key));
    sheet_count(sheet, (uint64_t)count_of(all, second));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        sheet_real(sheet, values[i]);
    sheet_row(sheet);
}

static bool show_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    static const char *const columns[] = {"first", "second", "n",  "f1",   "f2",   "mi",      "mi3",
                                          "npmi",  "t",      "g2", "chi2", "dice", "logdice", "ps"};
    struct collocations all = {.job = job, .ranker = {.top = (size_t)job->top, .width = 1}};
    struct row row;

    if (!job_rows(job, why))
        return false;
    tally_init(&all.words, 1, false);
    all.span = (double)job->window * (job->nodes.count > 0 ? 2 : 1);
    while (job_next(job, &row)) {
        all.total = (double)job_total(job, "values", (struct span){"", 0});
        take_row(&all, &row);
    }
    rank_sort(&all.ranker);
    sheet_begin(sheet, "Collocations");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        sheet_column(sheet, columns[i]);
    sheet->label = 1;
    sheet->series = true;
    sheet->measure = 9;
    for (size_t i = 0; i < all.ranker.count; i++)
        show_pair(&all, sheet, &all.ranker.items[i]);
    sheet_end(sheet);
    rank_free(&all.ranker);
    tally_free(&all.words);
    return true;
}

const struct command coll_command = {
    .name = "coll",
    .about = "words that keep company, by measures of association",
    .default_field = ".tokens[]",
    .counting = coll_counting,
    .showing = coll_showing,
    .width = 1,
    .open = open_coll,
    .record = count_record,
    .result = show_result,
};
