/*
 * States on disk: NDJSON that merges. The first line tells program, schema, command and the
 * parameters that decide what was counted; then come the rows, sorted bytewise by key; the last
 * line tells how many there were and their checksum, so that a state that was cut off is seen.
 *
 *   {"kcz-stats":{"schema":1,"command":"freq","width":1,"parameters":{...},"version":"0.1.0"}}
 *   {"total":["documents"],"v":[12]}
 *   {"k":["..."],"v":[3]}
 *   {"end":{"rows":2,"checksum":"0123456789abcdef"}}
 */
#ifndef KCZ_STATE_H
#define KCZ_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "filter.h"
#include "rows.h"

enum { STATE_SCHEMA = 1 };

/* Writes rows and end behind a header line. False when output takes no more. */
bool state_write(struct source rows, size_t width, struct filter_output *output);

struct state_reader {
    const char *file;
    int fd;
    struct buf block;
    size_t used;
    bool ended; /* read() gave 0 */
    int error;
    uint64_t line; /* of the row that came last */
    size_t width;
    uint64_t rows, checksum;
    struct buf key, before, scratch;
    uint64_t values[TALLY_MAX_WIDTH];
    bool finished;     /* the end line was seen and agrees */
    const char *wrong; /* why the state is refused */
};

/* Opens a file ("-" for stdin; what cannot be read twice is copied). False, why tells. */
bool state_open(struct state_reader *reader, const char *file, struct buf *why);
void state_close(struct state_reader *reader);

/* The header line as a JSON value that lives until the next read; false with why. */
bool state_read_header(struct state_reader *reader, struct span *header, struct buf *why);

/* A source of rows (rows.h); at the end or on a fault it returns false: see state_good. */
bool state_next(void *state, struct row *row);

/* Whether the reader has come to a sound end; if not, appends "FILE:LINE: reason" to why. */
bool state_good(const struct state_reader *reader, struct buf *why);

/* Reads all of it, says whether it is sound, and goes back to the first row. False with why. */
bool state_verify(struct state_reader *reader, struct buf *why);

#endif
