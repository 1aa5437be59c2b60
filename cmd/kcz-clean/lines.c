#include "lines.h"

#include "dates.h"
#include "scan.h"
#include "utf8.h"
#include "values.h"

enum {
    CLASS_COUNTED = 3,
    DATED_HEADS = 2,
    BYLINE_MAX = 36,
    COUNTER_MAX = 7,
    PAGE_NUMBER_MAX = 12,
    LINE_LONG = 240 /* bytes: only the head tells whether it is furniture */
};

/* Labels that plain text hardly has. Papers print abstract and keywords. */
#define EVIDENT_FIELDS                                                                             \
    (1U << FIELD_AUTHOR | 1U << FIELD_DATE | 1U << FIELD_EDITOR | 1U << FIELD_ORIGINAL |           \
     1U << FIELD_PUBLISHER | 1U << FIELD_SOURCE | 1U << FIELD_WRITTEN)

/* Characters of white space, U+3000, NBSP, BOM and zero-width ones at the edges of a line. */
static size_t blank_at(const char *at, const char *end)
{
    static const char *const blanks[] = {"\xE3\x80\x80", "\xC2\xA0",     "\xEF\xBB\xBF",
                                         "\xE2\x80\x8B", "\xE2\x80\x83", "\xE2\x80\x82"};

    unsigned char first = (unsigned char)*at;

    if (first <= ' ')
        return 1;
    if (first != 0xE3 && first != 0xC2 && first != 0xEF && first != 0xE2)
        return 0;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        size_t len = strlen(blanks[i]);

        if ((size_t)(end - at) >= len && memcmp(at, blanks[i], len) == 0)
            return len;
    }
    return 0;
}

static struct span trim(struct span text)
{
    const char *end = text.at + text.len;
    size_t len;

    while (text.len > 0 && (len = blank_at(text.at, end)) > 0) {
        text.at += len;
        text.len -= len;
    }
    while (text.len > 0) {
        const char *last = text.at + text.len - 1;

        while (last > text.at && ((unsigned char)*last & 0xC0) == 0x80)
            last--;
        if (blank_at(last, text.at + text.len) != span_between(last, text.at + text.len).len)
            break;
        text.len = (size_t)(last - text.at);
    }
    return text;
}

/* Without a colon, a slash or a closing bracket, of whatever width, no label is announced. */
static inline unsigned char may_announce(unsigned char a, unsigned char b, unsigned char c)
{
    return (unsigned char)((a == ':') | (a == '/') | (a == ']') |
                           ((a == 0xEF) & (b == 0xBC) & ((c == 0x9A) | (c == 0x8F) | (c == 0xBD))) |
                           ((a == 0xE3) & (b == 0x80) & (c == 0x91)));
}

SCAN_FUNCTION(next_announcement, may_announce)

/* The same for a line that is folded already. */
static bool may_hold_labels(const struct folded *folded)
{
    for (size_t i = 0; i < folded->count; i++)
        if (folded->codes[i] == ':' || folded->codes[i] == '/' || folded->codes[i] == ']' ||
            folded->codes[i] == 0x3011)
            return true;
    return false;
}

static bool is_closed(const struct folded *folded, enum field field, size_t at, size_t length)
{
    uint32_t last = folded->codes[at + length - 1];

    if (at + length < folded->count && folded->codes[at + length] == ':')
        return true;
    if (field == FIELD_DATE && at == 0 && length > 2 && length < folded->count &&
        folded->codes[length] >= '1' && folded->codes[length] <= '9') /* 编辑于 2020-05-17 */
        return true;
    return length > 1 && (last == ']' || last == 0x3011);
}

/* A label must be followed by a colon, or be one that a bracket closes. */
static void find_fields(struct line *line, const struct article_tables *tables,
                        const struct folded *folded)
{
    size_t bracket = folded->codes[0] == '(' || folded->codes[0] == '[' ||
                     folded->codes[0] == 0x3010 || folded->codes[0] == 0x3014;

    for (size_t at = 0; at < folded->count;) {
        size_t length = 0;
        enum field field = FIELD_NONE;

        if (cues_starts(tables, folded->codes[at], STARTS_LABEL))
            field = cues_label(tables, folded, at, &length);
        if (field == FIELD_NONE || !is_closed(folded, field, at, length)) {
            at++;
            continue;
        }
        line->fields |= 1U << field;
        line->labels++;
        if (at <= bracket && field != FIELD_COUNT)
            line->field_first = true;
        at += length;
    }
}

/* 某某报/记者甲某某/地方报道 */
static bool is_slashed_byline(const struct folded *folded)
{
    bool slash = false, reporter = false;

    for (size_t i = 0; folded->whole && i < folded->count && i < BYLINE_MAX; i++) {
        slash |= folded->codes[i] == '/';
        reporter |= folded->codes[i] == 0x8BB0 && i + 1 < folded->count &&
                    folded->codes[i + 1] == 0x8005;
    }
    return slash && reporter && folded->count <= BYLINE_MAX;
}

/* 记者:去哪里? What a label announces is no sentence. */
static bool is_speech(const struct folded *folded)
{
    uint32_t last = folded->codes[folded->count - 1];

    return folded->whole &&
           (last == 0x3002 || last == '?' || last == '!' || last == 0x2026 || last == 0x201D);
}

/* 2021-02-03 来源:... */
static bool starts_with_date(struct span text)
{
    struct date date;

    return *text.at >= '0' && *text.at <= '9' && date_find(text, DATE_STRICT, &date) &&
           date.start == 0;
}

/*
 * 2019-07-13 06:58 某某晚报: a date with a time of day or the name of a source behind it, and no
 * more, is how pages print when an article is from.
 */
static bool is_dated_head(const struct article_tables *tables, struct span text)
{
    struct date date;
    struct span rest;

    if (dates_is_stamp(text))
        return true;
    if (*text.at < '1' || *text.at > '9' || text.len > DATED_HEAD_MAX ||
        !date_find(text, DATE_STRICT, &date) || date.start > 0)
        return false;
    rest = value_trim((struct span){text.at + date.end, text.len - date.end});
    if (rest.len == 0)
        return memchr(date.text, 'T', strlen(date.text)) != NULL;
    return cues_ends_as(tables, rest, ENDING_SOURCE);
}

/* - 27 -, · 27 ·: the number of a printed page. */
static bool is_page_number(struct span text)
{
    static const char *const signs[] = {"-", "·", "—", "–", "－"};
    size_t digits = 0;

    for (size_t i = 0; i < sizeof signs / sizeof *signs && text.len <= PAGE_NUMBER_MAX; i++) {
        size_t len = strlen(signs[i]);

        if (text.len <= 2 * len || memcmp(text.at, signs[i], len) != 0 ||
            memcmp(text.at + text.len - len, signs[i], len) != 0)
            continue;
        for (size_t at = len; at < text.len - len; at++) {
            if (text.at[at] != ' ' && (text.at[at] < '0' || text.at[at] > '9'))
                return false;
            digits += text.at[at] != ' ';
        }
        return digits > 0 && digits <= 4;
    }
    return false;
}

/* 1/6: where one is in a gallery. */
static bool is_counter(struct span text)
{
    size_t slash = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '/' && i > 0 && i + 1 < text.len && slash == 0)
            slash = i;
        else if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    }
    return slash > 0 && text.len <= COUNTER_MAX;
}

static void judge(struct line *line, const struct article_tables *tables)
{
    struct folded folded;

    bool is_long = line->text.len > LINE_LONG;

    if (line->text.len > 4 * FOLD_MAX || (is_long && !memchr(line->text.at, ' ', line->text.len) &&
                                          next_announcement(line->text, 0) == line->text.len))
        cues_fold_head(tables, line->text, &folded);
    else
        cues_fold(tables, line->text, &folded);
    line->class = is_counter(line->text) || is_page_number(line->text)
                      ? tables->page
                      : cues_classify(tables, &folded, line->text);
    if (!may_hold_labels(&folded) &&
        !(folded.whole && folded.count > 0 && cues_starts(tables, folded.codes[0], STARTS_LABEL)))
        return;
    find_fields(line, tables, &folded);
    if ((line->fields & EVIDENT_FIELDS) && line->class == CLASS_NONE && is_speech(&folded)) {
        line->fields = 0;
        line->field_first = false;
    }
    if ((line->fields & EVIDENT_FIELDS) && folded.whole && starts_with_date(line->text))
        line->field_first = true;
    if (is_slashed_byline(&folded)) {
        line->fields |= 1U << FIELD_AUTHOR;
        line->field_first = true;
    }
}

static size_t count_lines(struct span text)
{
    size_t count = 1;
    const char *at = text.at, *end = text.at + text.len;

    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        count++;
    }
    return count;
}

/* At least two labels that plain text hardly has. */
static bool has_several(const struct line *line)
{
    unsigned fields = line->fields & EVIDENT_FIELDS;

    return (fields & (fields - 1)) != 0;
}

bool lines_read(struct lines *lines, const struct article_tables *tables, struct span text,
                struct arena *arena)
{
    int counted[CLASSES_MAX] = {0};
    size_t room, dated = 0;

    lines->count = 0;
    lines->evidence = 0;
    if (text.len == 0 || !memchr(text.at, '\n', text.len))
        return false;
    room = count_lines(text);
    lines->items = arena_take(arena, room, sizeof *lines->items);
    for (size_t start = 0; start < text.len;) {
        const char *stop = memchr(text.at + start, '\n', text.len - start);
        size_t end = stop ? (size_t)(stop - text.at) : text.len;
        struct line *line = &lines->items[lines->count];

        *line = (struct line){.text = trim((struct span){text.at + start, end - start}),
                              .start = start,
                              .end = end,
                              .class = CLASS_NONE};
        start = end + 1;
        if (line->text.len == 0)
            continue;
        judge(line, tables);
        if (line->class != CLASS_NONE && counted[line->class]++ < CLASS_COUNTED)
            lines->evidence += tables->classes[line->class].evidence;
        if ((line->field_first && (line->fields & EVIDENT_FIELDS)) || has_several(line)) {
            lines->evidence += EVIDENCE_FIELD;
            line->speaks = true;
        } else if (line->class == CLASS_NONE && !line->fields &&
                   is_dated_head(tables, line->text)) {
            dated++;
            line->speaks = true;
        }
        line->speaks |= line->class != CLASS_NONE;
        lines->count++;
    }
    if (dated > 0 && dated <= DATED_HEADS) /* more are a chronicle, or comments */
        lines->evidence += EVIDENCE_FIELD;
    lines_join(lines, tables);
    return lines->count > 1;
}
