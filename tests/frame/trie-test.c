/* A double array built from random keys finds all of them, nothing else, and the longest prefix. */
#include "trie.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "memory.h"
#include "utf8.h"

enum { KEYS = 3000 };

/* A short key over few letters, so that many are prefixes of others; some lie beyond U+FFFF. */
static struct span random_key(unsigned *seed)
{
    static const uint32_t letters[] = {'a', 'b', 0xE9, 0x6F22, 0x5B57, 0x20000, 0x2A6D6};
    struct buf key = {0};

    for (unsigned n = 1 + check_random(seed) % 6; n > 0; n--)
        buf_add_code(&key, letters[check_random(seed) % 7]);
    struct span copy = {memory_copy(key.data, key.len), key.len};
    buf_free(&key);
    return copy;
}

/* The longest key that starts text, by looking at all of them; of equal ones the last. */
static int32_t longest_by_search(const struct trie_key *keys, struct span text, size_t *bytes)
{
    int32_t found = TRIE_NONE;

    *bytes = 0;
    for (size_t i = 0; i < KEYS; i++) {
        if (keys[i].text.len <= text.len && keys[i].text.len >= *bytes &&
            memcmp(keys[i].text.at, text.at, keys[i].text.len) == 0) {
            *bytes = keys[i].text.len;
            found = keys[i].value;
        }
    }
    return found;
}

/* Values of tries that others made: any that the unit can hold. */
static void check_values(int *failed)
{
    static const struct trie_unit units[] = {{1, 0}, {INT32_MIN, 0}};
    const struct trie trie = {.units = units, .unit_count = 2};
    int failures = 0;

    CHECK(trie_value(&trie, TRIE_ROOT) == INT32_MAX);
    *failed += failures;
}

int main(void)
{
    struct trie_key *keys = memory_new(KEYS, sizeof *keys);
    struct trie_image image;
    struct trie trie;
    int failures = 0;
    unsigned seed = 88172645U;

    for (size_t i = 0; i < KEYS; i++)
        keys[i] = (struct trie_key){random_key(&seed), (int32_t)i};
    trie_build(&image, &trie, keys, KEYS);
    for (size_t i = 0; i < KEYS; i++) {
        int32_t value = trie_find(&trie, keys[i].text);

        CHECK(value >= (int32_t)i && span_equal(keys[value].text, keys[i].text));
    }
    for (int round = 0; round < 3000; round++) {
        struct span text = random_key(&seed);
        size_t bytes = 0, expected_bytes;
        int32_t expected = longest_by_search(keys, text, &expected_bytes);
        int32_t value = trie_longest(&trie, text, &bytes);

        CHECK(value == expected && bytes == expected_bytes);
        free((char *)(uintptr_t)text.at);
    }
    CHECK(trie_find(&trie, span_of("zzz")) == TRIE_NONE);
    trie_image_free(&image);
    trie_build(&image, &trie, keys, 0);
    CHECK(trie_find(&trie, span_of("a")) == TRIE_NONE);
    trie_image_free(&image);
    check_values(&failures);
    for (size_t i = 0; i < KEYS; i++)
        free((char *)(uintptr_t)keys[i].text.at);
    free(keys);
    return failures > 0;
}
