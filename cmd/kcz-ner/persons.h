/*
 * PER: who is named beside a post, names with a middle dot, and Chinese names by surname, length
 * and what stands around them.
 */
#ifndef KCZ_NER_PERSONS_H
#define KCZ_NER_PERSONS_H

#include "document.h"

/* listed: also names that the word list has, whatever stands around them. */
void find_persons(struct document *document, bool listed);

/* Whether the range looks like a Chinese name: surname and one or two characters. */
bool is_chinese_name(const struct document *document, size_t start, size_t end);

#endif
