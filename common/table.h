/*
 * Text tables of common/data and of users: one entry a line, columns separated by tabs, # starts a
 * comment line, blank lines are skipped, CRLF and a BOM are accepted. Must be well-formed UTF-8.
 */
#ifndef KCZ_TABLE_H
#define KCZ_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "span.h"

enum { TABLE_MAX_COLUMNS = 16 };

struct table {
    struct buf text;
    const char *file;
    size_t at;
    size_t line; /* number of the row that table_row gave last */
};

struct table_row {
    struct span columns[TABLE_MAX_COLUMNS]; /* absent ones are empty */
    size_t count;
};

/* Reads the whole file. False with "FILE: reason" appended to why. */
bool table_open(struct table *table, const char *file, struct buf *why);

/* The next row; false at the end. */
bool table_row(struct table *table, struct table_row *row);
void table_free(struct table *table);

/* Appends "FILE:LINE: reason" to why, for a row that makes no sense. */
void table_complain(const struct table *table, const char *reason, struct buf *why);

#endif
