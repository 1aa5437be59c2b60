/*
 * Text as word/tag, for learning parts of speech: every word as features see it, with its tag. The
 * tag "-" says that it is not known; such a word is context only.
 */
#ifndef KCZ_POS_CORPUS_H
#define KCZ_POS_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "pos.h"

/* The tags in the order in which they were first seen, a line each. */
struct pos_tags {
    struct buf names;
    size_t count;
};

struct pos_corpus {
    struct pos_tags *tags; /* shared by corpora that go together; made if NULL */
    bool owns_tags;
    struct pos_word *words; /* an edge before and behind every sentence */
    uint8_t *gold;          /* tag of each word, POS_NONE where it is not known */
    size_t word_count, word_capacity;
    size_t *sentences; /* where each starts: its first word; the edge follows its last */
    size_t sentence_count, sentence_capacity;
};

/* Adds the lines of a file, at most limit bytes (0: all). False with the reason in why. */
bool pos_corpus_add(struct pos_corpus *corpus, const char *file, uint64_t limit, struct buf *why);
void pos_corpus_free(struct pos_corpus *corpus);

#endif
