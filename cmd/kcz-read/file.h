/*
 * One file → its records on standard output: open, read, decode, shape, write, and what is said
 * about it on stderr. Files may be worked on at the same time; each waits for its turn before it
 * writes or says anything, so that the output is the same for any number of threads.
 */
#ifndef KCZ_READ_FILE_H
#define KCZ_READ_FILE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diag.h"
#include "progress.h"
#include "shape.h"
#include "tables.h"

struct read_plan {
    enum shape shape;
    bool html;        /* with SHAPE_FILE: the files are pages */
    const char *from; /* --from, or NULL */
    bool strict;
    bool report;
    size_t max_text;
    const struct read_tables *tables;
};

/* What the files share; whoever's turn it is has it alone. */
struct read_run {
    const struct read_plan *plan;
    struct diag diag;
    bool rejected;    /* a file or a text was left out */
    int output_error; /* errno of the write that failed */

    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t moved;
    struct progress progress;
    size_t turn; /* index of the file that may write */
};

/* Reads the file ("-" is stdin) of this index and passes the turn on. False: time to stop. */
bool read_file(struct read_run *run, const char *name, size_t index);

#endif
