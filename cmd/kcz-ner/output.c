#include "output.h"

#include "attributes.h"
#include "json.h"

static void write_entity(const struct document *document, const struct entity *entity,
                         struct buf *out)
{
    struct attributes attributes = attributes_of(document, entity);

    json_add_text(out, "type", span_of(attributes.type));
    json_add_text(out, "text", attributes.text);
    json_add_uint(out, "start", entity->start);
    json_add_uint(out, "end", entity->end);
    if (attributes.kind)
        json_add_text(out, "kind", span_of(attributes.kind));
    if (attributes.code[0])
        json_add_text(out, "code", span_of(attributes.code));
    if (attributes.norm)
        json_add_text(out, "norm", span_of(attributes.norm));
    if (attributes.has_value) {
        json_add_key(out, "value");
        buf_printf(out, "%.15g", attributes.value);
        json_add_text(out, "unit", attributes.unit);
    }
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

static void write_types(const struct document *document, struct buf *out)
{
    size_t counts[ENTITY_TYPES] = {0};

    for (size_t i = 0; i < document->count; i++)
        counts[document->entities[i].type] += !document->entities[i].nested;
    json_add_key(out, "types");
    buf_add_char(out, '{');
    for (size_t type = 0; type < ENTITY_TYPES; type++) {
        if (counts[type] > 0)
            json_add_uint(out, entity_type_name((enum entity_type)type), counts[type]);
    }
    buf_add_char(out, '}');
}

static void write_day(const struct day *day, struct buf *out)
{
    json_add_key(out, "date");
    if (day->year == 0) {
        buf_add_text(out, "null");
        return;
    }
    buf_printf(out, "\"%04d", day->year);
    if (day->month > 0)
        buf_printf(out, "-%02d", day->month);
    if (day->day > 0)
        buf_printf(out, "-%02d", day->day);
    buf_add_char(out, '"');
}

void write_report(const struct document *document, struct buf *out)
{
    size_t nested = 0;

    for (size_t i = 0; i < document->count; i++)
        nested += document->entities[i].nested;
    buf_add_char(out, '{');
    json_add_text(out, "by", span_of(document->by_model ? "model" : "rules"));
    write_day(&document->today, out);
    json_add_uint(out, "entities", document->count - nested);
    json_add_uint(out, "nested", nested);
    write_types(document, out);
    buf_add_char(out, '}');
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
            buf_printf(out, "\t%c-%s\n", entity->start == i ? 'B' : 'I',
                       entity_type_name(entity->type));
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

        buf_printf(out, "T%zu\t%s %u %u\t", i + 1, entity_type_name(entity->type),
                   (unsigned)entity->start, (unsigned)entity->end);
        add_flat(out, chars_span(&document->chars, entity->start, entity->end));
        buf_add_char(out, '\n');
    }
    buf_add_char(out, '\n');
}

static void add_attributes(const struct attributes *attributes, struct buf *out)
{
    if (attributes->norm)
        buf_add_text(out, attributes->norm);
    else if (attributes->has_value) {
        buf_printf(out, "%.15g ", attributes->value);
        add_flat(out, attributes->unit);
    } else if (attributes->code[0])
        buf_add_text(out, attributes->code);
    else if (attributes->kind)
        buf_add_text(out, attributes->kind);
}

void write_tsv(const struct document *document, struct span id, struct buf *out)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct entity *entity = &document->entities[i];
        struct attributes attributes = attributes_of(document, entity);

        add_flat(out, id);
        buf_printf(out, "\t%s%s\t%u\t%u\t", entity->nested ? "+" : "", attributes.type,
                   (unsigned)entity->start, (unsigned)entity->end);
        add_flat(out, attributes.text);
        buf_add_char(out, '\t');
        add_attributes(&attributes, out);
        buf_add_char(out, '\n');
    }
}
