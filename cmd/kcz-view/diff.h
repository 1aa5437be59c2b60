/*
 * What changed between two texts, line by line: a shortest edit script (Myers, "An O(ND) difference
 * algorithm and its variations", 1986) with three lines around each change. Of texts that differ in
 * more than a thousand lines the differing middle is shown as taken away and put there, so that
 * time and memory stay bounded.
 */
#ifndef KCZ_VIEW_DIFF_H
#define KCZ_VIEW_DIFF_H

#include "arena.h"
#include "buf.h"
#include "span.h"
#include "wrap.h"

/* Appends the diff from old to new, laid out as layout says, with "- " and "+ " before lines. */
void diff_write(struct span old, struct span new, const struct layout *layout, struct arena *arena,
                struct wrapper *wrapper, struct buf *out);

#endif
