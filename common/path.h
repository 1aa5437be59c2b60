/*
 * Where in a record a value lies, written as in jq: .meta.title, .tokens[], .entities[].text,
 * .meta.date[0:7], .["odd name"]. A name without a leading dot is a top-level member.
 */
#ifndef KCZ_PATH_H
#define KCZ_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "span.h"

enum { PATH_MAX_STEPS = 16 };

enum path_kind {
    PATH_MEMBER, /* .name */
    PATH_EACH,   /* [] */
    PATH_INDEX,  /* [3], [-1] */
    PATH_SLICE   /* [0:7] of a string in code points, or of an array */
};

struct path_step {
    enum path_kind kind;
    struct span name; /* PATH_MEMBER: the text, in the path's own memory */
    long from, to;    /* PATH_INDEX: from; PATH_SLICE: half-open, negative counts from the end */
    bool open_ended;  /* PATH_SLICE without an upper bound */
};

struct path {
    struct buf names;
    struct path_step steps[PATH_MAX_STEPS];
    size_t count;
};

/* Reads a path; on a mistake returns false and appends to why what is wrong with it. */
bool path_parse(struct path *path, const char *text, struct buf *why);
void path_free(struct path *path);

/* Whether it names at most one value: no [] and no slice, so that it can also be written to. */
bool path_is_single(const struct path *path);

/*
 * Calls found for every value in the checked JSON value root that path names, in order; a missing
 * member or one of another type gives none. For a slice of a string, value is that piece re-encoded
 * in scratch. Stops early when found returns false.
 */
void path_each(const struct path *path, struct span root, struct buf *scratch,
               bool (*found)(void *state, struct span value), void *state);

/* The same from the second step on, for a caller that has looked up the first member itself. */
void path_each_below(const struct path *path, struct span member, struct buf *scratch,
                     bool (*found)(void *state, struct span value), void *state);

/* The one value that a single path names; absent span if there is none. */
struct span path_get(const struct path *path, struct span root);
struct span path_get_below(const struct path *path, struct span member);

#endif
