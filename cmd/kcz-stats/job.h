/*
 * One run of one command: what the options said, the tally that the records are counted into, and
 * the rows that come out of it, sorted, whether they lay in memory, in spilled runs or in states.
 * A command counts records into the tally and later makes a table of the rows; it does not know
 * where the rows come from, so that merged states give the very bytes that one run gives.
 */
#ifndef KCZ_JOB_H
#define KCZ_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "buf.h"
#include "filter.h"
#include "options.h"
#include "path.h"
#include "rows.h"
#include "select.h"
#include "sheet.h"
#include "sorter.h"
#include "stoplist.h"

struct job;
struct state_reader;

/* The words of the current record in their order; sequence.h reads them. */
struct sequence {
    struct span *words; /* an absent span is a stop */
    size_t count, capacity;
    struct arena texts; /* of words with escapes */
    struct buf scratch;
};

struct command {
    const char *name;
    const char *about;
    const char *default_field;     /* of -f */
    const struct option *counting; /* options that change what is counted: they go into the state */
    const struct option *showing;  /* options that change how it is shown */
    size_t width;                  /* values a key */
    bool documents;                /* value 1 counts documents */
    bool (*open)(struct job *job, struct buf *why);         /* may be NULL */
    void (*close)(struct job *job);                         /* may be NULL */
    void (*record)(struct job *job, struct record *record); /* counts one record */
    void (*end)(struct job *job);                           /* after the last record; may be NULL */
    bool (*result)(struct job *job, struct sheet *sheet, struct buf *why);
};

struct job {
    const struct command *command;
    const struct command *const *commands; /* all of them, then NULL */

    /* Options: their meaning is told in the tables and in the manual. */
    struct option_list fields, by, where, terms, nodes;
    const char *format, *unit, *within, *measure, *date, *target, *reference, *title;
    uint64_t top, min, max_mem, n, window, bins, limit;
    double width;
    bool state, df, approx, content;

    bool gathering; /* records, not a merge */
    struct select select;
    struct path *by_paths;
    struct sorter sorter; /* what is counted */
    struct sorter ranked; /* rows by their counts, where --max-mem leaves no room for them */
    bool failed;          /* nothing more can be spilled: the rest is not counted, the end tells */

    /* The current record: */
    struct record *record;
    struct arena keys; /* keys that wait in the tally's batch */
    struct buf key, scratch, slice;
    struct buf *groups; /* the --by values as the start of a key, each with its separator */
    size_t group_count, group_capacity;
    uint64_t found;   /* values counted in this record and field */
    const char *lack; /* a command may say here why nothing of the record counts */

    bool any_value; /* some record has had a value to count */

    struct tally counters; /* freq --approx */
    uint64_t undercount;   /* what the counters may have missed of each value */

    /* Totals that are added to the tally at the end. */
    uint64_t documents, nulls, values, misfits;

    struct rows merged; /* instead of the sorter's rows, in a merge */
    bool merging, reading;
    struct tally totals;      /* those that job_next came past */
    struct stoplist stoplist; /* open where --content or the command asks for it */
    bool stoplist_ready;
    struct sequence sequence;             /* of commands that look at neighbours */
    struct path date_path;                /* trend */
    struct select target_records;         /* key */
    struct state_reader *reference_state; /* key */
};

/* filter's callbacks */
bool job_open(void *settings, const struct filter_settings *shared, struct buf *why);
void job_close(void *settings);
enum outcome job_record(void *settings, struct record *record, struct buf *why);
bool job_finish(void *settings, struct filter_output *output, struct buf *why);

/*
 * Sets up what the options ask for; fields are -f's paths or those of a state. job_open for a run
 * over records, called directly for a merge.
 */
bool job_prepare(struct job *job, const struct path *fields, size_t count, struct buf *why);

/* The table of options of a command (ends with OPTION_END): counting, showing and common ones. */
enum { JOB_MAX_OPTIONS = 40 };
void job_options(const struct command *command, struct option *table);

/* The same for a merge: what shows the rows of any command. */
void job_merge_options(const struct job *job, struct option *table);

/* Appends the header line of a state of this job, without LF. */
void job_add_header(const struct job *job, struct buf *out);

/*
 * Sets the job's command and counting options from a header (state_read_header), *fields are its
 * -f. Texts are kept in memory, empty before, which must live as long as the job. False with why.
 */
bool job_read_header(struct job *job, struct span header, struct option_list *fields,
                     struct buf *memory, struct buf *why);

/* Shows the rows as the command does or writes them as a state. The rows must be open. */
bool job_show(struct job *job, struct filter_output *output, struct buf *why);

/* Adds 1 to the key made of group (may be empty) and the JSON scalar value. */
bool job_count_value(struct job *job, struct span group, struct span value);

/*
 * Makes job->key the key of a section of the rows, for commands that count several things, and of
 * one or two elements: an absent one is left out.
 */
void job_section_key(struct job *job, const char *section, struct span first, struct span second);

/* Puts the key that was built in job->key into the batch of the tally. */
void job_count_key(struct job *job);

/* Takes sources of sorted rows, which live until job_close, instead of what was counted. */
void job_read_from(struct job *job, const struct source *sources, size_t count);

/*
 * Opens the rows for reading in key order; from here on the tally takes no more. job_next gives
 * them. False with the reason in why if they cannot be read.
 */
bool job_rows(struct job *job, struct buf *why);
bool job_next(struct job *job, struct row *row);

/* The same with the totals. */
bool job_next_raw(struct job *job, struct row *row);

/* A total of the rows that were opened; group as in job_add_total. Known once a row has come. */
uint64_t job_total(struct job *job, const char *name, struct span group);

/* Whether all rows lie in the tally in memory (and job_rows was not called). */
bool job_in_memory(const struct job *job);

/* Adds to a total; group may be empty. */
void job_add_total(struct job *job, const char *name, struct span group, uint64_t amount);

/* The columns that --by adds, and their cells from a key whose first elements they are. Returns
 * where the rest of the key starts. */
void job_group_columns(const struct job *job, struct sheet *sheet);
size_t job_group_cells(struct job *job, struct sheet *sheet, struct span key);

/* One element as a cell. */
void job_element_cell(struct job *job, struct sheet *sheet, struct span element);

/*
 * The whole value as a cell: elements are joined by joint, one that stands alone (joint NULL) keeps
 * its kind. The value of freq may hold what looks like a second, empty element: it is left out.
 */
void job_value_cell(struct job *job, struct sheet *sheet, struct span value, const char *joint);

/* Whether --content lets the key be shown: every text of it says something. */
bool job_is_shown(struct job *job, struct span key);

/* The same for one element alone. */
bool job_shows_value(struct job *job, struct span element);

#endif
