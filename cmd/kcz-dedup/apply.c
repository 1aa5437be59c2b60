/*
 * mark and drop: what link has found is told in the records, or the repetitions are left out.
 */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "dedup.h"
#include "json.h"
#include "memory.h"
#include "paragraphs.h"
#include "stream.h"
#include "utf8.h"

static const struct option apply_options[] = {
    {0, "clusters", "FILE", "what kcz-dedup link wrote", OPTION_TEXT,
     offsetof(struct dedup, clusters), NULL},
    {0, "id", "PATH", "what a record is known by [id]", OPTION_TEXT, offsetof(struct dedup, id),
     NULL},
    {0, "paragraphs", NULL, "paragraphs that another record keeps too", OPTION_FLAG,
     offsetof(struct dedup, paragraphs), NULL},
    {0, "allow", "FILE", "set phrases, as for sign", OPTION_TEXT, offsetof(struct dedup, allow),
     NULL},
    {0, "min-length", "N", "as for sign", OPTION_COUNT, offsetof(struct dedup, min_length), NULL},
    {.kind = OPTION_END},
};

struct entry {
    struct span id, cluster; /* of a paragraph: cluster is the record that keeps it */
    size_t size;
    uint64_t paragraph;
    bool keep;
};

struct cluster_list {
    struct buf text; /* the file */
    struct arena strings;
    struct entry *records, *paragraphs; /* sorted by id; by hash */
    size_t record_count, paragraph_count, record_capacity, paragraph_capacity;
};

static int by_id(const void *a, const void *b)
{
    struct span x = ((const struct entry *)a)->id, y = ((const struct entry *)b)->id;
    size_t common = x.len < y.len ? x.len : y.len;
    int order = common == 0 ? 0 : memcmp(x.at, y.at, common);

    return order != 0 ? order : (x.len > y.len) - (x.len < y.len);
}

static int by_id_and_keep(const void *a, const void *b)
{
    int order = by_id(a, b);

    return order != 0 ? order : ((const struct entry *)b)->keep - ((const struct entry *)a)->keep;
}

static int by_paragraph(const void *a, const void *b)
{
    uint64_t x = ((const struct entry *)a)->paragraph, y = ((const struct entry *)b)->paragraph;

    return (x > y) - (x < y);
}

static struct span keep_string(struct cluster_list *list, struct span value)
{
    struct buf text = {0};
    struct span kept;
    char *copy;

    json_decode_string(&text, value);
    copy = arena_take(&list->strings, text.len + 1, 1);
    if (text.len > 0)
        memcpy(copy, text.data, text.len);
    kept = (struct span){copy, text.len};
    buf_free(&text);
    return kept;
}

static bool is_text(struct span value)
{
    return value.at != NULL && json_kind(value) == JSON_STRING;
}

static struct entry *new_entry(struct entry **entries, size_t *count, size_t *capacity)
{
    if (*count == *capacity) {
        *capacity = *capacity * 2 + 64;
        *entries = memory_resize(*entries, *capacity, sizeof **entries);
    }
    (*entries)[*count] = (struct entry){0};
    return &(*entries)[(*count)++];
}

static bool read_entry(struct cluster_list *list, struct span line)
{
    struct span id = json_get(line, span_of("id")), keep = json_get(line, span_of("keep"));
    struct span cluster = json_get(line, span_of("cluster")),
                size = json_get(line, span_of("size"));
    struct span paragraph = json_get(line, span_of("paragraph"));
    struct entry *entry;

    if (is_text(paragraph) && is_text(keep) && paragraph.len == 18) {
        char digits[17] = {0};

        memcpy(digits, paragraph.at + 1, 16);
        entry = new_entry(&list->paragraphs, &list->paragraph_count, &list->paragraph_capacity);
        entry->paragraph = strtoull(digits, NULL, 16);
        entry->cluster = keep_string(list, keep);
        return true;
    }
    if (!is_text(id) || !is_text(cluster) || size.at == NULL || keep.at == NULL)
        return false;
    entry = new_entry(&list->records, &list->record_count, &list->record_capacity);
    entry->id = keep_string(list, id);
    entry->cluster = keep_string(list, cluster);
    entry->keep = json_kind(keep) == JSON_TRUE;
    return json_uint(size, &entry->size);
}

/* Records of one id cannot be told apart: where one of them is to be kept, all are. */
static void sort_records(struct cluster_list *list)
{
    struct entry *records = list->records;
    size_t kept = 0;

    if (list->record_count > 0)
        qsort(records, list->record_count, sizeof *records, by_id_and_keep);
    for (size_t i = 0; i < list->record_count; i++) {
        if (kept == 0 || by_id(&records[kept - 1], &records[i]) != 0)
            records[kept++] = records[i];
    }
    list->record_count = kept;
}

static bool read_list(struct cluster_list *list, const char *file, struct buf *why)
{
    size_t line_number = 0, where;
    const char *at, *end;

    buf_add_text(why, "--clusters ");
    if (!stream_read_file(file, SIZE_MAX / 2, &list->text, why))
        return false;
    at = list->text.data;
    end = at + list->text.len;
    while (at < end) {
        const char *lf = memchr(at, '\n', (size_t)(end - at));
        struct span line = span_between(at, lf != NULL ? lf : end);

        line_number++;
        at = lf != NULL ? lf + 1 : end;
        if (json_check(line, &where) != NULL || json_kind(line) != JSON_OBJECT ||
            utf8_valid_prefix(line.at, line.len) != line.len || !read_entry(list, line)) {
            buf_printf(why, "%s:%zu: not a line that kcz-dedup link wrote", file, line_number);
            return false;
        }
    }
    sort_records(list);
    if (list->paragraph_count > 0)
        qsort(list->paragraphs, list->paragraph_count, sizeof *list->paragraphs, by_paragraph);
    buf_free(&list->text);
    return true;
}

static bool open_apply(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct dedup *dedup = settings;

    if (dedup->clusters == NULL) {
        buf_add_text(why, "--clusters FILE is needed: what kcz-dedup link wrote");
        return false;
    }
    dedup->list = memory_new(1, sizeof *dedup->list);
    return dedup_open(dedup, shared, why) && read_list(dedup->list, dedup->clusters, why);
}

static void close_apply(void *settings)
{
    struct dedup *dedup = settings;

    buf_free(&dedup->list->text);
    free(dedup->list->records);
    free(dedup->list->paragraphs);
    arena_free(&dedup->list->strings);
    free(dedup->list);
    dedup_close(dedup);
}

struct applier {
    const struct dedup *dedup;
    struct plain_text plain;
    struct buf id, json, text;
};

static void *new_applier(const void *settings)
{
    struct applier *applier = memory_new(1, sizeof *applier);

    applier->dedup = settings;
    return applier;
}

static void free_applier(void *worker)
{
    struct applier *applier = worker;

    plain_text_free(&applier->plain);
    buf_free(&applier->id);
    buf_free(&applier->json);
    buf_free(&applier->text);
    free(applier);
}

/* Whether another record keeps this paragraph. */
static bool is_kept_elsewhere(struct applier *applier, struct span line, struct span id)
{
    const struct cluster_list *list = applier->dedup->list;
    struct entry wanted = {0};
    const struct entry *found;

    if (list->paragraph_count == 0 ||
        !paragraph_hash(line, applier->dedup, &applier->plain, &wanted.paragraph))
        return false;
    found = bsearch(&wanted, list->paragraphs, list->paragraph_count, sizeof wanted, by_paragraph);
    return found != NULL && !span_equal(found->cluster, id);
}

/* The numbers of the paragraphs that are kept elsewhere, and the text without them; how many. */
static size_t find_repeated(struct applier *applier, struct span text, struct span id)
{
    struct paragraph_cursor cursor = paragraphs_open(text);
    struct span line;
    size_t number = 0, repeated = 0, kept = 0;

    buf_clear(&applier->text);
    buf_add_text(&applier->json, ",\"repeated\":[");
    for (; paragraphs_next(&cursor, &line); number++) {
        if (is_kept_elsewhere(applier, line, id)) {
            if (repeated++ > 0)
                buf_add_char(&applier->json, ',');
            buf_add_uint(&applier->json, number);
            continue;
        }
        if (kept++ > 0)
            buf_add_char(&applier->text, '\n');
        buf_add_span(&applier->text, line);
    }
    buf_add_char(&applier->json, ']');
    return repeated;
}

static void write_cluster(struct applier *applier, const struct entry *entry, struct span id)
{
    buf_clear(&applier->json);
    buf_add_char(&applier->json, '{');
    json_add_text(&applier->json, "cluster", entry != NULL ? entry->cluster : id);
    json_add_uint(&applier->json, "size", entry != NULL ? entry->size : 1);
    buf_add_text(&applier->json,
                 entry == NULL || entry->keep ? ",\"keep\":true" : ",\"keep\":false");
}

/* How many other records the cluster has, and how many paragraphs others keep. */
static void set_report(struct applier *applier, const struct entry *entry, size_t repeated,
                       struct record *record)
{
    struct buf *json = &applier->json;

    buf_clear(json);
    buf_add_char(json, '{');
    json_add_uint(json, "copies", entry != NULL && entry->size > 0 ? entry->size - 1 : 0);
    if (applier->dedup->paragraphs)
        json_add_uint(json, "repeated", repeated);
    buf_add_char(json, '}');
    record_set_in(record, "kcz", "dedup", buf_span(json));
}

static enum outcome apply_to_record(void *worker, struct record *record, struct buf *why)
{
    struct applier *applier = worker;
    const struct dedup *dedup = applier->dedup;
    const struct path *field = &dedup->shared.fields[0];
    struct entry wanted = {0};
    const struct entry *entry = NULL;
    struct span id = path_get(&dedup->id_path, record->line), text;
    size_t repeated = 0;

    if (!is_text(id)) {
        buf_add_text(why, "no id: --id names what a record is known by");
        return RECORD_REJECT;
    }
    wanted.id = json_string(id, &applier->id);
    if (dedup->list->record_count > 0)
        entry = bsearch(&wanted, dedup->list->records, dedup->list->record_count, sizeof wanted,
                        by_id);
    if (dedup->drops && entry != NULL && !entry->keep)
        return RECORD_DROP;
    write_cluster(applier, entry, wanted.id);
    if (dedup->paragraphs && record_string_at(record, field, &text))
        repeated = find_repeated(applier, text, wanted.id);
    buf_add_char(&applier->json, '}');
    if (!dedup->drops)
        record_set_json(record, "dedup", buf_span(&applier->json));
    else if (repeated > 0)
        record_set_string_at(record, field, buf_span(&applier->text));
    if (dedup->shared.report)
        set_report(applier, entry, repeated, record);
    return RECORD_DONE;
}

const struct filter mark_filter = {
    .name = "kcz-dedup",
    .command = "mark",
    .about = "tell of each record its cluster, and whether to keep it",
    .options = apply_options,
    .single_field = true,
    .open = open_apply,
    .close = close_apply,
    .worker_new = new_applier,
    .worker_free = free_applier,
    .record = apply_to_record,
};

const struct filter drop_filter = {
    .name = "kcz-dedup",
    .command = "drop",
    .about = "leave out records that repeat the one that is kept",
    .options = apply_options,
    .single_field = true,
    .open = open_apply,
    .close = close_apply,
    .worker_new = new_applier,
    .worker_free = free_applier,
    .record = apply_to_record,
};
