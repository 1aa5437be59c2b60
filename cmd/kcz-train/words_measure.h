/*
 * Word precision, recall and F1 against annotated lines, as the SIGHAN bakeoff counts them: a word
 * is right if both its ends are.
 */
#ifndef KCZ_WORDS_MEASURE_H
#define KCZ_WORDS_MEASURE_H

#include "words.h"
#include "words_corpus.h"

struct words_figures {
    double precision, recall, f1;
};

struct words_figures words_measure(const struct words_table *table, const struct words_model *model,
                                   enum words_standard standard, const struct words_lines *lines);

#endif
