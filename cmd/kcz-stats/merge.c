/*
 * merge: a streaming k-way merge of states. All of them are read and checked before anything is
 * merged, so that a damaged one stops the merge before the first byte of output.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "commands.h"
#include "diag.h"
#include "memory.h"
#include "program.h"
#include "state.h"

struct merge {
    struct job *job;
    struct state_reader *readers;
    size_t count;
    struct buf header, texts;
    struct option_list fields;
    struct path *paths;
    size_t path_count;
};

/* As many files as there are states can be open at once. */
static void allow_files(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* The version may differ between states, the rest of the header may not. */
static struct span without_version(struct span header)
{
    static const char version[] = ",\"version\":";

    for (size_t i = header.len; i-- > 0;) {
        if (header.len - i >= sizeof version - 1 &&
            memcmp(header.at + i, version, sizeof version - 1) == 0)
            return (struct span){header.at, i};
    }
    return header;
}

/* Reads a state to its end; false with FILE:LINE: reason in why. */
static bool verify(struct merge *merge, struct state_reader *reader, const char *file,
                   struct buf *why)
{
    struct span header;

    if (!state_open(reader, file, why) || !state_read_header(reader, &header, why))
        return false;
    if (merge->header.len == 0) {
        buf_add_span(&merge->header, header);
    } else if (!span_equal(without_version(header), without_version(buf_span(&merge->header)))) {
        buf_printf(why, "%s:1: counts something else than the state before it", file);
        return false;
    }
    return state_verify(reader, why);
}

static bool open_states(struct merge *merge, char **files, size_t count, struct buf *why)
{
    allow_files();
    merge->readers = memory_new(count, sizeof *merge->readers);
    for (size_t i = 0; i < count; i++) {
        merge->count++;
        if (!verify(merge, &merge->readers[i], files[i], why))
            return false;
    }
    return true;
}

static bool prepare(struct merge *merge, const char *file, struct buf *why)
{
    struct job *job = merge->job;

    if (!job_read_header(job, buf_span(&merge->header), &merge->fields, &merge->texts, why)) {
        buf_printf(why, " (%s:1)", file);
        return false;
    }
    merge->paths = memory_new(merge->fields.count + 1, sizeof *merge->paths);
    for (size_t i = 0; i < merge->fields.count; i++) {
        if (!path_parse(&merge->paths[i], merge->fields.items[i], why))
            return false;
        merge->path_count++;
    }
    if (!job_prepare(job, merge->paths, merge->path_count, why))
        return false;
    if (job->sorter.tally.width != merge->readers[0].width) {
        buf_printf(why, "%s:1: the header's width does not fit its command", file);
        return false;
    }
    return true;
}

static bool show(struct merge *merge, struct filter_output *output, struct buf *why)
{
    struct source *sources = memory_new(merge->count, sizeof *sources);
    bool good;

    for (size_t i = 0; i < merge->count; i++)
        sources[i] = (struct source){state_next, &merge->readers[i]};
    job_read_from(merge->job, sources, merge->count);
    free(sources);
    good = job_show(merge->job, output, why);
    for (size_t i = 0; i < merge->count && good; i++)
        good = state_good(&merge->readers[i], why);
    return good && filter_flush(output);
}

static void close_states(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++)
        state_close(&merge->readers[i]);
    for (size_t i = 0; i < merge->path_count; i++)
        path_free(&merge->paths[i]);
    free(merge->paths);
    free(merge->readers);
    free(merge->fields.items);
    buf_free(&merge->header);
    buf_free(&merge->texts);
}

const struct program_command merge_command = {
    "merge", "bring states together, as one run over all their input would be"};

int merge_main(struct job *job, int argc, char **argv)
{
    const struct program program = {.name = "kcz-stats",
                                    .about = merge_command.about,
                                    .operands = "STATE...",
                                    .command = merge_command.name};
    char dash[] = "-", *stdin_only[] = {dash};
    struct option options[JOB_MAX_OPTIONS];
    struct option_table table = {options, job};
    struct diag diag = {.program = program.name};
    struct filter_output output = {0};
    struct merge merge = {.job = job};
    struct buf why = {0};
    size_t count;
    int status;
    bool good;

    job_merge_options(job, options);
    if (!program_begin(&program, &table, 1, argc, argv, &count, &status))
        return status;
    good = open_states(&merge, count > 0 ? argv + 1 : stdin_only, count > 0 ? count : 1, &why) &&
           prepare(&merge, count > 0 ? argv[1] : "<stdin>", &why) && show(&merge, &output, &why);
    if (output.error != 0 && output.error != EPIPE)
        diag_system(&diag, "<stdout>", output.error);
    else if (!good && output.error == 0)
        diag_say(&diag, "%s", buf_string(&why));
    if (job->command != NULL)
        job_close(job);
    close_states(&merge);
    buf_free(&output.lines);
    buf_free(&why);
    return good ? EXIT_DONE : EXIT_TROUBLE;
}
