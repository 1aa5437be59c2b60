/*
 * LOC: divisions, countries, regions, zones, venues. An address chain (天津市滨海新区) is one LOC
 * with its parts nested; parks and zones are places by their form.
 */
#ifndef KCZ_NER_PLACES_H
#define KCZ_NER_PLACES_H

#include "document.h"

void find_places(struct document *document);

/* Withdraws candidates that are common nouns: 现代产业园区, 国家示范区. */
void drop_common_places(struct document *document);

/* Joins neighbouring candidates to address chains. */
void join_places(struct document *document);

#endif
