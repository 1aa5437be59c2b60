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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct profile_options options = {.quotes = true};
    static struct buf bytes;
    static struct blob blob;
    struct span rest = {(const char *)data, size}, entries = fuzz_part(&rest);
    const char *files[] = {fuzz_file(0, entries)};
    struct profile profile = {0};
    struct buf why = {0}, text = {0};

    if (bytes.len == 0) {
        make_blob(&bytes);
        require(blob_from_memory(&blob, bytes.data, bytes.len, "t2s", true, &why));
    }
    require(profile_open(&profile, &blob, "x", &options, &why));
    fuzz_text(&text, rest);
    if (user_add_files(&profile, files, 1, &why))
        check(&profile, buf_span(&text));
    profile_close(&profile);
    buf_free(&why);
    buf_free(&text);
    return 0;
}
