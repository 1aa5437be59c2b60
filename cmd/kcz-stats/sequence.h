/*
 * The words of a record in their order, for what looks at neighbours. A token without a letter or
 * digit (a mark) is no word: sequences stop there.
 */
#ifndef KCZ_SEQUENCE_H
#define KCZ_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "job.h"
#include "span.h"

/* Reads the strings that the job's fields name in this record; where a field names one string
 * (text), its characters are the words. The result lives until the next call. */
void sequence_read(struct sequence *sequence, struct job *job, const struct record *record);
void sequence_free(struct sequence *sequence);

#endif
