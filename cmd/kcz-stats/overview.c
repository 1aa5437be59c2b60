/*
 * What kcz-stats prints without a command: how much there is, and the words, entities and facts
 * that occur most.
 */
#include <stdlib.h>

#include "commands.h"
#include "json.h"
#include "memory.h"
#include "overview.h"
#include "rank.h"
#include "stoplist.h"
#include "tuple.h"
#include "utf8.h"

enum { OVERVIEW_TOP = 10 };

static bool is_string(struct span value)
{
    return value.at != NULL && json_kind(value) == JSON_STRING;
}

/* Counts the key of section, type (may be absent) and text. */
static void count_key(struct job *job, const char *section, struct span type, struct span text)
{
    job_section_key(job, section, type, text);
    job_count_key(job);
}

static void count_words(struct job *job, struct span tokens)
{
    struct json_cursor cursor;
    struct json_member token;

    if (tokens.at == NULL || json_kind(tokens) != JSON_ARRAY)
        return;
    for (cursor = json_open(tokens); json_next(&cursor, &token);) {
        if (!is_string(token.value))
            continue;
        count_key(job, "word", (struct span){NULL, 0}, json_string(token.value, &job->scratch));
        job->values++;
    }
}

/* An entity by its type and text. */
static void count_entity(struct job *job, struct span entity)
{
    struct span type = json_get(entity, span_of("type"));
    struct span text = json_get(entity, span_of("text"));

    if (!is_string(type) || !is_string(text))
        return;
    job_add_total(job, "entities", (struct span){"", 0}, 1);
    count_key(job, "entity", json_string(type, &job->slice), json_string(text, &job->scratch));
}

/* What an argument of a fact says: its full name where it has one, otherwise its words. An array
 * is of arguments, or of sides that are arrays; deeper there is nothing. */
static void add_argument(struct buf *text, struct span value, int depth)
{
    struct json_cursor cursor;
    struct json_member element;
    struct span name;

    if (is_string(value)) {
        if (text->len > 0)
            buf_add_char(text, ' ');
        json_decode_string(text, value);
    } else if (json_kind(value) == JSON_ARRAY && depth > 0) {
        for (cursor = json_open(value); json_next(&cursor, &element);)
            add_argument(text, element.value, depth - 1);
    } else if (json_kind(value) == JSON_OBJECT && depth > 0) {
        name = json_get(value, span_of("norm"));
        if (!is_string(name))
            name = json_get(value, span_of("text"));
        if (is_string(name))
            add_argument(text, name, 0);
    }
}

/* A fact by its type and the arguments that it states, in the order they stand. */
static void count_fact(struct job *job, struct span fact)
{
    static const char *const others[] = {"type", "evidence", "text", "status", "level"};
    struct span type = json_get(fact, span_of("type"));
    struct json_cursor cursor = json_open(fact);
    struct json_member member;
    struct buf text = {0};

    while (json_next(&cursor, &member)) {
        bool argument = true;

        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            argument = argument && !span_is(member.key, others[i]);
        if (argument)
            add_argument(&text, member.value, 3);
    }
    if (is_string(type)) {
        job_add_total(job, "facts", (struct span){"", 0}, 1);
        count_key(job, "fact", json_string(type, &job->slice), buf_span(&text));
    }
    buf_free(&text);
}

static void each_object(struct job *job, struct span array,
                        void (*count)(struct job *job, struct span object))
{
    struct json_cursor cursor;
    struct json_member element;

    if (array.at == NULL || json_kind(array) != JSON_ARRAY)
        return;
    for (cursor = json_open(array); json_next(&cursor, &element);) {
        if (json_kind(element.value) == JSON_OBJECT)
            count(job, element.value);
    }
}

void overview_count_record(struct job *job, struct record *record)
{
    struct span none = {"", 0}, text;
    bool any = record_json(record, "tokens").at != NULL ||
               record_json(record, "entities").at != NULL ||
               record_json(record, "facts").at != NULL;

    if (record_string_at(record, &job->select.fields[0].whole, &text)) {
        job_add_total(job, "characters", none, utf8_count(text.at, text.len));
        job_add_total(job, "bytes", none, text.len);
    } else {
        job->nulls++;
        if (!any)
            job->lack = "no text (-f names another member), tokens, entities or facts";
    }
    count_words(job, record_json(record, "tokens"));
    each_object(job, record_json(record, "entities"), count_entity);
    each_object(job, record_json(record, "facts"), count_fact);
}

struct overview {
    struct job *job;
    struct sheet *sheet;
    struct stoplist stoplist;
    struct ranker lists[3];
    uint64_t types[3]; /* distinct ones */
};

static const char *const sections[] = {"entity", "fact", "word"};

static void show_number(struct overview *overview, const char *what, uint64_t number)
{
    sheet_text(overview->sheet, span_of(what));
    sheet_null(overview->sheet);
    sheet_null(overview->sheet);
    sheet_count(overview->sheet, number);
    sheet_row(overview->sheet);
}

static void show_list(struct overview *overview, size_t section)
{
    struct ranker *list = &overview->lists[section];

    rank_sort(list);
    for (size_t i = 0; i < list->count; i++) {
        struct span key = list->items[i].key;
        size_t skip = tuple_prefix(key, 1);
        struct span rest = {key.at + skip, key.len - skip};

        sheet_text(overview->sheet, span_of(sections[section]));
        if (section == 2) {
            sheet_null(overview->sheet);
        } else {
            job_element_cell(overview->job, overview->sheet, rest);
            skip = tuple_prefix(rest, 1);
            rest = (struct span){rest.at + skip, rest.len - skip};
        }
        job_element_cell(overview->job, overview->sheet, rest);
        sheet_count(overview->sheet, list->items[i].values[0]);
        sheet_count(overview->sheet, list->items[i].values[1]);
        sheet_row(overview->sheet);
    }
}

static void take_row(struct overview *overview, const struct row *row)
{
    size_t start = tuple_prefix(row->key, 1);
    struct span section = {row->key.at, start - 1};

    for (size_t i = 0; i < 3; i++) {
        if (!span_is(section, sections[i]))
            continue;
        overview->types[i]++;
        if (row->values[0] >= overview->job->min &&
            (i != 2 ||
             stoplist_is_content(&overview->stoplist,
                                 (struct span){row->key.at + start, row->key.len - start})))
            rank_add(&overview->lists[i], row, (double)row->values[0]);
    }
}

static void show_numbers(struct overview *overview)
{
    static const char *const names[] = {"documents", "characters", "bytes"};
    struct job *job = overview->job;
    struct span none = {"", 0};

    for (size_t i = 0; i < 3; i++)
        show_number(overview, names[i], job_total(job, names[i], none));
    show_number(overview, "tokens", job_total(job, "values", none));
    show_number(overview, "types", overview->types[2]);
    show_number(overview, "entities", job_total(job, "entities", none));
    show_number(overview, "facts", job_total(job, "facts", none));
    show_number(overview, "nulls", job_total(job, "nulls", none));
}

static bool show_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    static const char *const columns[] = {"what", "type", "value", "n", "df", NULL};
    struct overview overview = {.job = job, .sheet = sheet};
    struct row row;

    if (!stoplist_open(&overview.stoplist, why) || !job_rows(job, why))
        return false;
    for (size_t i = 0; i < 3; i++) {
        overview.lists[i].top = job->top > 0 ? (size_t)job->top : OVERVIEW_TOP;
        overview.lists[i].width = job->sorter.tally.width;
    }
    while (job_next(job, &row))
        take_row(&overview, &row);
    sheet_begin(sheet, "Overview");
    sheet->sparse = true;
    sheet_columns(sheet, columns);
    sheet->label = 2;
    sheet->measure = 3;
    show_numbers(&overview);
    show_list(&overview, 2);
    show_list(&overview, 0);
    show_list(&overview, 1);
    sheet_end(sheet);
    for (size_t i = 0; i < 3; i++)
        rank_free(&overview.lists[i]);
    return true;
}

const struct command overview_command = {
    .name = "overview",
    .about = "what a corpus holds, in brief",
    .width = 2,
    .documents = true,
    .record = overview_count_record,
    .result = show_result,
};
