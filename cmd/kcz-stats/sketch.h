/*
 * Estimates in fixed memory, with their bounds. Two of them merge exactly, so that any split of the
 * input gives the same estimate: HyperLogLog (Flajolet and others, 2007; linear counting below its
 * range) for how many different values there are, and the buckets of DDSketch (Masson, Rim and Lee,
 * 2019) for quantiles. Misra-Gries counters (1982; merged as Agarwal and others do, 2013) for the
 * most frequent values keep their bound under merging, but not their bytes.
 */
#ifndef KCZ_SKETCH_H
#define KCZ_SKETCH_H

#include <stddef.h>
#include <stdint.h>

#include "span.h"
#include "tally.h"

enum {
    HLL_BITS = 14,
    HLL_REGISTERS = 1 << HLL_BITS,
    COUNTERS = 16384 /* of Misra-Gries */
};

/* One standard error of the HyperLogLog estimate: 1.04 / sqrt(registers). */
extern const double hll_error;

/* The register that a value belongs to and the rank that it gives it. */
size_t hll_register(struct span value, uint64_t *rank);

/* The estimate from the registers' ranks. */
double hll_estimate(const unsigned char *ranks);

/* The relative error of a DDSketch value. */
extern const double sketch_accuracy;

/* The value that stands for all numbers of number's bucket, within sketch_accuracy of each. */
double sketch_bucket(double number);

/*
 * Leaves the COUNTERS greatest of the tally's counts, less the greatest that is dropped, which is
 * returned: by so much a count may now be too low.
 */
uint64_t counters_reduce(struct tally *tally);

#endif
