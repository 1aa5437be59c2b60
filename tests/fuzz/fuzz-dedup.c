/*
 * kcz-dedup: any records, signed, linked, marked. The order in which link sees them makes no
 * difference; what it writes is read by mark, and in what mark keeps nothing repeats. Any bytes as
 * that file are refused or can be used. An input is a choice and three parts: set phrases, a file
 * of clusters, records. Temporary files are in memory (the linker's --wrap).
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../cmd/kcz-dedup/dedup.h"
#include "fuzz.h"
#include "memory.h"
#include "scratch.h"

enum { RAW = 1, PARAGRAPHS = 2, STRICT = 4, REPORT = 8, LINES_MAX = 16 };

int __wrap_scratch_open(void);
int __wrap_scratch_open(void)
{
    static int file = -1;

    if (file < 0)
        file = memfd_create("scratch", MFD_CLOEXEC);
    require(ftruncate(file, 0) == 0 && lseek(file, 0, SEEK_SET) == 0);
    return dup(file);
}

static struct buf *sink;

bool filter_flush(struct filter_output *output)
{
    buf_add_span(sink, buf_span(&output->lines));
    buf_clear(&output->lines);
    return true;
}

/* The lines of the records, at most LINES_MAX; after sign, those that it signed. */
struct lines {
    struct buf items[LINES_MAX];
    size_t count;
};

static void lines_free(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        buf_free(&lines->items[i]);
}

/* The steps share the phrases: their trie is dear to build and not theirs to free. */
static struct dedup settings_of(uint8_t choice, const struct phrases *phrases, const char *clusters)
{
    return (struct dedup){.phrases = {.trie = phrases->trie, .any = phrases->any},
                          .clusters = clusters,
                          .threshold = choice & STRICT ? 0.9 : 0,
                          .min_length = 4,
                          .paragraphs = choice & PARAGRAPHS};
}

static struct filter_settings shared_settings(struct path *field, uint8_t choice)
{
    struct buf why = {0};

    require(path_parse(field, "text", &why));
    return (struct filter_settings){field, 1, (choice & REPORT) != 0};
}

/* What the step's record function makes of a line; RECORD_DONE leaves it in out. */
static enum outcome work(const struct filter *step, void *worker, struct span line, struct buf *out)
{
    struct record record = {0};
    struct buf why = {0};
    enum outcome outcome = RECORD_REJECT;
    size_t where;

    if (record_read(&record, line, &where) == NULL)
        outcome = step->record(worker, &record, &why);
    buf_clear(out);
    if (outcome == RECORD_DONE)
        record_write(&record, out);
    record_free(&record);
    buf_free(&why);
    return outcome;
}

/* Signs what can be signed of the text. */
static void sign(struct dedup dedup, const struct filter_settings *shared, struct span text,
                 struct lines *lines)
{
    struct buf why = {0};

    require(sign_filter.open(&dedup, shared, &why));
    void *worker = sign_filter.worker_new(&dedup);
    while (text.len > 0 && lines->count < LINES_MAX) {
        const char *lf = memchr(text.at, '\n', text.len), *end = text.at + text.len;
        struct span line = span_between(text.at, lf != NULL ? lf : end);

        text = lf != NULL ? span_between(lf + 1, end) : (struct span){end, 0};
        if (line.len == 0)
            continue;
        lines->items[lines->count] = (struct buf){0};
        if (work(&sign_filter, worker, line, &lines->items[lines->count]) == RECORD_DONE)
            lines->count++;
        else
            buf_free(&lines->items[lines->count]);
    }
    sign_filter.worker_free(worker);
    sign_filter.close(&dedup);
    buf_free(&why);
}

static void link_lines(struct dedup dedup, const struct filter_settings *shared,
                       const struct lines *lines, bool backwards, struct buf *out)
{
    struct filter_output output = {0};
    struct buf why = {0}, unused = {0};

    sink = out;
    require(link_filter.open(&dedup, shared, &why));
    for (size_t i = 0; i < lines->count; i++) {
        size_t at = backwards ? lines->count - 1 - i : i;

        work(&link_filter, &dedup, buf_span(&lines->items[at]), &unused);
    }
    require(link_filter.finish(&dedup, &output, &why));
    filter_flush(&output);
    link_filter.close(&dedup);
    buf_free(&output.lines);
    buf_free(&unused);
    buf_free(&why);
}

/* Whether mark takes the file; then each record that has an id is marked: how many. */
static bool mark(struct dedup dedup, const struct filter_settings *shared,
                 const struct lines *lines, size_t *count)
{
    struct buf why = {0}, marked = {0};
    bool good = mark_filter.open(&dedup, shared, &why);

    if (good) {
        void *worker = mark_filter.worker_new(&dedup);

        for (size_t i = 0; i < lines->count; i++)
            *count += work(&mark_filter, worker, buf_span(&lines->items[i]), &marked) ==
                      RECORD_DONE;
        mark_filter.worker_free(worker);
    }
    mark_filter.close(&dedup);
    buf_free(&marked);
    buf_free(&why);
    return good;
}

/* Leaves the records that drop keeps. */
static void drop(struct dedup dedup, const struct filter_settings *shared, struct lines *lines)
{
    struct buf why = {0}, kept = {0};
    size_t count = 0;

    dedup.drops = true;
    dedup.paragraphs = false;
    require(drop_filter.open(&dedup, shared, &why));
    void *worker = drop_filter.worker_new(&dedup);
    for (size_t i = 0; i < lines->count; i++) {
        if (work(&drop_filter, worker, buf_span(&lines->items[i]), &kept) == RECORD_DONE) {
            struct buf line = lines->items[i];

            lines->items[i] = lines->items[count];
            lines->items[count++] = line;
        }
    }
    for (size_t i = count; i < lines->count; i++)
        buf_free(&lines->items[i]);
    lines->count = count;
    drop_filter.worker_free(worker);
    drop_filter.close(&dedup);
    buf_free(&kept);
    buf_free(&why);
}

/* Members of a cluster have other ids than the cluster unless all have the same. */
static void check_no_repeats(struct span clusters)
{
    while (clusters.len > 0) {
        const char *lf = memchr(clusters.at, '\n', clusters.len);
        struct span line = span_between(clusters.at, lf);

        require(span_equal(json_get(line, span_of("id")), json_get(line, span_of("cluster"))));
        clusters = span_between(lf + 1, clusters.at + clusters.len);
    }
}

static void check_steps(struct dedup dedup, const struct filter_settings *shared,
                        struct lines *lines)
{
    struct buf linked = {0}, again = {0};
    size_t marked = 0;

    link_lines(dedup, shared, lines, false, &linked);
    link_lines(dedup, shared, lines, true, &again);
    require(span_equal(buf_span(&linked), buf_span(&again)));
    fuzz_file(1, buf_span(&linked));
    require(mark(dedup, shared, lines, &marked));
    drop(dedup, shared, lines);
    require(lines->count > 0 || marked == 0);
    buf_clear(&again);
    dedup.paragraphs = false;
    link_lines(dedup, shared, lines, false, &again);
    check_no_repeats(buf_span(&again));
    buf_free(&linked);
    buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = {(const char *)data + 1, size - 1}, part, clusters;
    struct phrases phrases = {.any = false};
    struct lines lines = {.count = 0};
    struct buf why = {0};
    struct path field;
    size_t marked = 0;

    if (size == 0)
        return 0;
    const struct filter_settings shared = shared_settings(&field, data[0]);
    part = fuzz_part(&rest);
    clusters = fuzz_part(&rest);
    if (part.len == 0 || phrases_open(&phrases, fuzz_file(0, part), &why)) {
        struct dedup dedup = settings_of(data[0], &phrases, fuzz_file(1, clusters));

        sign(dedup, &shared, rest, &lines);
        if (data[0] & RAW)
            mark(dedup, &shared, &lines, &marked);
        else
            check_steps(dedup, &shared, &lines);
    }
    phrases_close(&phrases);
    path_free(&field);
    lines_free(&lines);
    buf_free(&why);
    return 0;
}
