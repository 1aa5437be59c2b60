/*
 * Building a double array: nodes are placed depth first; the children of a node take the first base
 * at which all their places are free. Frequent code points get small labels, which keeps the array
 * dense.
 */
#include "trie.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "utf8.h"

enum { FREE = -1 };

struct entry {
    struct span text;
    int32_t value;
    size_t order;
};

/* A node yet to be given its children: the entries that share its first depth bytes. */
struct pending {
    size_t from, to;
    size_t depth;
    int32_t node;
};

struct child {
    uint32_t label;
    size_t from, to;
    size_t depth;
};

struct builder {
    struct entry *entries;
    size_t count;
    uint32_t code_points; /* how many are looked at */
    uint16_t *label_of;   /* of each of them */
    struct trie_unit *units;
    size_t unit_count;
    size_t search_from; /* below here hardly anything is free */
    struct pending *stack;
    size_t stack_count, stack_capacity;
    struct child *children;
    size_t child_count, child_capacity;
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    size_t shorter = x->text.len < y->text.len ? x->text.len : y->text.len;
    int order = memcmp(x->text.at, y->text.at, shorter);

    if (order != 0)
        return order;
    if (x->text.len != y->text.len)
        return x->text.len < y->text.len ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

/* Sorts the keys; of equal ones the last that was given stays. */
static void take_entries(struct builder *b, const struct trie_key *keys, size_t count)
{
    b->entries = memory_new(count, sizeof *b->entries);
    for (size_t i = 0; i < count; i++)
        b->entries[i] = (struct entry){keys[i].text, keys[i].value, i};
    qsort(b->entries, count, sizeof *b->entries, compare_entries);
    for (size_t i = 0; i < count; i++) {
        if (b->count > 0 && span_equal(b->entries[b->count - 1].text, b->entries[i].text))
            b->count--;
        b->entries[b->count++] = b->entries[i];
    }
}

struct usage {
    uint32_t code;
    uint32_t count;
};

static int compare_usage(const void *a, const void *b)
{
    const struct usage *x = a, *y = b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->code < y->code ? -1 : 1;
}

/* Looks at all keys: the highest code point, but not below those that have labels in a table, and
 * how many characters there are. */
static uint32_t highest_code(const struct builder *b, size_t *characters)
{
    uint32_t highest = 0xFFFF;

    *characters = 0;
    for (size_t i = 0; i < b->count; i++) {
        const char *at = b->entries[i].text.at, *end = at + b->entries[i].text.len;

        for (; at < end; ++*characters) {
            uint32_t code = utf8_next(&at);

            highest = code > highest ? code : highest;
        }
    }
    return highest;
}

/* Labels from 1 on by falling frequency. */
static void number_labels(struct builder *b)
{
    size_t characters, used_count = 0;
    struct usage *used;
    uint32_t *counts;

    b->code_points = 1 + highest_code(b, &characters);
    used = memory_new(characters < b->code_points ? characters : b->code_points, sizeof *used);
    counts = memory_new(b->code_points, sizeof *counts);
    for (size_t i = 0; i < b->count; i++) {
        const char *at = b->entries[i].text.at, *end = at + b->entries[i].text.len;

        while (at < end) {
            uint32_t code = utf8_next(&at);

            if (counts[code]++ == 0)
                used[used_count++].code = code;
        }
    }
    for (size_t i = 0; i < used_count; i++)
        used[i].count = counts[used[i].code];
    qsort(used, used_count, sizeof *used, compare_usage);
    b->label_of = memory_new(b->code_points, sizeof *b->label_of);
    for (size_t i = 0; i < used_count && i < UINT16_MAX; i++)
        b->label_of[used[i].code] = (uint16_t)(i + 1);
    free(counts);
    free(used);
}

static void ensure_units(struct builder *b, size_t count)
{
    if (count <= b->unit_count)
        return;
    size_t grown = b->unit_count + b->unit_count / 2 + 1024;
    if (grown < count)
        grown = count;
    b->units = memory_resize(b->units, grown, sizeof *b->units);
    for (size_t i = b->unit_count; i < grown; i++)
        b->units[i] = (struct trie_unit){0, FREE};
    b->unit_count = grown;
}

static void add_child(struct builder *b, struct child child)
{
    if (b->child_count == b->child_capacity) {
        b->child_capacity = b->child_capacity * 2 + 64;
        b->children = memory_resize(b->children, b->child_capacity, sizeof *b->children);
    }
    b->children[b->child_count++] = child;
}

static int compare_children(const void *a, const void *b)
{
    const struct child *x = a, *y = b;

    return x->label < y->label ? -1 : x->label > y->label;
}

/* The children of a node, by rising label; label 0 is the end of a key. */
static void find_children(struct builder *b, const struct pending *node)
{
    size_t i = node->from;

    b->child_count = 0;
    if (b->entries[i].text.len == node->depth) {
        add_child(b, (struct child){0, i, i + 1, node->depth});
        i++;
    }
    while (i < node->to) {
        const char *at = b->entries[i].text.at + node->depth;
        uint32_t code = utf8_next(&at);
        size_t depth = (size_t)(at - b->entries[i].text.at);
        size_t from = i;

        while (i < node->to &&
               memcmp(b->entries[i].text.at + node->depth, b->entries[from].text.at + node->depth,
                      depth - node->depth) == 0)
            i++;
        add_child(b, (struct child){b->label_of[code], from, i, depth});
    }
    qsort(b->children, b->child_count, sizeof *b->children, compare_children);
}

static bool fits(const struct builder *b, size_t base)
{
    for (size_t i = 0; i < b->child_count; i++) {
        if (b->units[base + b->children[i].label].check != FREE)
            return false;
    }
    return true;
}

/* The lowest base found at which all children fit. */
static size_t find_base(struct builder *b)
{
    size_t first = b->children[0].label, last = b->children[b->child_count - 1].label;
    size_t place = b->search_from > first + 1 ? b->search_from : first + 1;
    size_t start = place, taken = 0;

    for (;; place++) {
        ensure_units(b, place - first + last + 1);
        if (b->units[place].check != FREE) {
            taken++;
            continue;
        }
        if (fits(b, place - first))
            break;
    }
    /* Where nearly all was taken, later searches need not look again. */
    if (place - start > 64 && taken * 20 >= (place - start) * 19)
        b->search_from = place;
    return place - first;
}

static void push(struct builder *b, struct pending node)
{
    if (b->stack_count == b->stack_capacity) {
        b->stack_capacity = b->stack_capacity * 2 + 64;
        b->stack = memory_resize(b->stack, b->stack_capacity, sizeof *b->stack);
    }
    b->stack[b->stack_count++] = node;
}

static void place_children(struct builder *b, const struct pending *node)
{
    find_children(b, node);
    size_t base = find_base(b);

    b->units[node->node].base = (int32_t)base;
    for (size_t i = 0; i < b->child_count; i++) {
        const struct child *child = &b->children[i];
        int32_t place = (int32_t)(base + child->label);

        b->units[place].check = node->node;
        if (child->label == 0)
            b->units[place].base = -b->entries[child->from].value - 1;
        else
            push(b, (struct pending){child->from, child->to, child->depth, place});
    }
}

/* Cuts the free units off the end. */
static void trim(struct builder *b)
{
    while (b->unit_count > 1 && b->units[b->unit_count - 1].check == FREE)
        b->unit_count--;
}

/* The image takes over the table of labels. */
static void export_labels(const struct builder *b, struct trie_image *image)
{
    image->labels = (struct buf){.data = (char *)b->label_of,
                                 .len = 0x10000 * sizeof *b->label_of,
                                 .cap = b->code_points * sizeof *b->label_of};
    for (uint32_t code = 0x10000; code < b->code_points; code++) {
        if (b->label_of[code] == 0)
            continue;
        buf_add(&image->far_points, &code, sizeof code);
        buf_add(&image->far_labels, &b->label_of[code], sizeof b->label_of[code]);
    }
}

void trie_build(struct trie_image *image, struct trie *trie, const struct trie_key *keys,
                size_t count)
{
    struct builder b = {.search_from = 1};

    *image = (struct trie_image){0};
    take_entries(&b, keys, count);
    number_labels(&b);
    ensure_units(&b, 1024);
    b.units[TRIE_ROOT] = (struct trie_unit){0, TRIE_ROOT};
    if (b.count > 0)
        push(&b, (struct pending){0, b.count, 0, TRIE_ROOT});
    while (b.stack_count > 0) {
        struct pending node = b.stack[--b.stack_count];

        place_children(&b, &node);
    }
    trim(&b);
    buf_add(&image->units, b.units, b.unit_count * sizeof *b.units);
    export_labels(&b, image);
    free(b.entries);
    free(b.units);
    free(b.stack);
    free(b.children);
    if (trie != NULL)
        *trie = (struct trie){.units = (const struct trie_unit *)(const void *)image->units.data,
                              .unit_count = b.unit_count,
                              .labels = (const uint16_t *)(const void *)image->labels.data,
                              .far_points = (const uint32_t *)(const void *)image->far_points.data,
                              .far_labels = (const uint16_t *)(const void *)image->far_labels.data,
                              .far_count = image->far_points.len / sizeof(uint32_t)};
}

void trie_image_free(struct trie_image *image)
{
    buf_free(&image->units);
    buf_free(&image->labels);
    buf_free(&image->far_points);
    buf_free(&image->far_labels);
}

void trie_add(struct blob_writer *writer, const char *name, const struct trie_key *keys,
              size_t count)
{
    struct trie_image image;
    char full[BLOB_NAME];
    const struct {
        const char *part;
        const struct buf *bytes;
    } parts[] = {{"units", &image.units},
                 {"labels", &image.labels},
                 {"far-points", &image.far_points},
                 {"far-labels", &image.far_labels}};

    trie_build(&image, NULL, keys, count);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(full, sizeof full, "%s.%s", name, parts[i].part);
        blob_add(writer, full, parts[i].bytes->data, parts[i].bytes->len);
    }
    trie_image_free(&image);
}
