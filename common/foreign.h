/*
 * What an input seems to hold that holds no records, and which command makes records of it: advice
 * for the message about its first line.
 */
#ifndef KCZ_FOREIGN_H
#define KCZ_FOREIGN_H

#include <stdbool.h>

#include "span.h"

/*
 * Advice about a first line that is no record; NULL if it looks like a damaged record rather than
 * like something else. cut_short: the line is the beginning of one.
 */
const char *foreign_line(struct span line, bool cut_short);

/* The same about a file whose bytes are no text at all: compressed or packed; NULL if it may be. */
const char *foreign_bytes(struct span bytes);

/* Whether text begins like a page of HTML. */
bool foreign_is_html(struct span text);

#endif
