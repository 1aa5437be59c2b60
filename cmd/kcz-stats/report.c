/*
 * report: one page for a whole corpus, counted in one pass: how much there is, when, how long the
 * documents are, which words, entities and facts, and which entities occur together.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "draw.h"
#include "json.h"
#include "memory.h"
#include "overview.h"
#include "rank.h"
#include "svg_element.h"
#include "tuple.h"
#include "utf8.h"

static const struct option report_counting[] = {
    {0, "date", "PATH", "where the date is, as 2021-01-18 [.meta.date]", OPTION_TEXT,
     offsetof(struct job, date), NULL},
    {0, "limit", "N", "pair the first N different entities of a document [50]", OPTION_COUNT,
     offsetof(struct job, limit), NULL},
    {.kind = OPTION_END},
};

static const struct option report_showing[] = {
    {0, "title", "TEXT", "what to call the page [Corpus report]", OPTION_TEXT,
     offsetof(struct job, title), NULL},
    {.kind = OPTION_END},
};

enum {
    DEFAULT_LIMIT = 50,
    DEFAULT_TOP = 25,
    LENGTH_STEP = 200, /* characters a bar */
    MOST_BARS = 30,
    MOST_MONTHS = 600,
    MONTH = 7,       /* YYYY-MM */
    PAIRS_A_WORD = 3 /* edges for each row of the top lists */
};

static bool open_report(struct job *job, struct buf *why)
{
    if (job->limit == 0)
        job->limit = DEFAULT_LIMIT;
    return path_parse(&job->date_path, job->date != NULL ? job->date : ".meta.date", why);
}

static void add(struct job *job, const char *section, struct span first, struct span second)
{
    job_section_key(job, section, first, second);
    tally_add(&job->sorter.tally, buf_span(&job->key), 0, 1);
}

/* Whether text begins as YYYY-MM. */
static bool begins_with_month(struct span text)
{
    if (text.len < MONTH || text.at[4] != '-')
        return false;
    for (size_t i = 0; i < MONTH; i++) {
        if (i != 4 && (text.at[i] < '0' || text.at[i] > '9'))
            return false;
    }
    return true;
}

/* The number that text begins with. */
static uint64_t number_of(struct span text)
{
    uint64_t number = 0;

    for (size_t i = 0; i < text.len && text.at[i] >= '0' && text.at[i] <= '9'; i++)
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    return number;
}

static void count_month(struct job *job, struct record *record)
{
    struct span value = path_get(&job->date_path, record->line), date;

    if (value.at == NULL || json_kind(value) != JSON_STRING)
        return;
    date = json_string(value, &job->scratch);
    if (begins_with_month(date))
        add(job, "month", (struct span){date.at, MONTH}, (struct span){NULL, 0});
}

/* The length of the text, rounded down to a step. */
static void count_length(struct job *job, struct record *record)
{
    struct span text;
    struct buf number = {0};

    if (!record_string_at(record, &job->select.fields[0].whole, &text))
        return;
    buf_printf(&number, "%09zu", utf8_count(text.at, text.len) / LENGTH_STEP * LENGTH_STEP);
    add(job, "length", buf_span(&number), (struct span){NULL, 0});
    buf_free(&number);
}

static int by_text(const void *a, const void *b)
{
    return tuple_compare(*(const struct span *)a, *(const struct span *)b);
}

static bool is_among(const struct span *texts, size_t count, struct span text)
{
    for (size_t i = 0; i < count; i++) {
        if (span_equal(texts[i], text))
            return true;
    }
    return false;
}

/* Pairs of different people, places and organisations of a document, the first ones of the text. */
static void count_pairs(struct job *job, struct record *record)
{
    struct span array = record_json(record, "entities"), *texts;
    struct json_cursor cursor;
    struct json_member entity;
    size_t count = 0;

    if (array.at == NULL || json_kind(array) != JSON_ARRAY)
        return;
    texts = memory_new(job->limit, sizeof *texts);
    for (cursor = json_open(array); count < job->limit && json_next(&cursor, &entity);) {
        struct span type, text;

        if (json_kind(entity.value) != JSON_OBJECT)
            continue;
        type = json_get(entity.value, span_of("type"));
        text = json_get(entity.value, span_of("text"));
        if (type.at == NULL || text.at == NULL || json_kind(text) != JSON_STRING ||
            !(span_is(type, "\"PER\"") || span_is(type, "\"ORG\"") || span_is(type, "\"LOC\"")))
            continue;
        text = (struct span){text.at + 1, text.len - 2};
        if (memchr(text.at, '\\', text.len) == NULL && !is_among(texts, count, text))
            texts[count++] = text;
    }
    qsort(texts, count, sizeof *texts, by_text);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++)
            add(job, "pair", texts[i], texts[j]);
    }
    free(texts);
}

static void count_record(struct job *job, struct record *record)
{
    overview_count_record(job, record);
    count_month(job, record);
    count_length(job, record);
    count_pairs(job, record);
}

enum section { ENTITY, FACT, LENGTH, PAIR, WORD, RANKED_SECTIONS };

struct report {
    struct job *job;
    struct sheet *sheet;
    struct ranker lists[RANKED_SECTIONS];
    struct ranker months; /* kept in the order of time by score */
    uint64_t types;
};

static void take_row(struct report *report, const struct row *row)
{
    static const char *const names[] = {"entity", "fact", "length", "pair", "word"};
    size_t start = tuple_prefix(row->key, 1);
    struct span section = {row->key.at, start - 1};
    struct row rest = {{row->key.at + start, row->key.len - start}, row->values};

    if (span_is(section, "month") && begins_with_month(rest.key) &&
        report->months.count < MOST_MONTHS) {
        rank_add(&report->months, &rest, -(double)report->months.count);
        return;
    }
    for (size_t i = 0; i < RANKED_SECTIONS; i++) {
        if (!span_is(section, names[i]))
            continue;
        report->types += i == WORD;
        if (i == LENGTH)
            rank_add(&report->lists[i], &rest, -(double)report->lists[i].count);
        else if ((i != WORD || stoplist_is_content(&report->job->stoplist, rest.key)) &&
                 (i != PAIR || row->values[0] > 1))
            rank_add(&report->lists[i], &rest, (double)row->values[0]);
    }
}

static void put_total(struct report *report, const char *label, uint64_t number)
{
    buf_printf(report->sheet->out, "<div><dt>%s</dt><dd>", label);
    buf_add_uint(report->sheet->out, number);
    buf_add_text(report->sheet->out, "</dd></div>\n");
}

static void put_totals(struct report *report)
{
    static const char *const names[] = {"documents", "characters", "values", "entities", "facts"};
    static const char *const labels[] = {"documents", "characters", "words", "entities", "facts"};

    buf_add_text(report->sheet->out, "<dl>\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_total(report, labels[i], job_total(report->job, names[i], (struct span){"", 0}));
    put_total(report, "different words", report->types);
    buf_add_text(report->sheet->out, "</dl>\n");
}

/* A section of the page: the columns, then the elements and the count of every item. */
static void put_section(struct report *report, struct ranker *list, const char *title,
                        const char *const *columns, enum sheet_chart chart)
{
    struct sheet *sheet = report->sheet;
    size_t elements = 0;

    if (list->count == 0)
        return;
    sheet_begin(sheet, title);
    for (; columns[elements] != NULL; elements++)
        sheet_column(sheet, columns[elements]);
    sheet_column(sheet, "n");
    sheet->chart = chart;
    sheet->label = elements - 1;
    sheet->series = elements > 1;
    sheet->measure = elements;
    rank_sort(list);
    for (size_t i = 0; i < list->count; i++) {
        struct span key = list->items[i].key;

        for (size_t j = 0; j < elements; j++) {
            size_t len = tuple_prefix(key, 1);

            if (list == &report->lists[LENGTH]) /* padded, so that the keys' order is theirs */
                sheet_count(sheet, number_of(key));
            else
                job_element_cell(report->job, sheet, key);
            key = (struct span){key.at + len, key.len - len};
        }
        sheet_count(sheet, list->items[i].values[0]);
        sheet_row(sheet);
    }
    buf_add_text(sheet->out, "<h2>");
    svg_text(sheet->out, span_of(title));
    buf_add_text(sheet->out, "</h2>\n");
    html_section(sheet);
    sheet_discard(sheet);
}

/* The months between the first and the last in which there was nothing. */
static void fill_months(struct ranker *months, size_t width)
{
    struct ranker filled = {.width = width};
    const uint64_t nothing[TALLY_MAX_WIDTH] = {0};
    uint64_t year = 0, month = 0;
    struct row row;

    for (size_t i = 0; i < months->count; i++) {
        const struct ranked *item = &months->items[i];
        uint64_t item_year = number_of(item->key);
        uint64_t item_month = number_of((struct span){item->key.at + MONTH - 2, 2});

        while (i > 0 && (year < item_year || (year == item_year && month < item_month)) &&
               filled.count < MOST_MONTHS) {
            struct buf key = {0};

            buf_printf(&key, "%04" PRIu64 "-%02" PRIu64, year, month);
            row = (struct row){buf_span(&key), nothing};
            rank_add(&filled, &row, -(double)filled.count);
            buf_free(&key);
            year += month >= 12;
            month = month >= 12 ? 1 : month + 1;
        }
        row = (struct row){item->key, item->values};
        rank_add(&filled, &row, -(double)filled.count);
        year = item_month >= 12 ? item_year + 1 : item_year;
        month = item_month >= 12 ? 1 : item_month + 1;
    }
    rank_free(months);
    *months = filled;
}

static void put_page(struct report *report)
{
    static const char *const value[] = {"value", NULL}, *const typed[] = {"type", "value", NULL},
                             *const month[] = {"month", NULL},
                             *const pair[] = {"first", "second", NULL},
                             *const length[] = {"characters from", NULL};
    const char *title = report->job->title != NULL ? report->job->title : "Corpus report";
    struct ranker *lists = report->lists;

    fill_months(&report->months, report->job->sorter.tally.width);
    html_open(report->sheet->out, title);
    put_totals(report);
    put_section(report, &report->months, "Documents by month", month, CHART_LINE);
    put_section(report, &lists[WORD], "Words", value, CHART_BARS);
    put_section(report, &lists[ENTITY], "Entities", typed, CHART_BARS);
    put_section(report, &lists[PAIR], "Who and what occur together", pair, CHART_NETWORK);
    put_section(report, &lists[FACT], "Facts", typed, CHART_BARS);
    put_section(report, &lists[LENGTH], "Length of documents", length, CHART_BARS);
    html_close(report->sheet->out);
}

static bool show_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    struct report report = {.job = job, .sheet = sheet};
    size_t top = job->top > 0 ? (size_t)job->top : DEFAULT_TOP;
    struct row row;

    if (!stoplist_open(&job->stoplist, why) || !job_rows(job, why))
        return false;
    sheet->format = SHEET_HTML;
    for (size_t i = 0; i < RANKED_SECTIONS; i++)
        report.lists[i] = (struct ranker){.top = i == LENGTH ? MOST_BARS
                                                 : i == PAIR ? PAIRS_A_WORD * top
                                                             : top,
                                          .width = job->sorter.tally.width};
    report.months.width = job->sorter.tally.width;
    while (job_next(job, &row))
        take_row(&report, &row);
    put_page(&report);
    for (size_t i = 0; i < RANKED_SECTIONS; i++)
        rank_free(&report.lists[i]);
    rank_free(&report.months);
    return sheet->flush == NULL || sheet->flush(sheet->sink, sheet->out);
}

const struct command report_command = {
    .name = "report",
    .about = "one HTML page for a whole corpus",
    .counting = report_counting,
    .showing = report_showing,
    .width = 2,
    .documents = true,
    .open = open_report,
    .record = count_record,
    .result = show_result,
};
