#include "file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "foreign.h"
#include "html.h"
#include "intake.h"
#include "json.h"
#include "memory.h"
#include "stream.h"

/* A file under way. */
struct reading {
    struct read_run *run;
    size_t index;
    const char *name; /* for messages */
    int fd;
    struct intake intake;
    struct shaper shaper;
    struct shape_source source;
    struct buf id;
    char *named;     /* the encoding that a page names */
    struct buf text; /* decoded, not yet taken */
    struct buf out;  /* records, not yet written */
};

static void wait_turn(struct reading *reading)
{
    struct read_run *run = reading->run;

    pthread_mutex_lock(&run->lock);
    while (run->turn != reading->index)
        pthread_cond_wait(&run->moved, &run->lock);
    pthread_mutex_unlock(&run->lock);
}

static void pass_turn(struct reading *reading)
{
    struct read_run *run = reading->run;

    pthread_mutex_lock(&run->lock);
    run->turn++;
    pthread_cond_broadcast(&run->moved);
    pthread_mutex_unlock(&run->lock);
}

static void complain(struct reading *reading, uint64_t line, struct buf *reason)
{
    wait_turn(reading);
    diag_complain(&reading->run->diag, reading->name, line, 0, buf_span(reason));
    buf_free(reason);
}

static void reject(struct reading *reading, uint64_t line, const char *reason)
{
    struct buf text = {0};

    buf_add_text(&text, reason);
    complain(reading, line, &text);
    reading->run->rejected = true;
}

static void note_progress(struct reading *reading, uint64_t records, uint64_t bytes)
{
    struct read_run *run = reading->run;

    if (!run->progress.wanted)
        return;
    pthread_mutex_lock(&run->lock);
    progress_add(&run->progress, &run->diag, records, bytes);
    pthread_mutex_unlock(&run->lock);
}

/* Each record is a line. */
static uint64_t count_records(const struct buf *lines)
{
    const char *at = lines->data, *end = at + lines->len;
    uint64_t count = 0;

    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        count++;
    }
    return count;
}

/* False: writing has failed, now or before. */
static bool flush(struct reading *reading)
{
    struct read_run *run = reading->run;

    if (reading->out.len == 0)
        return true;
    wait_turn(reading);
    if (run->output_error == 0 && !stream_write(STDOUT_FILENO, reading->out.data, reading->out.len))
        run->output_error = errno;
    if (run->progress.wanted)
        note_progress(reading, count_records(&reading->out), 0);
    buf_clear(&reading->out);
    return run->output_error == 0;
}

/* What the records of this file say besides their text, as far as it is known by now. */
static const struct shape_source *describe(struct reading *reading)
{
    const struct intake *intake = &reading->intake;
    struct shape_source *source = &reading->source;

    source->id = buf_span(&reading->id);
    source->encoding = intake_encoding(intake);
    source->confidence = intake_confidence(intake);
    source->basis = intake_basis_name(intake);
    source->report = reading->run->plan->report;
    return source;
}

static void take(struct reading *reading, bool last)
{
    if (last || reading->text.len > 0)
        shaper_take(&reading->shaper, describe(reading), &reading->text, last, &reading->out);
}

/* Whether the first line is a record; it may be one that is longer than what is there. */
static bool is_record(struct span bytes)
{
    const char *lf = bytes.len > 0 ? memchr(bytes.at, '\n', bytes.len) : NULL;
    struct span line = lf != NULL ? span_between(bytes.at, lf) : bytes;
    size_t where;

    return line.len > 0 && line.at[0] == '{' && json_check(line, &where) == NULL;
}

/* What the first bytes show that somebody who gave no thought to the file would want to know. */
static void advise(struct reading *reading, struct span bytes)
{
    const char *advice = foreign_bytes(bytes);
    struct buf text = {0};

    if (advice == NULL && !reading->run->plan->html && foreign_is_html(bytes))
        advice = "HTML, read as text; --html takes text and metadata out of it";
    if (advice == NULL && reading->run->plan->shape != SHAPE_JSON && is_record(bytes))
        advice =
            "records, read as text; kcz-read comes before the others, --json re-encodes records";
    if (advice == NULL)
        return;
    buf_add_text(&text, advice);
    complain(reading, 0, &text);
}

/* Everything that is there to read, through to records in out. False: errno says why not. */
static bool read_all(struct reading *reading)
{
    const struct read_plan *plan = reading->run->plan;
    bool whole = plan->strict || plan->shape == SHAPE_FILE;

    for (bool first = true;; first = false) {
        ssize_t got = stream_read(reading->fd, &reading->intake.held);

        if (got < 0)
            return false;
        note_progress(reading, 0, (uint64_t)got);
        if (first)
            advise(reading, buf_span(&reading->intake.held));
        while (intake_feed(&reading->intake, got == 0, &reading->text))
            take(reading, false);
        take(reading, got == 0);
        if (got == 0)
            return true;
        if (!whole && !flush(reading))
            return true;
    }
}

/* A page as a whole, through to its record in out. False: errno says why not. */
static bool read_page(struct reading *reading)
{
    const struct read_plan *plan = reading->run->plan;
    struct intake *intake = &reading->intake;
    struct html_text html = {0};
    struct buf meta = {0};
    struct span charset;
    char *named;

    if (!stream_read_all(reading->fd, plan->max_text, &intake->held))
        return false;
    note_progress(reading, 0, intake->held.len);
    advise(reading, buf_span(&intake->held));
    charset = html_charset(buf_span(&intake->held));
    named = memory_copy(charset.at, charset.len);
    intake->meta = charset.at != NULL ? named : NULL;
    while (intake_feed(intake, true, &reading->text))
        ;
    html_parse(buf_span(&reading->text), &html);
    if (html_about_write(&html.about, &meta))
        reading->source.meta = buf_span(&meta);
    shaper_take(&reading->shaper, describe(reading), &html.text, true, &reading->out);
    html_text_free(&html);
    buf_free(&meta);
    reading->named = named;
    return true;
}

static void tell_replaced(struct reading *reading)
{
    const struct decoder *decoder = &reading->intake.decoder;
    struct buf text = {0};

    if (decoder->replaced == 0)
        return;
    buf_printf(&text, "%" PRIu64 " undecodable in %s, the first at byte %" PRIu64,
               decoder->replaced, intake_encoding(&reading->intake),
               decoder->first_bad + reading->intake.skipped + 1);
    if (reading->run->plan->strict) {
        buf_add_text(&text, "; file rejected");
        buf_clear(&reading->out);
        reading->run->rejected = true;
    }
    complain(reading, 0, &text);
}

static void tell_left_out(struct reading *reading)
{
    const struct shaper *shaper = &reading->shaper;
    struct buf text = {0};

    if (shaper->left_out == 0)
        return;
    buf_printf(&text, "longer than %zu bytes (--max-text); left out", shaper->max_text);
    if (shaper->left_out > 1)
        buf_printf(&text, ", and %" PRIu64 " more", shaper->left_out - 1);
    complain(reading, shaper->first_left_out, &text);
    reading->run->rejected = true;
}

static void read_open(struct reading *reading)
{
    if (!intake_open(&reading->intake)) {
        reject(reading, 0, "iconv does not know this encoding");
        return;
    }
    if (reading->run->plan->html ? read_page(reading) : read_all(reading)) {
        tell_replaced(reading);
        tell_left_out(reading);
        flush(reading);
    } else if (stream_signal() == 0) {
        reject(reading, 0, stream_reason(errno));
    }
}

bool read_file(struct read_run *run, const char *name, size_t index)
{
    const struct read_plan *plan = run->plan;
    bool is_stdin = strcmp(name, "-") == 0, go_on;
    struct reading reading = {
        .run = run,
        .index = index,
        .name = is_stdin ? "<stdin>" : name,
        .fd = stream_open(name),
        .intake = {.tables = plan->tables,
                   .from = plan->from,
                   .early = plan->shape != SHAPE_FILE && !plan->strict},
        .shaper = {.shape = plan->shape, .max_text = plan->max_text},
    };

    shape_id(reading.name, &reading.id);
    if (reading.fd < 0) {
        reject(&reading, 0, stream_reason(errno));
    } else {
        read_open(&reading);
        if (!is_stdin)
            close(reading.fd);
    }
    wait_turn(&reading);
    go_on = run->output_error == 0 && stream_signal() == 0;
    pass_turn(&reading);
    intake_close(&reading.intake);
    shaper_free(&reading.shaper);
    buf_free(&reading.id);
    free(reading.named);
    buf_free(&reading.text);
    buf_free(&reading.out);
    return go_on;
}
