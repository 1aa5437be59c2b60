/*
 * Measures over contingency tables, as the literature defines them: association of two words,
 * keyness of a word in a target against a reference, dispersion over parts. Logarithms: base 2 for
 * MI, MI3, logDice and log ratio, natural for G2 and BIC.
 */
#ifndef KCZ_MEASURES_H
#define KCZ_MEASURES_H

#include <stddef.h>
#include <stdint.h>

/* Evert, "The Statistics of Word Cooccurrences" (2005); logDice: Rychly (2008). */
struct association {
    double mi, mi3, npmi, t, g2, chi2, dice, logdice, ps;
};

/*
 * both: times the pair was seen; first, second: times each was seen; total: size of the corpus;
 * span: in how many places beside the first the second was looked for (1: adjacent pairs). What is
 * expected is first * second * span / total. Dice and logDice take the counts as they are.
 */
struct association association_of(double both, double first, double second, double total,
                                  double span);

/* Rayson and Garside (2000), 4 cells; log ratio and its 0.5 for absent words: Hardie (2014);
 * %DIFF: Gabrielatos and Marchi (2011); BIC: Wilson (2013). */
struct keyness {
    double g2;   /* below zero where the word is rarer in the target */
    double chi2; /* the same */
    double diff; /* per cent; NaN where the reference does not have it */
    double log_ratio;
    double odds_ratio; /* NaN where the reference does not have it */
    double bic;
};
struct keyness keyness_of(double target, double reference, double target_size,
                          double reference_size);

/* Gries (2008), Lijffijt and Gries (2012); Juilland and Chang-Rodriguez (1964) over rates. */
struct dispersion {
    size_t range; /* parts that have the word */
    double dp, dp_norm, juilland_d;
};

/* counts[i] of the word in part i, whose size is sizes[i] > 0. */
struct dispersion dispersion_of(const uint64_t *counts, const uint64_t *sizes, size_t parts);

/* Least squares of y on x: y = intercept + slope * x. */
struct line_fit {
    double slope, intercept, r2;
};
struct line_sums {
    double n, x, y, xx, xy, yy;
};
void line_add(struct line_sums *sums, double x, double y);
struct line_fit line_fit_of(const struct line_sums *sums);

#endif
