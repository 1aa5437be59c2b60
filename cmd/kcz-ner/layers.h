/*
 * Decides between candidates: of two that cross the surer stands, then the longer; what lies inside
 * another is nested. What is left is sorted by start, outer ones first.
 */
#ifndef KCZ_NER_LAYERS_H
#define KCZ_NER_LAYERS_H

#include "document.h"

void settle_layers(struct document *document);

#endif
