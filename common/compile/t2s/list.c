#include "list.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

void list_put(struct list *list, struct item item)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity * 2 + 64;
        list->items = memory_resize(list->items, list->capacity, sizeof *list->items);
    }
    item.order = (long)list->count;
    list->items[list->count++] = item;
}

void list_put_first(struct list *list, struct item item)
{
    list_put(list, item);
    list->items[list->count - 1].order = -1;
}

bool list_has(const struct list *list, struct span key)
{
    for (size_t i = 0; i < list->count; i++) {
        if (span_equal(list->items[i].key, key))
            return true;
    }
    return false;
}

static int by_key(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    size_t len = a->key.len < b->key.len ? a->key.len : b->key.len;
    int order = memcmp(a->key.at, b->key.at, len);

    if (order == 0)
        order = (a->key.len > b->key.len) - (a->key.len < b->key.len);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

void list_sort(struct list *list)
{
    size_t kept = 0;

    qsort(list->items, list->count, sizeof *list->items, by_key);
    for (size_t i = 0; i < list->count;) {
        size_t end = i, plain = SIZE_MAX;
        for (; end < list->count && span_equal(list->items[end].key, list->items[i].key); end++) {
            if (!has_condition(&list->items[end]) && plain == SIZE_MAX)
                plain = end;
        }
        struct item last = plain == SIZE_MAX ? (struct item){0} : list->items[plain];
        for (size_t same = i; same < end && last.choices.len == 0; same++)
            last.choices = list->items[same].choices;
        for (; i < end; i++) {
            if (has_condition(&list->items[i]))
                list->items[kept++] = list->items[i];
        }
        if (plain != SIZE_MAX)
            list->items[kept++] = last;
    }
    list->count = kept;
}

const struct item *list_find_single(const struct list *list, struct span key)
{
    size_t low = 0, high = list->count;
    struct item wanted = {.key = key, .order = LONG_MAX};

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_key(&list->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || !span_equal(list->items[low - 1].key, key))
        return NULL;
    return has_condition(&list->items[low - 1]) ? NULL : &list->items[low - 1];
}
