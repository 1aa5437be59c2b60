/*
 * What was done to a page, as the JSON object that --report puts under kcz.clean: edits by rule,
 * lines dropped by class, quality figures and, under --explain, the notes with their places in code
 * points of the text as it came.
 */
#ifndef KCZ_CLEAN_REPORT_H
#define KCZ_CLEAN_REPORT_H

#include "buf.h"
#include "page.h"

/* Appends the object. Sorts the page's notes; the page is done with then. */
void report_write(struct page *page, struct buf *out);

#endif
