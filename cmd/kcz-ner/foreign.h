/*
 * Names of persons that are not a Chinese surname and given name: transliterated parts around
 * middle dots (尼古拉·哥白尼), and Tibetan names of two parts that a table has (旦增罗布).
 */
#ifndef KCZ_NER_FOREIGN_H
#define KCZ_NER_FOREIGN_H

#include "document.h"

void find_foreign(struct document *document);

#endif
