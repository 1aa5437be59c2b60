#include "filter.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "filter_run.h"
#include "memory.h"
#include "sandbox.h"

struct shared_settings {
    struct option_list fields;
    uint64_t threads;
    uint64_t max_line;
    const char *rejects;
    bool strict;
    bool quiet;
    bool report;
    bool progress;
    bool no_sandbox;
};

static const struct option shared_options[] = {
    {'f', "field", "PATH", "the string to work on [text]; repeatable", OPTION_LIST,
     offsetof(struct shared_settings, fields), NULL},
    {'j', "jobs", "N", "work with N threads; the output is the same [1]", OPTION_NUMBER,
     offsetof(struct shared_settings, threads), NULL},
    {0, "rejects", "FILE", "keep rejected lines in FILE, as they came", OPTION_TEXT,
     offsetof(struct shared_settings, rejects), NULL},
    {0, "strict", NULL, "stop at the first rejected line, exit status 2", OPTION_FLAG,
     offsetof(struct shared_settings, strict), NULL},
    {0, "max-line", "BYTES", "reject longer lines [1G]", OPTION_NUMBER,
     offsetof(struct shared_settings, max_line), NULL},
    {0, "report", NULL, "add what was done under kcz.PROGRAM", OPTION_FLAG,
     offsetof(struct shared_settings, report), NULL},
    {'q', "quiet", NULL, "no complaints about the input", OPTION_FLAG,
     offsetof(struct shared_settings, quiet), NULL},
    {0, "progress", NULL, "tell on stderr how far it has come", OPTION_FLAG,
     offsetof(struct shared_settings, progress), NULL},
    {0, "no-sandbox", NULL, "do not give up other files and the network", OPTION_FLAG,
     offsetof(struct shared_settings, no_sandbox), NULL},
    {.kind = OPTION_END},
};

static const char *default_field(const struct filter *filter)
{
    return filter->default_field != NULL ? filter->default_field : "text";
}

/* The paths of -f; an absent -f is the program's default field. */
static bool parse_fields(const struct filter *filter, const struct option_list *names,
                         struct path **fields, size_t *count, struct buf *why)
{
    *count = 0;
    *fields = memory_new(names->count + 1, sizeof **fields);
    if (names->count > 1 && filter->single_field) {
        buf_add_text(why, "--field may be given only once");
        return false;
    }
    if (names->count == 0)
        return path_parse(&(*fields)[(*count)++], default_field(filter), why);
    for (size_t i = 0; i < names->count; i++) {
        struct path *field = &(*fields)[*count];

        if (!path_parse(field, names->items[i], why))
            return false;
        ++*count;
        if (!filter->any_path && !path_is_single(field)) {
            buf_printf(why, "--field %s: must name one value", names->items[i]);
            return false;
        }
    }
    return true;
}

static bool is_input(const struct filter_run *run, const char *file)
{
    for (size_t i = 0; i < run->file_count; i++) {
        if (stream_same_file(run->files[i], file))
            return true;
    }
    return false;
}

static bool open_rejects(struct filter_run *run, const char *file)
{
    run->rejects_fd = -1;
    if (file == NULL)
        return true;
    if (is_input(run, file)) {
        diag_say(&run->diag, "--rejects %s: is an input; keep what is rejected in another file",
                 file);
        return false;
    }
    run->rejects_fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (run->rejects_fd < 0)
        diag_say(&run->diag, "--rejects %s: %s", file, strerror(errno));
    return run->rejects_fd >= 0;
}

bool filter_flush(struct filter_output *output)
{
    if (output->error == 0 && !stream_write(STDOUT_FILENO, output->lines.data, output->lines.len))
        output->error = errno;
    buf_clear(&output->lines);
    return output->error == 0;
}

/* Writes what a gathering program has gathered. */
static bool write_gathered(struct filter_run *run)
{
    struct filter_output output = {0};
    struct buf why = {0};
    bool done = run->filter->finish(run->filter->settings, &output, &why);

    if (!done && output.error == 0)
        diag_say(&run->diag, "%s", buf_string(&why));
    else if (!filter_flush(&output)) {
        run->output_error = output.error;
        run->output_error_place = "<stdout>";
    }
    buf_free(&output.lines);
    buf_free(&why);
    return done;
}

/* Closes what was written to; what only now turns out not to have been written is an error. */
static void close_outputs(struct filter_run *run)
{
    if (run->rejects_fd >= 0 && close(run->rejects_fd) != 0 && run->output_error == 0) {
        run->output_error = errno;
        run->output_error_place = "--rejects";
    }
    if (close(STDOUT_FILENO) != 0 && errno != EBADF && run->output_error == 0) {
        run->output_error = errno;
        run->output_error_place = "<stdout>";
    }
}

/* Says what there is to say at the end and returns the exit status. */
static int conclude(struct filter_run *run, const struct shared_settings *shared)
{
    progress_end(&run->progress, &run->diag);
    diag_summary(&run->diag);
    if (run->passed > 0 && !shared->quiet && !run->filter->gathers)
        diag_say(&run->diag, "%" PRIu64 " of %" PRIu64 " records passed untouched: %s", run->passed,
                 run->progress.records, buf_string(&run->lack));
    else if (run->passed > 0 && run->passed == run->progress.records && !shared->quiet)
        diag_say(&run->diag, "none of %" PRIu64 " records counts: %s", run->progress.records,
                 buf_string(&run->lack));
    if (run->outdated > 0 && !shared->quiet)
        diag_say(&run->diag,
                 "%" PRIu64 " of %" PRIu64 " records have tokens, entities or facts of the text "
                 "as it was; %s comes before what adds them",
                 run->outdated, run->progress.records, run->filter->name);
    if (run->input_error != 0)
        diag_say(&run->diag, "%s: %s", run->error_file, stream_reason(run->input_error));
    if (run->output_error != 0 && run->output_error != EPIPE)
        diag_system(&run->diag, run->output_error_place, run->output_error);
    if (run->input_error != 0 || run->output_error != 0 || run->strict_stop)
        return EXIT_TROUBLE;
    return run->rejected > 0 ? EXIT_REJECTED : EXIT_DONE;
}

/* From opened tables to the exit status. */
static int run_opened(struct filter_run *run, const struct shared_settings *shared)
{
    bool gathered = true;

    if (!open_rejects(run, shared->rejects))
        return EXIT_TROUBLE;
    stream_catch_signals();
    size_t threads = shared->threads > 0 ? (size_t)shared->threads
                                         : (size_t)sysconf(_SC_NPROCESSORS_ONLN);
    if (!shared->no_sandbox && !run->filter->makes_files)
        sandbox_enter(&(struct sandbox){run->files, run->file_count});
    filter_run(run, threads);
    if (run->filter->finish != NULL && stream_signal() == 0 && run->input_error == 0 &&
        run->output_error == 0 && !run->strict_stop)
        gathered = write_gathered(run);
    close_outputs(run);
    int status = conclude(run, shared);
    if (stream_signal() != 0)
        stream_end_by_signal();
    return gathered ? status : EXIT_TROUBLE;
}

/*
 * The shared options that mean something to this program: one that gathers works in one thread and
 * adds nothing to records. help takes the text of -f with the program's own default.
 */
static void choose_options(const struct filter *filter, struct option *options, struct buf *help)
{
    size_t count = 0;

    for (const struct option *option = shared_options; option->kind != OPTION_END; option++) {
        bool for_records = option->letter == 'j' || strcmp(option->name, "report") == 0;

        if (!filter->gathers || !for_records)
            options[count++] = *option;
    }
    options[count] = (struct option){.kind = OPTION_END};
    buf_printf(help, "%s [%s]%s",
               filter->any_path ? "the values to work on" : "the string to work on",
               default_field(filter), filter->single_field ? "" : "; repeatable");
    options[0].help = buf_string(help);
}

int filter_main(const struct filter *filter, int argc, char **argv)
{
    char dash[] = "-", *stdin_only[] = {dash};
    const struct program program = {.name = filter->name,
                                    .about = filter->about,
                                    .operands = filter->operands != NULL ? filter->operands
                                                                         : "[FILE]...",
                                    .command = filter->command,
                                    .commands = filter->commands};
    struct shared_settings shared = {.threads = 1, .max_line = (uint64_t)1 << 30};
    struct option options[sizeof shared_options / sizeof *shared_options];
    struct option_table tables[] = {{filter->options, filter->settings}, {options, &shared}};
    struct filter_run run = {.filter = filter, .diag = {.program = filter->name}};
    struct path *fields = NULL;
    size_t field_count = 0;
    struct buf why = {0}, help = {0};
    int status;
    bool begun;

    choose_options(filter, options, &help);
    begun = program_begin(&program, tables, 2, argc, argv, &run.file_count, &status);
    buf_free(&help);
    if (!begun)
        return status;
    run.files = run.file_count > 0 ? argv + 1 : stdin_only;
    if (run.file_count == 0)
        run.file_count = 1;
    run.field_name = shared.fields.count > 0 ? shared.fields.items[0] : default_field(filter);
    run.diag.quiet = shared.quiet;
    run.max_line = shared.max_line;
    run.strict = shared.strict;
    run.progress.wanted = shared.progress;
    bool opened = parse_fields(filter, &shared.fields, &fields, &field_count, &why);
    struct filter_settings given = {fields, field_count, shared.report};
    if (opened && filter->open != NULL)
        opened = filter->open(filter->settings, &given, &why);
    if (opened) {
        if (run.files == stdin_only && isatty(STDIN_FILENO))
            diag_say(&run.diag,
                     "reads records from the terminal, to its Ctrl-D; --help tells more");
        status = run_opened(&run, &shared);
        if (filter->close != NULL)
            filter->close(filter->settings);
    } else {
        diag_say(&run.diag, "%s", buf_string(&why));
        status = EXIT_TROUBLE;
    }
    for (size_t i = 0; i < field_count; i++)
        path_free(&fields[i]);
    free(fields);
    free(shared.fields.items);
    buf_free(&run.lack);
    buf_free(&why);
    return status;
}
