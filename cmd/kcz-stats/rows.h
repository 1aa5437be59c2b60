/*
 * Rows in the byte order of their keys, wherever they come from: a tally in memory, sorted runs in
 * a temporary file, states on disk. Equal keys of several sources come out as one row: values are
 * added, of maxima the greatest stands. Memory is one row and one buffer a source.
 */
#ifndef KCZ_ROWS_H
#define KCZ_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "tally.h"

/* One sorted sequence. next sets row, which lives until the next call, or returns false at the end
 * or on an error; an error leaves its reason in the state that next was given. */
struct source {
    bool (*next)(void *state, struct row *row);
    void *state;
};

/* The merged sequence. */
struct rows {
    size_t width;
    struct source *sources; /* as many as were opened */
    struct row *heads;      /* the current row of each */
    size_t *heap;           /* sources by their heads' keys */
    size_t heap_count;
    struct buf key;
    uint64_t values[TALLY_MAX_WIDTH];
    bool single; /* one source: its rows are handed on as they are */
};

/* Takes sources (copied); they are advanced to their first rows. */
void rows_open(struct rows *rows, size_t width, const struct source *sources, size_t count);
bool rows_next(struct rows *rows, struct row *row);
void rows_close(struct rows *rows);

/* The rows of a sorted tally. */
struct tally_reader {
    const struct tally *tally;
    size_t next;
};
bool tally_reader_next(void *state, struct row *row);

/*
 * Sorted runs in one unlinked temporary file. What is in memory is written as one more run when it
 * grows too large; reading merges them all.
 */
struct run {
    uint64_t start, end; /* where it lies in the file */
};
struct spill {
    int fd; /* negative: no file */
    uint64_t size;
    struct run *runs;
    size_t count;
    int error; /* errno of the first failure */
};
struct run_reader {
    int fd;
    size_t width;
    uint64_t at, end;
    struct buf block;
    size_t used;
    uint64_t values[TALLY_MAX_WIDTH];
    int error;
};

/* A file without a name in $TMPDIR or /tmp; false with errno set. */
bool spill_open(struct spill *spill);
void spill_close(struct spill *spill);

/* Appends the rows as a run; false with spill->error set. */
bool spill_write(struct spill *spill, struct rows *rows);

void run_reader_open(struct run_reader *reader, const struct spill *spill, size_t run,
                     size_t width);
bool run_reader_next(void *state, struct row *row);
void run_reader_close(struct run_reader *reader);

#endif
