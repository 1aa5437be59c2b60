/*
 * Lists of items while the tables of kcz-t2s are made: what becomes what, by which rule, under
 * which conditions. Keys and values are borrowed.
 */
#ifndef KCZ_COMPILE_T2S_LIST_H
#define KCZ_COMPILE_T2S_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../cmd/kcz-t2s/profile.h"
#include "span.h"
#include "utf8.h"

struct item {
    struct span key, value, left, right;
    enum rule rule;
    struct span choices; /* all values, where there are several */
    long order;          /* of two items with one key the lower stands */
};

struct list {
    struct item *items;
    size_t count, capacity;
};

void list_put(struct list *list, struct item item);

/* Before all others of the same key. */
void list_put_first(struct list *list, struct item item);

/* Of each key the conditional items and the first unconditional one, conditions first. */
void list_sort(struct list *list);

/* Whether some item has that key; the list need not be sorted. */
bool list_has(const struct list *list, struct span key);

/* In a sorted list the item of a single character without conditions; NULL if there is none. */
const struct item *list_find_single(const struct list *list, struct span key);

/* Whether a text is one character. */
static inline bool is_single(struct span text)
{
    return text.len > 0 && utf8_length((unsigned char)*text.at) == text.len;
}

static inline bool has_condition(const struct item *item)
{
    return item->left.len > 0 || item->right.len > 0;
}

#endif
