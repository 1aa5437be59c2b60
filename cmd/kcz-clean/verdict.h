/*
 * What the rules for articles (article.h) know of a page while they work, and their judgement of
 * its lines: each is kept, or dropped by the rule that knows it.
 */
#ifndef KCZ_CLEAN_VERDICT_H
#define KCZ_CLEAN_VERDICT_H

#include "body.h"
#include "cues.h"
#include "lines.h"
#include "page.h"

/* Evidence from which a heading above the body is taken for the title, and from which lines around
 * the body go because they lie outside it. */
enum { EVIDENCE_TITLE = 2, EVIDENCE_PAGE = 4 };

/* What becomes of a line. */
enum verdict { KEEP, DROP_SPAM, DROP_FURNITURE, DROP_OUTSIDE, DROP_META };

struct work {
    struct page *page;
    const struct article_tables *tables;
    struct lines lines;
    struct body body;
    enum verdict *verdicts;
    size_t row; /* of the first of the four rules */
    bool has_title;
    size_t title; /* the line that is the title */
    size_t lead;  /* the last line of furniture between the particulars and the prose */
    size_t tail;  /* the first line of furniture behind the prose */
    bool is_list; /* nothing reads as an article */
    bool is_page; /* enough speaks of a page to trust the limits of the body */
};

/* Whether the class of a line has a role. */
static inline bool work_has_role(const struct work *work, const struct line *line, int32_t role)
{
    return line->class != CLASS_NONE && (work->tables->classes[line->class].roles & role);
}

/* Judges all lines. verdicts must be there; a rule that is switched off drops nothing. */
void verdict_find(struct work *work);

/* The same for a page of menus and lists of links only, which has no article: all of it goes. */
bool verdict_find_list(struct work *work);

#endif
