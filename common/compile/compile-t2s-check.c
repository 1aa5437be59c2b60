/*
 * Proves over the tables of kcz-t2s that converting twice gives what converting once gives:
 * compile-t2s-check FILE.blob, run at every build. For each profile, with and without the optional
 * tables, f(f(x)) = f(x) must hold for
 *   - every key, every value and every character that is known;
 *   - every way in which a key that changes can arise across two pieces of output: each piece whose
 *     output ends as the key begins, followed by the rest of the key, as it stands and as the
 *     Traditional characters that become it;
 *   - the same, with what becomes text that begins with the rest of the key behind it;
 *   - a fixed pseudo-random sequence of keys and values strung together.
 * So does the agreement of the fast way with the piece-by-piece way (convert.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../cmd/kcz-t2s/convert.h"
#include "../../cmd/kcz-t2s/profile.h"
#include "buf.h"
#include "memory.h"
#include "utf8.h"

enum { STRUNG = 100000, STRUNG_PIECES = 6, SHOWN = 20 };

/* A key and what it becomes. */
struct pair {
    struct span key, value;
};

struct checker {
    struct profile profile;
    const char *name;
    struct pair *pairs;
    size_t pair_count;
    struct pair *by_value; /* those that change, by value */
    size_t by_value_count;
    const uint32_t **sources; /* by code point: a character that becomes it */
    struct buf text, once, twice, pieces;
    size_t checked, failed;
    uint64_t random;
};

static void convert(const struct checker *checker, struct span text, struct buf *out)
{
    struct script_counts unused = {0};

    buf_clear(out);
    convert_text(&checker->profile, text, 0, text.len, out, &unused);
}

static void check(struct checker *checker, struct span text)
{
    struct script_counts unused = {0};

    convert(checker, text, &checker->once);
    convert(checker, buf_span(&checker->once), &checker->twice);
    buf_clear(&checker->pieces);
    convert_by_piece(&checker->profile, text, 0, text.len, &checker->pieces, &unused);
    checker->checked++;
    bool same = span_equal(buf_span(&checker->once), buf_span(&checker->twice));
    bool agrees = span_equal(buf_span(&checker->once), buf_span(&checker->pieces));
    if (same && agrees)
        return;
    if (checker->failed++ < SHOWN)
        fprintf(stderr, "%s: %.*s -> %.*s -> %.*s%s\n", checker->name, (int)text.len, text.at,
                (int)checker->once.len, checker->once.data, (int)checker->twice.len,
                checker->twice.data, agrees ? "" : " (the two ways differ)");
}

static void check_buf(struct checker *checker)
{
    check(checker, buf_span(&checker->text));
}

static bool ends_with(struct span text, struct span end)
{
    return text.len >= end.len && memcmp(text.at + text.len - end.len, end.at, end.len) == 0;
}

/* rest with each character replaced by one that becomes it. */
static void add_sources(struct checker *checker, struct span rest)
{
    const char *at = rest.at, *end = rest.at + rest.len;

    while (at < end) {
        uint32_t code = utf8_next(&at);
        const uint32_t *source = checker->sources[code];

        buf_add_code(&checker->text, source != NULL ? *source : code);
    }
}

/* All pieces whose output ends in head, followed by rest. */
static void check_joints(struct checker *checker, struct span head, struct span rest)
{
    for (size_t i = 0; i < checker->pair_count; i++) {
        const struct pair *pair = &checker->pairs[i];

        if (!ends_with(pair->value, head))
            continue;
        buf_clear(&checker->text);
        buf_add_span(&checker->text, pair->key);
        buf_add_span(&checker->text, rest);
        check_buf(checker);
        buf_clear(&checker->text);
        buf_add_span(&checker->text, pair->key);
        add_sources(checker, rest);
        check_buf(checker);
    }
}

static int compare_spans(struct span a, struct span b)
{
    int order = memcmp(a.at, b.at, a.len < b.len ? a.len : b.len);

    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static bool begins_with(struct span text, struct span start)
{
    return text.len >= start.len && memcmp(text.at, start.at, start.len) == 0;
}

static size_t first_with_value(const struct checker *checker, struct span start)
{
    size_t low = 0, high = checker->by_value_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_spans(checker->by_value[middle].value, start) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The same where what stands behind is not the rest of the key, but becomes text that begins so. */
static void check_openings(struct checker *checker, struct span first, struct span rest)
{
    for (size_t i = first_with_value(checker, rest);
         i < checker->by_value_count && begins_with(checker->by_value[i].value, rest); i++) {
        buf_clear(&checker->text);
        buf_add_span(&checker->text, first);
        buf_add_span(&checker->text, checker->by_value[i].key);
        check_buf(checker);
    }
}

static void check_pairs(struct checker *checker)
{
    for (size_t i = 0; i < checker->pair_count; i++) {
        struct pair pair = checker->pairs[i];

        check(checker, pair.key);
        check(checker, pair.value);
        if (span_equal(pair.key, pair.value))
            continue;
        for (size_t at = utf8_length((unsigned char)*pair.key.at); at < pair.key.len;
             at += utf8_length((unsigned char)pair.key.at[at])) {
            struct span first = {pair.key.at, at};
            struct span rest = {pair.key.at + at, pair.key.len - at};

            check_joints(checker, first, rest);
            check_openings(checker, first, rest);
        }
    }
}

/* xorshift64*: a fixed sequence. */
static size_t next_random(struct checker *checker, size_t below)
{
    checker->random ^= checker->random >> 12;
    checker->random ^= checker->random << 25;
    checker->random ^= checker->random >> 27;
    return (size_t)(checker->random * UINT64_C(0x2545F4914F6CDD1D) >> 33) % below;
}

static void check_strung(struct checker *checker)
{
    for (size_t i = 0; i < STRUNG; i++) {
        size_t pieces = 2 + next_random(checker, STRUNG_PIECES - 1);

        buf_clear(&checker->text);
        for (size_t j = 0; j < pieces; j++) {
            const struct pair *pair = &checker->pairs[next_random(checker, checker->pair_count)];

            buf_add_span(&checker->text, next_random(checker, 2) == 0 ? pair->key : pair->value);
        }
        check_buf(checker);
    }
}

static void collect_pairs(struct checker *checker, struct buf *keys)
{
    const struct profile *profile = &checker->profile;
    const struct dictionary *phrases = &profile->phrases;
    size_t count = 0;

    checker->pairs = memory_new(profile->point_count + phrases->entry_count,
                                sizeof *checker->pairs);
    buf_reserve(keys, profile->point_count * UTF8_MAX_BYTES);
    for (size_t i = 0; i < phrases->entry_count; i++)
        checker->pairs[count++] = (struct pair){dictionary_key(phrases, &phrases->entries[i]),
                                                dictionary_value(phrases, &phrases->entries[i])};
    for (size_t i = 0; i < profile->point_count; i++) {
        const struct point *point = &profile->points[i];
        size_t at = keys->len;

        buf_add_code(keys, point->code);
        struct span key = {keys->data + at, keys->len - at};
        struct span value = profile_single(profile, point);
        checker->pairs[count++] = (struct pair){key, value.len > 0 ? value : key};
        if (value.len > 0)
            checker->sources[utf8_next(&value.at)] = &point->code;
    }
    checker->pair_count = count;
}

static int compare_values(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;

    return compare_spans(a->value, b->value);
}

static void sort_by_value(struct checker *checker)
{
    checker->by_value = memory_new(checker->pair_count, sizeof *checker->by_value);
    for (size_t i = 0; i < checker->pair_count; i++) {
        if (!span_equal(checker->pairs[i].key, checker->pairs[i].value))
            checker->by_value[checker->by_value_count++] = checker->pairs[i];
    }
    qsort(checker->by_value, checker->by_value_count, sizeof *checker->by_value, compare_values);
}

static size_t check_profile(const struct blob *blob, const char *name,
                            const struct profile_options *options)
{
    struct checker checker = {.name = name, .random = 88172645463325252u};
    struct buf keys = {0}, why = {0};

    if (!profile_open(&checker.profile, blob, name, options, &why)) {
        fprintf(stderr, "compile-t2s-check: %s\n", buf_string(&why));
        return 1;
    }
    checker.sources = memory_new(0x110000, sizeof *checker.sources);
    collect_pairs(&checker, &keys);
    sort_by_value(&checker);
    check_pairs(&checker);
    check_strung(&checker);
    if (checker.failed > 0)
        fprintf(stderr, "compile-t2s-check: %s: %zu of %zu texts change again\n", name,
                checker.failed, checker.checked);
    profile_close(&checker.profile);
    buf_free(&checker.text);
    buf_free(&checker.once);
    buf_free(&checker.twice);
    buf_free(&checker.pieces);
    buf_free(&keys);
    free(checker.pairs);
    free(checker.by_value);
    free(checker.sources);
    return checker.failed;
}

int main(int argc, char **argv)
{
    static const char *const profiles[] = {"t2s", "tw2s", "tw2sp", "hk2s", "hk2sp", "auto"};
    static const struct profile_options options[] = {
        {false, false, false}, {true, true, false}, {false, false, true}};
    struct blob blob = {0};
    struct buf why = {0};
    size_t failed = 0;

    if (argc != 2 || !blob_from_file(&blob, argv[1], "t2s", &why)) {
        fprintf(stderr, "compile-t2s-check: %s\n", argc == 2 ? buf_string(&why) : "FILE.blob");
        return 2;
    }
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        for (size_t j = 0; j < sizeof options / sizeof *options; j++)
            failed += check_profile(&blob, profiles[i], &options[j]);
    }
    blob_close(&blob);
    buf_free(&why);
    return failed > 0;
}
