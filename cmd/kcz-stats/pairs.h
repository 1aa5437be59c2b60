/*
 * Pairs of values that keep company, for coll and cooc. What is counted lies in two sections of the
 * rows: "f" each value, "p" each pair; the total "values" says out of how many places or units. In
 * the order of keys a value comes before all pairs.
 */
#ifndef KCZ_PAIRS_H
#define KCZ_PAIRS_H

#include "job.h"
#include "rank.h"

struct pairs {
    struct job *job;
    struct tally values; /* how often each was seen */
    double total;
    struct ranker ranker; /* keys: the two elements; value 0: how often they were seen together */
};

/* Makes job->key the key of a value, or of a pair where second is not absent. */
void pairs_key(struct job *job, struct span first, struct span second);

/*
 * Reads the job's rows: pairs seen at least so often (--min comes first) and shown by --content are
 * ranked by score, NULL for how often they were seen, the first --top of them. False with why; free
 * them in either case.
 */
typedef double pairs_score(const struct pairs *pairs, const struct row *pair);
bool pairs_read(struct pairs *pairs, struct job *job, uint64_t least, pairs_score *score,
                struct buf *why);
void pairs_free(struct pairs *pairs);

/* How often the values of a pair were seen. */
void pairs_counts(const struct pairs *pairs, struct span pair, double *first, double *second);

/* The cells of a ranked pair: first, second, n, f1, f2. */
void pairs_cells(const struct pairs *pairs, struct sheet *sheet, const struct ranked *pair);

#endif
