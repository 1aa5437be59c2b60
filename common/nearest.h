/*
 * Which of several words was meant by one that is none of them, so that a message can say so: the
 * one with the fewest letters to insert, delete, change or swap (the optimal string alignment
 * distance), or else the shortest that begins with it.
 */
#ifndef KCZ_NEAREST_H
#define KCZ_NEAREST_H

#include "span.h"

struct nearest {
    struct span word; /* what was written */
    struct span best; /* what was meant; absent if nothing comes near */
    size_t distance;  /* of best */
};

/* Begins a search. */
struct nearest nearest_to(struct span word);

/* Looks at one more candidate, which must live as long as the search. */
void nearest_try(struct nearest *nearest, struct span candidate);

#endif
