/*
 * trend: how much there is of something day by day, month by month or year by year. Times without
 * any record are filled in, so that a line is not drawn across a gap.
 */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "json.h"
#include "tuple.h"

static const struct option trend_counting[] = {
    {0, "date", "PATH", "where the date is, as 2021-01-18 [.meta.date]", OPTION_TEXT,
     offsetof(struct job, date), NULL},
    {0, "unit", "UNIT", "day, month or year [month]", OPTION_CHOICE, offsetof(struct job, unit),
     "day|month|year"},
    {0, "term", "VALUE", "count this value of the field; repeatable", OPTION_LIST,
     offsetof(struct job, terms), NULL},
    {.kind = OPTION_END},
};

enum { MOST_ROWS = 100000 };

struct date {
    unsigned year, month, day; /* what the unit leaves out is 1 */
};

static bool open_trend(struct job *job, struct buf *why)
{
    return path_parse(&job->date_path, job->date != NULL ? job->date : ".meta.date", why);
}

static bool digits(const char *at, size_t count, unsigned *number)
{
    *number = 0;
    for (size_t i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9')
            return false;
        *number = *number * 10 + (unsigned)(at[i] - '0');
    }
    return true;
}

/* Reads as much of YYYY-MM-DD as the unit needs. */
static bool read_date(const struct job *job, struct span text, struct date *date)
{
    bool month = job->unit == NULL || strcmp(job->unit, "year") != 0;
    bool day = job->unit != NULL && strcmp(job->unit, "day") == 0;

    *date = (struct date){1, 1, 1};
    if (text.len < 4 || !digits(text.at, 4, &date->year))
        return false;
    if (month && (text.len < 7 || text.at[4] != '-' || !digits(text.at + 5, 2, &date->month) ||
                  date->month < 1 || date->month > 12))
        return false;
    return !day || (text.len >= 10 && text.at[7] == '-' && digits(text.at + 8, 2, &date->day) &&
                    date->day >= 1 && date->day <= 31);
}

static void write_date(const struct job *job, const struct date *date, struct buf *out)
{
    buf_printf(out, "%04u", date->year);
    if (job->unit == NULL || strcmp(job->unit, "year") != 0)
        buf_printf(out, "-%02u", date->month);
    if (job->unit != NULL && strcmp(job->unit, "day") == 0)
        buf_printf(out, "-%02u", date->day);
}

static unsigned days_of(const struct date *date)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = date->year % 4 == 0 && (date->year % 100 != 0 || date->year % 400 == 0);

    return days[date->month - 1] + (date->month == 2 && leap ? 1U : 0U);
}

static void next_date(const struct job *job, struct date *date)
{
    if (job->unit != NULL && strcmp(job->unit, "day") == 0 && date->day < days_of(date)) {
        date->day++;
        return;
    }
    date->day = 1;
    if ((job->unit == NULL || strcmp(job->unit, "year") != 0) && date->month < 12) {
        date->month++;
        return;
    }
    date->month = 1;
    date->year++;
}

static bool date_before(const struct date *a, const struct date *b)
{
    return a->year != b->year     ? a->year < b->year
           : a->month != b->month ? a->month < b->month
                                  : a->day < b->day;
}

struct counting {
    struct job *job;
    struct buf date; /* of the record, as a key's element */
    uint64_t values;
};

static bool count_value(void *state, struct span value)
{
    struct counting *counting = state;
    struct job *job = counting->job;
    struct span text;

    counting->values++;
    if (json_kind(value) != JSON_STRING || job->terms.count == 0)
        return true;
    text = json_string(value, &job->scratch);
    for (size_t i = 0; i < job->terms.count; i++) {
        if (!span_is(text, job->terms.items[i]))
            continue;
        buf_clear(&job->key);
        tuple_add_text(&job->key, text, true);
        tuple_add_text(&job->key, buf_span(&counting->date), false);
        job_count_key(job);
    }
    return true;
}

static void count_record(struct job *job, struct record *record)
{
    struct counting counting = {.job = job};
    struct span text = {NULL, 0}, value = path_get(&job->date_path, record->line);
    struct date date;

    if (value.at != NULL && json_kind(value) == JSON_STRING)
        text = json_string(value, &job->scratch);
    if (text.at == NULL || !read_date(job, text, &date)) {
        job->nulls++;
        job->lack = "no date such as 2021-01-18 where --date says";
        return;
    }
    write_date(job, &date, &counting.date);
    for (size_t i = 0; i < job->select.field_count; i++)
        select_each(&job->select, i, record, count_value, &counting);
    job->values += counting.values;
    buf_add_char(&counting.date, TUPLE_NEXT);
    job_add_total(job, "documents", buf_span(&counting.date), 1);
    job_add_total(job, "values", buf_span(&counting.date), counting.values);
    buf_free(&counting.date);
}

struct series {
    struct job *job;
    struct sheet *sheet;
    struct date first, last;
    struct tally counts; /* term and date */
};

/* The time from the first to the last date of any record, from the totals. */
static void find_range(struct series *series)
{
    static const char name[] = "documents";
    struct tally *totals = &series->job->totals;
    struct row row;
    bool any = false;

    tally_sort(totals, TALLY_BY_KEY);
    for (size_t i = 0; i < totals->count; i++) {
        struct date date;

        tally_row(totals, i, &row);
        if (row.key.len < sizeof name + 1 || memcmp(row.key.at + 1, name, sizeof name - 1) != 0 ||
            row.key.at[sizeof name] != TUPLE_NEXT ||
            !read_date(series->job,
                       (struct span){row.key.at + sizeof name + 1, row.key.len - sizeof name - 1},
                       &date))
            continue;
        if (!any)
            series->first = date;
        series->last = date;
        any = true;
    }
    if (!any)
        series->first = (struct date){1, 1, 1}; /* behind the last: nothing is shown */
}

static bool show_date(struct series *series, struct span term, const struct date *date,
                      const struct tally *totals)
{
    struct job *job = series->job;
    struct buf key = {0}, text = {0};
    const uint64_t *values;
    uint64_t f = 0, documents = 0, total = 0;

    write_date(job, date, &text);
    tuple_add_text(&key, term, true);
    tuple_add_text(&key, buf_span(&text), false);
    values = tally_find(&series->counts, buf_span(&key));
    f = values != NULL ? values[0] : 0;
    for (int i = 0; i < 2; i++) {
        buf_clear(&key);
        tuple_total(&key, i == 0 ? "documents" : "values");
        tuple_add_text(&key, buf_span(&text), false);
        values = tally_find(totals, buf_span(&key));
        *(i == 0 ? &documents : &total) = values != NULL ? values[0] : 0;
    }
    if (term.at != NULL)
        sheet_text(series->sheet, term);
    sheet_text(series->sheet, buf_span(&text));
    if (term.at != NULL)
        sheet_count(series->sheet, f);
    sheet_count(series->sheet, documents);
    sheet_count(series->sheet, total);
    if (term.at != NULL)
        sheet_real(series->sheet, total > 0 ? (double)f * 1e6 / (double)total : 0);
    buf_free(&key);
    buf_free(&text);
    return sheet_row(series->sheet);
}

static void show_term(struct series *series, struct span term, const struct tally *totals)
{
    struct date date = series->first;

    for (size_t rows = 0; !date_before(&series->last, &date) && rows < MOST_ROWS; rows++) {
        if (!show_date(series, term, &date, totals))
            return;
        next_date(series->job, &date);
    }
}

static void begin(struct series *series)
{
    static const char *const columns[] = {"term", "date", "f", "documents", "values", "pm"};
    bool terms = series->job->terms.count > 0;

    sheet_begin(series->sheet, "Trend");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (terms || (i != 0 && i != 2 && i != 5))
            sheet_column(series->sheet, columns[i]);
    }
    series->sheet->chart = CHART_LINE;
    series->sheet->series = terms;
    series->sheet->label = terms;
    series->sheet->measure = terms ? 5 : 1;
}

/* Sorting a tally by key ends its use as a table; the totals are needed as both. */
static void copy_tally(struct tally *to, const struct tally *from)
{
    struct row row;

    tally_init(to, 1, false);
    for (size_t i = 0; i < from->count; i++) {
        tally_row(from, i, &row);
        tally_add(to, row.key, 0, row.values[0]);
    }
}

static bool show_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    struct series series = {.job = job, .sheet = sheet};
    struct tally totals;
    struct row row;

    if (!job_rows(job, why))
        return false;
    tally_init(&series.counts, 1, false);
    while (job_next(job, &row))
        tally_add(&series.counts, row.key, 0, row.values[0]);
    find_range(&series);
    copy_tally(&totals, &job->totals);
    begin(&series);
    for (size_t i = 0; i < job->terms.count; i++)
        show_term(&series, span_of(job->terms.items[i]), &totals);
    if (job->terms.count == 0)
        show_term(&series, (struct span){NULL, 0}, &totals);
    sheet_end(sheet);
    tally_free(&series.counts);
    tally_free(&totals);
    return true;
}

const struct command trend_command = {
    .name = "trend",
    .about = "how much there is of something, by date",
    .default_field = ".tokens[]",
    .counting = trend_counting,
    .width = 1,
    .open = open_trend,
    .record = count_record,
    .result = show_result,
};
