#include "measures.h"

#include <math.h>

/* One cell of G2 over 2: observed * ln(observed / expected), 0 for an empty one. */
static double cell(double observed, double expected)
{
    return observed > 0 ? observed * log(observed / expected) : 0;
}

/* G2 of a table of four cells from its margins. */
static double g2_of(double n11, double row, double column, double total)
{
    double n12 = row - n11, n21 = column - n11, n22 = total - row - column + n11;

    return 2 * (cell(n11, row * column / total) + cell(n12, row * (total - column) / total) +
                cell(n21, (total - row) * column / total) +
                cell(n22, (total - row) * (total - column) / total));
}

static double chi2_of(double n11, double row, double column, double total)
{
    double n12 = row - n11, n21 = column - n11, n22 = total - row - column + n11;
    double cross = n11 * n22 - n12 * n21;
    double margins = row * column * (total - row) * (total - column);

    return margins > 0 ? total * cross * cross / margins : 0;
}

/* Quasthoff and Wolff (2002): the logarithm of the Poisson probability by Stirling's formula. */
static double poisson_stirling(double both, double expected)
{
    return both * (log2(both / expected) - 1);
}

struct association association_of(double both, double first, double second, double total,
                                  double span)
{
    double expected = first * second * span / total;
    double size = total * span, row = first * span, column = second * span;
    struct association result = {
        .mi = log2(both / expected),
        .mi3 = log2(both * both * both / expected),
        .t = (both - expected) / sqrt(both),
        .dice = 2 * both / (first + second),
        .logdice = 14 + log2(2 * both / (first + second)),
        .ps = poisson_stirling(both, expected),
    };

    result.npmi = both < size ? result.mi / -log2(both / size) : 1;
    result.g2 = g2_of(both, row, column, size);
    result.chi2 = chi2_of(both, row, column, size);
    return result;
}

struct keyness keyness_of(double target, double reference, double target_size,
                          double reference_size)
{
    const double absent = 0.5; /* stands for a count of zero in the log ratio */
    double total = target_size + reference_size, seen = target + reference;
    double rate = target / target_size, other = reference / reference_size;
    double sign = rate < other ? -1 : 1;
    double g2 = g2_of(target, target_size, seen, total);
    struct keyness result = {
        .g2 = sign * g2,
        .chi2 = sign * chi2_of(target, target_size, seen, total),
        .diff = reference > 0 ? (rate - other) * 100 / other : NAN,
        .log_ratio = log2((target > 0 ? target : absent) / target_size) -
                     log2((reference > 0 ? reference : absent) / reference_size),
        .odds_ratio = reference > 0 && target < target_size
                          ? target * (reference_size - reference) /
                                (reference * (target_size - target))
                          : NAN,
        .bic = g2 - log(total),
    };

    return result;
}

struct dispersion dispersion_of(const uint64_t *counts, const uint64_t *sizes, size_t parts)
{
    struct dispersion result = {0};
    double total = 0, seen = 0, least = 1, rates = 0, squares = 0, n = (double)parts;

    for (size_t i = 0; i < parts; i++) {
        total += (double)sizes[i];
        seen += (double)counts[i];
        result.range += counts[i] > 0;
    }
    for (size_t i = 0; i < parts; i++) {
        double share = (double)sizes[i] / total, rate = (double)counts[i] / (double)sizes[i];

        result.dp += fabs((double)counts[i] / seen - share) / 2;
        least = fmin(least, share);
        rates += rate;
    }
    for (size_t i = 0; i < parts; i++) {
        double distance = (double)counts[i] / (double)sizes[i] - rates / n;

        squares += distance * distance;
    }
    result.dp_norm = least < 1 ? result.dp / (1 - least) : 0;
    result.juilland_d = parts > 1 ? 1 - sqrt(squares / n) / (rates / n) / sqrt(n - 1) : 1;
    return result;
}

void line_add(struct line_sums *sums, double x, double y)
{
    sums->n++;
    sums->x += x;
    sums->y += y;
    sums->xx += x * x;
    sums->xy += x * y;
    sums->yy += y * y;
}

struct line_fit line_fit_of(const struct line_sums *sums)
{
    double sxx = sums->xx - sums->x * sums->x / sums->n;
    double sxy = sums->xy - sums->x * sums->y / sums->n;
    double syy = sums->yy - sums->y * sums->y / sums->n;
    struct line_fit fit = {.slope = sxx > 0 ? sxy / sxx : 0};

    fit.intercept = sums->n > 0 ? (sums->y - fit.slope * sums->x) / sums->n : 0;
    fit.r2 = sxx > 0 && syy > 0 ? sxy * sxy / (sxx * syy) : 1;
    return fit;
}
