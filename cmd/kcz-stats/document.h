/*
 * Commands that work on one document at a time and add a member to its record: what cannot be
 * merged over documents is computed here for each, to be aggregated by summary and hist.
 */
#ifndef KCZ_DOCUMENT_H
#define KCZ_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "filter.h"
#include "job.h"
#include "sequence.h"
#include "stoplist.h"
#include "tally.h"

struct document_settings {
    /* Options */
    const char *df;  /* tfidf: a state of df */
    uint64_t top;    /* keywords a document */
    uint64_t window; /* textrank, lexdiv */

    const char *command;
    struct stoplist stoplist;
    struct tally frequencies; /* tfidf: documents that have a word */
    double documents;
    struct path *fields;
    size_t field_count;
};

/* The words of a document as numbers, in the order in which they first occur. */
struct vocabulary {
    struct tally numbers; /* word to its number and 1 */
    struct span *words;   /* by number; they live as long as the record */
    uint32_t *text;       /* the number of each word of the document */
    uint64_t *counts;     /* by number */
    size_t types, tokens, type_capacity, token_capacity;
};

/* Reads the words that keep returns true for (all if NULL). */
void vocabulary_read(struct vocabulary *vocabulary, const struct sequence *sequence,
                     bool (*keep)(const struct stoplist *stoplist, struct span word),
                     const struct stoplist *stoplist);
void vocabulary_free(struct vocabulary *vocabulary);

/* The next of these commands: index counts from 0; a name of NULL behind the last. */
struct program_command document_command(size_t index);

/* The filter of a command by its name (a part of a struct filter is set up in settings); false if
 * there is none. */
bool document_filter(const char *command, struct document_settings *settings,
                     struct filter *filter);

/* The engines: each appends a JSON value for the member. */
void lexdiv_write(const struct vocabulary *vocabulary, const struct document_settings *settings,
                  struct buf *out);
void textrank_write(const struct vocabulary *vocabulary, const struct document_settings *settings,
                    struct buf *out);
void tfidf_write(const struct vocabulary *vocabulary, const struct document_settings *settings,
                 struct buf *out);

#endif
