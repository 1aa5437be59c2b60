#include "trie.h"

#include <stdio.h>
#include <string.h>

#include "utf8.h"

/* The name of one of a trie's sections. */
static const char *section(char out[BLOB_NAME], const char *name, const char *part)
{
    snprintf(out, BLOB_NAME, "%s.%s", name, part);
    return out;
}

bool trie_open(struct trie *trie, const struct blob *blob, const char *name, struct buf *why)
{
    char full[BLOB_NAME];
    size_t labels, far_labels;

    trie->units = blob_array(blob, section(full, name, "units"), sizeof *trie->units,
                             &trie->unit_count, why);
    if (trie->units == NULL)
        return false;
    trie->labels = blob_array(blob, section(full, name, "labels"), sizeof *trie->labels, &labels,
                              why);
    if (trie->labels == NULL)
        return false;
    trie->far_points = blob_array(blob, section(full, name, "far-points"), sizeof *trie->far_points,
                                  &trie->far_count, why);
    if (trie->far_points == NULL)
        return false;
    trie->far_labels = blob_array(blob, section(full, name, "far-labels"), sizeof *trie->far_labels,
                                  &far_labels, why);
    if (trie->far_labels == NULL)
        return false;
    if (trie->unit_count == 0 || labels != 0x10000 || far_labels != trie->far_count) {
        buf_printf(why, "trie \"%s\" is damaged", name);
        return false;
    }
    return true;
}

uint32_t trie_far_label(const struct trie *trie, uint32_t code)
{
    size_t low = 0, high = trie->far_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (trie->far_points[middle] < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < trie->far_count && trie->far_points[low] == code ? trie->far_labels[low] : 0;
}

int32_t trie_longest(const struct trie *trie, struct span text, size_t *bytes)
{
    const char *at = text.at, *end = at + text.len;
    int32_t node = TRIE_ROOT, found = TRIE_NONE;

    while (at < end) {
        node = trie_step(trie, node, utf8_next(&at));
        if (node == TRIE_NONE)
            break;
        int32_t value = trie_value(trie, node);
        if (value != TRIE_NONE) {
            found = value;
            *bytes = (size_t)(at - text.at);
        }
    }
    return found;
}

int32_t trie_find(const struct trie *trie, struct span text)
{
    const char *at = text.at, *end = at + text.len;
    int32_t node = TRIE_ROOT;

    while (at < end && node != TRIE_NONE)
        node = trie_step(trie, node, utf8_next(&at));
    return node == TRIE_NONE ? TRIE_NONE : trie_value(trie, node);
}
