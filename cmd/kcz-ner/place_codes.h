/*
 * Codes of divisions (GB/T 2260): which a name may have, which of them lies in another division,
 * and which one the document means. 0 stands for no code.
 */
#ifndef KCZ_NER_PLACE_CODES_H
#define KCZ_NER_PLACE_CODES_H

#include "document.h"

/* Of the codes of a name that of the highest level. */
uint32_t place_best_code(const struct document *document, const struct entry *entry);

/* Whether a division that this place may be is the next level below the outer one. */
bool place_any_code_within(const struct document *document, uint32_t outer,
                           const struct entity *entity);

/* Gives divisions their codes, as far as the document makes them unambiguous. */
void code_places(struct document *document);

#endif
