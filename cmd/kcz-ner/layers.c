#include "layers.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* Types that may lie inside an entity of each type, as bits. */
static uint32_t inner_types(uint8_t outer)
{
    const uint32_t names = 1U << ENTITY_LOC | 1U << ENTITY_ORG | 1U << ENTITY_PROG |
                           1U << ENTITY_DATE | 1U << ENTITY_TERM | 1U << ENTITY_PER;

    switch (outer) {
    case ENTITY_ORG:
    case ENTITY_DOC:
    case ENTITY_EVENT:
    case ENTITY_AWARD:
    case ENTITY_PROG:
        return names | 1U << ENTITY_EVENT;
    case ENTITY_LOC:
        return 1U << ENTITY_LOC | 1U << ENTITY_ORG | 1U << ENTITY_TERM | 1U << ENTITY_PROG;
    case ENTITY_DATE:
        return 1U << ENTITY_DATE | 1U << ENTITY_TIME;
    default:
        return 0;
    }
}

/* Which types outlast others of the same rank when they cross. */
static int weight(uint8_t type)
{
    switch (type) {
    case ENTITY_DOC:
        return 9;
    case ENTITY_EVENT:
    case ENTITY_AWARD:
        return 4;
    case ENTITY_TERM:
        return 1;
    case ENTITY_ORG:
        return 6;
    case ENTITY_LOC:
        return 5;
    default:
        return 7;
    }
}

static int by_claim(const void *left, const void *right)
{
    const struct entity *a = left, *b = right;
    uint32_t length_a = a->end - a->start, length_b = b->end - b->start;

    if (a->rank != b->rank)
        return b->rank - a->rank;
    if (length_a != length_b)
        return length_a < length_b ? 1 : -1;
    if (weight(a->type) != weight(b->type))
        return weight(b->type) - weight(a->type);
    return (a->start > b->start) - (a->start < b->start);
}

static int by_place(const void *left, const void *right)
{
    const struct entity *a = left, *b = right;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? 1 : -1;
    if (a->rank != b->rank)
        return b->rank - a->rank;
    return (a->type > b->type) - (a->type < b->type);
}

/*
 * Accepted ranges never cross. open[i] counts, for the gap before position i, the accepted ranges
 * that hold both its sides: two ranges cross when one of them ends inside the other, which shows as
 * a boundary of an accepted one strictly inside the candidate that its other end does not share.
 */
struct accepted {
    uint32_t *starts_to; /* the farthest end of an accepted range that starts here; 0: none */
    uint32_t *ends_from; /* 1 + the leftmost start of an accepted range that ends here; 0: none */
};

static bool crosses(const struct accepted *accepted, const struct entity *entity)
{
    for (uint32_t i = entity->start + 1; i < entity->end; i++) {
        if (accepted->starts_to[i] > entity->end)
            return true;
        if (accepted->ends_from[i] && accepted->ends_from[i] - 1 < entity->start)
            return true;
    }
    return false;
}

static void accept(struct accepted *accepted, const struct entity *entity)
{
    if (accepted->starts_to[entity->start] < entity->end)
        accepted->starts_to[entity->start] = entity->end;
    if (!accepted->ends_from[entity->end] || accepted->ends_from[entity->end] > entity->start + 1)
        accepted->ends_from[entity->end] = entity->start + 1;
}

static size_t drop_crossing(struct document *document)
{
    struct accepted accepted = {memory_new(document->chars.count + 1, sizeof *accepted.starts_to),
                                memory_new(document->chars.count + 1, sizeof *accepted.ends_from)};
    size_t kept = 0;

    qsort(document->entities, document->count, sizeof *document->entities, by_claim);
    for (size_t i = 0; i < document->count; i++) {
        struct entity entity = document->entities[i];

        if (entity.dropped || entity.start >= entity.end || crosses(&accepted, &entity))
            continue;
        accept(&accepted, &entity);
        document->entities[kept++] = entity;
    }
    free(accepted.starts_to);
    free(accepted.ends_from);
    return kept;
}

void settle_layers(struct document *document)
{
    size_t count, kept = 0;
    const struct entity *flat = NULL;

    if (document->count == 0)
        return;
    count = drop_crossing(document);
    qsort(document->entities, count, sizeof *document->entities, by_place);
    for (size_t i = 0; i < count; i++) {
        struct entity entity = document->entities[i];

        entity.nested = flat && entity.end <= flat->end;
        if (kept > 0 && entity.start == document->entities[kept - 1].start &&
            entity.end == document->entities[kept - 1].end)
            continue;
        if (entity.nested && !(inner_types(flat->type) & 1U << entity.type))
            continue;
        document->entities[kept] = entity;
        if (!entity.nested)
            flat = &document->entities[kept];
        kept++;
    }
    document->count = kept;
}
