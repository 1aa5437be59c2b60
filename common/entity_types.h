/*
 * The types of entities (man/kcz-ner.1 tells what each is), by their names in records, rules and
 * models.
 */
#ifndef KCZ_ENTITY_TYPES_H
#define KCZ_ENTITY_TYPES_H

#include "span.h"

enum entity_type {
    ENTITY_NONE,
    ENTITY_PER,
    ENTITY_ORG,
    ENTITY_LOC,
    ENTITY_TITLE,
    ENTITY_DATE,
    ENTITY_TIME,
    ENTITY_QUANTITY,
    ENTITY_DOC,
    ENTITY_PROG,
    ENTITY_EVENT,
    ENTITY_AWARD,
    ENTITY_TERM,
    ENTITY_TYPES
};

/* "PER" and so on; never of ENTITY_NONE. */
const char *entity_type_name(enum entity_type type);

/* ENTITY_NONE where no type has that name. */
enum entity_type entity_type_named(struct span name);

#endif
