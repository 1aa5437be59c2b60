/*
 * The title of an article: the heading nearest above its body, checked against the page's first
 * line, which often is the title with the names of section and site behind it, and against the
 * title that the record brought along. Pieces that spam put there are taken off.
 */
#ifndef KCZ_CLEAN_TITLE_H
#define KCZ_CLEAN_TITLE_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "body.h"
#include "cues.h"
#include "lines.h"
#include "meta.h"
#include "span.h"

/*
 * Sets meta->title, and meta->site if the first line ends in its name; *chosen is the line that is
 * the title. text is prose, where honest words recur. False if there is none: none is invented.
 */
bool title_find(const struct lines *lines, const struct article_tables *tables,
                const struct body *body, struct span hint, struct span text, struct meta *meta,
                size_t *chosen);

/*
 * A document's title without the names of section and site, and without spam that text does not
 * share; sets *site, if it is still unknown.
 */
struct span title_without_site(const struct article_tables *tables, struct span title,
                               struct span text, struct span *site);

/* Whether a line repeats the title. */
bool title_is_repeated(struct span title, struct span line);

/* Whether a line is the title with the number of a page behind it: ...(2). */
bool title_is_of_page(struct span title, struct span line);

/* Whether a line is that heading, or begins with it and goes on behind a separator. */
bool title_begins_with(struct span line, struct span heading);

/* Whether a line consists of pieces that are spam: see spam.tsv. text: where honest words recur. */
bool title_is_spam(const struct article_tables *tables, struct span line, struct span text);

#endif
