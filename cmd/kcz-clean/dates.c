#include "dates.h"

#include "numbers.h"
#include "utf8.h"

/* - . / or what parts a date's numbers in this one; 0 if nothing does. */
static uint32_t take_separator(const char **at, const char *end)
{
    static const uint32_t separators[] = {'-', '.', '/', 0xFF0D, 0x2014, 0xFF0E};

    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (number_skip_code(at, end, separators[i]))
            return separators[i];
    return 0;
}

static bool is_day(unsigned month, unsigned day)
{
    static const unsigned char days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/* 年 7 月 26 日 behind a number; day 0 where the day is not said. */
static bool read_han_rest(const char **at, const char *end, unsigned *month, unsigned *day)
{
    struct number number;
    const char *p = *at;

    number_skip_blanks(&p, end);
    if (!number_read(&p, end, &number) || number.digits > 3)
        return false;
    *month = number.value;
    number_skip_blanks(&p, end);
    if (!number_skip_code(&p, end, 0x6708)) /* 月 */
        return false;
    *at = p;
    *day = 0;
    number_skip_blanks(&p, end);
    if (!number_read(&p, end, &number) || number.digits > 3)
        return true;
    number_skip_blanks(&p, end);
    if (!number_skip_code(&p, end, 0x65E5) && !number_skip_code(&p, end, 0x53F7)) /* 日 号 */
        return true;
    *day = number.value;
    *at = p;
    return true;
}

static bool read_plain_rest(const char **at, const char *end, unsigned *month, unsigned *day)
{
    struct number number;
    const char *p = *at;
    uint32_t separator = take_separator(&p, end);

    /* The year may stand on a line above. */
    bool above = !separator && number_skip_code(&p, end, '\n');

    number_skip_blanks(&p, end);
    if ((!separator && !above) || !number_read(&p, end, &number) || number.digits > 2 || number.han)
        return false;
    *month = number.value;
    number_skip_blanks(&p, end);
    if (above ? !take_separator(&p, end) : take_separator(&p, end) != separator)
        return false;
    number_skip_blanks(&p, end);
    /* 2019-09-3007:42: the hour is glued to the day. */
    if (end - p > 2 && p[2] >= '0' && p[2] <= '9')
        end = p + 2;
    if (!number_read(&p, end, &number) || number.digits > 2 || number.han)
        return false;
    *day = number.value;
    *at = p;
    return true;
}

static bool read_clock_part(const char **at, const char *end, unsigned limit, unsigned *value)
{
    struct number number;
    const char *p = *at;

    if (end - p > 2)
        end = p + 2;
    if (!number_read(&p, end, &number) || number.han || number.digits > 2 || number.value >= limit)
        return false;
    *value = number.value;
    *at = p;
    return true;
}

static bool take_colon(const char **at, const char *end, uint32_t unit)
{
    return number_skip_code(at, end, ':') || number_skip_code(at, end, 0xFF1A) ||
           number_skip_code(at, end, unit);
}

/* 星期日, 周日, （星期日） between the day and the time. */
static void skip_weekday(const char **at, const char *end)
{
    const char *p = *at;
    bool named = false;

    if (!number_skip_code(&p, end, '('))
        number_skip_code(&p, end, 0xFF08);
    if (number_skip_code(&p, end, 0x661F)) /* 星期 */
        named = number_skip_code(&p, end, 0x671F);
    else
        named = number_skip_code(&p, end, 0x5468) || number_skip_code(&p, end, 0x9031); /* 周 週 */
    if (!named || p >= end)
        return;
    utf8_next(&p);
    if (!number_skip_code(&p, end, ')'))
        number_skip_code(&p, end, 0xFF09);
    number_skip_blanks(&p, end);
    *at = p;
}

/* Writes a number in so many digits and says where it ends. */
static char *put_number(char *out, unsigned number, int digits)
{
    for (int i = digits; i > 0; i--) {
        out[i - 1] = (char)('0' + number % 10);
        number /= 10;
    }
    return out + digits;
}

/* Writes the time of day behind a date as the page does, minutes only or seconds, too. */
static char *read_clock(const char **at, const char *end, char *out)
{
    const char *p = *at;
    unsigned hour, minute, second;

    number_skip_blanks(&p, end);
    skip_weekday(&p, end);
    if (number_skip_code(&p, end, 'T') || number_skip_code(&p, end, '\n'))
        number_skip_blanks(&p, end);
    if (!read_clock_part(&p, end, 24, &hour) || !take_colon(&p, end, 0x65F6) || /* 时 */
        !read_clock_part(&p, end, 60, &minute))
        return out;
    *at = p;
    *out = 'T';
    out = put_number(out + 1, hour, 2);
    *out = ':';
    out = put_number(out + 1, minute, 2);
    if (take_colon(&p, end, 0x5206) && read_clock_part(&p, end, 60, &second)) { /* 分 */
        *at = p;
        *out = ':';
        return put_number(out + 1, second, 2);
    }
    number_skip_code(at, end, 0x5206);
    return out;
}

static bool finish_date(struct date *date, struct span text, const char *start, const char *at,
                        unsigned year, unsigned month, unsigned day)
{
    char *out = date->text;

    if (!is_day(month, day ? day : 1))
        return false;
    date->has_year = year != 0;
    if (year)
        put_number(out, year, 4);
    else
        memcpy(out, "XXXX", 4);
    out[4] = '-';
    out = put_number(out + 5, month, 2);
    if (day) {
        *out = '-';
        out = put_number(out + 1, day, 2);
        if (year) {
            const char *rest = at;

            number_skip_blanks(&rest, text.at + text.len);
            skip_weekday(&rest, text.at + text.len);
            if (rest > at && rest[-1] != ' ')
                at = rest;
        }
        if (year)
            out = read_clock(&at, text.at + text.len, out);
    }
    *out = '\0';
    date->start = (size_t)(start - text.at);
    date->end = (size_t)(at - text.at);
    return true;
}

/* 民國 or 民国 right before a number makes it a year of the Republic. */
static bool is_republic(struct span text, const char *at, const char **start)
{
    static const char *const eras[] = {"民國", "民国"};

    while (at > text.at && at[-1] == ' ')
        at--;
    for (size_t i = 0; i < 2; i++) {
        size_t len = strlen(eras[i]);

        if ((size_t)(at - text.at) >= len && memcmp(at - len, eras[i], len) == 0) {
            *start = at - len;
            return true;
        }
    }
    return false;
}

bool dates_is_stamp(struct span text)
{
    static const char shape[] = "00-00 00:00";

    if (text.len != sizeof shape - 1 && text.len != sizeof shape - 1 + 3)
        return false;
    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (shape[i] == '0' ? text.at[i] < '0' || text.at[i] > '9'
                            : text.at[i] != shape[i] && !(shape[i] == '-' && text.at[i] == '/'))
            return false;
    return text.len == sizeof shape - 1 || text.at[sizeof shape - 1] == ':';
}

/* A date whose first number starts at at. */
static bool date_at(struct span text, const char *at, enum date_style style, struct date *date)
{
    const char *start = at, *end = text.at + text.len;
    unsigned month, day;
    struct number number;

    if (!number_read(&at, end, &number))
        return false;

    bool republic = is_republic(text, start, &start) ||
                    (style == DATE_LABELLED && number.digits == 3 && number.value <= 199);
    unsigned year = number.value + (republic ? 1911 : 0);
    bool is_year = republic ? number.digits <= 3 && year > 1911
                            : number.digits == 4 && year >= 1900 && year < 2100;
    const char *rest = at;

    number_skip_blanks(&rest, end);
    if (is_year && number_skip_code(&rest, end, 0x5E74) && /* 年 */
        read_han_rest(&rest, end, &month, &day))
        return finish_date(date, text, start, rest, year, month, day);
    rest = at;
    if (is_year && !number.han && read_plain_rest(&rest, end, &month, &day))
        return finish_date(date, text, start, rest, year, month, day);
    if (style != DATE_LOOSE || number.digits > 3)
        return false;
    if (dates_is_stamp((struct span){start, (size_t)(end - start)}))
        return finish_date(date, text, start, end, 0, number.value,
                           (unsigned)(start[3] - '0') * 10 + (unsigned)(start[4] - '0'));
    rest = start;
    if (read_han_rest(&rest, end, &month, &day) && day)
        return finish_date(date, text, start, rest, 0, month, day);
    return false;
}

/* What the first bytes of digits, numerals and wide digits may be. */
static bool may_be_digit(const char *at)
{
    unsigned char a = (unsigned char)at[0];

    if (a < 0x80)
        return a >= '0' && a <= '9';
    switch (a) {
    case 0xE2: /* ○ ◯ */
    case 0xE3: /* 〇 */
    case 0xEF: /* ０ */
    case 0xE5: /* 四六八十 */
    case 0xE9: /* 零 */
        return true;
    case 0xE4: /* 一二三五七九 */
        return (unsigned char)at[1] <= 0xBA;
    default:
        return false;
    }
}

/* A year has several digits; only a month, or a year of the Republic, may have one. */
static bool may_start_date(struct span text, const char *at, const char *behind,
                           enum date_style style)
{
    const char *era;

    return style == DATE_LOOSE ||
           (behind < text.at + text.len && number_is_digit(utf8_next(&behind))) ||
           is_republic(text, at, &era);
}

bool date_find(struct span text, enum date_style style, struct date *date)
{
    bool in_number = false;
    struct date undated;

    date->text[0] = '\0';
    if (text.len == 0) /* of nothing there may be no place either */
        return false;
    for (const char *at = text.at, *end = text.at + text.len; at < end;) {
        const char *start = at;
        bool digit;

        if (!may_be_digit(at)) {
            at += utf8_length((unsigned char)*at);
            in_number = false;
            continue;
        }
        digit = number_is_digit(utf8_next(&at));
        if (digit && !in_number && may_start_date(text, start, at, style) &&
            date_at(text, start, style, &undated)) {
            if (undated.has_year || !date->text[0])
                *date = undated;
            if (date->has_year)
                return true;
        }
        in_number = digit;
    }
    return date->text[0] != '\0';
}
