/*
 * Sums of real numbers that do not depend on the order: the exact sum is kept as a list of
 * non-overlapping parts (Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997) and
 * rounded once.
 */
#ifndef KCZ_EXACT_H
#define KCZ_EXACT_H

#include <stddef.h>

enum { EXACT_PARTS = 80 }; /* a double's whole range holds no more than 40 parts of 53 bits */

struct exact {
    double parts[EXACT_PARTS];
    size_t count;
};

/* Adds the product of two numbers without rounding it. */
void exact_add_product(struct exact *sum, double a, double b);
double exact_value(const struct exact *sum);

#endif
