/*
 * R13: what the lines around the body tell of the article: particulars above and below it, the
 * breadcrumbs, the site, a summary; and in the body the dateline and the reporters' bracket, which
 * stay where they are.
 */
#ifndef KCZ_CLEAN_METADATA_H
#define KCZ_CLEAN_METADATA_H

#include <stddef.h>

#include "body.h"
#include "cues.h"
#include "lines.h"
#include "page.h"

/* Marks the lines above the body that are breadcrumbs by their shape as such; true if any is. */
bool metadata_mark_crumbs(struct lines *lines, const struct article_tables *tables,
                          const struct body *body);

/* Fills page->meta from the page's lines; what is known already stays. */
void metadata_take(struct page *page, const struct article_tables *tables,
                   const struct lines *lines, const struct body *body);

/*
 * What only the title and the body's place tell: a subtitle below it, the authors of a paper, the
 * account that stands between the title and the
 * date is the source, and of a page that tells no date that one counts which is a line of its own
 * below the text. title: the line that is it, or NO_LINE.
 */
enum { NO_LINE = -1 };
void metadata_take_account(struct page *page, const struct lines *lines, const struct body *body,
                           ptrdiff_t title);
void metadata_take_closing(struct page *page, const struct lines *lines, const struct body *body);

/*
 * Where in a body's last line an editor's bracket begins that ends it, such as (责编:某某); its
 * length if there is none.
 */
size_t metadata_tail(const struct article_tables *tables, struct span line);

#endif
