/*
 * Which lines of a page are its article: the best run of lines between the line of particulars at
 * its head and what follows it (related links, comments, legal notes), found as the segment of
 * greatest sum (Kadane) over the scores of the lines, then grown over subheads, captions and lists.
 */
#ifndef KCZ_CLEAN_BODY_H
#define KCZ_CLEAN_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "cues.h"
#include "lines.h"

struct body {
    size_t first, last; /* lines, half-open: the article */
    size_t core, end;   /* half-open: from its first line that reads as prose to its last */
    bool has_header;
    size_t header; /* the line of particulars above it */
    size_t tail;   /* behind the last line that may still tell particulars */
};

/*
 * False if nothing on the page reads as an article. is_page: what surrounds a short text leaves no
 * doubt, so that it may be the article. The lines must have been measured.
 */
bool body_find(const struct lines *lines, const struct article_tables *tables, bool is_page,
               struct body *body);

#endif
