/*
 * The values of particulars: how one is cut out of what stands around it, when it says nothing, and
 * how it becomes known of an article where it was not yet.
 */
#ifndef KCZ_CLEAN_VALUES_H
#define KCZ_CLEAN_VALUES_H

#include <stdbool.h>

#include "arena.h"
#include "cues.h"
#include "dates.h"
#include "meta.h"
#include "span.h"

enum { VALUE_SOURCE_MAX = 90 }; /* bytes: what is longer is no name of a paper */

/* Without white space, bars and lone brackets at its ends. */
struct span value_trim(struct span value);

/* Up to the first bar, tab, wide space or double space. */
struct span value_cut_at_gap(struct span value);

/* Up to the date that stands in it. */
struct span value_before_date(struct span value);

/* Whether it says nothing: [db:作者], {{name}}, ${x}, null, 未知. */
bool value_is_void(const struct article_tables *tables, struct span value);

/* Adds its pieces to a list, parted by commas, bars and white space. */
void value_split(const struct article_tables *tables, struct span value, struct meta_list *list);

/*
 * Sets what is not known yet: the first date of a text (copied into the arena), a source, any other
 * member.
 */
void value_set_date(struct span text, enum date_style style, struct meta *meta,
                    struct arena *arena);
void value_set_source(const struct article_tables *tables, struct span value, struct meta *meta);
void value_set_text(const struct article_tables *tables, struct span *member, struct span value);

#endif
