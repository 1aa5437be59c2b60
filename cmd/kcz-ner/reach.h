/*
 * How far a name reaches to the left of its last part: over words that stand inside names, to the
 * place or organisation that it begins with, and no farther than a word that cannot belong to it.
 */
#ifndef KCZ_NER_REACH_H
#define KCZ_NER_REACH_H

#include "document.h"

struct reach {
    size_t start;   /* where the name begins */
    size_t content; /* characters between start and the suffix */
    bool anchored;  /* it begins with a place, an organisation or a quoted name */
    bool proper;    /* something in it is a name or no word at all */
    bool listed;    /* 、 or 和 stands before it */
};

/* suffix: where the name's last part begins; most: how many characters it may reach. */
struct reach reach_left(const struct document *document, size_t suffix, size_t most);

#endif
