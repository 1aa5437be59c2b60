/*
 * PER: who is named beside a post, names with a middle dot, and Chinese names by surname, length
 * and what stands around them.
 */
#ifndef KCZ_NER_PERSONS_H
#define KCZ_NER_PERSONS_H

#include "document.h"

/* listed: also names that the word list has, whatever stands around them. */
void find_persons(struct document *document, bool listed);

#endif
