/*
 * Which values of a record are counted: the fields named by -f, restricted by --where. A condition
 * NAME=VALUE is about the object that holds the value (for .entities[].text, the entity); if that
 * object's NAME is an array beside the array that is counted (pos beside tokens), its element at
 * the same place decides. A NAME that starts with a dot is a path from the record itself.
 * NAME!=VALUE is the opposite; several conditions must all hold.
 */
#ifndef KCZ_SELECT_H
#define KCZ_SELECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "json.h"
#include "options.h"
#include "path.h"
#include "record.h"

struct condition {
    bool whole; /* about the record: path */
    bool negated;
    struct path path;
    struct span name;  /* points into argv */
    struct span value; /* the same */
    /* In the object that holds the values being visited: */
    struct span member;
    bool parallel; /* member is an array: its elements go with the values */
    struct json_cursor cursor;
};

struct select_field {
    struct path whole;  /* as given */
    struct path holder; /* up to the object that holds the value; shares whole's memory */
    struct path inner;  /* from there on */
    struct buf name;    /* written out without the leading dot */
};

struct select {
    struct select_field *fields;
    size_t field_count;
    struct condition *conditions;
    size_t condition_count;
    bool holders; /* some condition is about the object that holds the value */
    struct buf slice, scratch, other;
};

bool select_open(struct select *select, const struct path *fields, size_t count,
                 const struct option_list *where, struct buf *why);
void select_close(struct select *select);

/* Whether the conditions on the record as a whole hold. */
bool select_record(struct select *select, struct record *record);

/* Calls found for every value of that field that is counted, in order; false from it stops. */
typedef bool select_found(void *state, struct span value);
void select_each(struct select *select, size_t field, const struct record *record,
                 select_found *found, void *state);

/* Appends a path as it is written, without its leading dot where it has a name first. */
void select_path_name(const struct path *path, struct buf *out);

#endif
