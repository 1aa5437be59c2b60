/*
 * Takes the lines that were judged out of a page's text: each as an edit of the rule that knows it,
 * with its line end, and on a page the indentation and idle blank lines of those that stay, too.
 */
#ifndef KCZ_CLEAN_CUT_H
#define KCZ_CLEAN_CUT_H

#include "verdict.h"

void cut_lines(struct work *work);

#endif
