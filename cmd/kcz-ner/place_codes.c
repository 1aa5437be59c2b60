#include "place_codes.h"

uint32_t place_best_code(const struct document *document, const struct entry *entry)
{
    uint32_t best = 0;

    for (size_t i = 0; i < entry->code_count; i++) {
        uint32_t code = document->gazetteer->codes[entry->first_code + i];

        if (best == 0 || (code % 10000 == 0 && best % 10000 != 0) ||
            (code % 100 == 0 && best % 100 != 0))
            best = code;
    }
    return best;
}

/* Whether the second division is the next level below the first: a district of its city, a city of
 * its province; a county is not, where newspapers write both apart. */
static bool code_contains(uint32_t outer, uint32_t inner)
{
    bool municipality = outer == 110000 || outer == 120000 || outer == 310000 || outer == 500000;

    if (outer == 0 || inner == 0 || outer == inner)
        return false;
    if (outer % 10000 == 0)
        return outer / 10000 == inner / 10000 && (municipality || inner % 100 == 0);
    return outer % 100 == 0 && outer / 100 == inner / 100;
}

bool place_any_code_within(const struct document *document, uint32_t outer,
                           const struct entity *entity)
{
    const struct entry *entry = scan_exact(&document->scan, entity->start, entity->end);

    if (!entry || entry->code_count == 0)
        return code_contains(outer, entity->code);
    for (size_t i = 0; i < entry->code_count; i++)
        if (code_contains(outer, document->gazetteer->codes[entry->first_code + i]))
            return true;
    return false;
}

/* The province that a text speaks of, if it names divisions of one more surely than of others. */
static uint32_t context_of(const struct document *document)
{
    uint32_t context = 0;

    for (size_t i = 0; i < document->count; i++) {
        const struct entity *place = &document->entities[i];
        const struct entry *entry;

        if (place->type != ENTITY_LOC)
            continue;
        entry = scan_exact(&document->scan, place->start, place->end);
        if (entry && entry->code_count == 1 && entry->classes & (NAME_DIVISION | NAME_SHORT)) {
            uint32_t code = document->gazetteer->codes[entry->first_code];

            if (context == 0 || code % 10000 == 0)
                context = code / 10000;
        }
    }
    return context;
}

/* Of several divisions of one name, the province itself, or the only one in the context. */
static uint32_t choose_code(const struct document *document, const struct entry *entry,
                            uint32_t context)
{
    uint32_t found = 0;
    size_t matches = 0;

    if (entry->code_count == 1)
        return document->gazetteer->codes[entry->first_code];
    for (size_t i = 0; i < entry->code_count; i++) {
        uint32_t code = document->gazetteer->codes[entry->first_code + i];

        if (code % 10000 == 0)
            return code;
        if (code / 10000 == context) {
            found = code;
            matches++;
        }
    }
    return matches == 1 ? found : 0;
}

/* A chain has the code of its last part that has one. */
void code_places(struct document *document)
{
    uint32_t context = context_of(document);

    for (size_t i = 0; i < document->count; i++) {
        struct entity *place = &document->entities[i];
        const struct entry *entry = scan_exact(&document->scan, place->start, place->end);

        if (place->type == ENTITY_LOC && entry && entry->code_count > 0)
            place->code = choose_code(document, entry, context);
    }
    for (size_t i = 0; i + 1 < document->count; i++) {
        struct entity *outer = &document->entities[i];

        for (size_t k = i + 1; k < document->count && document->entities[k].nested; k++)
            if (outer->type == ENTITY_LOC && !outer->nested &&
                document->entities[k].end == outer->end && document->entities[k].code)
                outer->code = document->entities[k].code;
    }
}
