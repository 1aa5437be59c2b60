/*
 * Text as an array of code points for those who look at characters: each with its byte offset, its
 * class, and its normal form, in which full-width letters and digits are ASCII, ASCII punctuation
 * is full-width, and the middle dots are one. Positions count code points, as offsets of entities
 * do.
 */
#ifndef KCZ_CHARS_H
#define KCZ_CHARS_H

#include <stddef.h>
#include <stdint.h>

#include "span.h"

enum char_class {
    CHAR_EDGE,     /* before the first and behind the last */
    CHAR_HAN,      /* an ideograph that is none of the next two */
    CHAR_NUMERAL,  /* 零一二…十百千万亿 and the like */
    CHAR_CALENDAR, /* 年月日时分秒 */
    CHAR_DIGIT,
    CHAR_LETTER,
    CHAR_DOT, /* the middle dot of foreign names */
    CHAR_PUNCT,
    CHAR_STOP, /* 。！？ and line ends: where sentences end */
    CHAR_SPACE,
    CHAR_OTHER
};

enum { CHARS_PAD = 4 };

/* A zeroed struct is empty; code, class and byte may be read CHARS_PAD before 0 and behind count.
 */
struct chars {
    struct span text; /* what was read; must outlive the use of byte offsets */
    size_t count;
    uint32_t *code; /* normal form */
    uint8_t *kind;  /* enum char_class */
    uint32_t *byte; /* offset in text; byte[count] is its length */
    size_t capacity;
};

/* Reads well-formed UTF-8; what was there before is gone. */
void chars_read(struct chars *chars, struct span text);
void chars_free(struct chars *chars);

/* The bytes of a half-open range of positions. */
struct span chars_span(const struct chars *chars, size_t start, size_t end);

#endif
