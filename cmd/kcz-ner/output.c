#include "output.h"

#include "json.h"
#include "utf8.h"

static const char *const type_names[ENTITY_TYPES] = {
    [ENTITY_PER] = "PER",           [ENTITY_ORG] = "ORG",     [ENTITY_LOC] = "LOC",
    [ENTITY_TITLE] = "TITLE",       [ENTITY_DATE] = "DATE",   [ENTITY_TIME] = "TIME",
    [ENTITY_QUANTITY] = "QUANTITY", [ENTITY_DOC] = "DOC",     [ENTITY_PROG] = "PROG",
    [ENTITY_EVENT] = "EVENT",       [ENTITY_AWARD] = "AWARD", [ENTITY_TERM] = "TERM"};

static const char *const unit_names[UNIT_KINDS] = {[UNIT_MONEY] = "money",
                                                   [UNIT_AREA] = "area",
                                                   [UNIT_LENGTH] = "length",
                                                   [UNIT_MASS] = "mass",
                                                   [UNIT_VOLUME] = "volume",
                                                   [UNIT_ENERGY] = "energy",
                                                   [UNIT_TEMPERATURE] = "temperature",
                                                   [UNIT_PRESSURE] = "pressure",
                                                   [UNIT_DATA] = "data",
                                                   [UNIT_SPEED] = "speed",
                                                   [UNIT_COUNT] = "count",
                                                   [UNIT_PERCENT] = "percent"};

static const char *norm_of(const struct document *document, const struct entity *entity)
{
    return document->strings.data + entity->norm;
}

/* The unit as written, without 余 and 多 behind it; % for 百分之. */
static struct span unit_of(const struct document *document, const struct entity *entity)
{
    size_t end = entity->end;

    if (entity->unit_start == entity->start)
        return span_of("%");
    if (end > entity->unit_start + 1 && char_in(document, end - 1, "余多"))
        end--;
    return chars_span(&document->chars, entity->unit_start, end);
}

static void write_attributes(const struct document *document, const struct entity *entity,
                             struct buf *out)
{
    if (entity->type == ENTITY_ORG && entity->kind)
        json_add_text(out, "kind", span_of(gazetteer_org_kinds[entity->kind]));
    if (entity->type == ENTITY_LOC && entity->code) {
        json_add_key(out, "code");
        buf_printf(out, "\"%06u\"", (unsigned)entity->code);
    }
    if (entity->has_norm)
        json_add_text(out, "norm", span_of(norm_of(document, entity)));
    if (entity->has_value) {
        const char *kind = unit_names[entity->kind];

        if (kind != NULL)
            json_add_text(out, "kind", span_of(kind));
        json_add_key(out, "value");
        buf_printf(out, "%.15g", entity->value);
        json_add_text(out, "unit", unit_of(document, entity));
    }
}

static void write_entity(const struct document *document, const struct entity *entity,
                         struct buf *out)
{
    json_add_text(out, "type", span_of(type_names[entity->type]));
    json_add_text(out, "text", chars_span(&document->chars, entity->start, entity->end));
    json_add_uint(out, "start", entity->start);
    json_add_uint(out, "end", entity->end);
    write_attributes(document, entity, out);
}

void write_json(const struct document *document, struct buf *out)
{
    size_t i = 0;

    buf_add_char(out, '[');
    while (i < document->count) {
        size_t inner = i + 1;

        buf_add_text(out, i > 0 ? ",{" : "{");
        write_entity(document, &document->entities[i], out);
        if (inner < document->count && document->entities[inner].nested) {
            json_add_key(out, "nested");
            buf_add_char(out, '[');
            for (; inner < document->count && document->entities[inner].nested; inner++) {
                buf_add_text(out, inner > i + 1 ? ",{" : "{");
                write_entity(document, &document->entities[inner], out);
                buf_add_char(out, '}');
            }
            buf_add_char(out, ']');
        }
        buf_add_char(out, '}');
        i = inner;
    }
    buf_add_char(out, ']');
}

void write_bio(const struct document *document, struct buf *out)
{
    size_t next = 0;

    for (size_t i = 0; i < document->chars.count; i++) {
        const struct entity *entity;

        while (next < document->count &&
               (document->entities[next].nested || document->entities[next].end <= i))
            next++;
        entity = next < document->count ? &document->entities[next] : NULL;
        if (code_at(document, i) == '\n') {
            buf_add_char(out, '\n');
            continue;
        }
        buf_add_span(out, chars_span(&document->chars, i, i + 1));
        if (entity && entity->start <= i)
            buf_printf(out, "\t%c-%s\n", entity->start == i ? 'B' : 'I', type_names[entity->type]);
        else
            buf_add_text(out, "\tO\n");
    }
    buf_add_char(out, '\n');
}

/* Text on one line: what would break the row becomes a space. */
static void add_flat(struct buf *out, struct span text)
{
    for (size_t i = 0; i < text.len; i++)
        buf_add_char(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
}

void write_brat(const struct document *document, struct buf *out)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct entity *entity = &document->entities[i];

        buf_printf(out, "T%zu\t%s %u %u\t", i + 1, type_names[entity->type],
                   (unsigned)entity->start, (unsigned)entity->end);
        add_flat(out, chars_span(&document->chars, entity->start, entity->end));
        buf_add_char(out, '\n');
    }
    buf_add_char(out, '\n');
}

void write_tsv(const struct document *document, struct span id, struct buf *out)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct entity *entity = &document->entities[i];

        add_flat(out, id);
        buf_printf(out, "\t%s%s\t%u\t%u\t", entity->nested ? "+" : "", type_names[entity->type],
                   (unsigned)entity->start, (unsigned)entity->end);
        add_flat(out, chars_span(&document->chars, entity->start, entity->end));
        buf_add_char(out, '\t');
        if (entity->has_norm)
            buf_add_text(out, norm_of(document, entity));
        else if (entity->has_value) {
            buf_printf(out, "%.15g ", entity->value);
            add_flat(out, unit_of(document, entity));
        } else if (entity->type == ENTITY_LOC && entity->code)
            buf_printf(out, "%06u", (unsigned)entity->code);
        else if (entity->type == ENTITY_ORG && entity->kind)
            buf_add_text(out, gazetteer_org_kinds[entity->kind]);
        buf_add_char(out, '\n');
    }
}
