/*
 * The way back, --unmap: the text that was converted, from the changes that --edits reported under
 * kcz.t2s.edits; and what was annotated on the converted text since (tokens, offsets, entities,
 * facts), moved to where it lies in the text as it was.
 */
#ifndef KCZ_T2S_UNMAP_H
#define KCZ_T2S_UNMAP_H

#include "buf.h"
#include "filter.h"
#include "record.h"

/* RECORD_PASS if there is no change log; RECORD_REJECT, with why, if it does not fit the text. */
enum outcome unmap_record(struct record *record, struct buf *why);

#endif
