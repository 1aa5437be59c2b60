#include "clock.h"

#include "numerals.h"

const struct entry *calendar_at(const struct document *document, size_t position, size_t *length)
{
    return scan_longest(&document->scan, position, NAME_CALENDAR, length);
}

bool number_before(const struct document *document, size_t *at, int most, const char *unit,
                   int *value)
{
    struct numeral numeral = numeral_at(document, *at);

    if (numeral.end == 0 || numeral.vague || !(numeral.plain || numeral.han) || numeral.value < 1 ||
        numeral.value > most || !text_at(document, numeral.end, unit))
        return false;
    *value = (int)numeral.value;
    *at = numeral.end + 1;
    return true;
}

bool two_digits(const struct document *document, size_t at, int most, int *value)
{
    size_t end;

    *value = digits_at(document, at, &end);
    return end > at && end - at <= 2 && *value <= most;
}

/* 13:52, 13:52:00; the colon may have been full-width. */
static bool read_clock_digits(const struct document *document, struct point *point)
{
    struct moment *moment = &point->moment;
    size_t at = point->at;
    int hour, minute, second;

    if (!two_digits(document, at, 24, &hour))
        return false;
    digits_at(document, at, &at);
    if (code_at(document, at) != 0xFF1A || kind_at(document, at + 1) != CHAR_DIGIT ||
        kind_at(document, at + 2) != CHAR_DIGIT || !two_digits(document, at + 1, 59, &minute))
        return false;
    at += 3;
    moment->hour = hour;
    moment->minute = minute;
    moment->second = -1;
    moment->clock = true;
    if (code_at(document, at) == 0xFF1A && kind_at(document, at + 2) == CHAR_DIGIT &&
        two_digits(document, at + 1, 59, &second)) {
        moment->second = second;
        at += 3;
    }
    point->at = at;
    return true;
}

/* 9时30分, 下午3点半. */
static bool read_clock_words(const struct document *document, struct point *point)
{
    struct moment *moment = &point->moment;
    size_t at = point->at;
    int hour, minute = -1, second = -1;

    if (!number_before(document, &at, 24, "时", &hour) &&
        !number_before(document, &at, 24, "点", &hour))
        return false;
    if (context_at(document, at - 1, CONTEXT_NOT_CLOCK))
        return false;
    if (number_before(document, &at, 59, "分", &minute)) {
        number_before(document, &at, 59, "秒", &second);
    } else if (char_in(document, at, "半")) {
        minute = 30;
        at++;
    } else if (char_in(document, at, "整许")) {
        at++;
    } else if (char_in(document, at, "钟")) {
        at++;
    }
    moment->hour = hour;
    moment->minute = minute;
    moment->second = second;
    moment->clock = true;
    point->at = at;
    return true;
}

/* A part of the day, then a clock time; part tells whether there was one of them. */
bool read_time(const struct document *document, struct point *point)
{
    size_t length = 0, start = point->at;
    const struct entry *entry = calendar_at(document, start, &length);
    bool part = entry && entry->calendar == CALENDAR_PART;

    if (part) {
        point->moment.afternoon = char_in(document, start, "下傍") ||
                                  char_in(document, start, "晚");
        point->at += length;
    }
    if (read_clock_words(document, point) || read_clock_digits(document, point)) {
        point->time = true;
        point->time_start = start;
        return true;
    }
    if (part && !point->date)
        point->at = start;
    return false;
}
