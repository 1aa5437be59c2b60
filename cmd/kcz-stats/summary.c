/*
 * summary and hist: how the values of a field are distributed. What is measured of a number is the
 * number, of a string its length in characters and in bytes, of an array how many elements it has.
 * The state is how often each measure occurs, so every figure is exact and merges.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "distribution.h"
#include "hash.h"
#include "json.h"
#include "memory.h"
#include "sketch.h"
#include "tuple.h"
#include "utf8.h"

enum { WHOLE_TEXT = 32, DEFAULT_BINS = 20, MOST_BINS = 1000000 };

static const struct option summary_counting[] = {
    {0, "by", "PATH", "measure in groups by that; repeatable", OPTION_LIST,
     offsetof(struct job, by), NULL},
    {0, "approx", NULL, "numbers to within 1 %, in fixed memory", OPTION_FLAG,
     offsetof(struct job, approx), NULL},
    {.kind = OPTION_END},
};

static const struct option hist_showing[] = {
    {0, "bins", "N", "so many bars of equal width [20]", OPTION_COUNT, offsetof(struct job, bins),
     NULL},
    {0, "width", "X", "bars of that width instead", OPTION_REAL, offsetof(struct job, width), NULL},
    {.kind = OPTION_END},
};

struct measuring {
    struct job *job;
    size_t field;
};

/* One more of (groups, field, what, value). */
static void count(struct measuring *measuring, const char *what, struct span value, bool json)
{
    struct job *job = measuring->job;

    for (size_t i = 0; i < job->group_count; i++) {
        buf_clear(&job->key);
        buf_add_span(&job->key, buf_span(&job->groups[i]));
        tuple_add_text(&job->key, buf_span(&job->select.fields[measuring->field].name), true);
        tuple_add_text(&job->key, span_of(what), false);
        tuple_add_text(&job->key, (struct span){"", 0}, false);
        if (json)
            buf_add_char(&job->key, (char)TUPLE_JSON);
        buf_add_span(&job->key, value);
        tally_add(&job->sorter.tally, buf_span(&job->key), 0, 1);
    }
}

static void count_number(struct measuring *measuring, const char *what, double number)
{
    char text[32];
    int len;

    if (measuring->job->approx)
        number = sketch_bucket(number);
    len = snprintf(text, sizeof text, "%.15g", number);
    if (strtod(text, NULL) < number || strtod(text, NULL) > number)
        len = snprintf(text, sizeof text, "%.17g", number);
    count(measuring, what, (struct span){text, (size_t)len}, true);
}

/* Distinct strings are told apart by themselves or, where they are long, by 128 bits of hash. */
static void count_text(struct measuring *measuring, struct span text)
{
    struct buf *key = &measuring->job->slice;

    buf_clear(key);
    count_number(measuring, "characters", (double)utf8_count(text.at, text.len));
    count_number(measuring, "bytes", (double)text.len);
    if (measuring->job->approx)
        return;
    if (text.len <= WHOLE_TEXT) {
        tuple_add_text(key, text, true);
    } else {
        buf_printf(key, "#%016llx%016llx", (unsigned long long)hash_bytes(text, 1),
                   (unsigned long long)hash_bytes(text, 2));
    }
    count(measuring, "string", buf_span(key), false);
}

static bool measure_value(void *state, struct span value)
{
    struct measuring *measuring = state;
    struct job *job = measuring->job;
    struct json_cursor cursor;
    struct json_member element;
    double number = 0;

    job->found++;
    switch (json_kind(value)) {
    case JSON_STRING:
        count_text(measuring, json_string(value, &job->scratch));
        break;
    case JSON_NUMBER:
        buf_clear(&job->scratch);
        buf_add_span(&job->scratch, value);
        number = strtod(buf_string(&job->scratch), NULL);
        if (isfinite(number))
            count_number(measuring, "number", number == 0 ? 0.0 : number);
        else
            job->misfits++;
        break;
    case JSON_ARRAY:
        for (cursor = json_open(value); json_next(&cursor, &element);)
            number++;
        count_number(measuring, "elements", number);
        break;
    case JSON_NULL:
        count(measuring, "null", span_of("null"), true);
        break;
    case JSON_OBJECT:
        job->misfits++;
        break;
    default:
        count(measuring, "boolean", value, true);
    }
    return true;
}

static void measure_record(struct job *job, struct record *record)
{
    for (size_t field = 0; field < job->select.field_count; field++) {
        struct measuring measuring = {job, field};

        job->found = 0;
        select_each(&job->select, field, record, measure_value, &measuring);
        if (job->found == 0 && !job->select.holders)
            count(&measuring, "null", span_of("null"), true);
        job->values += job->found;
    }
}

/* Reads rows up to the next (groups, field, what); the last element is the value. */
struct reading {
    struct job *job;
    struct buf prefix; /* of the distribution that is being read */
    struct distribution values;
    uint64_t distinct, n;
    bool numbers;
    const char *wrong; /* what the options ask for cannot be shown */
};

static void take(struct reading *reading, const struct row *row)
{
    struct span key = row->key;
    size_t start = tuple_prefix(key, reading->job->by.count + 2);

    reading->distinct++;
    reading->n += row->values[0];
    if (start < key.len && (unsigned char)key.at[start] == TUPLE_JSON) {
        struct buf *text = &reading->job->scratch;
        char *end;
        double number;

        buf_clear(text);
        buf_add(text, key.at + start + 1, key.len - start - 1);
        number = strtod(buf_string(text), &end);
        if (end != text->data) {
            distribution_add(&reading->values, number, row->values[0]);
            reading->numbers = true;
        }
    }
}

typedef void show_distribution(struct reading *reading, struct sheet *sheet);

static void start_reading(struct reading *reading, struct span prefix)
{
    buf_clear(&reading->prefix);
    buf_add_span(&reading->prefix, prefix);
    distribution_clear(&reading->values);
    reading->distinct = reading->n = 0;
    reading->numbers = false;
}

static bool read_all(struct job *job, struct sheet *sheet, struct buf *why, show_distribution *show)
{
    struct reading reading = {.job = job};
    struct row row;

    if (!job_rows(job, why))
        return false;
    while (job_next(job, &row)) {
        struct span prefix = {row.key.at, tuple_prefix(row.key, job->by.count + 2)};

        if (!span_equal(prefix, buf_span(&reading.prefix))) {
            if (reading.n > 0)
                show(&reading, sheet);
            start_reading(&reading, prefix);
        }
        take(&reading, &row);
    }
    if (reading.n > 0)
        show(&reading, sheet);
    buf_free(&reading.prefix);
    distribution_free(&reading.values);
    if (reading.wrong != NULL)
        buf_add_text(why, reading.wrong);
    return reading.wrong == NULL;
}

/* The cells of groups, field and what. */
static void show_prefix(struct reading *reading, struct sheet *sheet)
{
    struct span key = buf_span(&reading->prefix);

    for (size_t i = 0; i < reading->job->by.count + 2; i++) {
        size_t len = tuple_prefix(key, 1);

        job_element_cell(reading->job, sheet, key);
        key = (struct span){key.at + len, key.len - len};
    }
}

static void summary_columns(struct job *job, struct sheet *sheet)
{
    static const char *const columns[] = {"field", "what",   "n",    "distinct", "sum",
                                          "min",   "max",    "mean", "sd",       "q05",
                                          "q25",   "median", "q75",  "q95",      NULL};

    sheet_begin(sheet, "Summary");
    job_group_columns(job, sheet);
    sheet_columns(sheet, columns);
    if (job->approx)
        sheet_column(sheet, "accuracy");
    sheet->sparse = true;
    sheet->series = true;
    sheet->label = job->by.count + 1;
    sheet->measure = job->by.count + 2;
}

static void show_summary(struct reading *reading, struct sheet *sheet)
{
    static const double quantiles[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    struct distribution *values = &reading->values;

    show_prefix(reading, sheet);
    sheet_count(sheet, reading->n);
    sheet_count(sheet, reading->distinct);
    if (reading->numbers) {
        distribution_sort(values);
        sheet_real(sheet, distribution_sum(values));
        sheet_real(sheet, distribution_min(values));
        sheet_real(sheet, distribution_max(values));
        sheet_real(sheet, distribution_mean(values));
        sheet_real(sheet, distribution_sd(values));
        for (size_t i = 0; i < sizeof quantiles / sizeof *quantiles; i++)
            sheet_real(sheet, distribution_quantile(values, quantiles[i]));
        if (reading->job->approx)
            sheet_real(sheet, sketch_accuracy);
    }
    sheet_row(sheet);
}

static bool summary_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    bool good;

    summary_columns(job, sheet);
    good = read_all(job, sheet, why, show_summary);
    sheet_end(sheet);
    return good;
}

static bool open_histogram(struct job *job, struct buf *why)
{
    if (job->width >= 0)
        return true;
    buf_add_text(why, "--width: must be above 0");
    return false;
}

static void show_histogram(struct reading *reading, struct sheet *sheet)
{
    struct job *job = reading->job;
    struct distribution *values = &reading->values;
    uint64_t bins = job->bins > 0 ? job->bins : DEFAULT_BINS;
    double least, width;
    size_t at = 0;

    if (!reading->numbers)
        return;
    distribution_sort(values);
    least = distribution_min(values);
    width = distribution_bin_width(values, job->width, bins, &least);
    if ((distribution_max(values) - least) / width > MOST_BINS) {
        reading->wrong = "more than a million bars: give fewer --bins or a larger --width";
        return;
    }
    for (uint64_t i = 0; at < values->count; i++) {
        double from = least + width * (double)i, to = least + width * (double)(i + 1);
        bool last = !(job->width > 0) && i + 1 == bins;
        uint64_t n = 0;

        while (at < values->count && (last || values->items[at].value < to))
            n += values->items[at++].n;
        show_prefix(reading, sheet);
        sheet_real(sheet, from);
        sheet_real(sheet, to);
        sheet_count(sheet, n);
        sheet_row(sheet);
    }
}

static bool hist_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    static const char *const columns[] = {"field", "what", "from", "to", "n", NULL};
    bool good;

    sheet_begin(sheet, "Distribution");
    job_group_columns(job, sheet);
    sheet_columns(sheet, columns);
    sheet->label = job->by.count + 2;
    sheet->series = true;
    sheet->measure = job->by.count + 4;
    good = read_all(job, sheet, why, show_histogram);
    sheet_end(sheet);
    return good;
}

const struct command summary_command = {
    .name = "summary",
    .about = "how many, least, most, mean, spread, quantiles of a field",
    .default_field = "text",
    .counting = summary_counting,
    .width = 1,
    .record = measure_record,
    .result = summary_result,
};

const struct command hist_command = {
    .name = "hist",
    .about = "how a field's numbers or lengths are distributed",
    .default_field = "text",
    .counting = summary_counting,
    .showing = hist_showing,
    .width = 1,
    .open = open_histogram,
    .record = measure_record,
    .result = hist_result,
};
