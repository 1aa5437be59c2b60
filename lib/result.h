/*
 * Results and errors as kcz.h promises them. A result is one block of memory: the struct, its
 * items, then the strings, put one behind the other with result_text. An error is a status and a
 * message that is cut where it does not fit.
 */
#ifndef KCZ_LIB_RESULT_H
#define KCZ_LIB_RESULT_H

#include "buf.h"
#include "kcz.h"
#include "span.h"

/* Copies text to *at, with a NUL behind it, and moves *at behind that; NULL of an absent span. */
const char *result_text(char **at, struct span text);

/* Fills error, unless it is NULL. Frees why. */
void error_set(struct kcz_error *error, enum kcz_status status, struct buf *why);

#endif
