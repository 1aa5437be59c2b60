#include "fields.h"

#include "bylines.h"
#include "people.h"
#include "utf8.h"

/* Bytes. What is longer is no name of a paper, a person or a subject. */
enum { SOURCE_MAX = 90, SUMMARY_MIN = 30 };

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

struct span fields_trim(struct span value)
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

/* White space stands between this code and the one before it. */
static bool is_apart(struct span line, const struct folded *folded, size_t at)
{
    const char *before;

    if (at == 0)
        return true;
    if (at >= folded->count)
        return true;
    before = line.at + folded->offsets[at - 1];
    return folded->offsets[at - 1] + utf8_length((unsigned char)*before) != folded->offsets[at];
}

/* A line ends between this code and the one before it: a box of particulars, cell by cell. */
static bool is_next_line(struct span line, const struct folded *folded, size_t at)
{
    const char *before = line.at + folded->offsets[at - 1];

    return memchr(before, '\n', folded->offsets[at] - folded->offsets[at - 1]) != NULL;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

/* Whether a label of that length at code at is meant as one, and where its value begins. */
static bool is_announced(struct span line, const struct folded *folded, enum field field, size_t at,
                         size_t length, size_t *value)
{
    size_t next = at + length;
    uint32_t last = folded->codes[next - 1];
    uint32_t code = next < folded->count ? folded->codes[next] : 0;

    *value = next;
    if (code == ':') {
        *value = next + 1;
        return true;
    }
    if (last == '/' || last == ']' || last == 0x3011)
        return is_apart(line, folded, at);
    if (length < 2)
        return false;
    if (field == FIELD_DATE && at == 0 && length > 2 && is_digit(code))
        return true;
    if (at == 0 && next < folded->count && is_next_line(line, folded, next))
        return true;
    if (field == FIELD_COUNT)
        return next == folded->count || code == '(' || is_digit(code) ||
               (is_apart(line, folded, at) && is_apart(line, folded, next));
    return at > 0 && is_apart(line, folded, at) && is_apart(line, folded, next) &&
           next < folded->count;
}

/* Cuts a value at the first bar, tab, wide space or double space. */
static struct span cut_at_gap(struct span value)
{
    value = fields_trim(value);
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
    return fields_trim(value);
}

size_t fields_read(const struct article_tables *tables, struct span line,
                   struct particular out[PARTICULARS_MAX])
{
    struct folded folded;
    size_t count = 1, from = 0;

    cues_fold(tables, line, &folded);
    out[0] = (struct particular){FIELD_NONE, {line.at, 0}};
    for (size_t at = 0; at < folded.count && count < PARTICULARS_MAX;) {
        size_t length = 0, value = 0;
        enum field field;

        if (folded.codes[at] == '[' && at + 1 < folded.count && folded.codes[at + 1] == 'd') {
            while (at < folded.count && folded.codes[at] != ']') /* [db:作者] */
                at++;
            continue;
        }
        field = cues_label(tables, &folded, at, &length);
        if (field == FIELD_NONE || !is_announced(line, &folded, field, at, length, &value)) {
            at++;
            continue;
        }
        out[count - 1].value = fields_trim(
            span_between(line.at + from, line.at + folded.offsets[at]));
        from = folded.offsets[value];
        out[count++] = (struct particular){field, {line.at + from, 0}};
        at = value;
    }
    out[count - 1].value = fields_trim(span_between(line.at + from, line.at + line.len));
    return count;
}

static bool holds_ascii(struct span value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] < 0x80)
            return true;
    return false;
}

/* [db:作者], {{name}}, ${x}, null, 未知: nothing. */
static bool is_void(const struct article_tables *tables, struct span value)
{
    struct span token;

    if (value.len == 0)
        return true;
    if (holds_ascii(value) && cues_find_word(tables, WORDS_TOKEN, value, &token))
        return true;
    return cues_is_idle(tables, value, IDLE_UNKNOWN);
}

void fields_set_date(struct span text, enum date_style style, struct meta *meta,
                     struct arena *arena)
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

/* A value without the date that stands in it. */
static struct span before_date(struct span value)
{
    struct date date;

    if (date_find(value, DATE_STRICT, &date))
        value.len = date.start;
    return fields_trim(value);
}

void fields_set_text(const struct article_tables *tables, struct span *member, struct span value)
{
    if (member->len == 0 && !is_void(tables, value))
        *member = value;
}

void fields_set_source(const struct article_tables *tables, struct span value, struct meta *meta)
{
    value = before_date(cut_at_gap(value));
    if (value.len <= SOURCE_MAX && !holds(value, "。"))
        fields_set_text(tables, &meta->source, value);
}

/* 《某某晚报》: without the marks around a title. */
static struct span without_marks(struct span value)
{
    if (value.len > 6 && memcmp(value.at, "《", 3) == 0 &&
        memcmp(value.at + value.len - 3, "》", 3) == 0)
        return fields_trim((struct span){value.at + 3, value.len - 6});
    return value;
}

/*
 * What stands behind a date without a label: the source, as its name or a dot before it shows, and
 * behind it one name, its author.
 */
static void take_behind(const struct article_tables *tables, struct span rest, struct meta *meta,
                        struct arena *arena)
{
    bool dotted = rest.len > 2 && memcmp(rest.at, "·", 2) == 0;
    const char *gap;
    struct span first, second = {0};

    rest = cut_at_gap(rest);
    gap = rest.len > 0 ? memchr(rest.at, ' ', rest.len) : NULL;
    first = gap ? fields_trim(span_between(rest.at, gap)) : rest;
    if (gap)
        second = fields_trim(span_between(gap, rest.at + rest.len));
    if (first.len == 0 || first.len > SOURCE_MAX / 2 ||
        (!dotted && !cues_ends_as(tables, first, ENDING_SOURCE)))
        return;
    fields_set_text(tables, &meta->source, first);
    if (meta->author.count == 0 && people_is_name(tables, second))
        people_split(tables, second, &meta->author, arena);
}

/* A name beside a date that has no label is the source: 2019年10月23日 09:05 某某网. */
static void take_unlabelled(const struct article_tables *tables, struct span value,
                            struct meta *meta, struct arena *arena)
{
    struct date date;
    struct span rest;

    if (!date_find(value, DATE_STRICT, &date))
        return;
    fields_set_date(value, DATE_STRICT, meta, arena);
    rest = without_marks(fields_trim((struct span){value.at, date.start}));
    if (bylines_original(tables, rest, meta, arena))
        return;
    if (rest.len <= SOURCE_MAX / 2 && cues_ends_as(tables, rest, ENDING_SOURCE))
        fields_set_text(tables, &meta->source, rest);
    take_behind(tables, (struct span){value.at + date.end, value.len - date.end}, meta, arena);
}

void fields_split(const struct article_tables *tables, struct span value, struct meta_list *list)
{
    const char *at = value.at, *end = value.at + value.len, *start = at;

    while (at <= end && list->count < META_LIST) {
        const char *here = at;
        uint32_t code = at < end ? utf8_next(&at) : ' ';

        if (code == ' ' || code == '#' || (is_rim(code) && code != '-' && code != 0xB7)) {
            struct span piece = fields_trim(span_between(start, here));

            if (!is_void(tables, piece))
                list->items[list->count++] = piece;
            start = at;
        }
        if (here == end)
            break;
    }
}

void fields_take(const struct article_tables *tables, struct span line, struct meta *meta,
                 struct arena *arena)
{
    struct particular found[PARTICULARS_MAX];
    size_t count = fields_read(tables, line, found);

    for (size_t i = 0; i < count; i++) {
        struct span value = found[i].value;

        switch (found[i].field) {
        case FIELD_NONE:
            take_unlabelled(tables, value, meta, arena);
            if (meta->author.count == 0)
                bylines_slashed(tables, value, meta, arena);
            break;
        case FIELD_DATE:
            take_unlabelled(tables, value, meta, arena);
            fields_set_date(value, DATE_LABELLED, meta, arena);
            break;
        case FIELD_SOURCE:
            fields_set_source(tables, value, meta);
            fields_set_date(value, DATE_STRICT, meta, arena);
            break;
        case FIELD_AUTHOR:
            if (meta->author.count == 0 && !is_void(tables, value))
                people_split(tables, before_date(cut_at_gap(value)), &meta->author, arena);
            fields_set_date(value, DATE_STRICT, meta, arena);
            break;
        case FIELD_EDITOR:
            if (!is_void(tables, value))
                people_split(tables, before_date(cut_at_gap(value)), &meta->editor, arena);
            fields_set_date(value, DATE_STRICT, meta, arena);
            break;
        case FIELD_KEYWORDS:
            if (meta->keywords.count == 0)
                fields_split(tables, value, &meta->keywords);
            break;
        case FIELD_SUMMARY:
            if (value.len >= SUMMARY_MIN)
                fields_set_text(tables, &meta->summary, value);
            break;
        case FIELD_SUBTITLE:
            fields_set_text(tables, &meta->subtitle, value);
            break;
        case FIELD_ORIGINAL:
            fields_set_text(tables, &meta->original_title, value);
            break;
        case FIELD_COUNT:
        case FIELD_PUBLISHER:
            fields_set_date(value, DATE_STRICT, meta, arena);
            break;
        case FIELD_SECTION:
        case FIELD_TITLE:
            fields_set_date(value, DATE_STRICT, meta, arena);
            break;
        case FIELD_WRITTEN:
        case FIELDS:
            break;
        }
    }
}

void fields_take_weak(const struct article_tables *tables, struct span line, struct meta *meta,
                      struct arena *arena)
{
    struct particular found[PARTICULARS_MAX];
    size_t count = fields_read(tables, line, found);

    for (size_t i = 0; i < count; i++) {
        struct span value = found[i].value;

        if (found[i].field == FIELD_WRITTEN)
            fields_set_date(value, DATE_LABELLED, meta, arena);
        if (found[i].field != FIELD_PUBLISHER || is_void(tables, value))
            continue;
        value = before_date(cut_at_gap(value));
        if (cues_ends_as(tables, value, ENDING_SOURCE))
            fields_set_source(tables, value, meta);
        else if (meta->author.count == 0)
            people_split(tables, value, &meta->author, arena);
    }
}
