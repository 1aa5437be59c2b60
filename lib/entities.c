/* kcz_entities: the engine of kcz-ner behind kcz.h. */
#include <stdlib.h>

#include "../cmd/kcz-ner/attributes.h"
#include "../cmd/kcz-ner/moment.h"
#include "../cmd/kcz-ner/output.h"
#include "../cmd/kcz-ner/recognise.h"
#include "handle.h"
#include "memory.h"
#include "result.h"

struct kcz_recogniser {
    struct handle handle;
    struct recogniser recogniser;
};

struct work {
    struct recogniser_work entities;
    struct buf json;
};

static void free_work(void *memory)
{
    struct work *work = memory;

    recogniser_work_free(&work->entities);
    buf_free(&work->json);
}

struct kcz_recogniser *kcz_recogniser_open(const char *model, bool rules_only,
                                           struct kcz_error *error)
{
    struct kcz_recogniser *recogniser = memory_new(1, sizeof *recogniser);
    struct buf why = {0};

    if (!recogniser_open(&recogniser->recogniser, model, rules_only, &why)) {
        error_set(error, KCZ_BAD_ARGUMENT, &why);
        recogniser_close(&recogniser->recogniser);
        free(recogniser);
        return NULL;
    }
    handle_open(&recogniser->handle, sizeof(struct work), free_work);
    return recogniser;
}

void kcz_recogniser_close(struct kcz_recogniser *recogniser)
{
    if (!recogniser)
        return;
    handle_close(&recogniser->handle);
    recogniser_close(&recogniser->recogniser);
    free(recogniser);
}

static bool read_date(const char *date, struct day *day, struct kcz_error *error)
{
    struct buf why = {0};

    if (!date || day_parse(span_of(date), day))
        return true;
    buf_printf(&why, "%s is not a date such as 2024-02-07", date);
    error_set(error, KCZ_BAD_ARGUMENT, &why);
    return false;
}

/* Puts the strings that are the entity's own at *at. */
static struct kcz_entity entity_of(const struct document *document, const struct entity *entity,
                                   char **at)
{
    struct attributes attributes = attributes_of(document, entity);
    const struct span none = {NULL, 0};

    return (struct kcz_entity){
        .type = attributes.type,
        .start = entity->start,
        .end = entity->end,
        .first_byte = document->chars.byte[entity->start],
        .end_byte = document->chars.byte[entity->end],
        .nested = entity->nested,
        .kind = attributes.kind,
        .code = result_text(at, attributes.code[0] ? span_of(attributes.code) : none),
        .norm = result_text(at, attributes.norm ? span_of(attributes.norm) : none),
        .has_value = attributes.has_value,
        .value = attributes.value,
        .unit = result_text(at, attributes.unit),
    };
}

/* The strings stand in the JSON as well, which is thus at least as long as all of them. */
static struct kcz_entities *entities_of(const struct document *document, struct span json)
{
    struct {
        struct kcz_entities entities;
        struct kcz_entity items[];
    } *result = memory_new(1, sizeof *result + document->count * sizeof *result->items +
                                  2 * json.len + 1);
    char *at = (char *)&result->items[document->count];

    for (size_t i = 0; i < document->count; i++)
        result->items[i] = entity_of(document, &document->entities[i], &at);
    result->entities = (struct kcz_entities){.items = result->items, .count = document->count};
    result->entities.json = result_text(&at, json);
    result->entities.json_len = json.len;
    return &result->entities;
}

struct kcz_entities *kcz_entities(struct kcz_recogniser *recogniser, const char *text, size_t len,
                                  const char *date, struct kcz_error *error)
{
    struct kcz_entities *entities;
    struct day day = {0};
    struct call call;

    if (!recogniser || !read_date(date, &day, error) ||
        !call_begin(&call, &recogniser->handle, text, len, error))
        return NULL;

    struct work *work = call.work;

    recognise(&recogniser->recogniser, &work->entities, call.text, day);
    buf_clear(&work->json);
    write_json(&work->entities.document, &work->json);
    entities = entities_of(&work->entities.document, buf_span(&work->json));
    call_end(&call, &recogniser->handle);
    return entities;
}
