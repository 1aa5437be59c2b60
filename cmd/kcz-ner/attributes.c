#include "attributes.h"

#include <stdio.h>

static const char *const type_names[ENTITY_TYPES] = {
    [ENTITY_PER] = "PER",           [ENTITY_ORG] = "ORG",     [ENTITY_LOC] = "LOC",
    [ENTITY_TITLE] = "TITLE",       [ENTITY_DATE] = "DATE",   [ENTITY_TIME] = "TIME",
    [ENTITY_QUANTITY] = "QUANTITY", [ENTITY_DOC] = "DOC",     [ENTITY_PROG] = "PROG",
    [ENTITY_EVENT] = "EVENT",       [ENTITY_AWARD] = "AWARD", [ENTITY_TERM] = "TERM"};

const char *entity_type_name(const struct entity *entity)
{
    return type_names[entity->type];
}

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
        .type = entity_type_name(entity),
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
