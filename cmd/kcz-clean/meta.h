/*
 * What is known of an article besides its text: the record's member "meta" with its fixed columns.
 * What the page does not say stays absent (null), a list without elements is empty. Spans live in
 * the page's arena or in the record.
 */
#ifndef KCZ_CLEAN_META_H
#define KCZ_CLEAN_META_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "buf.h"
#include "span.h"

enum { META_LIST = 32 };

struct meta_list {
    struct span items[META_LIST];
    size_t count;
};

struct meta {
    struct span title, subtitle;
    struct span date; /* ISO 8601; EDTF where the year is not known: XXXX-08-23 */
    struct span source;
    struct meta_list author, editor, keywords, breadcrumbs;
    struct span site, summary;
    struct span original_title; /* the title where the article was first printed */
};

/* Copies what is known into the arena, so that the text it was found in may change. */
void meta_keep(struct meta *meta, struct arena *arena);

/* Whether anything at all is known. */
bool meta_any(const struct meta *meta);

/*
 * Appends the object to out: the columns in their order, filled from found where the object old
 * (absent: none) has null, nothing or an empty list, the original title if there is one, then the
 * members of old that are no columns, verbatim. better_title: found's title counts before old's.
 */
void meta_write(const struct meta *found, struct span old, bool better_title, struct buf *out);

#endif
