/*
 * Numbers as dates have them, read off a text: in digits of either width or in Han numerals. What
 * reads takes a place *at before end, and moves it behind what it has read, else leaves it.
 */
#ifndef KCZ_CLEAN_NUMBERS_H
#define KCZ_CLEAN_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

struct number {
    unsigned value;
    unsigned digits; /* or Han numerals */
    bool han;
};

/* 23, ２３, 二十三 counts tens, 二〇二一 stands digit by digit. False if no number stands there. */
bool number_read(const char **at, const char *end, struct number *number);

/* Whether the character may stand in a number: a digit of either width, a Han numeral. */
bool number_is_digit(uint32_t code);

void number_skip_blanks(const char **at, const char *end);
bool number_skip_code(const char **at, const char *end, uint32_t wanted);

#endif
