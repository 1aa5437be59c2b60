/*
 * A model of words as a file: a blob of kind "words" with its features and weights in the order of
 * their keys. Keys name characters by code point, so that a model does not depend on how a table
 * numbers them: group << 56 | first character << 32 | second << 16 | lane, or the index within the
 * group where no character takes part. The section "about" says how the model was made.
 */
#ifndef KCZ_WORDS_FILE_H
#define KCZ_WORDS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"
#include "words.h"

struct words_file {
    struct blob blob;
    const uint64_t *keys;
    const int8_t *weights;
    size_t count;
};

bool words_file_open(struct words_file *model, const char *file, struct buf *why);
void words_file_close(struct words_file *model);

/* Weights by index, as learner and scorer have them, written with keys. False with errno set. */
bool words_file_write(const char *file, const struct words_table *table, const uint32_t *indices,
                      const int8_t *weights, size_t count, struct span about);

/*
 * The pairs and characters that the model speaks of, for words_table_extend; appended to arrays
 * that grow (memory_resize) and belong to the caller.
 */
struct words_needs {
    uint32_t *pairs;
    uint16_t *characters;
    size_t pair_count, character_count;
};
void words_file_needs(const struct words_file *model, struct words_needs *needs);
void words_needs_free(struct words_needs *needs);

/*
 * The model by the indices of a table, in ascending order; what the table does not hold is left
 * out. Both arrays have room for count items; returns how many are used.
 */
size_t words_file_place(const struct words_file *model, const struct words_table *table,
                        uint32_t *indices, int8_t *weights);

#endif
