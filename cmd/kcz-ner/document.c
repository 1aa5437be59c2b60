#include "document.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "utf8.h"

enum { LONGEST_CONTEXT = 4 };

static const struct context *context_of_node(const struct gazetteer *gazetteer, int32_t node)
{
    int32_t value = trie_value(&gazetteer->context_words, node);

    return value == TRIE_NONE ? NULL : &gazetteer->contexts[value];
}

/* Most places begin no word of any role: who asks for one is told without a search. */
static void read_roles(struct document *document)
{
    const struct gazetteer *gazetteer = document->gazetteer;
    size_t count = document->chars.count;

    for (size_t start = 0; start < count; start++) {
        int32_t node = TRIE_ROOT;

        document->roles[start] = 0;
        for (size_t i = start; i < count; i++) {
            const struct context *context;

            node = trie_step(&gazetteer->context_words, node, document->chars.code[i]);
            if (node == TRIE_NONE)
                break;
            context = context_of_node(gazetteer, node);
            if (context)
                document->roles[start] |= context->roles;
        }
    }
}

void document_read(struct document *document, const struct gazetteer *gazetteer, struct span text)
{
    document->gazetteer = gazetteer;
    document->count = 0;
    document->today = (struct day){0, 0, 0};
    buf_clear(&document->strings);
    chars_read(&document->chars, text);
    scan_text(&document->scan, gazetteer, &document->chars);
    if (document->cover_capacity <= document->chars.count) {
        document->cover_capacity = document->chars.capacity + 1;
        free(document->cover);
        free(document->starts);
        free(document->ends);
        free(document->roles);
        document->cover = memory_new(document->cover_capacity, 1);
        document->starts = memory_new(document->cover_capacity, sizeof *document->starts);
        document->ends = memory_new(document->cover_capacity, sizeof *document->ends);
        document->roles = memory_new(document->cover_capacity, sizeof *document->roles);
    }
    memset(document->cover, 0, document->chars.count + 1);
    memset(document->starts, 0, (document->chars.count + 1) * sizeof *document->starts);
    memset(document->ends, 0, (document->chars.count + 1) * sizeof *document->ends);
    read_roles(document);
}

void document_free(struct document *document)
{
    chars_free(&document->chars);
    scan_free(&document->scan);
    buf_free(&document->strings);
    free(document->entities);
    free(document->cover);
    free(document->starts);
    free(document->ends);
    free(document->roles);
    memset(document, 0, sizeof *document);
}

struct entity *document_add(struct document *document, enum entity_type type, size_t start,
                            size_t end, enum rank rank)
{
    struct entity *entity;

    if (document->count == document->capacity) {
        document->capacity = document->capacity * 2 + 64;
        document->entities = memory_resize(document->entities, document->capacity,
                                           sizeof *document->entities);
    }
    entity = &document->entities[document->count++];
    memset(entity, 0, sizeof *entity);
    entity->start = (uint32_t)start;
    entity->end = (uint32_t)end;
    entity->type = (uint8_t)type;
    entity->rank = (uint8_t)rank;
    document->starts[start] |= (uint16_t)(1U << type);
    document->ends[end] |= (uint16_t)(1U << type);
    return entity;
}

/* Another candidate of the same type may start or end there too: the bits are then set anew. */
void document_drop(struct document *document, struct entity *entity)
{
    entity->dropped = true;
    document->starts[entity->start] &= (uint16_t) ~(1U << entity->type);
    document->ends[entity->end] &= (uint16_t) ~(1U << entity->type);
}

void document_cover(struct document *document, size_t start, size_t end, enum entity_type type)
{
    memset(document->cover + start, (int)type, end - start);
}

bool document_covered(const struct document *document, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (document->cover[i] != ENTITY_NONE)
            return true;
    return false;
}

bool text_at(const struct document *document, size_t position, const char *text)
{
    while (*text) {
        if (position >= document->chars.count || code_at(document, position) != utf8_next(&text))
            return false;
        position++;
    }
    return true;
}

bool text_before(const struct document *document, size_t position, const char *text)
{
    size_t length = utf8_count(text, strlen(text));

    return position >= length && text_at(document, position - length, text);
}

bool char_in(const struct document *document, size_t position, const char *text)
{
    uint32_t code;

    if (position >= document->chars.count)
        return false;
    code = document->chars.code[position];
    while (*text)
        if (utf8_next(&text) == code)
            return true;
    return false;
}

size_t context_at(const struct document *document, size_t position, enum context_role role)
{
    const struct gazetteer *gazetteer = document->gazetteer;
    size_t longest = 0;
    int32_t node = TRIE_ROOT;

    if (position >= document->chars.count || !(document->roles[position] >> role & 1))
        return 0;
    for (size_t i = position; i < document->chars.count; i++) {
        const struct context *context;

        node = trie_step(&gazetteer->context_words, node, document->chars.code[i]);
        if (node == TRIE_NONE)
            break;
        context = context_of_node(gazetteer, node);
        if (context && context->roles >> role & 1)
            longest = i + 1 - position;
    }
    return longest;
}

/* The word of exactly the range, or NULL. */
static const struct context *context_of(const struct document *document, size_t start, size_t end)
{
    const struct gazetteer *gazetteer = document->gazetteer;
    int32_t node = TRIE_ROOT;

    if (start >= end || end > document->chars.count)
        return NULL;
    for (size_t i = start; i < end; i++) {
        node = trie_step(&gazetteer->context_words, node, document->chars.code[i]);
        if (node == TRIE_NONE)
            return NULL;
    }
    return context_of_node(gazetteer, node);
}

uint32_t context_unit(const struct document *document, size_t start, size_t end)
{
    const struct context *context = context_of(document, start, end);

    return context ? context->unit : 0;
}

bool context_is(const struct document *document, size_t start, size_t end, enum context_role role)
{
    const struct context *context;

    if (start >= end || end > document->chars.count || !(document->roles[start] >> role & 1))
        return false;
    context = context_of(document, start, end);
    return context && context->roles >> role & 1;
}

bool context_before(const struct document *document, size_t position, enum context_role role)
{
    for (size_t length = 1; length <= LONGEST_CONTEXT && length <= position; length++)
        if (context_is(document, position - length, position, role))
            return true;
    return false;
}
