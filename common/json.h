/*
 * One line of JSON as text: checked once against RFC 8259, then walked by spans. Nothing is built
 * and nothing is parsed that is not asked for, so that every byte that a program does not own can
 * leave as it came. Numbers are never converted.
 */
#ifndef KCZ_JSON_H
#define KCZ_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "span.h"

enum { JSON_MAX_DEPTH = 1024 };

enum json_kind {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

/* A member of an object, or an element of an array (then key.at is NULL). */
struct json_member {
    struct span key;   /* between the quotes, escapes as written */
    struct span value; /* from the first byte of the value to its last, quotes included */
};

/*
 * Checks that text is one JSON value with nothing but white space around it, strict RFC 8259, at
 * most JSON_MAX_DEPTH deep. Returns NULL, or what is wrong, and sets *where to the offending byte's
 * offset. UTF-8 is not looked at: that is utf8_valid_prefix's.
 */
const char *json_check(struct span text, size_t *where);

/*
 * As json_check for text that must be an object; collects its members in the order they stand. The
 * array *members of *capacity members grows as needed (memory_resize) and belongs to the caller.
 */
const char *json_check_object(struct span text, struct json_member **members, size_t *capacity,
                              size_t *count, size_t *where);

/* Everything below works on values that json_check has accepted. */

enum json_kind json_kind(struct span value);

/* Walks the members of an object or the elements of an array, which blanks may follow: */
struct json_cursor {
    const char *at;
    const char *end;
    bool object;
};
struct json_cursor json_open(struct span object_or_array);
bool json_next(struct json_cursor *cursor, struct json_member *member);

/* The last member of that name, as jq takes it; absent span if there is none. */
struct span json_get(struct span object, struct span name);

/* Whether a key as written, escapes and all, spells name. */
bool json_key_is(struct span key, struct span name);

/*
 * Appends the text of a string value to out; a lone surrogate escape becomes U+FFFD. Returns how
 * many there were.
 */
size_t json_decode_string(struct buf *out, struct span value);

/*
 * The text of a string value: the bytes between the quotes themselves where no escape occurs,
 * otherwise decoded into scratch (which is cleared first).
 */
struct span json_string(struct span value, struct buf *scratch);

/* Appends text as a string value, quotes included; escapes only ", \ and what is below U+0020. */
void json_encode_string(struct buf *out, struct span text);

/* The same without the quotes, for a string that comes in pieces. */
void json_encode_text(struct buf *out, struct span text);

/* Reads a non-negative integer value such as an offset: digits only, no more than 18. */
bool json_uint(struct span value, size_t *number);

/* Appends "name": with a comma before it unless out ends in { or [ ; for writing objects. */
void json_add_key(struct buf *out, const char *name);
void json_add_text(struct buf *out, const char *name, struct span text);
void json_add_uint(struct buf *out, const char *name, size_t number);

#endif
