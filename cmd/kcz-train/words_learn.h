/*
 * Learning the weights of gaps: logistic regression by FTRL-Proximal (McMahan and others, "Ad click
 * prediction", 2013), whose L1 term makes most weights nothing. Every corpus has weights of its own
 * beside those that all share (Daumé, "Frustratingly easy domain adaptation", 2007); a model for
 * one standard is the sum of both.
 *
 * The answer does not depend on the number of threads: within a batch all gaps are scored with the
 * same weights, and each weight is changed by one thread, in the order of the gaps.
 */
#ifndef KCZ_WORDS_LEARN_H
#define KCZ_WORDS_LEARN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "words.h"
#include "words_corpus.h"

enum { LEARN_MAX_GROUPS = 7 };

struct learn_options {
    double rate; /* alpha */
    double l1, l2;
    uint64_t seed;
    size_t threads;
    double doubt; /* from the second epoch on, larger errors in the first group are slips */
};

struct learner;

struct learner *learner_new(const struct words_table *table, size_t groups,
                            const struct learn_options *options);
void learner_free(struct learner *learner);

/* Once over the corpus in random order; returns the share of gaps judged wrongly before learning.
 */
double learner_epoch(struct learner *learner, const struct words_corpus *corpus);

/*
 * The weights for a group, scaled by 16 and rounded to a byte, those that are not 0: indices in
 * ascending order and weights, both to be freed. Returns how many.
 */
size_t learner_export(const struct learner *learner, size_t group, double smallest,
                      uint32_t **indices, int8_t **weights);

#endif
