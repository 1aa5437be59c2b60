/*
 * Persons, places and organisations by the trained model, sentence by sentence.
 */
#ifndef KCZ_NER_TAGGER_H
#define KCZ_NER_TAGGER_H

#include "document.h"
#include "entity_features.h"
#include "linear.h"

/* What the model works in. A zeroed struct is empty; it is used again for text after text. */
struct tagger {
    const struct linear *model;
    struct entity_view view;
    struct linear_scores *scores;
    uint8_t *back, *labels;
    size_t capacity;
};

/* Adds what the model finds outside of the closed classes. */
void find_by_model(struct tagger *tagger, struct document *document);
void tagger_free(struct tagger *tagger);

#endif
