/*
 * A point or a span of time as far as a text names it, and its norm in ISO 8601 (part 2, X for
 * digits that are not known): 2024-02-07T13:52, 2024-Q1, P5Y, 2024-02-01/2024-02-02, XXXX-05-01.
 */
#ifndef KCZ_NER_MOMENT_H
#define KCZ_NER_MOMENT_H

#include <stdbool.h>

#include "buf.h"
#include "document.h"

struct moment {
    int year;    /* 0: not known */
    int decade;  /* 198 for 198X; 0: none */
    int century; /* 20 for the twentieth; 0: none */
    int month, day;
    int quarter; /* 1 to 4, 21 to 24 for seasons, 41 and 42 for half-years (as in EDTF) */
    int hour, minute, second;
    bool clock;     /* hour is set */
    bool afternoon; /* 下午, 晚: hours below 12 count on from noon */
    int last_year;  /* the period ends with this year; 0: it is no period of years */
    double length;  /* a duration of that many units ... */
    char unit;      /* Y M W D, or h m s for hours, minutes, seconds; 0: no duration */
};

/* Fills in what is not said from the document's date. */
void moment_resolve(struct moment *moment, const struct day *today);

/* Appends the norm. */
void moment_write(const struct moment *moment, struct buf *out);

/* A day so many days later. */
struct day day_shift(struct day day, int days);

/* Monday is 0. */
int day_of_week(struct day day);

/* Reads YYYY, YYYY-MM or YYYY-MM-DD with whatever behind it; false if it is none of them. */
bool day_parse(struct span text, struct day *day);

#endif
