/*
 * What the overview and the report both count: the totals of a corpus, and its words, entities and
 * facts under the sections "word", "entity" and "fact" of the key.
 */
#ifndef KCZ_OVERVIEW_H
#define KCZ_OVERVIEW_H

#include "job.h"

void overview_count_record(struct job *job, struct record *record);

#endif
