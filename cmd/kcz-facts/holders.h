/*
 * Whose post it is where no name stands right behind it: what the verb before a run of posts says,
 * and whose verb that is. Items are indices into the document's.
 */
#ifndef KCZ_FACTS_HOLDERS_H
#define KCZ_FACTS_HOLDERS_H

#include "runs.h"

/* The item of the name that a verb's posts belong to; false if none is in sight. */
bool holder_before(const struct post_scan *scan, size_t verb, size_t *who);

/* Whether a word of this class stands to the left of item at, within the sentence. */
bool word_before(const struct post_scan *scan, size_t at, enum word_class word);

/* What the verb before a run says about it, and which item it is; STATUS_OPEN: nothing. */
enum status verb_status(const struct post_scan *scan, const struct run *run, size_t *verb);

#endif
