/*
 * What else than cues and labels (lines.h) speaks of a page: words of hijackers among its first
 * lines, a heading that the document's title repeats, damage that only mirrors do.
 */
#ifndef KCZ_CLEAN_EVIDENCE_H
#define KCZ_CLEAN_EVIDENCE_H

#include "cues.h"
#include "lines.h"
#include "page.h"

/* Whether the line, or one of the first, holds words of hijackers. */
bool evidence_is_suspect(const struct article_tables *tables, const struct line *line);
bool evidence_any_suspect(const struct article_tables *tables, const struct lines *lines);

/*
 * Finds a line among the first ones that an earlier one repeats or begins with, parted from what
 * follows: the document's title and the article's.
 */
bool evidence_find_twin(const struct lines *lines, size_t *earlier, size_t *later);

/* Pages from which an earlier rule took injected pinyin came from a crawl. */
bool evidence_was_injected(const struct page *page);

#endif
