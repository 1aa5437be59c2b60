/*
 * link: brings signed records together and writes who belongs to which cluster.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "dedup.h"
#include "json.h"
#include "memory.h"
#include "stream.h"

static const double default_threshold = 0.8;

static const struct option link_options[] = {
    {0, "threshold", "X", "least Jaccard similarity of two texts [0.8]", OPTION_REAL,
     offsetof(struct dedup, threshold), NULL},
    {0, "id", "PATH", "what a record is known by [id]", OPTION_TEXT, offsetof(struct dedup, id),
     NULL},
    {0, "date", "PATH", "the earliest is kept [.meta.date]", OPTION_TEXT,
     offsetof(struct dedup, date), NULL},
    {0, "allow", "FILE", "set phrases, as for sign", OPTION_TEXT, offsetof(struct dedup, allow),
     NULL},
    {0, "paragraphs", NULL, "find paragraphs that several records have", OPTION_FLAG,
     offsetof(struct dedup, paragraphs), NULL},
    {.kind = OPTION_END},
};

struct link {
    struct clusters clusters;
    struct buf id, date;
};

static bool open_link(void *settings, const struct filter_settings *shared, struct buf *why)
{
    struct dedup *dedup = settings;

    if (dedup->threshold < 0 || dedup->threshold > 1) {
        buf_printf(why, "--threshold %g: a similarity lies between 0 and 1", dedup->threshold);
        return false;
    }
    if (!dedup_open(dedup, shared, why))
        return false;
    dedup->link = memory_new(1, sizeof *dedup->link);
    return clusters_open(&dedup->link->clusters, &dedup->phrases,
                         dedup->threshold > 0 ? dedup->threshold : default_threshold, why);
}

static void close_link(void *settings)
{
    struct dedup *dedup = settings;

    clusters_close(&dedup->link->clusters);
    buf_free(&dedup->link->id);
    buf_free(&dedup->link->date);
    free(dedup->link);
    dedup_close(dedup);
}

static bool read_hex(const char *at, uint64_t *number)
{
    *number = 0;
    for (int i = 0; i < 16; i++) {
        unsigned char c = (unsigned char)at[i];
        bool letter = c >= 'a' && c <= 'f';

        if (!letter && (c < '0' || c > '9'))
            return false;
        *number = *number << 4 | (letter ? c - 'a' + 10U : c - '0' + 0U);
    }
    return true;
}

/* A string of count numbers of 16 digits. */
static bool read_hashes(struct span value, uint64_t *numbers, size_t count)
{
    if (value.at == NULL || value.len != 16 * count + 2 || value.at[0] != '"')
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!read_hex(value.at + 1 + 16 * i, &numbers[i]))
            return false;
    }
    return true;
}

static bool read_keys(struct span array, struct member_keys *keys, size_t member)
{
    struct json_cursor cursor;
    struct json_member element;
    uint64_t key;

    if (array.at == NULL || json_kind(array) != JSON_ARRAY)
        return false;
    for (cursor = json_open(array); json_next(&cursor, &element);) {
        if (json_kind(element.value) == JSON_NULL)
            continue;
        if (!read_hashes(element.value, &key, 1))
            return false;
        member_keys_add(keys, key, member);
    }
    return true;
}

static void read_date(struct dedup *dedup, struct record *record, struct member *member)
{
    struct span date = path_get(&dedup->date_path, record->line);

    if (date.at == NULL || json_kind(date) != JSON_STRING)
        return;
    date = json_string(date, &dedup->link->date);
    memcpy(member->date, date.at, date.len < DATE_LENGTH ? date.len : DATE_LENGTH);
}

static enum outcome link_record(void *settings, struct record *record, struct buf *why)
{
    struct dedup *dedup = settings;
    struct clusters *clusters = &dedup->link->clusters;
    struct span signature = record_json(record, "dedup"), hash, id, text;
    uint64_t hashes[2] = {0, 0};
    struct member *member;
    size_t bands, paragraphs;

    id = path_get(&dedup->id_path, record->line);
    if (id.at == NULL || json_kind(id) != JSON_STRING) {
        buf_add_text(why, "no id: --id names what a record is known by");
        return RECORD_REJECT;
    }
    if (!record_string_at(record, &dedup->shared.fields[0], &text))
        return RECORD_PASS;
    hash = signature.at != NULL && json_kind(signature) == JSON_OBJECT
               ? json_get(signature, span_of("hash"))
               : (struct span){NULL, 0};
    if (hash.at == NULL || (json_kind(hash) != JSON_NULL && !read_hashes(hash, hashes, 2))) {
        buf_add_text(why, "not signed: kcz-dedup sign comes first");
        return RECORD_REJECT;
    }
    bands = clusters->bands.count;
    paragraphs = clusters->paragraphs.count;
    member = clusters_add(clusters, json_string(id, &dedup->link->id), text);
    memcpy(member->hash, hashes, sizeof hashes);
    member->empty = json_kind(hash) == JSON_NULL;
    read_date(dedup, record, member);
    plain_text_set(&clusters->plain, text, clusters->phrases);
    member->length = clusters->plain.count;
    if (!read_keys(json_get(signature, span_of("bands")), &clusters->bands, clusters->count - 1) ||
        (dedup->paragraphs && !read_keys(json_get(signature, span_of("paragraphs")),
                                         &clusters->paragraphs, clusters->count - 1))) {
        clusters->count--;
        clusters->bands.count = bands;
        clusters->paragraphs.count = paragraphs;
        buf_add_text(why, dedup->paragraphs ? "not signed with --paragraphs"
                                            : "not signed: kcz-dedup sign comes first");
        return RECORD_REJECT;
    }
    return RECORD_DROP;
}

static void write_members(struct clusters *clusters, struct filter_output *output)
{
    struct buf *out = &output->lines;

    for (size_t i = 0; i < clusters->count; i++) {
        size_t root = clusters_root(clusters, i);
        const struct member *cluster = &clusters->members[root];

        if (cluster->size < 2)
            continue;
        buf_add_char(out, '{');
        json_add_text(out, "id", clusters_id(clusters, i));
        json_add_text(out, "cluster", clusters_id(clusters, root));
        json_add_uint(out, "size", cluster->size);
        buf_add_text(out, cluster->keeper == i ? ",\"keep\":true}\n" : ",\"keep\":false}\n");
        if (out->len >= STREAM_BLOCK && !filter_flush(output))
            return;
    }
}

/* Paragraphs that at least two records have, with the record that keeps them. */
static void write_paragraphs(struct clusters *clusters, struct filter_output *output)
{
    const struct member_keys *keys = &clusters->paragraphs;
    struct buf *out = &output->lines;

    clusters_sort_paragraphs(clusters);
    for (size_t start = 0, end; start < keys->count; start = end) {
        size_t keeper = keys->items[start].member, records = 1;

        for (end = start + 1; end < keys->count; end++) {
            size_t member = keys->items[end].member;

            if (keys->items[end].key != keys->items[start].key)
                break;
            records += member != keys->items[end - 1].member;
            if (clusters_prefers(clusters, member, keeper))
                keeper = member;
        }
        if (records < 2)
            continue;
        buf_printf(out, "{\"paragraph\":\"%016" PRIx64 "\"", keys->items[start].key);
        json_add_uint(out, "records", records);
        json_add_text(out, "keep", clusters_id(clusters, keeper));
        buf_add_text(out, "}\n");
        if (out->len >= STREAM_BLOCK && !filter_flush(output))
            return;
    }
}

static bool finish_link(void *settings, struct filter_output *output, struct buf *why)
{
    struct dedup *dedup = settings;
    struct clusters *clusters = &dedup->link->clusters;

    if (!clusters_find(clusters, why))
        return false;
    write_members(clusters, output);
    if (dedup->paragraphs)
        write_paragraphs(clusters, output);
    return true;
}

const struct filter link_filter = {
    .name = "kcz-dedup",
    .command = "link",
    .about = "tell which signed records repeat each other",
    .options = link_options,
    .single_field = true,
    .gathers = true,
    .open = open_link,
    .close = close_link,
    .record = link_record,
    .finish = finish_link,
};
