/*
 * cooc: which values occur together in a document, a paragraph or a sentence. The rows are edges;
 * --format dot, svg and html draw the network.
 */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "json.h"
#include "measures.h"
#include "memory.h"
#include "pairs.h"
#include "tuple.h"
#include "utf8.h"

static const struct option cooc_counting[] = {
    {0, "within", "UNIT", "document, paragraph or sentence [document]", OPTION_CHOICE,
     offsetof(struct job, within), "document|paragraph|sentence"},
    {0, "limit", "N", "take the first N different values of a unit [1000]", OPTION_COUNT,
     offsetof(struct job, limit), NULL},
    {.kind = OPTION_END},
};

enum { DEFAULT_LIMIT = 1000, DEFAULT_MIN = 2 };

static bool open_cooc(struct job *job, struct buf *why)
{
    (void)why;
    if (job->limit == 0)
        job->limit = DEFAULT_LIMIT;
    return true;
}

struct item {
    struct span text; /* in keys */
    size_t unit;
    size_t order; /* in which it came */
};

struct counting {
    struct job *job;
    struct item *items;
    size_t count, capacity;
    size_t *ends; /* code point offsets at which units end */
    size_t end_count, end_capacity;
    bool bounded; /* units are smaller than the document */
    size_t unit;  /* of the last token */
    struct arena texts;
};

static void add_end(struct counting *counting, size_t at)
{
    if (counting->end_count == counting->end_capacity) {
        counting->end_capacity = counting->end_capacity * 2 + 64;
        counting->ends = memory_resize(counting->ends, counting->end_capacity,
                                       sizeof *counting->ends);
    }
    counting->ends[counting->end_count++] = at;
}

/* A paragraph ends at a line end, a sentence also behind its mark. */
static bool ends_unit(uint32_t code, bool sentence)
{
    return code == '\n' || (sentence && (code == 0x3002 || code == 0xFF01 || code == 0xFF1F ||
                                         code == 0xFF1B || code == '!' || code == '?'));
}

static void find_units(struct counting *counting, struct record *record)
{
    struct job *job = counting->job;
    struct span text;
    const char *at;
    size_t place = 0;

    counting->bounded = job->within != NULL && strcmp(job->within, "document") != 0;
    if (!counting->bounded || !record_string(record, "text", &text))
        return;
    for (at = text.at; at < text.at + text.len; place++) {
        if (ends_unit(utf8_next(&at), strcmp(job->within, "sentence") == 0))
            add_end(counting, place);
    }
}

static size_t unit_at(const struct counting *counting, size_t offset)
{
    size_t low = 0, high = counting->end_count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (counting->ends[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_item(struct counting *counting, struct span text, size_t unit)
{
    char *copy = arena_take(&counting->texts, text.len + 1, 1);

    if (counting->count == counting->capacity) {
        counting->capacity = counting->capacity * 2 + 64;
        counting->items = memory_resize(counting->items, counting->capacity,
                                        sizeof *counting->items);
    }
    memcpy(copy, text.at, text.len);
    counting->items[counting->count] = (struct item){{copy, text.len}, unit, counting->count};
    counting->count++;
}

/* Tokens have no offsets of their own: a token that is a mark ends the sentence. */
static bool add_token(void *state, struct span value)
{
    struct counting *counting = state;
    struct span text;
    const char *at;

    if (json_kind(value) != JSON_STRING) {
        counting->job->misfits += json_kind(value) != JSON_NULL;
        return true;
    }
    text = json_string(value, &counting->job->scratch);
    at = text.at;
    if (counting->bounded && text.len > 0 &&
        ends_unit(utf8_next(&at), strcmp(counting->job->within, "sentence") == 0)) {
        counting->unit++;
        return true;
    }
    if (stoplist_has_letter(text))
        add_item(counting, text, counting->unit);
    return true;
}

/* Entities know where they are: their start says which unit. */
static void place_items(struct counting *counting, struct record *record, size_t field)
{
    const struct path *path = &counting->job->select.fields[field].whole;
    struct span array;
    struct json_cursor cursor;
    struct json_member element;
    size_t i = 0, offset;

    if (!counting->bounded || path->count < 3 || path->steps[0].kind != PATH_MEMBER ||
        path->steps[1].kind != PATH_EACH)
        return;
    array = path_get(&(struct path){.steps = {path->steps[0]}, .count = 1}, record->line);
    if (array.at == NULL || json_kind(array) != JSON_ARRAY)
        return;
    for (cursor = json_open(array); i < counting->count && json_next(&cursor, &element);) {
        struct span text, start;

        if (json_kind(element.value) != JSON_OBJECT)
            continue;
        text = json_get(element.value, path->steps[2].name);
        start = json_get(element.value, span_of("start"));
        if (text.at == NULL || json_kind(text) != JSON_STRING ||
            !span_equal(json_string(text, &counting->job->scratch), counting->items[i].text))
            continue;
        if (start.at != NULL && json_uint(start, &offset))
            counting->items[i].unit = unit_at(counting, offset);
        i++;
    }
}

static int by_unit_and_text(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int order;

    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    order = tuple_compare(x->text, y->text);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static int by_order(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    return (x->order > y->order) - (x->order < y->order);
}

static int by_text(const void *a, const void *b)
{
    return tuple_compare(((const struct item *)a)->text, ((const struct item *)b)->text);
}

static void count_key(struct job *job, struct span first, struct span second)
{
    pairs_key(job, first, second);
    tally_add(&job->sorter.tally, buf_span(&job->key), 0, 1);
}

/* Different values of one unit, sorted: each once, and each pair once. */
static void count_unit(struct job *job, struct item *items, size_t count)
{
    if (count > job->limit) {
        qsort(items, count, sizeof *items, by_order);
        count = job->limit;
        qsort(items, count, sizeof *items, by_text);
        job_add_total(job, "cut", (struct span){"", 0}, 1);
    }
    job->values++;
    for (size_t i = 0; i < count; i++) {
        count_key(job, items[i].text, (struct span){NULL, 0});
        for (size_t j = i + 1; j < count; j++)
            count_key(job, items[i].text, items[j].text);
    }
}

static void count_units(struct counting *counting)
{
    struct item *items = counting->items;
    size_t kept = 0, start = 0;

    qsort(items, counting->count, sizeof *items, by_unit_and_text);
    for (size_t i = 0; i < counting->count; i++) {
        if (kept > 0 && items[i].unit == items[kept - 1].unit &&
            span_equal(items[i].text, items[kept - 1].text))
            continue;
        items[kept++] = items[i];
    }
    for (size_t i = 1; i <= kept; i++) {
        if (i < kept && items[i].unit == items[start].unit)
            continue;
        count_unit(counting->job, items + start, i - start);
        start = i;
    }
}

static void count_record(struct job *job, struct record *record)
{
    struct counting counting = {.job = job};

    find_units(&counting, record);
    for (size_t i = 0; i < job->select.field_count; i++) {
        counting.count = 0;
        counting.unit = 0;
        select_each(&job->select, i, record, add_token, &counting);
        if (counting.count == 0) {
            job->nulls++;
            continue;
        }
        place_items(&counting, record, i);
        count_units(&counting);
    }
    free(counting.items);
    free(counting.ends);
    arena_free(&counting.texts);
}

static void show_edge(const struct pairs *pairs, struct sheet *sheet, const struct ranked *edge)
{
    double both = (double)edge->values[0], first, second;
    struct association m;

    pairs_counts(pairs, edge->key, &first, &second);
    m = association_of(both, first, second, pairs->total, 1);
    pairs_cells(pairs, sheet, edge);
    sheet_real(sheet, both / (first + second - both));
    sheet_real(sheet, m.npmi);
    sheet_real(sheet, m.g2);
    sheet_row(sheet);
}

static bool show_result(struct job *job, struct sheet *sheet, struct buf *why)
{
    static const char *const columns[] = {"first",   "second", "n",  "f1", "f2",
                                          "jaccard", "npmi",   "g2", NULL};
    struct pairs pairs;
    bool good = pairs_read(&pairs, job, DEFAULT_MIN, NULL, why);

    if (good) {
        sheet_begin(sheet, "Co-occurrence");
        sheet_columns(sheet, columns);
        sheet->chart = CHART_NETWORK;
        sheet->label = 1;
        sheet->series = true;
        sheet->measure = 2; /* n */
        for (size_t i = 0; i < pairs.ranker.count; i++)
            show_edge(&pairs, sheet, &pairs.ranker.items[i]);
        sheet_end(sheet);
    }
    pairs_free(&pairs);
    return good;
}

const struct command cooc_command = {
    .name = "cooc",
    .about = "which values occur together: the edges of a network",
    .default_field = ".entities[].text",
    .counting = cooc_counting,
    .width = 1,
    .open = open_cooc,
    .record = count_record,
    .result = show_result,
};
