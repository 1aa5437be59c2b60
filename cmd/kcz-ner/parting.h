/*
 * Names that ran together: an organisation and what stands before or behind it, two organisations
 * with a verb or 与 between them, an organisation and the name of a person. Candidates are cut in
 * place; what is cut off is added as a candidate of its own where it is a name.
 */
#ifndef KCZ_NER_PARTING_H
#define KCZ_NER_PARTING_H

#include "document.h"

/* Parts the organisation that is the entity of this index. */
void part_names(struct document *document, size_t index);

#endif
