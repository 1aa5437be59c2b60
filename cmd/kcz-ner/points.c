#include "points.h"

#include <math.h>

#include "clock.h"
#include "numerals.h"

/* 1990年代, but not 2020年|代表. */
static bool names_decade(const struct document *document, const struct numeral *numeral)
{
    return fmod(numeral->value, 10) == 0 && text_at(document, numeral->end, "年代") &&
           !char_in(document, numeral->end + 2, "表理");
}

static bool read_year(const struct document *document, struct point *point)
{
    struct numeral numeral = numeral_at(document, point->at);
    int month;
    size_t next;

    if (numeral.end == 0 || numeral.vague || !text_at(document, numeral.end, "年") ||
        text_at(document, numeral.end, "年级") || names_decade(document, &numeral))
        return false;
    next = numeral.end + 1;
    if (numeral.plain || numeral.digits_only_han) {
        size_t width = numeral.end - point->at;

        if (width == 4 && numeral.value >= 1000 && numeral.value < 3000)
            point->moment.year = (int)numeral.value;
        else if (width == 2 && number_before(document, &next, 12, "月", &month))
            point->moment.year = (int)numeral.value + (numeral.value < 50 ? 2000 : 1900);
        else
            return false;
    } else {
        return false;
    }
    point->at = numeral.end + 1;
    if (char_in(document, point->at, "度") && !text_at(document, point->at, "度假"))
        point->at++;
    return true;
}

/* 五 of 上周五: which day of the week, from 0 for Monday; -1 if none is named: 本周|三场比赛. */
static int weekday_at(const struct document *document, size_t position)
{
    static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日天"};
    const struct scan *scan = &document->scan;
    size_t length = 0, next = position + 1;
    bool counts = scan_longest(scan, next, NAME_UNIT, &length) &&
                  scan->words[scan->word_at[next]].start +
                          scan->words[scan->word_at[next]].length <=
                      next + length;

    for (int day = 0; day < 7; day++)
        if (char_in(document, position, days[day]))
            return day < 6 && counts ? -1 : day;
    return -1;
}

/* 今年, 上个月, 昨天, 本周, 上周五: the parts of the date that the word settles. */
static bool read_relative(const struct document *document, struct point *point)
{
    size_t length = 0;
    const struct entry *entry = calendar_at(document, point->at, &length);
    const struct day today = document->today;
    struct moment *moment = &point->moment;
    int value, weekday = -1;

    if (!entry ||
        (text_at(document, point->at, "后年") && char_in(document, point->at + 2, "产均营销")))
        return false; /* 投产后|年产值 */
    value = (int)(int32_t)entry->first_code;
    if (entry->calendar == CALENDAR_WEEK)
        weekday = weekday_at(document, point->at + length);
    switch (entry->calendar) {
    case CALENDAR_YEAR:
        if (today.year)
            moment->year = today.year + value;
        break;
    case CALENDAR_MONTH:
        if (today.year && today.month) {
            int months = today.year * 12 + today.month - 1 + value;

            moment->year = months / 12;
            moment->month = months % 12 + 1;
        }
        break;
    case CALENDAR_DAY:
    case CALENDAR_WEEK:
        if (today.day) {
            int back = entry->calendar == CALENDAR_WEEK ? 7 * value - day_of_week(today) : value;
            struct day day = day_shift(today, back + (weekday > 0 ? weekday : 0));

            moment->year = day.year;
            moment->month = day.month;
            moment->day = day.day;
        }
        break;
    default:
        return false;
    }
    point->at += length + (weekday >= 0 ? 1 : 0);
    return true;
}

/* 年底, 月初: the edge of the year or month that the document is of. */
static bool read_own_edge(const struct document *document, struct point *point)
{
    size_t length = 0, start = point->at;
    const struct entry *entry = calendar_at(document, start, &length);

    if (!entry || entry->calendar != CALENDAR_EDGE || length != 2 ||
        !char_in(document, start, "年月") || !char_in(document, start + 1, "初底末") ||
        (start > 0 && (kind_at(document, start - 1) == CHAR_NUMERAL ||
                       char_in(document, start - 1, "年月每历个末"))))
        return false;
    point->moment.year = document->today.year;
    if (char_in(document, start, "月"))
        point->moment.month = document->today.month;
    point->at += length;
    return true;
}

bool read_quarter(const struct document *document, struct point *point)
{
    size_t at = point->at, length = 0;
    const struct entry *entry = calendar_at(document, at, &length);
    int value;

    if (char_in(document, at, "第"))
        at++;
    if (number_before(document, &at, 4, "季", &value) && text_at(document, at, "度")) {
        point->moment.quarter = value;
        point->at = at + 1;
        return true;
    }
    if (!entry || (entry->calendar != CALENDAR_SEASON && entry->calendar != CALENDAR_HALF))
        return false;
    value = (int)entry->first_code;
    point->moment.quarter = value + (entry->calendar == CALENDAR_HALF ? 39 : 20);
    point->moment.quarter += entry->calendar == CALENDAR_HALF ? 1 : 0;
    point->at += length;
    return true;
}

static bool read_festival(const struct document *document, struct point *point)
{
    size_t length = 0;
    const struct entry *entry = calendar_at(document, point->at, &length);

    if (entry && entry->calendar == CALENDAR_ZODIAC) {
        size_t next = 0;
        const struct entry *festival = calendar_at(document, point->at + length, &next);

        if (!festival || festival->calendar != CALENDAR_FESTIVAL)
            return false;
        point->at += length;
        entry = festival;
        length = next;
    }
    if (!entry || entry->calendar != CALENDAR_FESTIVAL)
        return false;
    point->moment.month = (int)entry->first_code / 100;
    point->moment.day = (int)entry->first_code % 100;
    point->at += length;
    return true;
}

static void skip_edge(const struct document *document, struct point *point)
{
    size_t length = 0;
    const struct entry *entry = calendar_at(document, point->at, &length);

    if (entry && entry->calendar == CALENDAR_EDGE)
        point->at += length;
}

/* 星期三, 周五, also in parentheses. */
static void skip_weekday(const struct document *document, struct point *point)
{
    size_t at = point->at + (char_in(document, point->at, "（") ? 1 : 0);
    bool open = at > point->at;

    if (text_at(document, at, "星期"))
        at += 2;
    else if (text_at(document, at, "周"))
        at += 1;
    else
        return;
    if (!char_in(document, at, "一二三四五六日天"))
        return;
    at++;
    if (open && !char_in(document, at, "）"))
        return;
    point->at = at + (open ? 1 : 0);
}

static void read_month_day(const struct document *document, struct point *point)
{
    size_t at = point->at;
    struct numeral numeral;

    if (number_before(document, &at, 12, "月", &point->moment.month)) {
        point->at = at + (char_in(document, at, "份") ? 1 : 0);
        at = point->at;
        if (number_before(document, &at, 31, "日", &point->moment.day) ||
            number_before(document, &at, 31, "号", &point->moment.day)) {
            point->at = at;
            return;
        }
        /* 7月14—15日 */
        numeral = numeral_at(document, at);
        if (numeral.end && numeral.plain && numeral.value <= 31 &&
            char_in(document, numeral.end, "—-~至、－") &&
            kind_at(document, numeral.end + 1) == CHAR_DIGIT) {
            size_t second = numeral.end + 1;
            int day;

            if (number_before(document, &second, 31, "日", &day)) {
                point->moment.day = (int)numeral.value;
                point->at = numeral.end;
                return;
            }
        }
        skip_edge(document, point);
        return;
    }
    if (number_before(document, &at, 31, "日", &point->moment.day) &&
        !char_in(document, at, "元本报")) {
        point->at = at;
    } else {
        point->moment.day = point->moment.day && point->at == at ? point->moment.day : 0;
    }
}

/* 2024-02-07, 2024/2/7, 2024.02.07 */
static bool read_numeric_date(const struct document *document, struct point *point)
{
    size_t end;
    int year = digits_at(document, point->at, &end), month, day;
    uint32_t separator = code_at(document, end);

    if (end - point->at != 4 || year < 1000 || year > 2999 ||
        (separator != '-' && separator != '/' && separator != '.'))
        return false;
    if (!two_digits(document, end + 1, 12, &month) || month == 0)
        return false;
    digits_at(document, end + 1, &end);
    if (code_at(document, end) != separator || !two_digits(document, end + 1, 31, &day) || day == 0)
        return false;
    digits_at(document, end + 1, &end);
    point->moment.year = year;
    point->moment.month = month;
    point->moment.day = day;
    point->at = end;
    return true;
}

/* 20世纪80年代, 上世纪, 90年代, 21世纪 */
static bool read_century(const struct document *document, struct point *point)
{
    struct moment *moment = &point->moment;
    size_t at = point->at;
    struct numeral numeral;

    if (text_at(document, at, "上世纪") || text_at(document, at, "本世纪")) {
        moment->century = text_at(document, at, "上") ? 20 : 21;
        at += 3;
    } else if (number_before(document, &at, 30, "世", &moment->century) &&
               text_at(document, at, "纪")) {
        at++;
    } else {
        at = point->at;
        moment->century = 0;
    }
    numeral = numeral_at(document, at);
    if (numeral.end && (numeral.plain || numeral.han) && numeral.value < 10000 &&
        text_at(document, numeral.end, "年代")) {
        int years = (int)numeral.value % 100;

        if (numeral.value >= 1000)
            moment->decade = (int)numeral.value / 10;
        else
            moment->decade = ((moment->century ? moment->century - 1
                               : years < 30    ? 20
                                               : 19) *
                                  100 +
                              years) /
                             10;
        at = numeral.end + 2;
    }
    if (at == point->at)
        return false;
    point->at = at;
    skip_edge(document, point);
    return true;
}

static bool read_plan(const struct document *document, struct point *point)
{
    size_t length = 0;
    const struct entry *entry = calendar_at(document, point->at, &length);

    if (!entry || entry->calendar != CALENDAR_PLAN)
        return false;
    point->moment.year = 2021 + 5 * ((int)entry->first_code - 14);
    point->moment.last_year = point->moment.year + 4;
    point->at += length;
    return true;
}

/* 半年, 半个月, 半小时; but not 前半年 or 半年报. */
static bool read_half(const struct document *document, struct point *point)
{
    size_t length = context_at(document, point->at + 1, CONTEXT_SPAN), end;
    uint32_t unit = context_unit(document, point->at + 1, point->at + 1 + length);

    end = point->at + 1 + length;
    if (length == 0 || (unit != 'Y' && unit != 'M' && unit != 'D' && unit != 'h') ||
        char_in(document, end, "报度空") ||
        (point->at > 0 && (char_in(document, point->at - 1, "上下前后大一两多个") ||
                           kind_at(document, point->at - 1) == CHAR_NUMERAL)))
        return false;
    point->moment.length = unit == 'Y' ? 6 : 0.5;
    point->moment.unit = unit == 'Y' ? 'M' : (char)unit;
    point->at = end;
    return true;
}

/* 5年, 三个月, 48小时, 一年来 without its 来. */
bool read_duration(const struct document *document, struct point *point)
{
    struct numeral numeral = numeral_at(document, point->at);
    size_t length;
    uint32_t unit;

    if (char_in(document, point->at, "半"))
        return read_half(document, point);
    if (numeral.end == 0)
        return false;
    length = context_at(document, numeral.end, CONTEXT_SPAN);
    if (length == 0 || context_at(document, numeral.end, CONTEXT_NOT_SPAN) > length)
        return false;
    unit = context_unit(document, numeral.end, numeral.end + length);
    point->at = numeral.end + length;
    if (unit == 'Y' && char_in(document, point->at, "半"))
        point->at++;
    point->moment.length = unit == 'Q' ? 3 * numeral.value : numeral.value;
    point->moment.unit = unit == 'Q' ? 'M' : (char)unit;
    return true;
}

/* A point of the calendar with what follows it down to the second. */
bool read_point(const struct document *document, struct point *point)
{
    size_t start = point->at;
    bool named = false;

    if (read_numeric_date(document, point) || read_plan(document, point)) {
        named = true;
    } else if (read_year(document, point) || read_relative(document, point)) {
        named = true;
        if (!read_quarter(document, point) && !read_festival(document, point)) {
            if (point->moment.day == 0)
                read_month_day(document, point);
            skip_edge(document, point);
        }
    } else if (read_century(document, point) || read_festival(document, point) ||
               read_own_edge(document, point)) {
        named = true;
    } else {
        if (!read_quarter(document, point))
            read_month_day(document, point);
        named = point->at > start;
    }
    point->date = named;
    point->date_end = point->at;
    if (named)
        skip_weekday(document, point);
    point->date_end = point->at;
    while (named && (code_at(document, point->at) == ' ' || code_at(document, point->at) == 'T') &&
           kind_at(document, point->at + 1) == CHAR_DIGIT && point->at - point->date_end < 2)
        point->at++;
    if (!read_time(document, point) && point->at > point->date_end &&
        code_at(document, point->at - 1) <= 'T')
        point->at = point->date_end;
    if (named && !point->time)
        point->date_end = point->at;
    return point->at > start;
}
