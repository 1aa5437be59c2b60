/*
 * From read() to write(): any bytes give the same lines whether they come in one read or cut
 * anywhere, with EINTR in between; and the filter loop makes the same output, rejects and messages
 * of them, whether one thread works or three. The linker's --wrap puts the reads and writes here.
 * First byte of an input: where the cuts lie; second: the longest line, strict or not.
 */
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "filter_run.h"
#include "fuzz.h"
#include "memory.h"

enum { REJECTS_FD = 1000, LEAST = 40, LOOP_EVERY = 16, THREADS = 3, THREADS_EVERY = 64 };

ssize_t __real_read(int fd, void *into, size_t size);
ssize_t __wrap_read(int fd, void *into, size_t size);
ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);

/* What read() gives and where write() puts it; while active. */
static struct {
    bool active;
    struct span input;
    size_t at;
    unsigned cuts; /* 0: none */
    uint32_t random;
    struct buf *out, *rejects, *messages;
} pipes;

static uint32_t next_random(void)
{
    pipes.random = pipes.random * 1664525 + 1013904223;
    return pipes.random >> 16;
}

ssize_t __wrap_read(int fd, void *into, size_t size)
{
    size_t left = pipes.input.len - pipes.at;

    if (!pipes.active || fd != STDIN_FILENO)
        return __real_read(fd, into, size);
    if (pipes.cuts > 0 && next_random() % 8 == 0) {
        errno = EINTR;
        return -1;
    }
    if (pipes.cuts > 0 && size > pipes.cuts)
        size = 1 + next_random() % pipes.cuts;
    size = left < size ? left : size;
    if (size > 0)
        memcpy(into, pipes.input.at + pipes.at, size);
    pipes.at += size;
    return (ssize_t)size;
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    struct buf *into = fd == STDOUT_FILENO ? pipes.out
                       : fd == REJECTS_FD  ? pipes.rejects
                                           : pipes.messages;

    if (!pipes.active)
        return __real_write(fd, bytes, size);
    if (pipes.cuts > 0 && fd != STDERR_FILENO) { /* a message is one write */
        if (next_random() % 8 == 0) {
            errno = EINTR;
            return -1;
        }
        size = size > pipes.cuts ? pipes.cuts : size;
    }
    buf_add(into, bytes, size);
    return (ssize_t)size;
}

/* Rejects some texts, passes records without one, adds a member to the others. */
static enum outcome note_text(void *worker, struct record *record, struct buf *why)
{
    struct span text;

    (void)worker;
    if (!record_string(record, "text", &text))
        return RECORD_PASS;
    if (text.len % 5 == 4) {
        buf_add_text(why, "a text that is not wanted");
        return RECORD_REJECT;
    }
    if (text.len % 5 == 3)
        return RECORD_DROP;
    record_set_json(record, "seen", span_of("true"));
    return RECORD_DONE;
}

/* What a run made of the input. */
struct made {
    struct buf out, rejects, messages, lack;
    uint64_t records, rejected, passed;
    bool stopped;
};

static void run(struct span input, unsigned cuts, unsigned settings, size_t threads,
                struct made *made)
{
    static const struct filter filter = {.name = "fuzz", .record = note_text};
    char dash[] = "-", *files[] = {dash};
    struct filter_run loop = {.filter = &filter,
                              .diag = {.program = "fuzz"},
                              .files = files,
                              .file_count = 1,
                              .field_name = "text",
                              .strict = settings & 1,
                              .max_line = LEAST + settings,
                              .rejects_fd = REJECTS_FD};

    pipes.input = input;
    pipes.at = 0;
    pipes.cuts = cuts;
    pipes.random = cuts;
    pipes.out = &made->out;
    pipes.rejects = &made->rejects;
    pipes.messages = &made->messages;
    pipes.active = true;
    filter_run(&loop, threads);
    diag_summary(&loop.diag);
    pipes.active = false;
    made->records = loop.progress.records;
    made->rejected = loop.rejected;
    made->passed = loop.passed;
    made->stopped = loop.strict_stop;
    made->lack = loop.lack;
}

static void made_free(struct made *made)
{
    buf_free(&made->out);
    buf_free(&made->rejects);
    buf_free(&made->messages);
    buf_free(&made->lack);
}

/* Of an overlong line more or less is kept, as the reads fell: only its beginning counts. */
static bool same_rejects(const struct made *one, const struct made *other, size_t max_line)
{
    struct span a = buf_span(&one->rejects), b = buf_span(&other->rejects);

    while (a.len > 0 && b.len > 0) {
        const char *a_end = memchr(a.at, '\n', a.len), *b_end = memchr(b.at, '\n', b.len);
        require(a_end != NULL && b_end != NULL);
        struct span x = span_between(a.at, a_end), y = span_between(b.at, b_end);

        if (x.len > max_line && y.len > max_line)
            x.len = y.len = max_line + 1;
        if (!span_equal(x, y))
            return false;
        a = span_between(a_end + 1, a.at + a.len);
        b = span_between(b_end + 1, b.at + b.len);
    }
    return a.len == b.len;
}

static void compare(const struct made *one, const struct made *other, size_t max_line)
{
    require(span_equal(buf_span(&one->out), buf_span(&other->out)));
    require(span_equal(buf_span(&one->messages), buf_span(&other->messages)));
    require(span_equal(buf_span(&one->lack), buf_span(&other->lack)));
    require(same_rejects(one, other, max_line));
    require(one->records == other->records && one->rejected == other->rejected &&
            one->passed == other->passed && one->stopped == other->stopped);
}

/* The lines of the input, of overlong ones the first bytes, each with its number before it. */
static void read_lines(struct span input, unsigned cuts, size_t max_line, struct buf *out)
{
    static struct line_reader reader; /* memory is kept */
    static struct block block;

    reader = (struct line_reader){.max_line = max_line, .line = 1, .rest = reader.rest};
    reader.rest.len = 0;
    buf_clear(&block.text);
    pipes.input = input;
    pipes.at = 0;
    pipes.cuts = pipes.random = cuts;
    pipes.active = true;
    while (stream_lines(&reader, &block) == STREAM_LINES) {
        const char *at = block.text.data, *end = at + block.text.len;

        for (uint64_t number = block.first_line; at < end; number++) {
            const char *lf = memchr(at, '\n', (size_t)(end - at));

            require(lf != NULL);
            struct span line = span_between(at, lf);
            line.len = line.len > max_line ? max_line + 1 : line.len;
            buf_add_uint(out, number);
            buf_add_span(out, line);
            buf_add_char(out, '\n');
            at = lf + 1;
        }
    }
    pipes.active = false;
}

static void check_loop(struct span input, unsigned cuts, unsigned settings, bool with_threads)
{
    struct made whole = {0}, cut = {0}, shared = {0};

    run(input, 0, settings, 1, &whole);
    run(input, cuts, settings, 1, &cut);
    compare(&whole, &cut, LEAST + settings);
    if (with_threads) {
        run(input, cuts, settings, THREADS, &shared);
        compare(&whole, &shared, LEAST + settings);
    }
    made_free(&whole);
    made_free(&cut);
    made_free(&shared);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf whole = {0}, cut = {0};
    struct span input;

    if (size < 2)
        return 0;
    input = (struct span){memory_copy(data + 2, size - 2), size - 2};
    read_lines(input, 0, LEAST + data[1], &whole);
    read_lines(input, 1 + data[0], LEAST + data[1], &cut);
    require(span_equal(buf_span(&whole), buf_span(&cut)));
    if (size % LOOP_EVERY == 0)
        check_loop(input, 1 + data[0], data[1], size % THREADS_EVERY == 0);
    buf_free(&whole);
    buf_free(&cut);
    free((char *)input.at);
    return 0;
}
