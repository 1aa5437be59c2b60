/*
 * kcz-t2s' user dictionaries: any text as one is refused or gives a profile whose fast way and
 * whose way piece by piece agree on any text. An input is two parts: dictionary, text. The profile
 * is a small one, made here.
 */
#include <string.h>

#include "../../cmd/kcz-t2s/convert.h"
#include "../../cmd/kcz-t2s/profile.h"
#include "../../cmd/kcz-t2s/user.h"
#include "fuzz.h"
#include "memory.h"
#include "trie.h"
#include "utf8.h"

/* 漢→汉, 幹→干, 發→发; 頭髮→头发, 幹部→干部. */
static const char table_text[] = "\xE6\xB1\x89\xE5\xB9\xB2\xE5\x8F\x91"
                                 "\xE9\xA0\xAD\xE9\xAB\xAE\xE5\xA4\xB4\xE5\x8F\x91"
                                 "\xE5\xB9\xB9\xE9\x83\xA8\xE5\xB9\xB2\xE9\x83\xA8";

static void make_blob(struct buf *out)
{
    const struct entry entries[] = {
        {.key = 9, .value = 15, .key_len = 6, .value_len = 6, .next = -1, .rule = RULE_PHRASE},
        {.key = 21, .value = 27, .key_len = 6, .value_len = 6, .next = -1, .rule = RULE_PHRASE}};
    struct trie_key keys[2];
    struct point points[] = {{.code = 0x5E79,
                              .value = 3,
                              .value_len = 3,
                              .rule = RULE_CHARACTER,
                              .flags = POINT_TRADITIONAL},
                             {.code = 0x6F22,
                              .value = 0,
                              .value_len = 3,
                              .rule = RULE_CHARACTER,
                              .flags = POINT_TRADITIONAL},
                             {.code = 0x767C,
                              .value = 6,
                              .value_len = 3,
                              .rule = RULE_CHARACTER,
                              .flags = POINT_TRADITIONAL},
                             {.code = 0x982D, .rule = RULE_NONE}};
    struct blob_writer writer = {0};

    for (size_t i = 0; i < 2; i++)
        keys[i] = (struct trie_key){{table_text + entries[i].key, entries[i].key_len}, (int32_t)i};
    points[0].second = profile_follower(keys[1].text);
    points[3].second = profile_follower(keys[0].text);
    blob_add(&writer, "x.points", points, sizeof points);
    blob_add(&writer, "x.entries", entries, sizeof entries);
    trie_add(&writer, "x", keys, 2);
    blob_add(&writer, "text", table_text, sizeof table_text - 1);
    blob_add(&writer, "aliases", "", 0);
    blob_assemble(&writer, "t2s", out);
}

static void check(const struct profile *profile, struct span text)
{
    struct buf once = {0}, twice = {0};
    struct script_counts counts = {0};

    convert_text(profile, text, 0, text.len, &once, &counts);
    require(once.len == 0 || utf8_valid_prefix(once.data, once.len) == once.len);
    convert_by_piece(profile, text, 0, text.len, &twice, &counts);
    require(span_equal(buf_span(&once), buf_span(&twice)));
    buf_free(&once);
    buf_free(&twice);
}

/* The profile as it was opened, and what profile_heat makes of it: that is dear, so all profiles
 * use its tables one after the other. */
static struct {
    struct profile profile;
    uint64_t hot[HOT_COUNT], pairs[PAIR_WORDS];
    uint16_t numbers[HOT_COUNT];
    bool open;
} built_in;

static void open_once(void)
{
    static const struct profile_options options = {.quotes = true};
    static struct buf bytes;
    static struct blob blob;
    struct profile *profile = &built_in.profile;
    struct buf why = {0};

    if (built_in.open)
        return;
    make_blob(&bytes);
    require(blob_from_memory(&blob, bytes.data, bytes.len, "t2s", true, &why));
    require(profile_open(profile, &blob, "x", &options, &why));
    memcpy(built_in.hot, profile->hot, sizeof built_in.hot);
    memcpy(built_in.pairs, profile->pairs, sizeof built_in.pairs);
    memcpy(built_in.numbers, profile->numbers, sizeof built_in.numbers);
    built_in.open = true;
}

static void open_profile(struct profile *profile)
{
    size_t size = built_in.profile.point_count * sizeof *profile->points;

    *profile = built_in.profile;
    profile->points = memory_resize(NULL, size, 1);
    memcpy(profile->points, built_in.profile.points, size);
}

/* Puts the tables back as they were. */
static void close_profile(struct profile *profile)
{
    for (size_t i = 0; i < profile->point_count; i++) {
        uint32_t code = profile->points[i].code;

        if (code < HOT_COUNT) {
            profile->hot[code] = built_in.hot[code];
            profile->numbers[code] = built_in.numbers[code];
        }
    }
    memcpy(profile->pairs, built_in.pairs, sizeof built_in.pairs);
    profile->hot = profile->pairs = NULL;
    profile->numbers = NULL;
    profile_close(profile);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = {(const char *)data, size}, entries = fuzz_part(&rest);
    const char *files[] = {fuzz_file(0, entries)};
    struct profile profile;
    struct buf why = {0}, text = {0};

    open_once();
    open_profile(&profile);
    fuzz_text(&text, rest);
    if (user_add_files(&profile, files, 1, &why))
        check(&profile, buf_span(&text));
    close_profile(&profile);
    buf_free(&why);
    buf_free(&text);
    return 0;
}
