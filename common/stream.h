/*
 * Bytes in and bytes out, without stdio: read() in blocks of whole lines, write() of all of a
 * buffer; EINTR and short counts are seen to. A block is what one read gave, cut after its last LF,
 * so that a line is handed on as soon as it is complete and nothing waits for more.
 */
#ifndef KCZ_STREAM_H
#define KCZ_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "buf.h"

#ifdef KCZ_STREAM_BLOCK /* of the fuzzers, whose inputs are short */
enum { STREAM_BLOCK = KCZ_STREAM_BLOCK };
#else
enum { STREAM_BLOCK = 128 * 1024 };
#endif

enum stream_status { STREAM_LINES, STREAM_END, STREAM_ERROR, STREAM_STOPPED };

struct line_reader {
    int fd;
    size_t max_line; /* of a longer line at least max_line + 1 bytes are handed out */
    struct buf rest; /* the start of a line whose end is yet to come */
    uint64_t line;   /* number of the first line not yet handed out, from 1 */
    bool skipping;   /* inside an overlong line */
    int error;       /* errno after STREAM_ERROR */
};

struct block {
    struct buf text;     /* whole lines; the last one ends in LF, added if the input had none */
    uint64_t first_line; /* its number */
};

/*
 * Standard input for "-" or NULL. Negative on failure, with errno set; a file that standard output
 * goes to is not opened: it would be read for ever, or is empty by now (EDEADLK).
 */
int stream_open(const char *file);

/* Whether two names mean the same regular file; "-" is standard input. */
bool stream_same_file(const char *a, const char *b);

/*
 * The next block of lines. STREAM_STOPPED after SIGTERM or SIGINT (stream_catch_signals): what was
 * read is handed out first, an unfinished line is dropped.
 */
enum stream_status stream_lines(struct line_reader *reader, struct block *block);

/*
 * Appends what one read gives, up to STREAM_BLOCK bytes; how many, 0 at the end, negative with
 * errno set on failure (EINTR: stream_signal says which signal came).
 */
ssize_t stream_read(int fd, struct buf *out);

/* All that is left to read, up to limit bytes; false with errno set (EFBIG: more than limit). */
bool stream_read_all(int fd, size_t limit, struct buf *out);

/*
 * A whole file ("-": standard input), up to limit bytes, appended to out. False with the file and
 * the reason appended to why.
 */
bool stream_read_file(const char *file, size_t limit, struct buf *out, struct buf *why);

/* Why a file cannot be read, in words, with what to do about it where that is not plain. */
const char *stream_reason(int error);

/* All of it, or false with errno set. */
bool stream_write(int fd, const char *bytes, size_t len);

/* From here on SIGTERM and SIGINT end the input at a record boundary. */
void stream_catch_signals(void);

/* The signal that came, or 0. */
int stream_signal(void);

/* Ends the process by that signal, so that the parent sees why. */
void stream_end_by_signal(void);

#endif
