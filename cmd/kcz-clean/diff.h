/*
 * What the rules did to a page as a coloured unified diff, for a person: lines of the input and of
 * the output side by side, and within them the very characters that went and came. Places are
 * traced through the passes of the rules (page.h), so that no search for similarity is needed.
 * Control and bidi characters are made visible (visible.h), so that a page cannot drive the
 * terminal.
 */
#ifndef KCZ_CLEAN_DIFF_H
#define KCZ_CLEAN_DIFF_H

#include "buf.h"
#include "page.h"
#include "span.h"

/* Appends the diff of a page whose passes were kept; nothing if the text is unchanged. */
void diff_write(struct page *page, struct span name, struct buf *out);

#endif
