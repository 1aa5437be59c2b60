/*
 * R14: of paragraphs that a page holds twice, as when a crawler read it in two places, the later
 * ones go. Short lines may repeat: refrains, answers, cells.
 */
#ifndef KCZ_CLEAN_DUPLICATES_H
#define KCZ_CLEAN_DUPLICATES_H

#include "page.h"

void duplicates_apply(struct page *page);

#endif
