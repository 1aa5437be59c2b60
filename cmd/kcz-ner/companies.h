/*
 * Companies in lists: 云海智能、飞翔信息等企业. The end of the list says what its items are, also
 * those that no suffix tells.
 */
#ifndef KCZ_NER_COMPANIES_H
#define KCZ_NER_COMPANIES_H

#include "document.h"

/* Adds the items of each list as candidates. */
void find_company_lists(struct document *document);

#endif
