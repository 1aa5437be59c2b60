/*
 * Text in, entities out: the stages in their order. The entities lie in document.entities, sorted
 * by start, each flat one followed by those nested in it.
 */
#ifndef KCZ_NER_RECOGNISE_H
#define KCZ_NER_RECOGNISE_H

#include "document.h"
#include "tagger.h"

/*
 * tagger: NULL for rules and gazetteers alone. today: what relative dates are resolved against;
 * year 0 if it is not known.
 */
void recognise(struct document *document, const struct gazetteer *gazetteer, struct tagger *tagger,
               struct span text, struct day today);

#endif
