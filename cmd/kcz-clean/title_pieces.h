/*
 * A title as the pieces that it is printed in: the title itself, the number of a page, the names of
 * section and site, spam; - _ | , and brackets stand between them. And when two lines are one
 * title.
 */
#ifndef KCZ_CLEAN_TITLE_PIECES_H
#define KCZ_CLEAN_TITLE_PIECES_H

#include <stdbool.h>
#include <stddef.h>

#include "cues.h"
#include "meta.h"
#include "span.h"

/* Without the spam pieces at both ends that text, which is prose, does not share. */
struct span title_without_spam(const struct article_tables *tables, struct span title,
                               struct span text);

/*
 * What comes before the names of sections and site, whose name goes into *site; all of it if it
 * does not end in a site's. A - without spaces may belong to the title, so that only the last one
 * parts a site from it.
 */
struct span title_part_site(const struct article_tables *tables, struct span title,
                            struct span *site);

/* 晒盐谣 - 歌词 below 首页 > 歌词: without a section's name behind it. */
struct span title_without_section(struct span title, const struct meta_list *crumbs);

/* 走读一座盐场(2): what stands before the number of a page; all of it if there is none. */
struct span title_without_page(struct span title);

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

static inline bool starts_with(struct span text, struct span head)
{
    return text.len >= head.len && memcmp(text.at, head.at, head.len) == 0;
}

#endif
