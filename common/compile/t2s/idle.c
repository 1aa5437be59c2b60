#include "idle.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "trie.h"

/* Whether the item's value is what its characters become one by one, none of them rare. */
static bool is_char_by_char(const struct list *list, const struct list *rare,
                            const struct item *item)
{
    struct span rest = item->key, value = item->value;

    while (rest.len > 0) {
        struct span one = {rest.at, utf8_length((unsigned char)*rest.at)};
        const struct item *single = list_find_single(list, one);
        struct span put = single == NULL ? one : single->value;

        if (list_has(rare, one) || value.len < put.len || memcmp(value.at, put.at, put.len) != 0)
            return false;
        rest = (struct span){rest.at + one.len, rest.len - one.len};
        value = (struct span){value.at + put.len, value.len - put.len};
    }
    return value.len == 0;
}

/*
 * Whether another key begins inside key, or a shorter one where key begins: then a phrase that
 * changes nothing by itself still keeps that other one from matching.
 */
static bool guards(const struct trie *phrases, struct span key)
{
    const char *end = key.at + key.len;

    for (const char *start = key.at; start < end;) {
        const char *at = start;
        int32_t node = TRIE_ROOT;

        while (at < end && node != TRIE_NONE) {
            node = trie_step(phrases, node, utf8_next(&at));
            if (node != TRIE_NONE && trie_value(phrases, node) != TRIE_NONE &&
                (start > key.at || at < end))
                return true;
        }
        if (node != TRIE_NONE && start > key.at)
            return true;
        start += utf8_length((unsigned char)*start);
    }
    return false;
}

/* Whether the item does more than its characters would, whatever stands around it. */
static bool is_at_work(const struct list *list, const struct list *rare, size_t index)
{
    const struct item *item = &list->items[index];

    return is_single(item->key) || has_condition(item) ||
           (index > 0 && span_equal(item[-1].key, item->key)) || !is_char_by_char(list, rare, item);
}

/* Adds to kept the phrases that guard a kept one; how many these are. */
static size_t keep_guards(struct list *list, bool *kept)
{
    struct trie_key *keys = memory_new(list->count + 1, sizeof *keys);
    struct trie_image image = {0};
    struct trie trie;
    size_t key_count = 0, added = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (kept[i] && (!is_single(list->items[i].key) || has_condition(&list->items[i])))
            keys[key_count++] = (struct trie_key){list->items[i].key, (int32_t)i};
    }
    trie_build(&image, &trie, keys, key_count);
    for (size_t i = 0; i < list->count; i++) {
        if (!kept[i] && guards(&trie, list->items[i].key)) {
            kept[i] = true;
            added++;
        }
    }
    trie_image_free(&image);
    free(keys);
    return added;
}

void idle_drop(struct list *list, const struct list *rare)
{
    bool *kept = memory_new(list->count + 1, sizeof *kept);
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        kept[i] = is_at_work(list, rare, i);
    while (keep_guards(list, kept) > 0) {
    }
    for (size_t i = 0; i < list->count; i++) {
        if (kept[i])
            list->items[count++] = list->items[i];
    }
    list->count = count;
    free(kept);
}
