/*
 * The facts of a record as tables for the eye, one a type: a row a fact, a column an argument.
 * Cells wider than there is room for are wrapped within their column. Arguments are shown by their
 * text, with the norm in brackets where there is one; evidence is left out.
 */
#ifndef KCZ_VIEW_FACTS_H
#define KCZ_VIEW_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "buf.h"
#include "span.h"

/* Appends the tables of the JSON value facts; nothing if it is no array of objects with a type. */
void facts_write(struct span facts, size_t columns, bool colour, struct arena *arena,
                 struct buf *out);

#endif
