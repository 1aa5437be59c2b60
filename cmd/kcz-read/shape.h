/*
 * The back of kcz-read: decoded text, piece by piece → records. One record a file, a line or a
 * paragraph, or lines that are records already. Knows names and text, nothing of files.
 */
#ifndef KCZ_READ_SHAPE_H
#define KCZ_READ_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "span.h"

enum shape { SHAPE_FILE, SHAPE_LINES, SHAPE_PARAGRAPHS, SHAPE_JSON };

/* What is said of a record besides its text. */
struct shape_source {
    struct span id;       /* of the file, well-formed UTF-8 */
    const char *encoding; /* of what was read so far */
    struct span meta;     /* a JSON object, or absent */
    bool report;
    double confidence;
    const char *basis;
};

struct shaper {
    enum shape shape;
    size_t max_text;         /* a longer text is left out */
    uint64_t line;           /* number of the line that text starts with, from 1 */
    uint64_t first;          /* line on which the open paragraph starts, 0 if none is open */
    struct buf open;         /* the paragraph so far */
    size_t searched;         /* up to where text holds no LF */
    bool started;            /* the file's record, or the last line of JSON, is under way */
    size_t size;             /* of the file's text so far */
    bool too_long;           /* the text under way is, and is being skipped */
    bool cut;                /* the line under way was longer than it may be; its start is gone */
    uint64_t replaced;       /* U+FFFD in the file's text so far */
    uint64_t left_out;       /* texts that were too long */
    uint64_t first_left_out; /* the line on which the first of them starts */
};

void shaper_free(struct shaper *shaper);

/*
 * Takes what is whole from the front of text and appends records to out; what is left is to stay in
 * front of what comes next. last: nothing comes.
 */
void shaper_take(struct shaper *shaper, const struct shape_source *source, struct buf *text,
                 bool last, struct buf *out);

/*
 * A file name as an id: bytes that are not well-formed UTF-8 are written as %XX, and then % itself
 * as %25; any other name stays as it is.
 */
void shape_id(const char *name, struct buf *id);

#endif
