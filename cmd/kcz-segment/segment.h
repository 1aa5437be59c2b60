/*
 * Text into words: the model, the rules and the words of a user dictionary together. What comes
 * out, joined with the white space that is skipped, is the text.
 */
#ifndef KCZ_SEGMENT_H
#define KCZ_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"
#include "span.h"
#include "user_dict.h"
#include "words.h"

struct segmenter {
    enum words_standard standard;
    struct blob blob;
    struct words_table lexicon; /* as built in; only used where a model from a file extends it */
    struct words_table table;
    struct words_model model;
    const uint32_t *indices; /* the model as it is: features by the table's indices ... */
    const int8_t *weights;   /* ... and their weights */
    size_t weight_count;
    void *owned[2]; /* the two arrays, if the model came from a file */
    struct user_dict user;
};

/*
 * Opens what is built in: the standard's model, or the one in model_file (NULL: none) with the
 * built-in lexicon; user_file (NULL: none) is a user dictionary. False with the reason in why.
 */
bool segmenter_open(struct segmenter *segmenter, const char *standard, const char *model_file,
                    const char *user_file, struct buf *why);
void segmenter_close(struct segmenter *segmenter);

struct token {
    uint32_t start, end; /* bytes */
    uint32_t offset;     /* code points before it */
    int32_t user;        /* entry of the user dictionary that it is, or -1 */
};

/* Memory for one thread; a zeroed struct is empty. */
struct segment_work {
    struct words_text text;
    struct user_matches matches;
    struct token *tokens;
    size_t count, capacity;
};

/* The tokens of well-formed text are in work until the next call. */
void segment_text(const struct segmenter *segmenter, struct span text, struct segment_work *work);
void segment_work_free(struct segment_work *work);

/*
 * The length of the piece of text that is scored at once: all of a text of ordinary length,
 * otherwise up to the end of a sentence or white space.
 */
size_t segment_piece(struct span text);

/* Reads and scores one piece: work->text then holds rules and scores of all its gaps. */
void segment_score(const struct segmenter *segmenter, struct span piece, struct segment_work *work);

#endif
