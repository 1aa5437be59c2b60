#include "sketch.h"

#include <math.h>
#include <stdlib.h>

#include "buf.h"
#include "hash.h"
#include "memory.h"

const double hll_error = 1.04 / 128; /* the root of HLL_REGISTERS */
const double sketch_accuracy = 0.01;

size_t hll_register(struct span value, uint64_t *rank)
{
    uint64_t hash = hash_bytes(value, 0);
    uint64_t rest = hash << HLL_BITS | (uint64_t)1 << (HLL_BITS - 1);

    *rank = (uint64_t)__builtin_clzll(rest) + 1;
    return (size_t)(hash >> (64 - HLL_BITS));
}

double hll_estimate(const unsigned char *ranks)
{
    const double m = HLL_REGISTERS, alpha = 0.7213 / (1 + 1.079 / m);
    double sum = 0, estimate;
    size_t empty = 0;

    for (size_t i = 0; i < HLL_REGISTERS; i++) {
        sum += ldexp(1, -ranks[i]);
        empty += ranks[i] == 0;
    }
    estimate = alpha * m * m / sum;
    return estimate <= 2.5 * m && empty > 0 ? m * log(m / (double)empty) : estimate;
}

double sketch_bucket(double number)
{
    const double gamma = (1 + sketch_accuracy) / (1 - sketch_accuracy);
    double size = fabs(number), value;

    if (!(size > 1e-300))
        return 0;
    value = 2 * pow(gamma, ceil(log(size) / log(gamma))) / (gamma + 1);
    return number < 0 ? -value : value;
}

uint64_t counters_reduce(struct tally *tally)
{
    struct tally kept;
    struct row row;
    uint64_t cut = 0;

    if (tally->count <= COUNTERS)
        return 0;
    tally_sort(tally, 0);
    tally_row(tally, COUNTERS, &row);
    cut = row.values[0];
    tally_init(&kept, tally->width, tally->documents);
    for (size_t i = 0; i < COUNTERS; i++) {
        tally_row(tally, i, &row);
        if (row.values[0] > cut)
            tally_add(&kept, row.key, 0, row.values[0] - cut);
    }
    tally_free(tally);
    *tally = kept;
    return cut;
}
