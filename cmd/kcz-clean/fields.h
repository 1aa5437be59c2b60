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

/* Adds who put the article there and when it was written, where nothing better is known. */
void fields_take_weak(const struct article_tables *tables, struct span line, struct meta *meta,
                      struct arena *arena);

#endif
