/*
 * Clock times in running text, in digits or words, and what reading them shares with reading dates:
 * calendar words, numbers before a unit. Positions are those of the document's characters.
 */
#ifndef KCZ_NER_CLOCK_H
#define KCZ_NER_CLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "points.h"

/* The calendar word at position, the longest, and its length; NULL if there is none. */
const struct entry *calendar_at(const struct document *document, size_t position, size_t *length);

/* A number from 1 to most in digits or characters before unit, which is one character. Moves *at
 * behind the unit. */
bool number_before(const struct document *document, size_t *at, int most, const char *unit,
                   int *value);

/* One or two digits at a position, up to most. */
bool two_digits(const struct document *document, size_t at, int most, int *value);

/* A part of the day, then a clock time, at point.at, which moves behind it; false if none is
 * there. */
bool read_time(const struct document *document, struct point *point);

#endif
