#include "bylines.h"

#include "dates.h"
#include "people.h"
#include "values.h"

/* Bytes. */
enum {
    BRACKET_MAX = 45,
    NAMES_MAX = 120,
    ALONE_MAX = 60,
    CLOSING_MAX = 30,
    LINE_MAX_SLASHED = 270,
    DATELINE = 75,
    HOUSE_MIN = 9,
    HOUSE_MAX = 45
};

/* Where the text of a bracket begins that is open at at; NULL if none is. */
static const char *bracket_start(struct span text, const char *at)
{
    for (const char *p = at; p > text.at && at - p <= BRACKET_MAX;) {
        p--;
        while (p > text.at && ((unsigned char)*p & 0xC0) == 0x80)
            p--;
        if (*p == '(')
            return p + 1;
        if (at - p >= 3 && memcmp(p, "（", 3) == 0)
            return p + 3;
        if (*p == ')' || (at - p >= 3 && memcmp(p, "）", 3) == 0))
            return NULL;
    }
    return NULL;
}

/* Where the bracket closes that names stand in; NULL if it does not soon. */
static const char *bracket_end(const char *names, const char *end)
{
    static const char *const closing[] = {")", "）"};
    size_t reach = (size_t)(end - names) < NAMES_MAX ? (size_t)(end - names) : NAMES_MAX;
    const char *first = NULL;

    for (size_t i = 0; i < 2; i++) {
        const char *found = memmem(names, reach, closing[i], strlen(closing[i]));

        if (found && (!first || found < first))
            first = found;
    }
    return first;
}

/* 甲某某某地4日电: whose name ends where cannot be told. */
static bool is_dateline(const struct article_tables *tables, struct span names)
{
    return cues_last_word(tables, WORDS_WIRE, names).len > 0;
}

/* (某某社记者...: the agency, unless it is this very one, 本报. */
static void take_house(const struct article_tables *tables, struct span house, struct meta *meta)
{
    house = value_trim(house);
    if (house.len >= HOUSE_MIN && cues_last_word(tables, WORDS_HOUSE, house).len > 0)
        value_set_text(tables, &meta->source, house);
}

void bylines_bracketed(const struct article_tables *tables, struct span paragraph,
                       struct meta *meta, struct arena *arena)
{
    const char *end = paragraph.at + paragraph.len, *at;
    struct span words = tables->words[WORDS_REPORTER], word;

    while (meta->author.count == 0 && cues_next_word(&words, &word))
        for (at = paragraph.at; (at = memmem(at, (size_t)(end - at), word.at, word.len)) != NULL;) {
            const char *names = at + word.len, *close = bracket_end(names, end);
            const char *open = close ? bracket_start(paragraph, at) : NULL;

            if (open && is_dateline(tables, span_between(names, close)))
                take_house(tables, span_between(open, at), meta);
            else if (open)
                people_split(tables, span_between(names, close), &meta->author, arena);
            at = names;
        }
}

void bylines_closing(const struct article_tables *tables, struct span paragraph, struct meta *meta,
                     struct arena *arena)
{
    static const char *const brackets[][2] = {{"（", "）"}, {"(", ")"}};

    for (size_t i = 0; i < 2 && meta->author.count == 0; i++) {
        size_t close = strlen(brackets[i][1]);
        const char *end = paragraph.at + paragraph.len, *open;
        struct span names;

        if (paragraph.len <= CLOSING_MAX || memcmp(end - close, brackets[i][1], close) != 0)
            continue;
        open = memmem(end - CLOSING_MAX, CLOSING_MAX, brackets[i][0], strlen(brackets[i][0]));
        if (!open)
            continue;
        names = value_trim(span_between(open + strlen(brackets[i][0]), end - close));
        if (people_is_name(tables, names) || people_is_list(tables, names))
            people_split(tables, names, &meta->author, arena);
    }
}

void bylines_alone(const struct article_tables *tables, struct span line, struct meta *meta,
                   struct arena *arena)
{
    struct folded folded;
    size_t length = 0;
    struct span names;

    if (meta->author.count > 0 || line.len > ALONE_MAX)
        return;
    cues_fold(tables, line, &folded);
    if (cues_label(tables, &folded, 0, &length) != FIELD_AUTHOR || length == folded.count)
        return;
    names = value_trim(
        (struct span){line.at + folded.offsets[length], line.len - folded.offsets[length]});
    if (people_is_name(tables, names) || people_is_list(tables, names))
        people_split(tables, names, &meta->author, arena);
}

static bool starts_with_any(struct span words, struct span text)
{
    struct span word;

    while (cues_next_word(&words, &word))
        if (text.len >= word.len && memcmp(text.at, word.at, word.len) == 0)
            return true;
    return false;
}

void bylines_dateline(const struct article_tables *tables, struct span paragraph, struct meta *meta,
                      struct arena *arena)
{
    struct span head = {paragraph.at, paragraph.len < DATELINE ? paragraph.len : DATELINE};
    struct date date;

    while (head.len < paragraph.len && ((unsigned char)head.at[head.len] & 0xC0) == 0x80)
        head.len--;
    if (!date_find(head, DATE_LOOSE, &date) || date.has_year || date.start == 0 ||
        date.start > HOUSE_MAX ||
        !starts_with_any(tables->words[WORDS_WIRE],
                         (struct span){head.at + date.end, head.len - date.end}))
        return;
    value_set_date(head, DATE_LOOSE, meta, arena);
    for (size_t at = date.start; at > 0 && meta->source.len == 0; at--) {
        struct span house = {head.at, at};

        if (cues_last_word(tables, WORDS_HOUSE, house).len > 0)
            value_set_text(tables, &meta->source, value_trim(house));
    }
}

void bylines_slashed(const struct article_tables *tables, struct span line, struct meta *meta,
                     struct arena *arena)
{
    static const char *const slashes[] = {"／", "/"};
    const char *end = line.at + line.len;
    struct span words = tables->words[WORDS_REPORTER], word;

    while (line.len <= LINE_MAX_SLASHED && cues_next_word(&words, &word))
        for (size_t i = 0; i < 2; i++) {
            size_t len = strlen(slashes[i]);
            const char *reporter = memmem(line.at, line.len, word.at, word.len), *stop;
            const char *names = reporter ? reporter + word.len : NULL;

            if (!names || !(stop = memmem(names, (size_t)(end - names), slashes[i], len)))
                continue;
            people_split(tables, span_between(names, stop), &meta->author, arena);
            stop = memmem(line.at, (size_t)(reporter - line.at), slashes[i], len);
            if (stop)
                value_set_source(tables, span_between(line.at, stop), meta);
            return;
        }
}

bool bylines_original(const struct article_tables *tables, struct span line, struct meta *meta,
                      struct arena *arena)
{
    struct span word;
    const char *at = cues_find_word(tables, WORDS_ORIGINAL, line, &word), *gap;

    if (at != line.at || !at || line.len <= word.len || at[word.len] != ' ')
        return false;
    line = value_trim(span_between(at + word.len, line.at + line.len));
    gap = memchr(line.at, ' ', line.len);
    if (gap && meta->author.count == 0)
        people_split(tables, span_between(line.at, gap), &meta->author, arena);
    value_set_source(tables, gap ? span_between(gap, line.at + line.len) : line, meta);
    return true;
}
