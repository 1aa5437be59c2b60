#include "filter_run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "foreign.h"
#include "memory.h"

/* The mark that some tools put before UTF-8. */
#define BOM "\xEF\xBB\xBF"
enum { BOM_LENGTH = 3 };

/* A complaint about one line of a block, to be shown when the block's turn to be written comes. */
struct complaint {
    uint64_t line;
    uint64_t column;
    size_t reason_at; /* in job.reasons */
    size_t reason_len;
};

/* One thread's block and what became of it. */
struct job {
    void *worker;
    struct record record;
    struct block block;
    const char *file;
    bool starts_file;
    uint64_t number;
    struct buf out, rejects, reasons, why;
    struct buf lack; /* of the first record that passed: what it lacks and what it has */
    struct complaint *complaints;
    size_t complaint_count, complaint_capacity;
    uint64_t records, passed, outdated;
    bool strict_stop;
};

static bool open_next_file(struct filter_run *run)
{
    if (run->next_file == run->file_count)
        return false;
    run->file = run->files[run->next_file++];
    run->reader.fd = stream_open(run->file);
    run->reader.line = 1;
    run->reader.skipping = false;
    buf_clear(&run->reader.rest);
    if (strcmp(run->file, "-") == 0)
        run->file = "<stdin>";
    if (run->reader.fd >= 0)
        return true;
    run->input_error = errno;
    run->error_file = run->file;
    run->file = NULL;
    return false;
}

static void close_file(struct filter_run *run)
{
    if (run->reader.fd != STDIN_FILENO)
        close(run->reader.fd);
    run->file = NULL;
}

/* The next block of the input, in turn; false when there is none. */
static bool read_block(struct filter_run *run, struct job *job)
{
    while (!run->stop) {
        if (run->file == NULL && !open_next_file(run))
            return false;
        enum stream_status status = stream_lines(&run->reader, &job->block);
        if (status == STREAM_LINES) {
            job->file = run->file;
            job->starts_file = job->block.first_line == 1;
            job->number = run->blocks_read++;
            return true;
        }
        if (status == STREAM_ERROR) {
            run->input_error = run->reader.error;
            run->error_file = run->file;
        }
        close_file(run);
        if (status != STREAM_END)
            return false;
    }
    return false;
}

static void reject(struct filter_run *run, struct job *job, struct span line, uint64_t number,
                   size_t column, struct span reason)
{
    if (job->complaint_count == job->complaint_capacity) {
        job->complaint_capacity = job->complaint_capacity * 2 + 16;
        job->complaints = memory_resize(job->complaints, job->complaint_capacity,
                                        sizeof *job->complaints);
    }
    job->complaints[job->complaint_count++] = (struct complaint){number, column, job->reasons.len,
                                                                 reason.len};
    buf_add_span(&job->reasons, reason);
    if (run->rejects_fd >= 0) {
        buf_add_span(&job->rejects, line);
        buf_add_char(&job->rejects, '\n');
    }
    job->strict_stop = run->strict;
}

/* What a record that passes lacks, and the members that it has instead. */
static void note_lack(struct filter_run *run, struct job *job)
{
    enum { MOST_NAMES = 8 };
    const struct record *record = &job->record;

    buf_clear(&job->lack);
    if (job->why.len > 0)
        buf_add_span(&job->lack, buf_span(&job->why));
    else
        buf_printf(&job->lack, "no %s at %s%s", run->filter->gathers ? "value" : "string",
                   run->field_name,
                   run->field_name[0] != '.' && strpbrk(run->field_name, ".[") != NULL
                       ? " (a path begins with a dot)"
                       : "");
    buf_add_text(&job->lack, record->count > 0 ? "; the first has " : "; the first is empty");
    for (size_t i = 0; i < record->count && i < MOST_NAMES; i++) {
        buf_add_text(&job->lack, i > 0 ? ", " : "");
        buf_add_span(&job->lack, record->members[i].key);
    }
    if (record->count > MOST_NAMES)
        buf_add_text(&job->lack, ", ...");
}

/* Whether the text is another now, and what earlier programs found in it is still there. */
static bool is_outdated(const struct record *record, const char *text)
{
    static const char *const found[] = {"tokens", "entities", "facts"};

    if (!record_changed(record) || !record_member_changed(record, text))
        return false;
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        if (record_json(record, found[i]).at != NULL && !record_member_changed(record, found[i]))
            return true;
    }
    return false;
}

/* Does the program's job on one record and takes what it gives. */
static void work_on_record(struct filter_run *run, struct job *job, uint64_t number)
{
    buf_clear(&job->why);
    enum outcome outcome = run->filter->record(job->worker, &job->record, &job->why);

    switch (outcome) {
    case RECORD_PASS:
        if (job->passed++ == 0)
            note_lack(run, job);
        /* fall through */
    case RECORD_DONE:
        if (run->filter->gathers)
            break;
        job->outdated += run->filter->rewrites && is_outdated(&job->record, run->field_name);
        record_write(&job->record, &job->out);
        buf_add_char(&job->out, '\n');
        break;
    case RECORD_DROP:
        break;
    case RECORD_REJECT:
        reject(run, job, job->record.line, number, 0, buf_span(&job->why));
        return;
    case RECORD_REPLACE:
        run->filter->worker_output(job->worker, &job->out);
        break;
    }
    job->records++;
}

static bool is_blank(struct span line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (strchr(" \t\r", line.at[i]) == NULL || line.at[i] == '\0')
            return false;
    }
    return true;
}

static void work_on_line(struct filter_run *run, struct job *job, struct span line, uint64_t number)
{
    size_t where = 0;

    if (line.len > run->max_line) { /* first: of such a line not all may be here */
        reject(run, job, line, number, run->max_line + 1, span_of("longer than --max-line"));
        return;
    }
    if (is_blank(line))
        return;
    const char *wrong = record_read(&job->record, line, &where);
    if (wrong == NULL) {
        work_on_record(run, job, number);
        return;
    }
    const char *advice = number == 1 ? foreign_line(line, where == line.len) : NULL;

    buf_clear(&job->why);
    buf_printf(&job->why, "%s%s%s", wrong, advice != NULL ? "; " : "",
               advice != NULL ? advice : "");
    reject(run, job, line, number, where + 1, buf_span(&job->why));
}

static void work_on_block(struct filter_run *run, struct job *job)
{
    const char *at = job->block.text.data, *end = at + job->block.text.len;
    uint64_t number = job->block.first_line;

    buf_clear(&job->out);
    buf_clear(&job->rejects);
    buf_clear(&job->reasons);
    job->complaint_count = 0;
    buf_clear(&job->lack);
    job->records = job->passed = job->outdated = 0;
    job->strict_stop = false;
    if (job->starts_file && end - at >= BOM_LENGTH && memcmp(at, BOM, BOM_LENGTH) == 0)
        at += BOM_LENGTH;
    for (; at < end && !job->strict_stop; number++) {
        const char *lf = memchr(at, '\n', (size_t)(end - at));

        work_on_line(run, job, span_between(at, lf), number);
        at = lf + 1;
    }
}

static void note_output_error(struct filter_run *run, const char *place)
{
    run->output_error = errno;
    run->output_error_place = place;
}

static void show_complaints(struct filter_run *run, const struct job *job)
{
    for (size_t i = 0; i < job->complaint_count; i++) {
        const struct complaint *complaint = &job->complaints[i];

        diag_complain(
            &run->diag, job->file, complaint->line, complaint->column,
            (struct span){job->reasons.data + complaint->reason_at, complaint->reason_len});
    }
}

/* Waits for the block's turn and writes what it gave, unless an earlier one ended the run. */
static void write_block(struct filter_run *run, struct job *job)
{
    bool ended;

    pthread_mutex_lock(&run->output);
    while (run->blocks_written != job->number)
        pthread_cond_wait(&run->turn, &run->output);
    if (run->output_error == 0 && !run->strict_stop) {
        if (!stream_write(STDOUT_FILENO, job->out.data, job->out.len))
            note_output_error(run, "<stdout>");
        else if (job->rejects.len > 0 &&
                 !stream_write(run->rejects_fd, job->rejects.data, job->rejects.len))
            note_output_error(run, "--rejects");
        show_complaints(run, job);
        if (run->passed == 0)
            buf_add_span(&run->lack, buf_span(&job->lack));
        run->passed += job->passed;
        run->outdated += job->outdated;
        run->rejected += job->complaint_count;
        run->strict_stop = job->strict_stop;
        progress_add(&run->progress, &run->diag, job->records, job->block.text.len);
    }
    ended = run->output_error != 0 || run->strict_stop;
    run->blocks_written++;
    pthread_cond_broadcast(&run->turn);
    pthread_mutex_unlock(&run->output);
    if (ended) {
        pthread_mutex_lock(&run->input);
        run->stop = true;
        pthread_mutex_unlock(&run->input);
    }
}

static void free_job(struct filter_run *run, struct job *job)
{
    if (run->filter->worker_new != NULL)
        run->filter->worker_free(job->worker);
    record_free(&job->record);
    buf_free(&job->block.text);
    buf_free(&job->out);
    buf_free(&job->rejects);
    buf_free(&job->reasons);
    buf_free(&job->why);
    buf_free(&job->lack);
    free(job->complaints);
}

/* One thread's life. */
static void *work(void *state)
{
    struct filter_run *run = state;
    struct job job = {0};

    job.worker = run->filter->worker_new != NULL ? run->filter->worker_new(run->filter->settings)
                                                 : run->filter->settings;
    for (;;) {
        pthread_mutex_lock(&run->input);
        bool got = read_block(run, &job);
        pthread_mutex_unlock(&run->input);
        if (!got)
            break;
        work_on_block(run, &job);
        write_block(run, &job);
    }
    free_job(run, &job);
    return NULL;
}

void filter_run(struct filter_run *run, size_t threads)
{
    pthread_t *others = memory_new(threads, sizeof *others);
    size_t started = 0;

    /* A line that is short enough is whole, the mark before it included. */
    run->reader.max_line = run->max_line < SIZE_MAX - BOM_LENGTH ? run->max_line + BOM_LENGTH
                                                                 : SIZE_MAX;
    pthread_mutex_init(&run->input, NULL);
    pthread_mutex_init(&run->output, NULL);
    pthread_cond_init(&run->turn, NULL);
    progress_start(&run->progress);
    while (started + 1 < threads && pthread_create(&others[started], NULL, work, run) == 0)
        started++; /* with fewer threads than asked for the result is the same */
    work(run);
    for (size_t i = 0; i < started; i++)
        pthread_join(others[i], NULL);
    free(others);
    buf_free(&run->reader.rest);
}
