/*
 * Who published a page: the name behind 来源 in a dateline is an organisation, whatever it looks
 * like.
 */
#ifndef KCZ_NER_SOURCES_H
#define KCZ_NER_SOURCES_H

#include "document.h"

void find_sources(struct document *document);

#endif
