/*
 * TERM, EVENT and AWARD: industries and technologies, named meetings, prizes.
 */
#ifndef KCZ_NER_THEMES_H
#define KCZ_NER_THEMES_H

#include "document.h"

void find_terms(struct document *document);

/* To be called when places, organisations, dates and programmes are known. */
void find_events(struct document *document);

#endif
