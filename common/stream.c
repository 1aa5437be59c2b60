#include "stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"

/* The one thing that outlives a call: a signal handler has nowhere else to put it. */
static volatile sig_atomic_t caught_signal;

static void note_signal(int signal_number)
{
    caught_signal = signal_number;
}

void stream_catch_signals(void)
{
    /* No SA_RESTART: read() must return. A second signal ends the process where it stands. */
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND};

    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
}

int stream_signal(void)
{
    return caught_signal;
}

void stream_end_by_signal(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};

    sigemptyset(&action.sa_mask);
    sigaction(caught_signal, &action, NULL);
    raise(caught_signal);
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return S_ISREG(a->st_mode) && a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int status_of(const char *file, struct stat *status)
{
    return strcmp(file, "-") == 0 ? fstat(STDIN_FILENO, status) : stat(file, status);
}

bool stream_same_file(const char *a, const char *b)
{
    struct stat first, second;

    return status_of(a, &first) == 0 && status_of(b, &second) == 0 && is_same(&first, &second);
}

static bool is_output(int fd)
{
    struct stat input, output;

    return fstat(fd, &input) == 0 && fstat(STDOUT_FILENO, &output) == 0 && is_same(&input, &output);
}

int stream_open(const char *file)
{
    bool is_stdin = file == NULL || strcmp(file, "-") == 0;
    int fd = STDIN_FILENO;

    if (!is_stdin) {
        do
            fd = open(file, O_RDONLY | O_CLOEXEC);
        while (fd < 0 && errno == EINTR && caught_signal == 0);
    }
    if (fd < 0 || !is_output(fd))
        return fd;
    if (!is_stdin)
        close(fd);
    errno = EDEADLK;
    return -1;
}

/* Waits until a descriptor that was set non-blocking by somebody else is ready. */
static bool wait_ready(int fd, short events)
{
    struct pollfd ready = {.fd = fd, .events = events};

    return poll(&ready, 1, -1) >= 0 || errno == EINTR;
}

/* read() that only a signal to stop or a real error ends early. */
static ssize_t read_some(int fd, char *into, size_t size)
{
    for (;;) {
        ssize_t got = read(fd, into, size);

        if (got >= 0)
            return got;
        if (errno == EINTR && caught_signal == 0)
            continue;
        if ((errno == EAGAIN || errno == EWOULDBLOCK) && wait_ready(fd, POLLIN))
            continue;
        return got;
    }
}

bool stream_write(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);

        if (written < 0) {
            if (errno == EINTR)
                continue;
            if ((errno == EAGAIN || errno == EWOULDBLOCK) && wait_ready(fd, POLLOUT))
                continue;
            return false;
        }
        bytes += written;
        len -= (size_t)written;
    }
    return true;
}

static ssize_t read_up_to(int fd, size_t size, struct buf *out)
{
    ssize_t got;

    errno = EINTR;
    got = caught_signal != 0 ? -1 : read_some(fd, buf_reserve(out, size), size);
    if (got > 0)
        out->len += (size_t)got;
    return got;
}

ssize_t stream_read(int fd, struct buf *out)
{
    return read_up_to(fd, STREAM_BLOCK, out);
}

/* As much as a file on disk may still give, and a byte so that its end is seen; else a block. */
static size_t next_read(int fd, size_t had)
{
    struct stat about;

    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0 ||
        about.st_size < (off_t)had)
        return STREAM_BLOCK;
    size_t left = (size_t)about.st_size - had + 1;
    return left < STREAM_BLOCK ? left : STREAM_BLOCK;
}

bool stream_read_all(int fd, size_t limit, struct buf *out)
{
    size_t start = out->len;

    for (;;) {
        ssize_t got = read_up_to(fd, next_read(fd, out->len - start), out);

        if (got <= 0)
            return got == 0;
        if (out->len - start > limit) {
            errno = EFBIG;
            return false;
        }
    }
}

const char *stream_reason(int error)
{
    switch (error) {
    case EISDIR:
        return "Is a directory; name the files in it";
    case EDEADLK:
        return "is what the output goes to; write to another file";
    default:
        return strerror(error);
    }
}

bool stream_read_file(const char *file, size_t limit, struct buf *out, struct buf *why)
{
    int fd = stream_open(file);
    bool read = fd >= 0 && stream_read_all(fd, limit, out);

    if (!read)
        buf_printf(why, "%s: %s", file, stream_reason(errno));
    if (fd > STDIN_FILENO)
        close(fd);
    return read;
}

static uint64_t count_lines(const struct buf *text)
{
    uint64_t count = 0;
    const char *at = text->data, *end = at + text->len;

    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        count++;
        at++;
    }
    return count;
}

/* Hands out what lies in block->text; its lines are counted. */
static enum stream_status hand_out(struct line_reader *reader, struct block *block)
{
    block->first_line = reader->line;
    reader->line += count_lines(&block->text);
    return STREAM_LINES;
}

/* The input is over; a last line without its LF is handed out with one. */
static enum stream_status hand_out_rest(struct line_reader *reader, struct block *block)
{
    if (block->text.len == 0)
        return STREAM_END;
    buf_add_char(&block->text, '\n');
    return hand_out(reader, block);
}

/* Cuts block->text behind its last LF; what follows is kept for the next block. */
static bool cut_lines(struct line_reader *reader, struct block *block, size_t searched)
{
    char *fresh = block->text.data + searched;
    char *last = memrchr(fresh, '\n', block->text.len - searched);

    if (last == NULL)
        return false;
    size_t whole = (size_t)(last + 1 - block->text.data);
    buf_clear(&reader->rest);
    buf_add(&reader->rest, last + 1, block->text.len - whole);
    block->text.len = whole;
    return true;
}

/* Drops what belongs to an overlong line that was already handed out in part. */
static void skip_overlong(struct line_reader *reader, struct block *block)
{
    char *lf = memchr(block->text.data, '\n', block->text.len);

    if (lf == NULL) {
        buf_clear(&block->text);
        return;
    }
    buf_splice(&block->text, 0, (size_t)(lf + 1 - block->text.data), span_of(""));
    reader->skipping = false;
}

enum stream_status stream_lines(struct line_reader *reader, struct block *block)
{
    struct buf swap = block->text;

    block->text = reader->rest; /* what is left of the last block comes first */
    reader->rest = swap;
    buf_clear(&reader->rest);
    for (;;) {
        size_t searched = block->text.len;
        char *into = buf_reserve(&block->text, STREAM_BLOCK);
        ssize_t got = caught_signal != 0 ? -1 : read_some(reader->fd, into, STREAM_BLOCK);

        if (got == 0)
            return reader->skipping ? STREAM_END : hand_out_rest(reader, block);
        if (got < 0) {
            reader->error = errno;
            return caught_signal != 0 ? STREAM_STOPPED : STREAM_ERROR;
        }
        block->text.len += (size_t)got;
        if (reader->skipping) {
            skip_overlong(reader, block);
            searched = 0;
        }
        if (block->text.len > searched && cut_lines(reader, block, searched))
            return hand_out(reader, block);
        if (block->text.len > reader->max_line) {
            buf_add_char(&block->text, '\n');
            reader->skipping = true;
            return hand_out(reader, block);
        }
    }
}
