/*
 * What is told of an entity besides its place: its type's name, what kind of organisation or
 * quantity it is, its code, its norm, its value and unit (man/kcz-ner.1).
 */
#ifndef KCZ_NER_ATTRIBUTES_H
#define KCZ_NER_ATTRIBUTES_H

#include <stdbool.h>

#include "document.h"
#include "span.h"

/* What is not known is NULL, empty or absent. Valid as long as the document holds the entity. */
struct attributes {
    const char *type; /* "ORG" */
    struct span text;
    const char *kind; /* of an ORG "university", of a QUANTITY "money" */
    char code[16];    /* of a LOC, GB/T 2260: "110000" */
    const char *norm; /* of a DATE or TIME, ISO 8601 */
    bool has_value;   /* of a QUANTITY */
    double value;
    struct span unit; /* as written, without 余 and 多 behind it; % for 百分之 */
};

struct attributes attributes_of(const struct document *document, const struct entity *entity);

#endif
