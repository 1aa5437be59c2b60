#include "short_forms.h"

#include <string.h>

enum { MAX_FORMS = 24, SHORTEST = 2, LONGEST = 14, OPEN_BRACKET = 0xFF08 };

struct short_form {
    size_t start, end;
    enum entity_type type;
    uint8_t kind;
};

/* The candidate of an organisation, place or programme that ends at position, the longest. */
static const struct entity *named_before(const struct document *document, size_t position)
{
    const struct entity *best = NULL;

    for (size_t i = 0; i < document->count; i++) {
        const struct entity *entity = &document->entities[i];

        if (entity->end == position && !entity->dropped &&
            (entity->type == ENTITY_ORG || entity->type == ENTITY_LOC ||
             entity->type == ENTITY_PROG) &&
            (!best || (best->type == ENTITY_ORG) < (entity->type == ENTITY_ORG) ||
             (best->type == entity->type && entity->start < best->start)))
            best = entity;
    }
    return best;
}

/* Whether short is a part of the name, character by character in its order. */
static bool abbreviates(const struct document *document, const struct entity *name,
                        const struct short_form *form)
{
    size_t at = form->start;

    for (size_t i = name->start; i < name->end && at < form->end; i++)
        at += code_at(document, i) == code_at(document, at);
    return at - form->start >= SHORTEST || at == form->end;
}

/* Reads what follows 简称 up to where the brackets close; false if that is no short form. */
static bool read_form(const struct document *document, size_t position, struct short_form *form)
{
    while (char_in(document, position, "：为“‘「") && position < document->chars.count)
        position++;
    form->start = form->end = position;
    while (form->end - position <= LONGEST && (kind_at(document, form->end) == CHAR_HAN ||
                                               kind_at(document, form->end) == CHAR_NUMERAL ||
                                               kind_at(document, form->end) == CHAR_LETTER ||
                                               kind_at(document, form->end) == CHAR_DIGIT))
        form->end++;
    return form->end - position >= SHORTEST && form->end - position <= LONGEST &&
           char_in(document, form->end, "”’」）");
}

static void add_mentions(struct document *document, const struct short_form *form)
{
    const uint32_t *code = document->chars.code;
    size_t length = form->end - form->start;

    for (size_t at = 0; at + length <= document->chars.count; at++) {
        if (code[at] != code[form->start] ||
            memcmp(code + at, code + form->start, length * sizeof *code) != 0)
            continue;
        if (!document_covered(document, at, at + length))
            document_add(document, form->type, at, at + length, RANK_SURE)->kind = form->kind;
        at += length - 1;
    }
}

void find_short_forms(struct document *document)
{
    size_t found = 0;

    for (size_t i = 2; i + SHORTEST < document->chars.count && found < MAX_FORMS; i++) {
        struct short_form form;
        const struct entity *name;
        size_t length = code_at(document, i - 1) == OPEN_BRACKET
                            ? context_at(document, i, CONTEXT_ALIAS)
                            : 0;

        if (length == 0 || !read_form(document, i + length, &form) || !++found)
            continue;
        name = named_before(document, i - 1);
        if (!name || !abbreviates(document, name, &form))
            continue;
        form.type = name->type;
        form.kind = name->kind;
        add_mentions(document, &form);
    }
}
