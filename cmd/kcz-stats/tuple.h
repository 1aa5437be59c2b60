/*
 * Keys of a tally: a tuple of values as one run of bytes whose byte order is the tuples' order. An
 * element is the text of a string, or TUPLE_JSON and the raw text of another scalar; elements are
 * joined by TUPLE_NEXT. U+0000 and U+0001 within a text are written as TUPLE_NEXT and one of
 * TUPLE_NUL, TUPLE_ONE, bytes that no UTF-8 text has. A key that starts with TUPLE_TOTAL is no
 * tuple but a total of the whole input (documents, values of a group); these sort first.
 */
#ifndef KCZ_TUPLE_H
#define KCZ_TUPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"
#include "span.h"

enum {
    TUPLE_TOTAL = 0x00, /* a sum; twice: a maximum */
    TUPLE_NEXT = 0x01,
    TUPLE_NUL = 0xFC,
    TUPLE_ONE = 0xFD,
    TUPLE_JSON = 0xFE
};

/* How the values of equal keys are brought together. */
enum tuple_kind { TUPLE_SUM, TUPLE_TOTAL_SUM, TUPLE_TOTAL_MAX };

/* Appends one more element; the first call on an empty buffer starts the tuple. */
void tuple_add_text(struct buf *key, struct span text, bool first);
void tuple_add_uint(struct buf *key, uint64_t number, bool first);

/*
 * Appends a JSON scalar as it stands in a record: a string by its text, another value by its raw
 * bytes, an absent span as null. False, with key as it was, for an array or object.
 */
bool tuple_add_json(struct buf *key, struct span value, bool first, struct buf *scratch);

/* Appends the mark of a total and its name. */
void tuple_total(struct buf *key, const char *name);
void tuple_maximum(struct buf *key, const char *name);

enum tuple_kind tuple_kind(struct span key);

/* Whether key is the total of that name alone. */
bool tuple_is_total(struct span key, const char *name);

/* Walks the elements (of a total: its name first). */
struct tuple_cursor {
    const char *at, *end;
    bool done;
};
struct tuple_element {
    bool json;        /* text is raw JSON, not the text of a string */
    struct span text; /* in the key, or in scratch if an escape had to be undone */
};
struct tuple_cursor tuple_open(struct span key);
bool tuple_next(struct tuple_cursor *cursor, struct tuple_element *element, struct buf *scratch);

/* The elements as JSON values with commas between them, as the state files have them. */
void tuple_to_json(struct span key, struct buf *out, struct buf *scratch);

/* How long the first count elements are with the separator after them; the key's length at most. */
size_t tuple_prefix(struct span key, size_t count);

/* What stands behind that many elements; empty if the key has no more. */
struct span tuple_behind(struct span key, size_t count);

/* Below zero, zero or above as bytes order a and b. */
int tuple_compare(struct span a, struct span b);

#endif
