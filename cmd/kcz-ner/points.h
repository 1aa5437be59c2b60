/*
 * One point of time in running text, read from a position on: a date in digits or words, what is
 * said relative to the document's date, quarters, festivals, clock times, durations.
 */
#ifndef KCZ_NER_POINTS_H
#define KCZ_NER_POINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "document.h"
#include "moment.h"

/* One point of time being read. */
struct point {
    struct moment moment;
    size_t at; /* how far it has been read */
    bool date, time;
    size_t date_end, time_start;
};

/*
 * Each reads what it is named for at point.at and moves it behind; false if it is not there.
 * read_point: a point of the calendar with what follows it down to the second, or a clock time.
 */
bool read_point(const struct document *document, struct point *point);
bool read_quarter(const struct document *document, struct point *point);
bool read_duration(const struct document *document, struct point *point);

#endif
