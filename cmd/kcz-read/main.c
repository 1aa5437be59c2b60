/*
 * kcz-read: files or a byte stream in any encoding → records. The way of the bytes: file.c reads
 * them, intake.c finds out their encoding (detect.c) and decodes them (decode.c),
 * html.c takes text out of pages, shape.c makes records.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decode.h"
#include "file.h"
#include "html.h"
#include "memory.h"
#include "options.h"
#include "program.h"
#include "sandbox.h"
#include "stream.h"

struct settings {
    const char *from;
    bool lines, paragraphs, json, html;
    uint64_t jobs;
    uint64_t max_text;
    bool strict, report, quiet, progress, no_sandbox;
};

static const struct option options[] = {
    {0, "from", "ENCODING", "do not detect: GB18030, Big5, or what iconv knows", OPTION_TEXT,
     offsetof(struct settings, from), NULL},
    {'l', "lines", NULL, "one record a line that is not blank", OPTION_FLAG,
     offsetof(struct settings, lines), NULL},
    {'p', "paragraphs", NULL, "one record a paragraph; blank lines end paragraphs", OPTION_FLAG,
     offsetof(struct settings, paragraphs), NULL},
    {0, "json", NULL, "the lines are records: only re-encode them", OPTION_FLAG,
     offsetof(struct settings, json), NULL},
    {0, "html", NULL, "take text and metadata out of files of HTML", OPTION_FLAG,
     offsetof(struct settings, html), NULL},
    {'j', "jobs", "N", "read N files at a time; the output is the same [1]", OPTION_NUMBER,
     offsetof(struct settings, jobs), NULL},
    {0, "strict", NULL, "reject files with undecodable bytes", OPTION_FLAG,
     offsetof(struct settings, strict), NULL},
    {0, "max-text", "BYTES", "leave out longer texts [1G]", OPTION_NUMBER,
     offsetof(struct settings, max_text), NULL},
    {0, "report", NULL, "add how the encoding was found under kcz.read", OPTION_FLAG,
     offsetof(struct settings, report), NULL},
    {'q', "quiet", NULL, "no complaints about the input", OPTION_FLAG,
     offsetof(struct settings, quiet), NULL},
    {0, "progress", NULL, "tell on stderr how far it has come", OPTION_FLAG,
     offsetof(struct settings, progress), NULL},
    {0, "no-sandbox", NULL, "do not give up other files and the network", OPTION_FLAG,
     offsetof(struct settings, no_sandbox), NULL},
    {.kind = OPTION_END},
};

/* The files and who reads which next. */
struct work {
    struct read_run *run;
    char **files;
    size_t count;
    size_t next; /* guarded by run->lock */
};

static void *read_files(void *work_)
{
    struct work *work = work_;
    size_t index;

    for (;;) {
        pthread_mutex_lock(&work->run->lock);
        index = work->next < work->count ? work->next++ : work->count;
        pthread_mutex_unlock(&work->run->lock);
        if (index == work->count)
            return NULL;
        if (!read_file(work->run, work->files[index], index)) {
            pthread_mutex_lock(&work->run->lock);
            work->count = work->next;
            pthread_mutex_unlock(&work->run->lock);
        }
    }
}

/* Threads beyond the first are a help, not a need: one that cannot be had is done without. */
static void read_with(struct work *work, size_t jobs)
{
    pthread_t *threads = memory_new(jobs, sizeof *threads);
    size_t started = 0;

    while (started + 1 < jobs && started + 1 < work->count &&
           pthread_create(&threads[started], NULL, read_files, work) == 0)
        started++;
    read_files(work);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

/*
 * iconv loads its converters from files, which the sandbox does not let it open: those that may be
 * asked for are opened before and held. Pages name their encoding themselves.
 */
enum { CONVERTERS = 8 };

struct converters {
    struct decoder held[CONVERTERS];
    size_t count;
};

static bool hold_converter(struct converters *converters, const char *name)
{
    enum encoding encoding = encoding_of(span_of(name));
    bool known = decoder_open(&converters->held[converters->count], NULL, encoding, name);

    converters->count += known;
    return known;
}

static bool hold_converters(struct converters *converters, const struct settings *settings)
{
    static const char *const of_pages[] = {"SHIFT_JIS", "EUC-JP",       "EUC-KR", "EUC-TW",
                                           "KOI8-R",    "WINDOWS-1251", "TIS-620"};

    if (settings->from != NULL)
        return hold_converter(converters, settings->from);
    for (size_t i = 0; settings->html && i < sizeof of_pages / sizeof *of_pages; i++)
        hold_converter(converters, of_pages[i]);
    return true;
}

static void release_converters(struct converters *converters)
{
    while (converters->count > 0)
        decoder_close(&converters->held[--converters->count]);
}

static bool check(const struct settings *settings, struct converters *converters,
                  const struct diag *diag)
{
    if (settings->lines + settings->paragraphs + settings->json + settings->html > 1) {
        diag_say(diag, "--lines, --paragraphs, --json and --html exclude each other");
        return false;
    }
    if (hold_converters(converters, settings))
        return true;
    diag_say(diag, "--from %s: no such encoding", settings->from);
    return false;
}

static int conclude(struct read_run *run)
{
    if (close(STDOUT_FILENO) != 0 && errno != EBADF && run->output_error == 0)
        run->output_error = errno;
    progress_end(&run->progress, &run->diag);
    diag_summary(&run->diag);
    if (run->output_error != 0 && run->output_error != EPIPE)
        diag_system(&run->diag, "<stdout>", run->output_error);
    if (stream_signal() != 0)
        stream_end_by_signal();
    return run->output_error != 0 ? EXIT_TROUBLE : run->rejected ? EXIT_REJECTED : EXIT_DONE;
}

static struct read_plan plan_of(const struct settings *settings, const struct read_tables *tables)
{
    return (struct read_plan){
        .shape = settings->lines        ? SHAPE_LINES
                 : settings->paragraphs ? SHAPE_PARAGRAPHS
                 : settings->json       ? SHAPE_JSON
                                        : SHAPE_FILE,
        .html = settings->html,
        .from = settings->from,
        .strict = settings->strict,
        .report = settings->report,
        .max_text = settings->max_text,
        .tables = tables,
    };
}

/* Reads all files with what is allowed from here on: these files and no others. */
static int run_all(struct work *work, const struct settings *settings)
{
    size_t jobs = settings->jobs > 0 ? settings->jobs : (size_t)sysconf(_SC_NPROCESSORS_ONLN);

    if (strcmp(work->files[0], "-") == 0 && isatty(STDIN_FILENO))
        diag_say(&work->run->diag,
                 "reads text from the terminal, to its Ctrl-D; --help tells more");
    if (settings->html)
        html_init();
    stream_catch_signals();
    if (!settings->no_sandbox)
        sandbox_enter(&(struct sandbox){work->files, work->count});
    progress_start(&work->run->progress);
    read_with(work, jobs);
    return conclude(work->run);
}

int main(int argc, char **argv)
{
    const struct program program = {.name = "kcz-read",
                                    .about = "turn files in any encoding into records",
                                    .operands = "[FILE]..."};
    struct settings settings = {.jobs = 1, .max_text = (uint64_t)1 << 30};
    const struct option_table table = {options, &settings};
    struct read_tables tables;
    struct read_plan plan;
    struct read_run run = {.plan = &plan,
                           .diag = {.program = program.name},
                           .lock = PTHREAD_MUTEX_INITIALIZER,
                           .moved = PTHREAD_COND_INITIALIZER};
    char dash[] = "-", *stdin_only[] = {dash};
    struct work work = {.run = &run, .files = argv + 1};
    struct converters converters = {.count = 0};
    struct buf why = {0};
    int status;

    if (!program_begin(&program, &table, 1, argc, argv, &work.count, &status))
        return status;
    if (work.count == 0) {
        work.files = stdin_only;
        work.count = 1;
    }
    run.diag.quiet = settings.quiet;
    run.progress.wanted = settings.progress;
    plan = plan_of(&settings, &tables);
    status = EXIT_TROUBLE;
    if (!tables_open(&tables, &why))
        diag_say(&run.diag, "%s", buf_string(&why));
    else if (check(&settings, &converters, &run.diag))
        status = run_all(&work, &settings);
    release_converters(&converters);
    buf_free(&why);
    return status;
}
