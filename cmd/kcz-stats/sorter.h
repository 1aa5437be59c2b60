/*
 * A tally that need not fit into memory: when it grows too large it is written as one more sorted
 * run to a temporary file without a name, and the rows come out as the merge of all runs. Without
 * a limit, and as long as it is not reached, everything stays in memory.
 */
#ifndef KCZ_SORTER_H
#define KCZ_SORTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "rows.h"
#include "tally.h"

struct sorter {
    struct tally tally;
    struct spill spill;
    size_t spill_at; /* bytes of the tally; 0: never */
    struct rows rows;
    struct tally_reader reader;
    struct run_reader *runs;
    bool reading;
};

/* max_mem: bytes that the whole program may take, 0 for no limit. False with why. */
bool sorter_open(struct sorter *sorter, size_t width, bool documents, uint64_t max_mem,
                 struct buf *why);
void sorter_close(struct sorter *sorter);

/* To be called between records: spills if it is time. False once the file cannot be written. */
bool sorter_relieve(struct sorter *sorter);

/* Whether nothing was spilled and the rows are not yet open. */
bool sorter_in_memory(const struct sorter *sorter);

/* Opens the rows, in key order; nothing can be added any more. False with why. */
bool sorter_rows(struct sorter *sorter, struct buf *why);
bool sorter_next(struct sorter *sorter, struct row *row);

/* Whether all runs could be read; after the last row. */
bool sorter_good(const struct sorter *sorter, struct buf *why);

#endif
