/*
 * The loop of a filter: blocks of lines are read in turn, worked on by any number of threads, and
 * written in the order in which they were read. Internal to filter.c and filter_run.c.
 */
#ifndef KCZ_FILTER_RUN_H
#define KCZ_FILTER_RUN_H

#include <pthread.h>
#include <stdint.h>

#include "diag.h"
#include "filter.h"
#include "progress.h"
#include "stream.h"

struct filter_run {
    const struct filter *filter;
    struct diag diag;
    char **files; /* "-" is stdin */
    size_t file_count;
    const char *field_name; /* of the first -f, as it was written */
    size_t max_line;
    bool strict;
    int rejects_fd; /* -1: rejected lines are not kept */

    pthread_mutex_t input; /* guards what follows: whose turn it is to read */
    struct line_reader reader;
    size_t next_file;
    const char *file; /* being read; NULL before the first and after the last */
    uint64_t blocks_read;
    bool stop;
    int input_error; /* errno of what ended the input early, with the file in error_file */
    const char *error_file;

    pthread_mutex_t output; /* guards what follows: whose turn it is to write */
    pthread_cond_t turn;
    uint64_t blocks_written;
    uint64_t rejected, passed, outdated;
    struct progress progress; /* counts the records */
    struct buf lack;          /* what the first record that passed lacks */
    const char *output_error_place;
    int output_error;
    bool strict_stop;
};

/* Reads, works and writes until the input ends; threads is 1 or more. */
void filter_run(struct filter_run *run, size_t threads);

#endif
