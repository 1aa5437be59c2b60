/*
 * ngram: runs of N words, or of N characters where the field is a text.
 */
#include <stdlib.h>

#include "commands.h"
#include "freq.h"
#include "memory.h"
#include "sequence.h"
#include "tuple.h"

enum { DEFAULT_N = 2, MOST_N = 16 };

static const struct option ngram_counting[] = {
    {'n', "n", "N", "how many words or characters [2]", OPTION_COUNT, offsetof(struct job, n),
     NULL},
    {0, "by", "PATH", "count in groups by that; repeatable", OPTION_LIST, offsetof(struct job, by),
     NULL},
    {0, "df", NULL, "count documents too", OPTION_FLAG, offsetof(struct job, df), NULL},
    {.kind = OPTION_END},
};

static bool open_ngram(struct job *job, struct buf *why)
{
    if (job->n == 0)
        job->n = DEFAULT_N;
    if (job->n > MOST_N) {
        buf_printf(why, "--n: at most %d", MOST_N);
        return false;
    }
    return true;
}

static void count_at(struct job *job, size_t group, const struct span *words)
{
    buf_clear(&job->key);
    buf_add_span(&job->key, buf_span(&job->groups[group]));
    for (size_t i = 0; i < job->n; i++)
        tuple_add_text(&job->key, words[i], i == 0);
    job_count_key(job);
}

static void count_record(struct job *job, struct record *record)
{
    struct sequence *sequence = &job->sequence;
    uint64_t values = 0;
    size_t run = 0; /* words since the last stop */

    sequence_read(sequence, job, record);
    for (size_t i = 0; i < sequence->count; i++) {
        run = sequence->words[i].at == NULL ? 0 : run + 1;
        if (run < job->n)
            continue;
        values++;
        for (size_t group = 0; group < job->group_count; group++)
            count_at(job, group, sequence->words + i + 1 - job->n);
    }
    freq_add_totals(job, values);
}

static bool show_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    bool characters = true;

    for (size_t i = 0; i < job->select.field_count; i++)
        characters = characters && path_is_single(&job->select.fields[i].whole);
    return freq_show(job, sheet, why, 0, characters ? "" : " ");
}

const struct command ngram_command = {
    .name = "ngram",
    .about = "how often runs of N words or characters occur",
    .default_field = ".tokens[]",
    .counting = ngram_counting,
    .width = 1,
    .open = open_ngram,
    .record = count_record,
    .result = show_result,
};
