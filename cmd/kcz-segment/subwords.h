/*
 * The shorter words inside a long one, as an index wants them: every word of the lexicon of two
 * characters or more that lies within a token.
 */
#ifndef KCZ_SUBWORDS_H
#define KCZ_SUBWORDS_H

#include <stddef.h>

#include "span.h"
#include "words.h"

struct subword {
    size_t start, end; /* bytes of the token */
    size_t first;      /* characters of the token before it */
};

struct subwords {
    struct subword *items;
    size_t count, capacity;
};

/* By start, then by length; the token itself is not among them. Replaces what subwords held. */
void subwords_find(const struct words_table *table, struct span token, struct subwords *subwords);

#endif
