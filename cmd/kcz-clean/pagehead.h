/*
 * What a page's own head says of the article, as kcz-read --html leaves it in meta.page: its title,
 * its <time> elements, its meta tags. It fills what the text did not tell.
 */
#ifndef KCZ_CLEAN_PAGEHEAD_H
#define KCZ_CLEAN_PAGEHEAD_H

#include "page.h"
#include "span.h"

/* Sets the titles that the record's meta holds (title_given, title_hint), before the text is read.
 */
void pagehead_hint(struct page *page, struct span meta);

/* Fills the columns of page->meta that are still empty from meta.page. meta may be absent. */
void pagehead_take(struct page *page, struct span meta);

#endif
