/*
 * What was done to a text, for --edits and --ambiguous: each change and each decision among several
 * Simplified forms, with code point offsets into the converted text.
 */
#ifndef KCZ_T2S_LOG_H
#define KCZ_T2S_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "convert.h"
#include "profile.h"
#include "span.h"

struct change {
    size_t start, end; /* in the converted text */
    struct span from, to;
    struct span choices; /* of a decision: the forms it could have been */
    enum rule rule;
};

struct changes {
    struct change *items;
    size_t count, capacity;
};

/* Empty it with log_clear for each text; the spans in it are the text's and the tables'. */
struct log {
    size_t position;    /* code points of converted text so far */
    bool wants_choices; /* else no choices are noted */
    struct changes edits, choices;
};

void log_clear(struct log *log);
void log_free(struct log *log);

/* A piece that was just put; from: what it was. */
void log_piece(struct log *log, const struct profile *profile, struct span from,
               const struct piece *piece);

/* Text that was passed over. */
void log_kept(struct log *log, struct span text);

/* As JSON: [[start,end,"from","to","rule"],...], for decisions with the forms as sixth. */
void log_write(const struct changes *changes, struct buf *out);

#endif
