/*
 * Short forms that a text gives itself: 海川数据科技有限公司(以下简称“海川数据”). What stands in
 * such brackets is what the name before them is, here and wherever it is said again.
 */
#ifndef KCZ_NER_SHORT_FORMS_H
#define KCZ_NER_SHORT_FORMS_H

#include "document.h"

/* Adds the short forms and all their mentions as candidates. */
void find_short_forms(struct document *document);

#endif
