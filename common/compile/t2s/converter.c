#include "converter.h"

#include <stdlib.h>

#include "memory.h"

struct buf *texts_new(struct texts *texts)
{
    struct buf *buf = memory_new(1, sizeof *buf);

    texts->items = memory_resize(texts->items, texts->count + 1, sizeof *texts->items);
    texts->items[texts->count++] = buf;
    return buf;
}

uint32_t text_add(struct buf *text, struct span span)
{
    uint32_t at = (uint32_t)text->len;

    buf_add_span(text, span);
    return at;
}

static struct entry entry_of(struct buf *text, const struct item *item)
{
    return (struct entry){
        .key = text_add(text, item->key),
        .value = text_add(text, item->value),
        .left = text_add(text, item->left),
        .right = text_add(text, item->right),
        .key_len = (uint16_t)item->key.len,
        .value_len = (uint16_t)item->value.len,
        .left_len = (uint16_t)item->left.len,
        .right_len = (uint16_t)item->right.len,
        .next = -1,
        .rule = item->rule,
    };
}

void entries_make(struct entries *entries, const struct list *list, bool with_singles,
                  struct buf *text)
{
    *entries = (struct entries){.items = memory_new(list->count + 1, sizeof *entries->items),
                                .keys = memory_new(list->count + 1, sizeof *entries->keys)};
    for (size_t i = 0; i < list->count; i++) {
        const struct item *item = &list->items[i];

        if (!with_singles && is_single(item->key) && !has_condition(item))
            continue;
        entries->items[entries->count] = entry_of(text, item);
        if (entries->key_count > 0 &&
            span_equal(entries->keys[entries->key_count - 1].text, item->key))
            entries->items[entries->count - 1].next = (int32_t)entries->count;
        else
            entries->keys[entries->key_count++] = (struct trie_key){item->key,
                                                                    (int32_t)entries->count};
        entries->count++;
    }
}

void entries_free(struct entries *entries)
{
    free(entries->items);
    free(entries->keys);
}

void converter_open(struct converter *converter, const struct list *list, struct texts *texts)
{
    struct list plain = {0};

    *converter = (struct converter){.texts = texts};
    for (size_t i = 0; i < list->count; i++) {
        if (!has_condition(&list->items[i]))
            list_put(&plain, list->items[i]);
    }
    list_sort(&plain);
    entries_make(&converter->entries, &plain, true, &converter->text);
    trie_build(&converter->image, &converter->dictionary.trie, converter->entries.keys,
               converter->entries.key_count);
    converter->dictionary.entries = converter->entries.items;
    converter->dictionary.entry_count = converter->entries.count;
    converter->dictionary.text = converter->text.data;
    free(plain.items);
}

void converter_close(struct converter *converter)
{
    trie_image_free(&converter->image);
    entries_free(&converter->entries);
    buf_free(&converter->text);
}

struct span converter_convert(const struct converter *converter, struct span text)
{
    struct opencc_group group = {.members = {converter->dictionary}, .count = 1};
    struct buf *value = texts_new(converter->texts);

    opencc_convert_group(&group, text, value);
    return buf_span(value);
}
