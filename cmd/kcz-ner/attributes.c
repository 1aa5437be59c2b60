#include "attributes.h"

#include <stdio.h>

static struct span unit_of(const struct document *document, const struct entity *entity)
{
    size_t end = entity->end;

    if (entity->unit_start == entity->start)
        return span_of("%");
    if (end > entity->unit_start + 1 && char_in(document, end - 1, "余多"))
        end--;
    return chars_span(&document->chars, entity->unit_start, end);
}

struct attributes attributes_of(const struct document *document, const struct entity *entity)
{
    struct attributes attributes = {
        .type = entity_type_name(entity->type),
        .text = chars_span(&document->chars, entity->start, entity->end),
        .has_value = entity->has_value,
    };

    if (entity->type == ENTITY_ORG)
        attributes.kind = gazetteer_org_kinds[entity->kind];
    if (entity->type == ENTITY_LOC && entity->code)
        snprintf(attributes.code, sizeof attributes.code, "%06u", (unsigned)entity->code);
    if (entity->has_norm)
        attributes.norm = document->strings.data + entity->norm;
    if (entity->has_value) {
        attributes.kind = gazetteer_unit_kinds[entity->kind];
        attributes.value = entity->value;
        attributes.unit = unit_of(document, entity);
    }
    return attributes;
}
