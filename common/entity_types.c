#include "entity_types.h"

#include <stddef.h>

static const char *const names[ENTITY_TYPES] = {
    [ENTITY_PER] = "PER",           [ENTITY_ORG] = "ORG",     [ENTITY_LOC] = "LOC",
    [ENTITY_TITLE] = "TITLE",       [ENTITY_DATE] = "DATE",   [ENTITY_TIME] = "TIME",
    [ENTITY_QUANTITY] = "QUANTITY", [ENTITY_DOC] = "DOC",     [ENTITY_PROG] = "PROG",
    [ENTITY_EVENT] = "EVENT",       [ENTITY_AWARD] = "AWARD", [ENTITY_TERM] = "TERM"};

const char *entity_type_name(enum entity_type type)
{
    return names[type];
}

enum entity_type entity_type_named(struct span name)
{
    for (size_t type = ENTITY_NONE + 1; type < ENTITY_TYPES; type++) {
        if (span_is(name, names[type]))
            return (enum entity_type)type;
    }
    return ENTITY_NONE;
}
