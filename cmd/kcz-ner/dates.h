/*
 * DATE and TIME: calendar points, time stamps, ranges, what is said relative to the document's
 * date, durations, plan periods and festivals, each with its norm in ISO 8601.
 */
#ifndef KCZ_NER_DATES_H
#define KCZ_NER_DATES_H

#include "document.h"

/* Adds and covers the dates and times of the text. Sets document.today from the first full date if
 * the caller has not. */
void find_dates(struct document *document);

#endif
