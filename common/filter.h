/*
 * What all filters share: options, files, lines, bad lines, counting, threads, writing, exit
 * status (man/kcz.7). A program is a table of options and a few functions; the one that does its
 * job gets a record, edits it and says how it went. It knows nothing of files or lines.
 */
#ifndef KCZ_FILTER_H
#define KCZ_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "options.h"
#include "path.h"
#include "program.h"
#include "record.h"

enum outcome {
    RECORD_DONE,   /* write it, edited or not */
    RECORD_PASS,   /* it lacks what the job is about: no string at the field, or what why says;
                      write it untouched; counted */
    RECORD_DROP,   /* leave it out on purpose */
    RECORD_REJECT, /* leave it out as bad; the reason is in why */
    RECORD_REPLACE /* write worker_output instead of the record */
};

/* What the shared options say that a program may want to know; lives as long as filter_main runs.
 */
struct filter_settings {
    const struct path *fields; /* -f, at least one */
    size_t field_count;
    bool report; /* --report */
};

/* Where finish writes. */
struct filter_output {
    struct buf lines;
    int error; /* errno of the write that failed */
};

/* Writes what lines holds and empties it; false once writing has failed: there is no use going on.
 */
bool filter_flush(struct filter_output *output);

struct filter {
    const char *name;                       /* "kcz-t2s" */
    const char *command;                    /* the command that argv[0] stands for, or NULL */
    const struct program_command *commands; /* as in struct program */
    const char *about;                      /* one line, for --help */
    const char *operands;                   /* "[FILE]..." if NULL */
    const struct option *options;
    void *settings;            /* what the options' offsets refer to; the program's state */
    const char *default_field; /* "text" if NULL */
    bool single_field;         /* -f may be given only once */
    bool any_path;             /* -f is only read: it may be any path, .tokens[] for one */
    bool makes_files;          /* while it works: it is not put into the sandbox */
    bool rewrites; /* the text: of what tells of it as it was, it is said that it does */
    bool gathers;  /* over records, so that -j and --report make no sense: finish writes */

    /* After the options are parsed: load tables, check values. False: why says what is wrong. */
    bool (*open)(void *settings, const struct filter_settings *shared, struct buf *why);
    void (*close)(void *settings);

    /* Memory that one thread works in; NULL functions give workers the settings themselves. */
    void *(*worker_new)(const void *settings);
    void (*worker_free)(void *worker);

    /* The job. why is empty; a reason put there goes with RECORD_REJECT and RECORD_PASS. */
    enum outcome (*record)(void *worker, struct record *record, struct buf *why);

    /*
     * For RECORD_REPLACE: called at once after record, appends whole lines, each with its LF.
     * For a program that gathers: finish is called after the last record and appends its lines; of
     * a long result it may have what is there written on the way (filter_flush).
     */
    void (*worker_output)(void *worker, struct buf *out);
    bool (*finish)(void *settings, struct filter_output *output, struct buf *why);
};

/* Runs the program; what it returns is the exit status. */
int filter_main(const struct filter *filter, int argc, char **argv);

#endif
