/*
 * The particulars of an article as lines of a page print them: 2024-02-07 13:52 来源:...
 * 责任编辑:... A value ends where the next label, a date, a bar or a gap begins. Tokens of
 * templates and words for "unknown" are no values.
 */
#ifndef KCZ_CLEAN_FIELDS_H
#define KCZ_CLEAN_FIELDS_H

#include <stddef.h>

#include "arena.h"
#include "cues.h"
#include "meta.h"
#include "span.h"

enum { PARTICULARS_MAX = 16 };

struct particular {
    enum field field; /* FIELD_NONE: what stands before the first label */
    struct span value;
};

/* The particulars of a line in the order in which they stand. */
size_t fields_read(const struct article_tables *tables, struct span line,
                   struct particular out[PARTICULARS_MAX]);

/*
 * Adds what the line tells to meta; what is known already stays. What is not in the line itself is
 * put into the arena.
 */
void fields_take(const struct article_tables *tables, struct span line, struct meta *meta,
                 struct arena *arena);

/* Adds the reporters that a bracket in the paragraph names: ...(記者 甲某某 乙某某). */
void fields_take_byline(const struct article_tables *tables, struct span paragraph,
                        struct meta *meta, struct arena *arena);

/* The agency and the day of a dateline: 某某网北京8月23日电. */
void fields_take_dateline(const struct article_tables *tables, struct span paragraph,
                          struct meta *meta, struct arena *arena);

/* Adds the pieces of a value to a list, parted by commas, bars and white space. */
void fields_split(const struct article_tables *tables, struct span value, struct meta_list *list);

/* Without white space, bars and lone brackets at its ends. */
struct span fields_trim(struct span value);

#endif
