/*
 * A distribution of numbers as value and count, and what is read off it. Figures come from the
 * sorted values with exact sums, so they do not depend on the order in which values came.
 */
#ifndef KCZ_DISTRIBUTION_H
#define KCZ_DISTRIBUTION_H

#include <stddef.h>
#include <stdint.h>

struct distribution_item {
    double value;
    uint64_t n;
};

struct distribution {
    struct distribution_item *items; /* distinct values */
    size_t count, capacity;
    uint64_t n; /* of all */
};

void distribution_add(struct distribution *values, double value, uint64_t n);
void distribution_sort(struct distribution *values);
void distribution_clear(struct distribution *values);
void distribution_free(struct distribution *values);

/* Of a sorted distribution with n > 0: */
double distribution_min(const struct distribution *values);
double distribution_max(const struct distribution *values);
double distribution_sum(const struct distribution *values);
double distribution_mean(const struct distribution *values);

/* With n - 1 as divisor; 0 where n is 1. */
double distribution_sd(const struct distribution *values);

/* Linear between the two nearest ranks (type 7 of Hyndman and Fan, 1996; R's default). */
double distribution_quantile(const struct distribution *values, double share);

/*
 * The width of histogram bars: the given one (then *start becomes its multiple at or below the
 * least value), or such that bins of them reach from the least to the greatest value.
 */
double distribution_bin_width(const struct distribution *values, double width, uint64_t bins,
                              double *start);

#endif
