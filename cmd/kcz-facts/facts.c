#include "facts.h"

#include <stdlib.h>

#include "json.h"

struct argument argument_of(const struct extraction *extraction, const struct mention *entity)
{
    return (struct argument){
        .piece = entity->piece,
        .entity = entity,
        .norm = aliases_resolve(extraction->aliases, entity),
    };
}

struct argument argument_joined(const struct extraction *extraction, const struct mention *entity,
                                const struct mention *first, struct piece last)
{
    struct argument argument = {.piece = piece_join(first->piece, last), .entity = entity};
    struct span head = aliases_resolve(extraction->aliases, first);
    size_t rest = argument.piece.text.len - first->piece.text.len;
    char *bytes;

    if (rest == 0)
        return argument_of(extraction, entity);
    if (head.at != NULL) {
        bytes = arena_take(extraction->arena, head.len + rest, 1);
        memcpy(bytes, head.at, head.len);
        memcpy(bytes + head.len, first->piece.text.at + first->piece.text.len, rest);
        argument.norm = (struct span){bytes, head.len + rest};
    }
    return argument;
}

struct span argument_name(const struct argument *argument)
{
    return argument->norm.at != NULL ? argument->norm : argument->piece.text;
}

static struct slot *add_slot(struct fact *fact, const char *name, enum slot_kind kind)
{
    struct slot *slot = &fact->slots[fact->slot_count++];

    *slot = (struct slot){.name = name, .kind = kind};
    return slot;
}

void fact_add_argument(struct fact *fact, const char *name, const struct argument *value)
{
    add_slot(fact, name, SLOT_ARGUMENT)->argument = *value;
}

void fact_add_null(struct fact *fact, const char *name)
{
    add_slot(fact, name, SLOT_NULL);
}

void fact_add_word(struct fact *fact, const char *name, const char *word)
{
    add_slot(fact, name, SLOT_WORD)->word = word;
}

void fact_add_truth(struct fact *fact, const char *name, bool truth)
{
    add_slot(fact, name, SLOT_TRUTH)->truth = truth;
}

void fact_add_sides(struct fact *fact, const char *name, enum slot_kind kind,
                    const struct side *sides, size_t count)
{
    struct slot *slot = add_slot(fact, name, kind);

    slot->sides = sides;
    slot->side_count = count;
}

const struct slot *fact_slot(const struct fact *fact, const char *name)
{
    for (size_t i = 0; i < fact->slot_count; i++)
        if (strcmp(fact->slots[i].name, name) == 0)
            return &fact->slots[i];
    return NULL;
}

static void add_to_key(struct buf *key, struct span text)
{
    buf_add_span(key, text);
    buf_add_char(key, '\0');
}

static void add_sides_to_key(struct buf *key, const struct slot *slot)
{
    for (size_t i = 0; i < slot->side_count; i++) {
        for (size_t j = 0; j < slot->sides[i].count; j++)
            add_to_key(key, argument_name(&slot->sides[i].arguments[j]));
        add_to_key(key, span_of("|"));
    }
}

static uint64_t fact_key(struct fact_list *list, const struct fact *fact)
{
    struct buf *key = &list->key;

    buf_clear(key);
    add_to_key(key, span_of(fact->type));
    for (size_t i = 0; i < fact->slot_count; i++) {
        const struct slot *slot = &fact->slots[i];

        add_to_key(key, span_of(slot->name));
        if (slot->kind == SLOT_ARGUMENT)
            add_to_key(key, argument_name(&slot->argument));
        else if (slot->kind == SLOT_LIST || slot->kind == SLOT_SIDES)
            add_sides_to_key(key, slot);
        else if (slot->kind == SLOT_WORD)
            add_to_key(key, span_of(slot->word));
        else if (slot->kind == SLOT_TRUTH && slot->truth)
            add_to_key(key, span_of("true"));
    }
    return blob_checksum(key->data, key->len) | 1;
}

uint64_t fact_tuple_key(struct fact_list *list, const char *what, struct span a, struct span b)
{
    buf_clear(&list->key);
    add_to_key(&list->key, span_of(what));
    add_to_key(&list->key, a);
    add_to_key(&list->key, b);
    return blob_checksum(list->key.data, list->key.len) | 1;
}

/* The slot of the table that holds key, or the free one where it belongs. */
static uint64_t *key_slot(uint64_t *keys, size_t capacity, uint64_t key)
{
    size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (capacity - 1);

    while (keys[at] != 0 && keys[at] != key)
        at = (at + 1) & (capacity - 1);
    return &keys[at];
}

bool fact_list_claimed(const struct fact_list *list, uint64_t key)
{
    return list->key_capacity > 0 && *key_slot(list->keys, list->key_capacity, key) == key;
}

bool fact_list_claim(struct extraction *extraction, uint64_t key)
{
    struct fact_list *list = extraction->facts;
    uint64_t *slot;

    if (list->key_count * 2 >= list->key_capacity) {
        size_t capacity = list->key_capacity == 0 ? 256 : list->key_capacity * 2;
        uint64_t *more = arena_take(extraction->arena, capacity, sizeof *more);

        memset(more, 0, capacity * sizeof *more);
        for (size_t i = 0; i < list->key_capacity; i++)
            if (list->keys[i] != 0)
                *key_slot(more, capacity, list->keys[i]) = list->keys[i];
        list->keys = more;
        list->key_capacity = capacity;
    }
    slot = key_slot(list->keys, list->key_capacity, key);
    if (*slot == key)
        return false;
    *slot = key;
    list->key_count++;
    return true;
}

void fact_list_add(struct extraction *extraction, const struct fact *fact)
{
    struct fact_list *list = extraction->facts;
    struct fact *copy;

    if (!fact_list_claim(extraction, fact_key(list, fact)))
        return;
    if (list->count == list->capacity) {
        size_t capacity = list->capacity * 2 + 64;
        struct found_fact *more = arena_take(extraction->arena, capacity, sizeof *more);

        if (list->count > 0)
            memcpy(more, list->found, list->count * sizeof *more);
        list->found = more;
        list->capacity = capacity;
    }
    copy = arena_take(extraction->arena, 1, sizeof *copy);
    *copy = *fact;
    list->found[list->count] = (struct found_fact){copy, list->count};
    list->count++;
}

static void write_argument(struct buf *out, const struct argument *argument)
{
    buf_add_char(out, '{');
    if (argument->implicit) {
        json_add_text(out, "text", argument->norm);
        json_add_key(out, "implicit");
        buf_add_text(out, "true}");
        return;
    }
    json_add_text(out, "text", argument->piece.text);
    json_add_uint(out, "start", argument->piece.start);
    json_add_uint(out, "end", argument->piece.end);
    if (argument->norm.at != NULL)
        json_add_text(out, "norm", argument->norm);
    if (argument->entity != NULL && argument->entity->index >= 0)
        json_add_uint(out, "entity", (size_t)argument->entity->index);
    if (argument->entity != NULL && argument->entity->value.at != NULL) {
        json_add_key(out, "value");
        buf_add_span(out, argument->entity->value);
    }
    if (argument->entity != NULL && argument->entity->unit.at != NULL) {
        json_add_key(out, "unit");
        buf_add_span(out, argument->entity->unit);
    }
    buf_add_char(out, '}');
}

static void write_side(struct buf *out, const struct side *side)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < side->count; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        write_argument(out, &side->arguments[i]);
    }
    buf_add_char(out, ']');
}

static void write_slot(struct buf *out, const struct slot *slot)
{
    json_add_key(out, slot->name);
    switch (slot->kind) {
    case SLOT_NULL:
        buf_add_text(out, "null");
        break;
    case SLOT_ARGUMENT:
        write_argument(out, &slot->argument);
        break;
    case SLOT_LIST:
        write_side(out, &slot->sides[0]);
        break;
    case SLOT_SIDES:
        buf_add_char(out, '[');
        for (size_t i = 0; i < slot->side_count; i++) {
            if (i > 0)
                buf_add_char(out, ',');
            write_side(out, &slot->sides[i]);
        }
        buf_add_char(out, ']');
        break;
    case SLOT_WORD:
        json_encode_string(out, span_of(slot->word));
        break;
    case SLOT_TRUTH:
        buf_add_text(out, slot->truth ? "true" : "false");
        break;
    }
}

/* By the start of the evidence, then by its end; equal ones stay in the order they were found. */
static int compare_facts(const void *left, const void *right)
{
    const struct found_fact *a = left, *b = right;
    const struct piece *first = &a->fact->evidence, *second = &b->fact->evidence;

    if (first->start != second->start)
        return first->start < second->start ? -1 : 1;
    if (first->end != second->end)
        return first->end < second->end ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void fact_list_sort(struct fact_list *list)
{
    if (list->count > 1)
        qsort(list->found, list->count, sizeof *list->found, compare_facts);
}

void fact_list_reset(struct fact_list *list)
{
    *list = (struct fact_list){.key = list->key};
}

void fact_list_free(struct fact_list *list)
{
    buf_free(&list->key);
}

void fact_list_write(const struct fact_list *list, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        const struct fact *fact = list->found[i].fact;

        if (i > 0)
            buf_add_char(out, ',');
        buf_add_char(out, '{');
        json_add_text(out, "type", span_of(fact->type));
        for (size_t j = 0; j < fact->slot_count; j++)
            write_slot(out, &fact->slots[j]);
        json_add_key(out, "evidence");
        buf_add_char(out, '{');
        json_add_uint(out, "start", fact->evidence.start);
        json_add_uint(out, "end", fact->evidence.end);
        json_add_text(out, "text", fact->evidence.text);
        buf_add_text(out, "}}");
    }
    buf_add_char(out, ']');
}
