/*
 * Places as a sentence lists them, for who is a pilot: 甲省乙市、丙区和丁县. A place is one entity
 * or several that touch; an organisation can stand for one.
 */
#ifndef KCZ_FACTS_PLACES_H
#define KCZ_FACTS_PLACES_H

#include "facts.h"

enum { MAX_PLACES = 64 }; /* of a list; further ones are left out */

/* The place that ends before item end; returns the item where it starts, end if there is none. */
size_t place_before(const struct extraction *extraction, const struct sentence *sentence,
                    size_t end, struct argument *place);

/* The places of a list that ends before item end, the last first; returns its start. */
size_t places_before(const struct extraction *extraction, const struct sentence *sentence,
                     size_t end, struct argument places[MAX_PLACES], size_t *count);

/* The places of a list that starts at item first; returns the item behind it. */
size_t places_from(const struct extraction *extraction, const struct sentence *sentence,
                   size_t first, struct argument places[MAX_PLACES], size_t *count);

#endif
