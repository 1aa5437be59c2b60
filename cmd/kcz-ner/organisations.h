/*
 * ORG: names that the gazetteer lists, and names by their last part (科协, 大学, 有限公司) as far
 * as they reach to the left. 党组 and 党委 before a post belong to the title; the quote that opens
 * a name belongs to the name; a bare 学会 or 公司 names nobody.
 */
#ifndef KCZ_NER_ORGANISATIONS_H
#define KCZ_NER_ORGANISATIONS_H

#include "document.h"

void find_organisations(struct document *document);

/* The kind that the end of a name tells. */
enum org_kind organisation_kind(const struct document *document, size_t start, size_t end);

/* Leaves posts at their end to the posts, takes sessions in, withdraws bare common nouns. */
void trim_organisations(struct document *document);

/* Withdraws what the model took for one name but a verb divides: 市科协|组织|省科协. */
void drop_divided_organisations(struct document *document);

/* Leaves to the suffix of a settled organisation what is its own: the place in 南开区委 is 南开. */
void trim_inner_places(struct document *document);

/* Gives the settled organisations their kinds. */
void kind_organisations(struct document *document);

/* Whether a word runs over this position, where no post begins either. */
bool organisation_cuts_word(const struct document *document, size_t end);

/* Adds a candidate with the kind that its form tells. */
void add_organisation(struct document *document, size_t start, size_t end, enum rank rank);

#endif
