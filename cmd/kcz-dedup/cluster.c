#include "cluster.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory.h"
#include "scratch.h"
#include "stream.h"

enum {
    BLOCK = 256 * 1024,
    CROWD = 256, /* a larger group of a band is no longer compared all with all, */
    NEAR = 64    /* but each with that many before it, in the order of ids */
};

bool clusters_open(struct clusters *clusters, const struct phrases *phrases, double threshold,
                   struct buf *why)
{
    clusters->phrases = phrases;
    clusters->threshold = threshold;
    clusters->sets = memory_new(CACHED_SETS, sizeof *clusters->sets);
    clusters->scratch = scratch_open();
    if (clusters->scratch < 0)
        buf_printf(why, "no temporary file: %s", strerror(errno));
    return clusters->scratch >= 0;
}

void clusters_close(struct clusters *clusters)
{
    for (size_t i = 0; i < CACHED_SETS; i++)
        free(clusters->sets[i].hashes);
    free(clusters->sets);
    free(clusters->members);
    free(clusters->bands.items);
    free(clusters->paragraphs.items);
    buf_free(&clusters->ids);
    buf_free(&clusters->pending);
    plain_text_free(&clusters->plain);
    if (clusters->scratch >= 0)
        close(clusters->scratch);
}

static void write_pending(struct clusters *clusters)
{
    if (clusters->error == 0 &&
        !stream_write(clusters->scratch, clusters->pending.data, clusters->pending.len))
        clusters->error = errno;
    clusters->written += clusters->pending.len;
    buf_clear(&clusters->pending);
}

struct member *clusters_add(struct clusters *clusters, struct span id, struct span text)
{
    struct member *member;

    if (clusters->count == clusters->capacity) {
        clusters->capacity = clusters->capacity * 2 + 256;
        clusters->members = memory_resize(clusters->members, clusters->capacity,
                                          sizeof *clusters->members);
    }
    member = &clusters->members[clusters->count++];
    *member = (struct member){.id_at = clusters->ids.len,
                              .id_len = id.len,
                              .text_at = clusters->written + clusters->pending.len,
                              .text_len = text.len};
    buf_add_span(&clusters->ids, id);
    buf_add_span(&clusters->pending, text);
    if (clusters->pending.len >= BLOCK)
        write_pending(clusters);
    return member;
}

void member_keys_add(struct member_keys *keys, uint64_t key, size_t member)
{
    if (keys->count == keys->capacity) {
        keys->capacity = keys->capacity * 2 + 1024;
        keys->items = memory_resize(keys->items, keys->capacity, sizeof *keys->items);
    }
    keys->items[keys->count++] = (struct member_key){key, member};
}

struct span clusters_id(const struct clusters *clusters, size_t member)
{
    const struct member *m = &clusters->members[member];

    return (struct span){clusters->ids.data + m->id_at, m->id_len};
}

static int compare_spans(struct span a, struct span b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.at, b.at, common);

    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_id(const void *a, const void *b, void *state)
{
    const struct clusters *clusters = state;
    const struct member *x = a, *y = b;
    struct span left = {clusters->ids.data + x->id_at, x->id_len};
    struct span right = {clusters->ids.data + y->id_at, y->id_len};
    int order = compare_spans(left, right);

    if (order != 0)
        return order;
    order = memcmp(x->hash, y->hash, sizeof x->hash);
    return order != 0 ? order : memcmp(x->date, y->date, sizeof x->date);
}

static int by_key(const void *a, const void *b)
{
    const struct member_key *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->member > y->member) - (x->member < y->member);
}

/* Sorts members by id; keys that named them by their places are told the new ones. */
static void sort_members(struct clusters *clusters)
{
    size_t *places = memory_new(clusters->count + 1, sizeof *places);

    for (size_t i = 0; i < clusters->count; i++)
        clusters->members[i].parent = i;
    if (clusters->count > 0)
        qsort_r(clusters->members, clusters->count, sizeof *clusters->members, by_id, clusters);
    for (size_t i = 0; i < clusters->count; i++) {
        places[clusters->members[i].parent] = i;
        clusters->members[i].parent = i;
    }
    for (size_t i = 0; i < clusters->bands.count; i++)
        clusters->bands.items[i].member = places[clusters->bands.items[i].member];
    for (size_t i = 0; i < clusters->paragraphs.count; i++)
        clusters->paragraphs.items[i].member = places[clusters->paragraphs.items[i].member];
    free(places);
}

size_t clusters_root(struct clusters *clusters, size_t member)
{
    struct member *members = clusters->members;

    while (members[member].parent != member) {
        members[member].parent = members[members[member].parent].parent;
        member = members[member].parent;
    }
    return member;
}

/* The root is the member with the smallest id, that is, the first one. */
static void unite(struct clusters *clusters, size_t a, size_t b)
{
    size_t x = clusters_root(clusters, a), y = clusters_root(clusters, b);

    if (x < y)
        clusters->members[y].parent = x;
    else
        clusters->members[x].parent = y;
}

/* Texts that are equal once normalised, and records of one id. */
static void unite_equals(struct clusters *clusters)
{
    struct member_keys keys = {0};
    struct member *members = clusters->members;

    for (size_t i = 0; i < clusters->count; i++) {
        if (i > 0 && span_equal(clusters_id(clusters, i - 1), clusters_id(clusters, i)))
            unite(clusters, i - 1, i);
        if (!members[i].empty)
            member_keys_add(&keys, members[i].hash[0], i);
    }
    if (keys.count > 0)
        qsort(keys.items, keys.count, sizeof *keys.items, by_key);
    for (size_t i = 1; i < keys.count; i++) {
        size_t a = keys.items[i - 1].member, b = keys.items[i].member;

        if (members[a].hash[0] == members[b].hash[0] && members[a].hash[1] == members[b].hash[1])
            unite(clusters, a, b);
    }
    free(keys.items);
}

static bool read_text(struct clusters *clusters, const struct member *member, struct buf *text)
{
    buf_clear(text);
    buf_reserve(text, member->text_len);
    while (text->len < member->text_len) {
        ssize_t got = pread(clusters->scratch, text->data + text->len, member->text_len - text->len,
                            (off_t)(member->text_at + text->len));

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            clusters->error = got < 0 ? errno : EIO;
            return false;
        }
        text->len += (size_t)got;
    }
    return true;
}

static const struct cached_set *shingles_of(struct clusters *clusters, size_t member)
{
    struct cached_set *set = &clusters->sets[member % CACHED_SETS];

    if (set->member == member + 1)
        return set;
    set->member = member + 1;
    set->count = 0;
    if (read_text(clusters, &clusters->members[member], &clusters->pending)) {
        plain_text_set(&clusters->plain, buf_span(&clusters->pending), clusters->phrases);
        set->count = shingle_set(&clusters->plain, &set->hashes, &set->capacity);
    }
    return set;
}

static bool are_similar(struct clusters *clusters, size_t a, size_t b)
{
    const struct cached_set *x, *y;
    struct cached_set copy;
    double similarity;

    x = shingles_of(clusters, a);
    copy = *x;
    if (a % CACHED_SETS == b % CACHED_SETS) { /* both want the same place: keep a's set alive */
        clusters->sets[a % CACHED_SETS] = (struct cached_set){0};
        y = shingles_of(clusters, b);
        similarity = jaccard(copy.hashes, copy.count, y->hashes, y->count);
        free(copy.hashes);
        return similarity >= clusters->threshold;
    }
    y = shingles_of(clusters, b);
    return jaccard(copy.hashes, copy.count, y->hashes, y->count) >= clusters->threshold;
}

/* Members that share a band key; only one of each set of equals takes part. */
static void unite_group(struct clusters *clusters, const struct member_key *group, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        size_t first = count > CROWD && i > NEAR ? i - NEAR : 0;

        for (size_t j = i; j-- > first;) {
            size_t a = group[j].member, b = group[i].member;

            if (clusters_root(clusters, a) != clusters_root(clusters, b) &&
                are_similar(clusters, a, b))
                unite(clusters, a, b);
        }
    }
}

/* Keys of members that an equal one stands for are not needed. */
static void keep_keys_of_roots(struct clusters *clusters)
{
    struct member_keys *keys = &clusters->bands;
    size_t kept = 0;

    for (size_t i = 0; i < keys->count; i++) {
        if (clusters->members[keys->items[i].member].parent == keys->items[i].member)
            keys->items[kept++] = keys->items[i];
    }
    keys->count = kept;
}

static void unite_similar(struct clusters *clusters)
{
    struct member_keys *keys = &clusters->bands;

    keep_keys_of_roots(clusters);
    if (keys->count > 0)
        qsort(keys->items, keys->count, sizeof *keys->items, by_key);
    for (size_t start = 0, end; start < keys->count; start = end) {
        for (end = start + 1; end < keys->count; end++) {
            if (keys->items[end].key != keys->items[start].key)
                break;
        }
        unite_group(clusters, keys->items + start, end - start);
    }
}

bool clusters_prefers(const struct clusters *clusters, size_t a, size_t b)
{
    const struct member *x = &clusters->members[a], *y = &clusters->members[b];
    bool x_dated = x->date[0] != 0, y_dated = y->date[0] != 0;
    int order = memcmp(x->date, y->date, sizeof x->date);

    if (x_dated != y_dated)
        return x_dated;
    if (order != 0)
        return order < 0;
    if (x->length != y->length)
        return x->length > y->length;
    return a < b;
}

static void choose_keepers(struct clusters *clusters)
{
    for (size_t i = 0; i < clusters->count; i++) {
        struct member *root = &clusters->members[clusters_root(clusters, i)];

        if (root->size++ == 0 || clusters_prefers(clusters, i, root->keeper))
            root->keeper = i;
    }
}

bool clusters_find(struct clusters *clusters, struct buf *why)
{
    write_pending(clusters);
    sort_members(clusters);
    unite_equals(clusters);
    if (clusters->error == 0)
        unite_similar(clusters);
    choose_keepers(clusters);
    if (clusters->error != 0)
        buf_printf(why, "temporary file: %s", strerror(clusters->error));
    return clusters->error == 0;
}

void clusters_sort_paragraphs(struct clusters *clusters)
{
    struct member_keys *keys = &clusters->paragraphs;

    if (keys->count > 0)
        qsort(keys->items, keys->count, sizeof *keys->items, by_key);
}
