/*
 * Names of persons as bylines list them: 甲某某 乙某某、丙某; with or without 记者 before them.
 */
#ifndef KCZ_CLEAN_PEOPLE_H
#define KCZ_CLEAN_PEOPLE_H

#include "arena.h"
#include "cues.h"
#include "meta.h"
#include "span.h"

/* Adds the names in a value to the list, in their order, each once. */
void people_split(const struct article_tables *tables, struct span value, struct meta_list *list,
                  struct arena *arena);

/* Whether the whole is one Chinese name: a surname and one or two characters more. */
bool people_is_name(const struct article_tables *tables, struct span text);

/* Whether a line is nothing but two such names or more: the authors of a paper, 甲某某1, 乙某2*. */
bool people_is_list(const struct article_tables *tables, struct span line);

#endif
