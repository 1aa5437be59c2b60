/*
 * What by its characters alone can be a Chinese name: a surname and one or two characters more.
 * Whether it is one where it stands, persons.c and appointed.c decide.
 */
#ifndef KCZ_NER_NAME_SHAPE_H
#define KCZ_NER_NAME_SHAPE_H

#include "document.h"

/* Length of the surname at position; 0 if there is none. */
size_t surname_length(const struct document *document, size_t position);

bool is_chinese_name(const struct document *document, size_t start, size_t end);

/* 殷殷, 平平安安: no full name doubles its surname, though pet names do. */
bool is_doubled(const struct document *document, size_t start, size_t end);

/* 智能化: a word that 化 made of another. */
bool is_derived(const struct document *document, size_t start, size_t end);

#endif
