/*
 * R15: figures about the text that is left, for whoever filters by them; nothing is dropped for
 * them here.
 */
#ifndef KCZ_CLEAN_QUALITY_H
#define KCZ_CLEAN_QUALITY_H

#include <stddef.h>

#include "page.h"

/* Fills page->quality where a report is wanted. */
void quality_apply(struct page *page);

/* "hans", "hant", "mixed", or NULL where too few characters tell. */
const char *quality_script(const struct quality *quality);

#endif
