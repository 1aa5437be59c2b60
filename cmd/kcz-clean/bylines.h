/*
 * Who reported an article, and for whom, where no label says so: in a bracket of a paragraph, in a
 * dateline, between slashes, behind the word for an account's own article. What is known already
 * stays.
 */
#ifndef KCZ_CLEAN_BYLINES_H
#define KCZ_CLEAN_BYLINES_H

#include <stdbool.h>

#include "arena.h"
#include "cues.h"
#include "meta.h"
#include "span.h"

/* The reporters that a bracket in the paragraph names: ...(记者 甲某某 乙某某). */
void bylines_bracketed(const struct article_tables *tables, struct span paragraph,
                       struct meta *meta, struct arena *arena);

/* Names in a bracket that ends the last paragraph: ...。（甲某某） */
void bylines_closing(const struct article_tables *tables, struct span paragraph, struct meta *meta,
                     struct arena *arena);

/* A line of its own: 本报记者 甲某某 乙某某. */
void bylines_alone(const struct article_tables *tables, struct span line, struct meta *meta,
                   struct arena *arena);

/* The agency and the day of a dateline: 某某网北京8月23日电. */
void bylines_dateline(const struct article_tables *tables, struct span paragraph, struct meta *meta,
                      struct arena *arena);

/* 某某報／記者甲某某／地方即時報導 */
void bylines_slashed(const struct article_tables *tables, struct span line, struct meta *meta,
                     struct arena *arena);

/* 原创 甲某某 某某号: the author, if one is named, and the account. True if the line is one. */
bool bylines_original(const struct article_tables *tables, struct span line, struct meta *meta,
                      struct arena *arena);

#endif
