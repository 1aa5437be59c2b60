/*
 * coll: which words keep company, by the association measures of the field.
 */
#include <string.h>

#include "commands.h"
#include "measures.h"
#include "pairs.h"
#include "sequence.h"

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

static void count_key(struct job *job, struct span first, struct span second)
{
    pairs_key(job, first, second);
    job_count_key(job);
}

/* In the order of the text or, with a node, the node first. */
static void count_pair(struct job *job, struct span first, struct span second)
{
    if (job->nodes.count == 0) {
        count_key(job, first, second);
        return;
    }
    if (is_node(job, first))
        count_key(job, first, second);
    if (is_node(job, second))
        count_key(job, second, first);
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
        count_key(job, sequence->words[i], none);
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

static struct association measures_of(const struct pairs *pairs, struct span pair, uint64_t both)
{
    const struct job *job = pairs->job;
    double span = (double)job->window * (job->nodes.count > 0 ? 2 : 1), first, second;

    pairs_counts(pairs, pair, &first, &second);
    return association_of((double)both, first, second, pairs->total, span);
}

static double score_of(const struct pairs *pairs, const struct row *pair)
{
    struct association measures = measures_of(pairs, pair->key, pair->values[0]);

    return measure_of(&measures, pairs->job->measure);
}

static void show_pair(const struct pairs *pairs, struct sheet *sheet, const struct ranked *pair)
{
    struct association m = measures_of(pairs, pair->key, pair->values[0]);
    const double values[] = {m.mi, m.mi3, m.npmi, m.t, m.g2, m.chi2, m.dice, m.logdice, m.ps};

    pairs_cells(pairs, sheet, pair);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        sheet_real(sheet, values[i]);
    sheet_row(sheet);
}

static bool show_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    static const char *const columns[] = {"first", "second", "n",       "f1", "f2",
                                          "mi",    "mi3",    "npmi",    "t",  "g2",
                                          "chi2",  "dice",   "logdice", "ps", NULL};
    struct pairs pairs;
    bool good = pairs_read(&pairs, job, DEFAULT_MIN, score_of, why);

    if (good) {
        sheet_begin(sheet, "Collocations");
        sheet_columns(sheet, columns);
        sheet->label = 1;
        sheet->series = true;
        sheet->measure = 9; /* g2 */
        for (size_t i = 0; i < pairs.ranker.count; i++)
            show_pair(&pairs, sheet, &pairs.ranker.items[i]);
        sheet_end(sheet);
    }
    pairs_free(&pairs);
    return good;
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
