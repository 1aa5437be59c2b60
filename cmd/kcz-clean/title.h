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
#include "page.h"
#include "span.h"

/*
 * Sets meta->title, and meta->site if the first line ends in its name; *chosen is the line that is
 * the title. text is prose, where honest words recur. False if there is none: none is invented.
 */
bool title_find(const struct lines *lines, const struct article_tables *tables,
                const struct body *body, const struct page *page, struct span text,
                struct meta *meta, size_t *chosen);

#endif
