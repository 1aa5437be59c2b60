#include "moment.h"

/* Days since 1970-01-01 in the Gregorian calendar; after Hinnant, "chrono-compatible low-level date
 * algorithms" (2013). */
static long day_number(struct day day)
{
    long year = day.month <= 2 ? day.year - 1 : day.year;
    long era = (year >= 0 ? year : year - 399) / 400;
    long of_era = year - era * 400;
    long of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static struct day day_from_number(long number)
{
    long shifted = number + 719468;
    long era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    long of_era = shifted - era * 146097;
    long years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * years + years / 4 - years / 100);
    long part = (5 * of_year + 2) / 153;
    int month = (int)(part < 10 ? part + 3 : part - 9);

    return (struct day){(int)(years + era * 400) + (month <= 2 ? 1 : 0), month,
                        (int)(of_year - (153 * part + 2) / 5 + 1)};
}

struct day day_shift(struct day day, int days)
{
    return day_from_number(day_number(day) + days);
}

int day_of_week(struct day day)
{
    return (int)(((day_number(day) + 3) % 7 + 7) % 7);
}

static bool digits(const char *at, size_t count, int *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9')
            return false;
        *value = *value * 10 + (at[i] - '0');
    }
    return true;
}

bool day_parse(struct span text, struct day *day)
{
    struct day read = {0, 0, 0};

    if (text.len < 4 || !digits(text.at, 4, &read.year) || read.year == 0)
        return false;
    if (text.len >= 7 && text.at[4] == '-' && digits(text.at + 5, 2, &read.month) &&
        read.month >= 1 && read.month <= 12) {
        if (text.len < 10 || text.at[7] != '-' || !digits(text.at + 8, 2, &read.day) ||
            read.day < 1 || read.day > 31)
            read.day = 0;
    } else {
        read.month = 0;
    }
    *day = read;
    return true;
}

void moment_resolve(struct moment *moment, const struct day *today)
{
    if (moment->clock && moment->afternoon && moment->hour < 12)
        moment->hour += 12;
    if (moment->unit || moment->year || moment->decade || moment->century ||
        (today->year == 0 && today->month == 0))
        return;
    if (moment->month) {
        moment->year = today->year;
        /* A news page in January that says 12月 means the December before. */
        if (today->year && today->month && moment->month - today->month > 6)
            moment->year--;
    } else if (moment->day) {
        moment->year = today->year;
        moment->month = today->month;
        if (today->day && moment->day > today->day + 15 && moment->month > 0 &&
            --moment->month == 0) {
            moment->month = 12;
            moment->year -= moment->year > 0;
        }
    } else if (moment->quarter) {
        moment->year = today->year;
    }
}

static void write_year(const struct moment *moment, struct buf *out)
{
    if (moment->year)
        buf_printf(out, "%04d", moment->year);
    else if (moment->decade)
        buf_printf(out, "%03dX", moment->decade);
    else if (moment->century)
        buf_printf(out, "%02dXX", moment->century - 1);
    else
        buf_add_text(out, "XXXX");
}

void moment_write(const struct moment *moment, struct buf *out)
{
    bool dated = moment->year || moment->decade || moment->century || moment->month ||
                 moment->day || moment->quarter;

    if (moment->unit) {
        bool time = moment->unit == 'h' || moment->unit == 'm' || moment->unit == 's';

        buf_printf(out, "P%s%.10g%c", time ? "T" : "", moment->length,
                   time ? moment->unit - 'a' + 'A' : moment->unit);
        return;
    }
    if (dated)
        write_year(moment, out);
    if (moment->last_year)
        buf_printf(out, "/%04d", moment->last_year);
    if (moment->quarter)
        buf_printf(out, moment->quarter > 4 ? "-%d" : "-Q%d", moment->quarter);
    if (moment->month)
        buf_printf(out, "-%02d", moment->month);
    if (moment->day)
        buf_printf(out, moment->month ? "-%02d" : "-XX-%02d", moment->day);
    if (moment->clock) {
        buf_printf(out, "T%02d", moment->hour);
        if (moment->minute >= 0)
            buf_printf(out, ":%02d", moment->minute);
        if (moment->second >= 0)
            buf_printf(out, ":%02d", moment->second);
    }
}
