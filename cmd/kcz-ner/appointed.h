/*
 * Persons that a change of posts names: 任命林晓雨为…局长, 免去林晓雨的…职务, 林晓雨任秘书长. The
 * frame tells where a name begins and ends, also where it is made of words (计春华|为).
 */
#ifndef KCZ_NER_APPOINTED_H
#define KCZ_NER_APPOINTED_H

#include "document.h"

/* Adds the persons; what crosses them, or took the word behind them, begins behind it. */
void find_appointed(struct document *document);

#endif
