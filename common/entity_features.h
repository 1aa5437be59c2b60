/*
 * What the model of kcz-ner looks at in each place of a text: characters around it, the word it is
 * in and those beside that, names of the gazetteer that cover it, the suffix of an organisation or
 * zone ahead. The trainer and the program see the same.
 */
#ifndef KCZ_ENTITY_FEATURES_H
#define KCZ_ENTITY_FEATURES_H

#include <stddef.h>
#include <stdint.h>

#include "gazetteer.h"
#include "linear.h"

/* The types that the model tells apart, as LINEAR_LABEL numbers them. */
enum model_type { MODEL_PER, MODEL_LOC, MODEL_ORG };

struct entity_word {
    uint32_t hash;  /* of its symbols */
    uint32_t shape; /* of its entry; of its first character where it has none */
};

/* A zeroed struct is empty; it is used again for text after text. */
struct entity_view {
    const struct scan *scan;
    uint32_t *symbols;         /* characters with digits made one and letters lower case */
    struct entity_word *words; /* by word; two before the first and behind the last are outside */
    uint32_t *cover;           /* the longest name over a position, and where in it that is */
    uint16_t *ahead;           /* kind and distance of the next suffix of the clause */
    size_t capacity;
};

void entity_view_read(struct entity_view *view, const struct scan *scan);
void entity_view_free(struct entity_view *view);

/* Writes the features of a position and returns how many; not more than LINEAR_FEATURES. */
size_t entity_features(const struct entity_view *view, size_t position, uint64_t *features);

/* The end of the sentence that begins at position: behind its stop, at most 400 characters on. */
size_t sentence_end(const struct chars *chars, size_t position);

#endif
