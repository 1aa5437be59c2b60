#include "values.h"

#include "utf8.h"

/* Punctuation that parts one particular from the next and belongs to neither. */
static bool is_rim(uint32_t code)
{
    static const uint32_t rims[] = {'|',    '/',    '-',    ',',    ';',    ':',    '>',
                                    '<',    0xB7,   0x3001, 0xFF0C, 0xFF1A, 0xFF5C, 0x4E28,
                                    0x3011, 0x3010, '[',    ']',    0x2022, '*',    0xA0,
                                    0x3000, 0xFEFF, 0x200B, 0xFF1B, 0x3014, 0x3015, 0xFF0F};

    if (code <= ' ')
        return true;
    for (size_t i = 0; i < sizeof rims / sizeof *rims; i++)
        if (code == rims[i])
            return true;
    return false;
}

static uint32_t last_code(struct span text, size_t *len)
{
    const char *at = text.at + text.len - 1;

    while (at > text.at && ((unsigned char)*at & 0xC0) == 0x80)
        at--;
    *len = (size_t)(text.at + text.len - at);
    return utf8_next(&at);
}

static bool holds(struct span text, const char *what)
{
    return memmem(text.at, text.len, what, strlen(what)) != NULL;
}

struct span value_trim(struct span value)
{
    size_t len;

    while (value.len > 0) {
        const char *at = value.at;
        uint32_t code = utf8_next(&at);

        if (!is_rim(code) && code != ')' && code != 0xFF09)
            break;
        value.len -= (size_t)(at - value.at);
        value.at = at;
    }
    while (value.len > 0) {
        uint32_t code = last_code(value, &len);
        bool open = code == '(' || code == 0xFF08;
        bool lone = (code == ')' && !holds(value, "(")) || (code == 0xFF09 && !holds(value, "（"));

        if (!is_rim(code) && !open && !lone)
            break;
        value.len -= len;
    }
    return value;
}

struct span value_cut_at_gap(struct span value)
{
    value = value_trim(value);
    for (size_t i = 0; i < value.len; i++) {
        const char *at = value.at + i;
        size_t left = value.len - i;

        if (*at == '|' || *at == '\t' || (left > 1 && at[0] == ' ' && at[1] == ' ') ||
            (left > 2 && (memcmp(at, "　", 3) == 0 || memcmp(at, "｜", 3) == 0)) ||
            (left > 1 && memcmp(at, "\xC2\xA0", 2) == 0)) {
            value.len = i;
            break;
        }
    }
    return value_trim(value);
}

static bool holds_ascii(struct span value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] < 0x80)
            return true;
    return false;
}

bool value_is_void(const struct article_tables *tables, struct span value)
{
    struct span token;

    if (value.len == 0)
        return true;
    if (holds_ascii(value) && cues_find_word(tables, WORDS_TOKEN, value, &token))
        return true;
    return cues_is_idle(tables, value, IDLE_UNKNOWN);
}

void value_set_date(struct span text, enum date_style style, struct meta *meta, struct arena *arena)
{
    struct date date;
    size_t len;
    char *copy;

    if (meta->date.len > 0 || !date_find(text, style, &date))
        return;
    len = strlen(date.text);
    copy = arena_take(arena, len, 1);
    memcpy(copy, date.text, len);
    meta->date = (struct span){copy, len};
}

struct span value_before_date(struct span value)
{
    struct date date;

    if (date_find(value, DATE_STRICT, &date))
        value.len = date.start;
    return value_trim(value);
}

void value_set_text(const struct article_tables *tables, struct span *member, struct span value)
{
    if (member->len == 0 && !value_is_void(tables, value))
        *member = value;
}

void value_set_source(const struct article_tables *tables, struct span value, struct meta *meta)
{
    value = value_before_date(value_cut_at_gap(value));
    if (value.len <= VALUE_SOURCE_MAX && !holds(value, "。"))
        value_set_text(tables, &meta->source, value);
}

void value_split(const struct article_tables *tables, struct span value, struct meta_list *list)
{
    const char *at = value.at, *end = value.at + value.len, *start = at;

    while (at <= end && list->count < META_LIST) {
        const char *here = at;
        uint32_t code = at < end ? utf8_next(&at) : ' ';

        if (code == ' ' || code == '#' || (is_rim(code) && code != '-' && code != 0xB7)) {
            struct span piece = value_trim(span_between(start, here));

            if (!value_is_void(tables, piece))
                list->items[list->count++] = piece;
            start = at;
        }
        if (here == end)
            break;
    }
}
