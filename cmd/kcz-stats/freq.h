/*
 * Showing counts: rows ranked by one of their values, for freq, df and ngram.
 */
#ifndef KCZ_FREQ_H
#define KCZ_FREQ_H

#include "job.h"

/* by_value: the value that ranks; joint: what is put between the elements of a value. */
bool freq_show(struct job *job, struct sheet *sheet, struct buf *why, size_t by_value,
               const char *joint);

/* Counts every value of the fields. */
void freq_count_record(struct job *job, struct record *record);

/* --approx (estimate.c): counts a record, ends the counting, shows what there is. */
void freq_estimate_record(struct job *job, struct record *record);
void freq_end_estimate(struct job *job);
bool freq_show_estimate(struct job *job, struct sheet *sheet, struct buf *why);

/* Adds what each group got to its totals. */
void freq_add_totals(struct job *job, uint64_t values);

#endif
