/*
 * The tables in common/data/t2s as lists of items, and what a profile takes of them.
 */
#ifndef KCZ_COMPILE_T2S_SOURCES_H
#define KCZ_COMPILE_T2S_SOURCES_H

#include <stdbool.h>
#include <stddef.h>

#include "list.h"
#include "table.h"

/* A source file and its rows as items: their columns by what the file is. */
struct source {
    char name[64];
    struct table table;
    struct list rows;
};

struct sources {
    struct source *items;
    size_t count;
};

/* Reads the files; one that cannot be read ends the program. */
void sources_read(struct sources *sources, char **files, size_t count);

/* The rows of NAME.tsv; there must be such a file. */
const struct list *sources_rows(const struct sources *sources, const char *name);

/* Whether dropped.tsv takes that key out of that table of OpenCC's. */
bool sources_drop(const struct sources *sources, const char *table, struct span key);

/* Puts our own phrases, of one of the groups that phrases.tsv names. */
void sources_put_phrases(const struct sources *sources, const char *group, struct list *list);

/* Puts all rows of a table. */
void sources_put(const struct sources *sources, const char *name, enum rule rule,
                 struct list *list);

/* Ends the program with a message. */
void fail(const char *what, const char *detail);

#endif
