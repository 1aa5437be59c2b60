/*
 * What quotation marks and 《》 hold: DOC, and quoted names of programmes and the like (PROG).
 * Scare quotes, slogans and quoted speech are neither.
 */
#ifndef KCZ_NER_QUOTES_H
#define KCZ_NER_QUOTES_H

#include "document.h"

/* 《…》: adds and covers. */
void find_documents(struct document *document);

/* “…”: adds what can be a programme. Also names of programmes without quotes. */
void find_programmes(struct document *document);

/* The position of the mark that closes the quote opened at position, or 0: not on this line, or
 * farther than most. */
size_t quote_end(const struct document *document, size_t position, size_t most);

/* The position of the mark that opens the quote closed at position; position itself: none. */
size_t quote_start(const struct document *document, size_t position, size_t most);

#endif
