#include "document.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "memory.h"
#include "quality.h"
#include "state.h"
#include "tuple.h"

static const struct option quality_options[] = {
    {.kind = OPTION_END},
};

static const struct option lexdiv_options[] = {
    {0, "window", "N", "words of a window of MATTR [50]", OPTION_COUNT,
     offsetof(struct document_settings, window), NULL},
    {.kind = OPTION_END},
};

static const struct option textrank_options[] = {
    {0, "top", "N", "so many keywords [10]", OPTION_COUNT, offsetof(struct document_settings, top),
     NULL},
    {0, "window", "N", "words that are linked stand less than N apart [5]", OPTION_COUNT,
     offsetof(struct document_settings, window), NULL},
    {.kind = OPTION_END},
};

static const struct option tfidf_options[] = {
    {0, "top", "N", "so many keywords [10]", OPTION_COUNT, offsetof(struct document_settings, top),
     NULL},
    {0, "df", "STATE", "document frequencies: a state of df or of freq --df", OPTION_TEXT,
     offsetof(struct document_settings, df), NULL},
    {.kind = OPTION_END},
};

struct document_worker {
    const struct document_settings *settings;
    struct job job; /* only its selection of fields is used */
    struct sequence sequence;
    struct vocabulary vocabulary;
    struct quality_memory quality;
    struct buf json;
};

static bool read_frequencies(struct document_settings *settings, struct buf *why)
{
    struct state_reader reader;
    struct span header;
    struct row row;
    bool good;

    if (settings->df == NULL) {
        buf_add_text(why, "--df STATE is needed: what kcz-stats df --state wrote");
        return false;
    }
    tally_init(&settings->frequencies, 1, false);
    good = state_open(&reader, settings->df, why) && state_read_header(&reader, &header, why);
    if (good && reader.width != 2) {
        buf_printf(why, "%s:1: not a state of df or of freq --df", settings->df);
        good = false;
    }
    while (good && state_next(&reader, &row)) {
        if (tuple_is_total(row.key, "documents"))
            settings->documents = (double)row.values[0];
        else if (tuple_kind(row.key) == TUPLE_SUM)
            tally_add(&settings->frequencies, row.key, 0, row.values[1]);
    }
    good = good && state_good(&reader, why);
    state_close(&reader);
    return good;
}

static bool open_document(void *state, const struct filter_settings *shared, struct buf *why)
{
    struct document_settings *settings = state;

    settings->fields = memory_new(shared->field_count, sizeof *settings->fields);
    memcpy(settings->fields, shared->fields, shared->field_count * sizeof *settings->fields);
    settings->field_count = shared->field_count;
    return stoplist_open(&settings->stoplist, why) &&
           (strcmp(settings->command, "tfidf") != 0 || read_frequencies(settings, why));
}

static void close_document(void *state)
{
    struct document_settings *settings = state;

    tally_free(&settings->frequencies);
    free(settings->fields);
}

static void *new_worker(const void *state)
{
    struct document_worker *worker = memory_new(1, sizeof *worker);
    const struct option_list none = {NULL, 0};
    struct buf why = {0};

    worker->settings = state;
    select_open(&worker->job.select, worker->settings->fields, worker->settings->field_count, &none,
                &why);
    return worker;
}

static void free_worker(void *state)
{
    struct document_worker *worker = state;

    select_close(&worker->job.select);
    sequence_free(&worker->sequence);
    vocabulary_free(&worker->vocabulary);
    quality_free(&worker->quality);
    buf_free(&worker->json);
    free(worker);
}

static enum outcome rate_record(void *state, struct record *record, struct buf *why)
{
    struct document_worker *worker = state;
    struct span text;

    (void)why;
    if (!record_string_at(record, &worker->settings->fields[0], &text))
        return RECORD_PASS;
    buf_clear(&worker->json);
    quality_write(&worker->quality, text, &worker->json);
    record_set_json(record, "quality", buf_span(&worker->json));
    return RECORD_DONE;
}

/* Reads the document's words; false if it has none. */
static bool read_words(struct document_worker *worker, struct record *record, bool content)
{
    sequence_read(&worker->sequence, &worker->job, record);
    vocabulary_read(&worker->vocabulary, &worker->sequence, content ? stoplist_is_content : NULL,
                    &worker->settings->stoplist);
    buf_clear(&worker->json);
    return worker->sequence.count > worker->job.select.field_count;
}

static enum outcome measure_record(void *state, struct record *record, struct buf *why)
{
    struct document_worker *worker = state;

    (void)why;
    if (!read_words(worker, record, false))
        return RECORD_PASS;
    lexdiv_write(&worker->vocabulary, worker->settings, &worker->json);
    record_set_json(record, "lexdiv", buf_span(&worker->json));
    return RECORD_DONE;
}

static enum outcome rank_record(void *state, struct record *record, struct buf *why)
{
    struct document_worker *worker = state;

    (void)why;
    if (!read_words(worker, record, true))
        return RECORD_PASS;
    if (strcmp(worker->settings->command, "tfidf") == 0)
        tfidf_write(&worker->vocabulary, worker->settings, &worker->json);
    else
        textrank_write(&worker->vocabulary, worker->settings, &worker->json);
    record_set_json(record, "keywords", buf_span(&worker->json));
    return RECORD_DONE;
}

static const struct filter filters[] = {
    {.command = "quality",
     .about = "add the ratios that tell prose from menus and generated pages",
     .options = quality_options,
     .record = rate_record},
    {.command = "lexdiv",
     .about = "add measures of lexical diversity",
     .options = lexdiv_options,
     .default_field = ".tokens[]",
     .any_path = true,
     .record = measure_record},
    {.command = "textrank",
     .about = "add keywords, found in the document alone",
     .options = textrank_options,
     .default_field = ".tokens[]",
     .any_path = true,
     .record = rank_record},
    {.command = "tfidf",
     .about = "add keywords, by how rare they are in a corpus",
     .options = tfidf_options,
     .default_field = ".tokens[]",
     .any_path = true,
     .record = rank_record},
};

struct program_command document_command(size_t index)
{
    struct program_command none = {NULL, NULL};

    return index < sizeof filters / sizeof *filters
               ? (struct program_command){filters[index].command, filters[index].about}
               : none;
}

bool document_filter(const char *command, struct document_settings *settings, struct filter *filter)
{
    for (size_t i = 0; command != NULL && i < sizeof filters / sizeof *filters; i++) {
        if (strcmp(filters[i].command, command) != 0)
            continue;
        *filter = filters[i];
        filter->name = "kcz-stats";
        filter->settings = settings;
        filter->open = open_document;
        filter->close = close_document;
        filter->worker_new = new_worker;
        filter->worker_free = free_worker;
        settings->command = filter->command;
        return true;
    }
    return false;
}
