#include "parameters.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "memory.h"

void parameters_add_list(const char *name, const struct option_list *list, struct buf *out)
{
    if (list->count == 0)
        return;
    json_add_key(out, name);
    buf_add_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        json_encode_string(out, span_of(list->items[i]));
    }
    buf_add_char(out, ']');
}

void parameters_add(const void *settings, const struct option *option, struct buf *out)
{
    const char *place = (const char *)settings + option->offset;
    const char *text;
    uint64_t number;
    double real;

    switch (option->kind) {
    case OPTION_LIST:
        parameters_add_list(option->name, (const struct option_list *)(const void *)place, out);
        break;
    case OPTION_FLAG:
        if (*(const bool *)place) {
            json_add_key(out, option->name);
            buf_add_text(out, "true");
        }
        break;
    case OPTION_NUMBER:
    case OPTION_COUNT:
        memcpy(&number, place, sizeof number);
        if (number > 0)
            json_add_uint(out, option->name, number);
        break;
    case OPTION_REAL:
        memcpy(&real, place, sizeof real);
        if (real > 0 || real < 0) {
            json_add_key(out, option->name);
            buf_printf(out, "%.17g", real);
        }
        break;
    default:
        memcpy(&text, place, sizeof text);
        if (text != NULL)
            json_add_text(out, option->name, span_of(text));
    }
}

/* Texts from a header live in memory as C strings. */
static const char *keep_text(struct span value, struct buf *memory)
{
    struct buf scratch = {0};
    struct span text = json_string(value, &scratch);
    const char *kept = NULL;

    if (memory->cap - memory->len > text.len) {
        kept = memory->data + memory->len;
        buf_add_span(memory, text);
        buf_add_char(memory, 0);
    }
    buf_free(&scratch);
    return kept;
}

bool parameters_read_list(struct option_list *list, struct span value, struct buf *memory)
{
    struct json_cursor cursor = json_open(value);
    struct json_member element;

    if (json_kind(value) != JSON_ARRAY)
        return false;
    while (json_next(&cursor, &element)) {
        const char *text;

        if (json_kind(element.value) != JSON_STRING)
            return false;
        text = keep_text(element.value, memory);
        if (text == NULL)
            return false;
        list->items = memory_resize(list->items, list->count + 1, sizeof *list->items);
        list->items[list->count++] = text;
    }
    return true;
}

bool parameters_read(void *settings, const struct option *option, struct span value,
                     struct buf *memory)
{
    char *place = (char *)settings + option->offset;
    const char *text;
    size_t number;
    double real;

    switch (option->kind) {
    case OPTION_LIST:
        return parameters_read_list((struct option_list *)(void *)place, value, memory);
    case OPTION_FLAG:
        *(bool *)place = json_kind(value) == JSON_TRUE;
        return true;
    case OPTION_NUMBER:
    case OPTION_COUNT:
        if (!json_uint(value, &number))
            return false;
        memcpy(place, &(uint64_t){number}, sizeof(uint64_t));
        return true;
    case OPTION_REAL:
        if (json_kind(value) != JSON_NUMBER)
            return false;
        real = strtod(value.at, NULL);
        memcpy(place, &real, sizeof real);
        return true;
    default:
        if (json_kind(value) != JSON_STRING)
            return false;
        text = keep_text(value, memory);
        memcpy(place, &text, sizeof text);
        return text != NULL;
    }
}
