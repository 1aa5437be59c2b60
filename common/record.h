/*
 * One record: a JSON object on a line (man/kcz.5). Members are read as spans of the line and
 * written as edits to it; whatever is not edited leaves byte for byte as it came, and a record
 * without edits is the very line. Values that are read stay valid until the next record_read or
 * until the same member is set.
 */
#ifndef KCZ_RECORD_H
#define KCZ_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "json.h"
#include "path.h"
#include "span.h"

struct record_edit;

struct record {
    struct span line;            /* without its line end */
    struct json_member *members; /* the top-level members, in the order they stand */
    size_t count, capacity;
    struct record_edit *edits; /* edits of members and members to append */
    size_t edit_count, edit_capacity;
    struct buf *strings; /* decoded strings handed out for this record */
    size_t string_count, string_capacity;
};

/*
 * Takes a line without its LF (a CR before it is white space). It must be one object in well-formed
 * UTF-8. Returns NULL, or what is wrong with it, and sets *where to the offending byte's offset.
 * The line must outlive the record's use.
 */
const char *record_read(struct record *record, struct span line, size_t *where);

/* Appends the record with its edits applied to out, without LF. */
void record_write(const struct record *record, struct buf *out);

/* Whether record_write would give other bytes than the line. */
bool record_changed(const struct record *record);

/* Whether the line has a member of that name with another value than it has now. */
bool record_member_changed(const struct record *record, const char *name);

void record_free(struct record *record);

/*
 * Reading. Of a duplicate name the last counts. An edit made to this record is seen.
 * record_json gives the raw value, absent if there is none. record_string gives its text; false if
 * there is no such member or it is no string.
 */
struct span record_json(const struct record *record, const char *name);
struct span record_json_at(struct record *record, const struct path *path);
bool record_string(struct record *record, const char *name, struct span *text);
bool record_string_at(struct record *record, const struct path *path, struct span *text);

/*
 * Writing. Replaces the value of a top-level member in place, or appends the member. A value equal
 * to the one that stands there is no edit: strings are compared as text, other values as bytes.
 * record_set_in sets a member of a top-level object and creates that object if need be:
 * record_set_in(record, "kcz", "t2s", report).
 */
void record_set_json(struct record *record, const char *name, struct span json);
void record_set_string(struct record *record, const char *name, struct span text);
void record_set_in(struct record *record, const char *object, const char *name, struct span json);

/* Replaces a string that record_string_at found; the path must be single. False if not there. */
bool record_set_string_at(struct record *record, const struct path *path, struct span text);

#endif
