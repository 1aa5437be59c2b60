/*
 * R10 to R13: what of a page is article. Its lines are judged together and then taken out each by
 * the rule that knows it: R10 spam, R11 furniture (menus, share bars, notices), R12 what lies
 * outside the body, R13 the title and the particulars, which become meta. Plain text, where nothing
 * speaks of a page, is left alone.
 */
#ifndef KCZ_CLEAN_ARTICLE_H
#define KCZ_CLEAN_ARTICLE_H

#include "page.h"

/* The rows of these rules in the registry follow each other in this order. */
enum article_rule { ARTICLE_SPAM, ARTICLE_FURNITURE, ARTICLE_BODY, ARTICLE_META, ARTICLE_RULES };

/* Works for all four; page->rule is the row of the first. */
void article_apply(struct page *page);

#endif
