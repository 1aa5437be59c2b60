#include "rank.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "tuple.h"

static int compare(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->score > y->score || x->score < y->score)
        return x->score > y->score ? -1 : 1;
    return tuple_compare(x->key, y->key);
}

/* Keeps the top ones: called when twice as many are held, so that a row costs log top on average.
 */
static void shrink(struct ranker *ranker)
{
    struct arena fresh = {0};

    qsort(ranker->items, ranker->count, sizeof *ranker->items, compare);
    ranker->count = ranker->top;
    for (size_t i = 0; i < ranker->count; i++) {
        struct ranked *item = &ranker->items[i];
        char *copy = arena_take(&fresh, item->key.len + 1, 1);

        memcpy(copy, item->key.at, item->key.len + 1);
        item->key.at = copy;
    }
    arena_free(&ranker->keys);
    ranker->keys = fresh;
}

void rank_add(struct ranker *ranker, const struct row *row, double score)
{
    struct ranked *item;
    char *copy;

    if (ranker->top > 0 && ranker->count >= 2 * ranker->top + 64)
        shrink(ranker);
    if (ranker->count == ranker->capacity) {
        ranker->capacity = ranker->capacity * 2 + 64;
        ranker->items = memory_resize(ranker->items, ranker->capacity, sizeof *ranker->items);
    }
    item = &ranker->items[ranker->count++];
    copy = arena_take(&ranker->keys, row->key.len + 1, 1);
    memcpy(copy, row->key.at, row->key.len);
    copy[row->key.len] = 0;
    item->key = (struct span){copy, row->key.len};
    memcpy(item->values, row->values, ranker->width * sizeof *row->values);
    item->score = score;
}

void rank_sort(struct ranker *ranker)
{
    if (ranker->count > 0)
        qsort(ranker->items, ranker->count, sizeof *ranker->items, compare);
    if (ranker->top > 0 && ranker->count > ranker->top)
        ranker->count = ranker->top;
}

void rank_clear(struct ranker *ranker)
{
    ranker->count = 0;
    arena_reset(&ranker->keys);
}

void rank_free(struct ranker *ranker)
{
    free(ranker->items);
    arena_free(&ranker->keys);
}
