/*
 * What goes under kcz.t2s: profile, verdict, how many changes; with --edits and --ambiguous the
 * changes and choices by field. unmap.h reads it.
 */
#ifndef KCZ_T2S_REPORT_H
#define KCZ_T2S_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "log.h"
#include "path.h"
#include "record.h"

struct report {
    const char *profile, *verdict;
    size_t changed;
    struct buf edits, choices, name, json;
};

void report_begin(struct report *report, const char *profile, const char *verdict);

/* The log of one field; edits, choices: whether these are to be told. */
void report_add(struct report *report, const struct path *field, const struct log *log, bool edits,
                bool choices);

/* Sets the record's member kcz.t2s. */
void report_write(struct report *report, struct record *record, bool edits, bool choices);
void report_free(struct report *report);

#endif
