#include "fields.h"

#include "bylines.h"
#include "people.h"
#include "utf8.h"
#include "values.h"

enum { SUMMARY_MIN = 30 }; /* bytes */

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
        out[count - 1].value = value_trim(
            span_between(line.at + from, line.at + folded.offsets[at]));
        from = folded.offsets[value];
        out[count++] = (struct particular){field, {line.at + from, 0}};
        at = value;
    }
    out[count - 1].value = value_trim(span_between(line.at + from, line.at + line.len));
    return count;
}

/* 《某某晚报》: without the marks around a title. */
static struct span without_marks(struct span value)
{
    if (value.len > 6 && memcmp(value.at, "《", 3) == 0 &&
        memcmp(value.at + value.len - 3, "》", 3) == 0)
        return value_trim((struct span){value.at + 3, value.len - 6});
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
    struct span first, second = {rest.at, 0};

    rest = value_cut_at_gap(rest);
    gap = rest.len > 0 ? memchr(rest.at, ' ', rest.len) : NULL;
    first = gap ? value_trim(span_between(rest.at, gap)) : rest;
    if (gap)
        second = value_trim(span_between(gap, rest.at + rest.len));
    if (first.len == 0 || first.len > VALUE_SOURCE_MAX / 2 ||
        (!dotted && !cues_ends_as(tables, first, ENDING_SOURCE) &&
         !cues_ends_as(tables, first, ENDING_SITE)))
        return;
    value_set_text(tables, &meta->source, first);
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
    value_set_date(value, DATE_STRICT, meta, arena);
    rest = without_marks(value_trim((struct span){value.at, date.start}));
    if (bylines_original(tables, rest, meta, arena))
        return;
    if (rest.len <= VALUE_SOURCE_MAX / 2 && cues_ends_as(tables, rest, ENDING_SOURCE))
        value_set_text(tables, &meta->source, rest);
    take_behind(tables, (struct span){value.at + date.end, value.len - date.end}, meta, arena);
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
            value_set_date(value, DATE_LABELLED, meta, arena);
            break;
        case FIELD_SOURCE:
            value_set_source(tables, value, meta);
            value_set_date(value, DATE_STRICT, meta, arena);
            break;
        case FIELD_AUTHOR:
            if (meta->author.count == 0 && !value_is_void(tables, value))
                people_split(tables, value_before_date(value_cut_at_gap(value)), &meta->author,
                             arena);
            value_set_date(value, DATE_STRICT, meta, arena);
            break;
        case FIELD_EDITOR:
            if (!value_is_void(tables, value))
                people_split(tables, value_before_date(value_cut_at_gap(value)), &meta->editor,
                             arena);
            value_set_date(value, DATE_STRICT, meta, arena);
            break;
        case FIELD_KEYWORDS:
            if (meta->keywords.count == 0)
                value_split(tables, value, &meta->keywords);
            break;
        case FIELD_SUMMARY:
            if (value.len >= SUMMARY_MIN)
                value_set_text(tables, &meta->summary, value);
            break;
        case FIELD_SUBTITLE:
            value_set_text(tables, &meta->subtitle, value);
            break;
        case FIELD_ORIGINAL:
            value_set_text(tables, &meta->original_title, value);
            break;
        case FIELD_COUNT:
        case FIELD_PUBLISHER:
        case FIELD_SECTION:
        case FIELD_TITLE:
            value_set_date(value, DATE_STRICT, meta, arena);
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
            value_set_date(value, DATE_LABELLED, meta, arena);
        if (found[i].field != FIELD_PUBLISHER || value_is_void(tables, value))
            continue;
        value = value_before_date(value_cut_at_gap(value));
        if (cues_ends_as(tables, value, ENDING_SOURCE))
            value_set_source(tables, value, meta);
        else if (meta->author.count == 0)
            people_split(tables, value, &meta->author, arena);
    }
}
