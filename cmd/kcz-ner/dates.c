#include "dates.h"

#include <string.h>

#include "clock.h"
#include "numerals.h"
#include "points.h"

static uint32_t add_norm(struct document *document, const struct moment *first,
                         const struct moment *last)
{
    uint32_t at = (uint32_t)document->strings.len;

    moment_write(first, &document->strings);
    if (last) {
        buf_add_char(&document->strings, '/');
        moment_write(last, &document->strings);
    }
    buf_add_char(&document->strings, '\0');
    return at;
}

static void add_date(struct document *document, size_t start, const struct point *point,
                     const struct moment *last, size_t end)
{
    struct moment first = point->moment;
    enum entity_type type = point->date || first.unit ? ENTITY_DATE : ENTITY_TIME;
    struct moment final = last ? *last : first;
    struct entity *entity;
    uint32_t norm;

    moment_resolve(&first, &document->today);
    if (last) {
        if (!final.year)
            final.year = first.year;
        if (!final.month && !final.quarter && final.day)
            final.month = first.month;
        moment_resolve(&final, &document->today);
    }
    norm = add_norm(document, &first, last ? &final : NULL);
    entity = document_add(document, type, start, end, RANK_SURE);
    entity->norm = norm;
    entity->has_norm = true;
    document_cover(document, start, end, type);
    if (point->date && point->time && !last) {
        struct moment date = first, clock = first;

        date.clock = false;
        clock.year = clock.month = clock.day = clock.quarter = 0;
        norm = add_norm(document, &date, NULL);
        entity = document_add(document, ENTITY_DATE, start, point->date_end, RANK_SURE);
        entity->norm = norm;
        entity->has_norm = true;
        norm = add_norm(document, &clock, NULL);
        entity = document_add(document, ENTITY_TIME, point->time_start, end, RANK_SURE);
        entity->norm = norm;
        entity->has_norm = true;
    }
}

/* 2月1日至2日, 2019—2021年: the second point, if one follows. */
static bool read_range(const struct document *document, const struct point *first,
                       struct point *second)
{
    size_t at = first->at;

    while (char_in(document, at, "—-~～－") && at - first->at < 2)
        at++;
    if (at == first->at && char_in(document, at, "至到"))
        at++;
    if (at == first->at)
        return false;
    memset(second, 0, sizeof *second);
    second->at = at;
    if (first->time && !first->date)
        return read_time(document, second);
    return read_point(document, second) && second->date;
}

/* 2019—2021年: a bare year before a range that ends in 年. */
static bool read_years(const struct document *document, struct point *point, struct point *second)
{
    size_t end, next;
    int first = digits_at(document, point->at, &end);
    int last;

    if (end - point->at != 4 || first < 1000 || first > 2999 ||
        !char_in(document, end, "—-~～－至到"))
        return false;
    last = digits_at(document, end + 1, &next);
    if (next - end != 5 || last <= first || last > 2999 || !text_at(document, next, "年"))
        return false;
    point->moment.year = first;
    point->date = true;
    memset(second, 0, sizeof *second);
    second->moment.year = last;
    second->at = next + 1;
    second->date = true;
    return true;
}

/* 1至8月份, 1—4月: a bare month before a range that ends in 月. The year may have been read. */
static bool read_months(const struct document *document, struct point *point, struct point *second)
{
    size_t end, at;
    int first = digits_at(document, point->at, &end), last;

    if (end == point->at || end - point->at > 2 || first < 1 || first > 12 ||
        !char_in(document, end, "—-~～－至到"))
        return false;
    at = end;
    while (char_in(document, at, "—-~～－至到") && at - end < 2)
        at++;
    if (!number_before(document, &at, 12, "月", &last) || last <= first)
        return false;
    *second = *point;
    point->moment.month = first;
    point->date = true;
    second->moment.month = last;
    second->at = at + (char_in(document, at, "份") ? 1 : 0);
    second->date = true;
    return true;
}

/* 前三季度, 前8个月: from the beginning of the year on, which may have been read. */
static bool read_first(const struct document *document, struct point *point, struct point *second)
{
    struct numeral numeral = {0};
    uint32_t unit;
    size_t length;

    if (char_in(document, point->at, "前"))
        numeral = numeral_at(document, point->at + 1);
    if (numeral.end == 0 || numeral.vague || numeral.value < 2 || numeral.value > 11)
        return false;
    length = context_at(document, numeral.end, CONTEXT_SPAN);
    unit = context_unit(document, numeral.end, numeral.end + length);
    if (text_at(document, numeral.end, "季度")) {
        unit = 'Q';
        length = 2;
    }
    if ((unit != 'Q' || numeral.value > 3) && unit != 'M')
        return false;
    *second = *point;
    *(unit == 'Q' ? &point->moment.quarter : &point->moment.month) = 1;
    *(unit == 'Q' ? &second->moment.quarter : &second->moment.month) = (int)numeral.value;
    second->at = numeral.end + length;
    point->date = second->date = true;
    return true;
}

/* A range that says its first part in short, at the start or behind a year. */
static bool read_short_range(const struct document *document, struct point *point,
                             struct point *second)
{
    return read_months(document, point, second) || read_first(document, point, second);
}

/* A number, a calendar word or what may be before one begins here, not the middle of one. */
static bool may_begin(const struct document *document, size_t position)
{
    uint8_t kind = kind_at(document, position);

    if (kind == CHAR_DIGIT)
        return kind_at(document, position - 1) != CHAR_DIGIT &&
               kind_at(document, position - 1) != CHAR_LETTER &&
               !(code_at(document, position - 1) == '.' &&
                 kind_at(document, position - 2) == CHAR_DIGIT);
    if (kind == CHAR_NUMERAL)
        return position == 0 || kind_at(document, position - 1) != CHAR_NUMERAL;
    if (kind != CHAR_HAN && kind != CHAR_CALENDAR)
        return false;
    if (document->scan.classes[position] & NAME_CALENDAR)
        return true;
    switch (code_at(document, position)) {
    case 0x524D: /* 前 */
    case 0x51E0: /* 几 */
    case 0x6570: /* 数 */
    case 0x7B2C: /* 第 */
    case 0x672C: /* 本 */
    case 0x4E0A: /* 上, of 上世纪 */
    case 0x534A: /* 半 */
        return true;
    default:
        return false;
    }
}

static bool whole_word(const struct document *document, size_t start, size_t end)
{
    const struct scan *scan = &document->scan;
    const struct word *word = &scan->words[scan->word_at[start]];

    if (kind_at(document, start) == CHAR_DIGIT)
        return true;
    /* 今年 in 今年轻人, 中秋 in 集中秋收, 三天 in 三天两头. */
    if (word->start < start && word->start + word->length > start)
        return false;
    word = &scan->words[scan->word_at[end - 1]];
    return word->start + word->length <= end || word->start + 1U >= end ||
           kind_at(document, start) == CHAR_NUMERAL;
}

/* Adds the date that begins at position, if one does; where to go on. */
static size_t read_date(struct document *document, size_t position)
{
    struct point point = {.at = position}, second;
    bool ranged = false;
    size_t end;

    point.moment.minute = point.moment.second = -1;
    if (char_in(document, position, "第"))
        point.date = read_quarter(document, &point);
    else if (read_years(document, &point, &second) || read_short_range(document, &point, &second))
        ranged = true;
    else if (!read_point(document, &point) && !read_duration(document, &point))
        return position + 1;
    if (point.at <= position && !ranged)
        return position + 1;
    if (point.date && !ranged && point.moment.month == 0 && point.moment.day == 0)
        ranged = read_short_range(document, &point, &second);
    if (point.date && document->today.year == 0 && point.moment.day && point.moment.year)
        document->today = (struct day){point.moment.year, point.moment.month, point.moment.day};
    else if (point.date && document->today.year == 0 && point.moment.month)
        document->today.month = point.moment.month; /* of days that name none: 20日 */
    if (!ranged && !point.moment.unit)
        ranged = read_range(document, &point, &second);
    end = ranged ? second.at : point.at;
    if (!whole_word(document, position, end))
        return position + 1;
    add_date(document, position, &point, ranged ? &second.moment : NULL, end);
    return end;
}

/* What begins no date is passed over here: clearing a point for each character takes longer than
 * all dates do. */
void find_dates(struct document *document)
{
    for (size_t i = 0; i < document->chars.count;)
        i = may_begin(document, i) ? read_date(document, i) : i + 1;
}
