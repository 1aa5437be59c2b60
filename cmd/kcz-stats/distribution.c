#include "distribution.h"

#include <math.h>
#include <stdlib.h>

#include "exact.h"
#include "memory.h"

void distribution_add(struct distribution *values, double value, uint64_t n)
{
    if (values->count == values->capacity) {
        values->capacity = values->capacity * 2 + 64;
        values->items = memory_resize(values->items, values->capacity, sizeof *values->items);
    }
    values->items[values->count++] = (struct distribution_item){value, n};
    values->n += n;
}

static int compare(const void *a, const void *b)
{
    const struct distribution_item *x = a, *y = b;

    return (x->value > y->value) - (x->value < y->value);
}

void distribution_sort(struct distribution *values)
{
    if (values->count > 0)
        qsort(values->items, values->count, sizeof *values->items, compare);
}

void distribution_clear(struct distribution *values)
{
    values->count = 0;
    values->n = 0;
}

void distribution_free(struct distribution *values)
{
    free(values->items);
}

double distribution_min(const struct distribution *values)
{
    return values->items[0].value;
}

double distribution_max(const struct distribution *values)
{
    return values->items[values->count - 1].value;
}

double distribution_sum(const struct distribution *values)
{
    struct exact sum = {.count = 0};

    for (size_t i = 0; i < values->count; i++)
        exact_add_product(&sum, values->items[i].value, (double)values->items[i].n);
    return exact_value(&sum);
}

double distribution_mean(const struct distribution *values)
{
    return distribution_sum(values) / (double)values->n;
}

double distribution_sd(const struct distribution *values)
{
    struct exact sum = {.count = 0};
    double mean = distribution_mean(values);

    if (values->n < 2)
        return 0;
    for (size_t i = 0; i < values->count; i++) {
        double distance = values->items[i].value - mean;

        exact_add_product(&sum, distance * distance, (double)values->items[i].n);
    }
    return sqrt(exact_value(&sum) / (double)(values->n - 1));
}

/* The value of that rank, from 0. */
static double at_rank(const struct distribution *values, uint64_t rank)
{
    uint64_t passed = 0;

    for (size_t i = 0; i < values->count; i++) {
        passed += values->items[i].n;
        if (rank < passed)
            return values->items[i].value;
    }
    return distribution_max(values);
}

double distribution_quantile(const struct distribution *values, double share)
{
    double place = share * (double)(values->n - 1);
    double low = at_rank(values, (uint64_t)place);
    double high = at_rank(values, (uint64_t)place + 1);

    return low + (high - low) * (place - floor(place));
}

double distribution_bin_width(const struct distribution *values, double width, uint64_t bins,
                              double *start)
{
    double range = distribution_max(values) - distribution_min(values);

    if (width > 0) {
        *start = floor(distribution_min(values) / width) * width;
        return width;
    }
    *start = distribution_min(values);
    return range > 0 ? range / (double)bins : 1;
}
