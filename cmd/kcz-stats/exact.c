#include "exact.h"

#include <math.h>

static void exact_add(struct exact *sum, double value)
{
    size_t kept = 0;

    for (size_t i = 0; i < sum->count; i++) {
        double big = value, small = sum->parts[i], high, low;

        if (fabs(big) < fabs(small)) {
            big = small;
            small = value;
        }
        high = big + small;
        low = small - (high - big);
        if (low < 0 || low > 0)
            sum->parts[kept++] = low;
        value = high;
    }
    sum->parts[kept++] = value;
    sum->count = kept;
}

void exact_add_product(struct exact *sum, double a, double b)
{
    double high = a * b;

    exact_add(sum, high);
    if (isfinite(high))
        exact_add(sum, fma(a, b, -high));
}

double exact_value(const struct exact *sum)
{
    size_t i = sum->count;
    double high, low = 0;

    if (i == 0)
        return 0;
    high = sum->parts[--i];
    while (i > 0) {
        double before = high, next = sum->parts[--i];

        high = before + next;
        low = next - (high - before);
        if (low < 0 || low > 0)
            break;
    }
    /* A tie that the parts below decide: round away from the even neighbour. */
    if (i > 0 && ((low < 0 && sum->parts[i - 1] < 0) || (low > 0 && sum->parts[i - 1] > 0))) {
        double twice = low * 2, rounded = high + twice;

        if (!(twice - (rounded - high) < 0) && !(twice - (rounded - high) > 0))
            high = rounded;
    }
    return high;
}
