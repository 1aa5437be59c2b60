/*
 * Dates as pages write them, as ISO 8601: 2024-02-07 13:52:00, 2017年7月26日10:05, 2021.04.17,
 * 民國106年7月26日, 二〇二一年八月二十三日. A month and day without a year become EDTF (ISO
 * 8601-2), XXXX-08-23; what has lost its month is no date.
 */
#ifndef KCZ_CLEAN_DATES_H
#define KCZ_CLEAN_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

enum { DATE_TEXT = 32 };

struct date {
    size_t start, end; /* bytes of the text where it stands, time of day included */
    bool has_year;
    char text[DATE_TEXT]; /* ISO 8601, ends with NUL */
};

enum date_style {
    DATE_STRICT,  /* a date with its year */
    DATE_LOOSE,   /* failing that, month and day: 8月23日 */
    DATE_LABELLED /* a label says it is one: 112-05-12 is of the Republic, too */
};

/* Whether all of the text is 06-14 09:28: the day and time of something newer than a year. */
bool dates_is_stamp(struct span text);

/* The first date in the text. */
bool date_find(struct span text, enum date_style style, struct date *date);

#endif
