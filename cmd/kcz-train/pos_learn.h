/* Learning parts of speech: averaged perceptron over the features of pos.h. */
#ifndef KCZ_POS_LEARN_H
#define KCZ_POS_LEARN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pos.h"
#include "pos_corpus.h"

struct pos_learner;

struct pos_figures {
    size_t words, right, sure;
};

/* Finds the words to be looked up and the features seen cut times or more. */
struct pos_learner *pos_learner_new(const struct pos_corpus *corpus, uint64_t cut, uint64_t seed);

/* Once over the corpus in random order; returns the share of words that were given a wrong tag. */
double pos_learner_epoch(struct pos_learner *learner, const struct pos_corpus *corpus);

/* Makes the model that is written: mean weights as bytes, at most so many rows. */
void pos_learner_finish(struct pos_learner *learner, size_t rows);

/* With the model, once it is finished; before, with the weights as they are. */
struct pos_figures pos_learner_measure(const struct pos_learner *learner,
                                       const struct pos_corpus *corpus);
bool pos_learner_write(const struct pos_learner *learner, const char *file);
void pos_learner_free(struct pos_learner *learner);

#endif
