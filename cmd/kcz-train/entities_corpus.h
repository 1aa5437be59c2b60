/*
 * Texts with marked entities, as kcz-train entities reads them. Two forms: BIO, a character and its
 * label a line, a blank line behind each sentence; and marked paragraphs, "span/TYPE span/O", with
 * _ for a space. Only PER, LOC and ORG are taken over.
 */
#ifndef KCZ_TRAIN_ENTITIES_CORPUS_H
#define KCZ_TRAIN_ENTITIES_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "span.h"

/* A half-open range of code points in its text. */
struct mark {
    uint32_t start, end;
    uint8_t type; /* enum model_type */
};

struct marked_text {
    size_t at, len;           /* in corpus.text */
    size_t first_mark, marks; /* in corpus.marks */
};

struct corpus {
    struct buf text;
    struct marked_text *texts;
    size_t count, capacity;
    struct mark *marks;
    size_t mark_count, mark_capacity;
};

/* Appends a file; at most limit bytes of it if limit is not 0. False with the reason in why. */
bool corpus_add_bio(struct corpus *corpus, const char *file, uint64_t limit, struct buf *why);
bool corpus_add_paragraphs(struct corpus *corpus, const char *file, uint64_t limit,
                           struct buf *why);
void corpus_free(struct corpus *corpus);

#endif
