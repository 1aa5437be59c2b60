/*
 * Annotated text for learning words: its characters and matches as words_read gives them, kept for
 * all sentences side by side, with the cuts that the annotation makes.
 */
#ifndef KCZ_WORDS_CORPUS_H
#define KCZ_WORDS_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "span.h"
#include "words.h"

/* A gap that the annotation leaves open; nothing is learnt from it. */
enum { GAP_UNKNOWN = 2 };

/* One line: what is tokenised, and after which characters a word ends. */
struct sentence {
    size_t start; /* first character in the arrays of the corpus */
    uint32_t count;
    uint8_t group; /* whose per-corpus weights it trains */
};

/* Lines of one file as text and cuts, before they are read with a table. */
struct words_lines {
    struct buf text; /* UTF-8 of all lines, one after the other */
    struct buf cuts; /* a byte a character: 1 where a word ends, GAP_UNKNOWN */
    size_t *starts;  /* of each line in text; one more than lines */
    uint8_t *groups;
    size_t count, capacity;
};

/*
 * Adds the lines of a file: words with spaces between ("_" is a space that the text has, U+001F
 * within a word a gap that is not known), or records with "tokens". At most limit bytes are read
 * (0: all). False with the reason in why.
 */
bool words_lines_add(struct words_lines *lines, const char *file, uint8_t group, uint64_t limit,
                     struct buf *why);
void words_lines_free(struct words_lines *lines);

struct words_corpus {
    struct words_text all; /* arrays of all sentences with padding between */
    uint8_t *cuts;
    struct sentence *sentences;
    size_t count, characters;
};

void words_corpus_read(struct words_corpus *corpus, const struct words_lines *lines,
                       const struct words_table *table, const enum words_standard *standards);

/* The sentence as a text of its own; it borrows the arrays of the corpus. */
struct words_text words_corpus_text(const struct words_corpus *corpus, size_t sentence);
void words_corpus_free(struct words_corpus *corpus);

#endif
