/*
 * Terminal columns that text takes: 2 for wide and full-width characters, 0 for combining and
 * invisible ones, 1 otherwise (Unicode's East Asian Width, as utf8proc has it). Ambiguous ones
 * count 1, control characters 0.
 */
#ifndef KCZ_WIDTH_H
#define KCZ_WIDTH_H

#include <stddef.h>
#include <stdint.h>

#include "span.h"

size_t width_of_code(uint32_t code);

/* Columns of well-formed text. */
size_t width_of(struct span text);

/* The longest start of text, in bytes, that fits in columns. */
size_t width_fit(struct span text, size_t columns);

#endif
