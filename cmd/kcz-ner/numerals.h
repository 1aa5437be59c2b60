/*
 * Numbers in running text, in digits, in characters or mixed: 1,200 · 3.5万 · 一百二十 · 300余 ·
 * 数十 · 二〇二三.
 */
#ifndef KCZ_NER_NUMERALS_H
#define KCZ_NER_NUMERALS_H

#include <stdbool.h>
#include <stddef.h>

#include "document.h"

struct numeral {
    size_t end;           /* behind the number, its multipliers and 余, 多; 0: no number here */
    double value;         /* of the digits that are there: 300余 is 300, 数十 is 10 */
    bool vague;           /* 余, 多, 几, 数, 近 */
    bool han;             /* written in characters only */
    bool plain;           /* nothing but ASCII digits */
    bool digits_only_han; /* 二〇二三: characters without 十百千 */
};

struct numeral numeral_at(const struct document *document, size_t position);

/* Digits only: their value, and where they end in *end (position if there are none). */
int digits_at(const struct document *document, size_t position, size_t *end);

/* The value of a numeral character, -1 if it is none: 十 is 10, 万 is 10000. */
double han_value(uint32_t code);

#endif
