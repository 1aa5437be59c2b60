/*
 * What one place in a document says about another: unknown beginnings of names show by repetition,
 * a person named once beside a post is a person everywhere, 麒麟软件有限公司 goes on as 麒麟软件.
 */
#ifndef KCZ_NER_ALIASES_H
#define KCZ_NER_ALIASES_H

#include "document.h"

/* Moves the start of names to the left over characters that stand before every mention. */
void extend_repeated(struct document *document);

/* Adds further mentions of names under the same or a shorter form. */
void find_aliases(struct document *document);

#endif
