/* What the two fuzzers of kcz-stats share: all commands, and a merge that leaves its output here.
 */
#ifndef KCZ_FUZZ_STATS_H
#define KCZ_FUZZ_STATS_H

#include <stdbool.h>
#include <stddef.h>

#include "../../cmd/kcz-stats/job.h"
#include "buf.h"

extern const struct command *const stats_commands[]; /* then NULL */

/* What filter_flush was given goes here. */
extern struct buf *stats_sink;

/*
 * kcz-stats merge of files (at most 2), shown as the options (ending with NULL, at most 6) say;
 * whether it was done, with what it wrote in out.
 */
bool stats_merge(const char *const *files, size_t count, const char *const *options,
                 struct buf *out);

#endif
