/*
 * The rows of a tally in order.
 */
#include "tally_slots.h"

enum { SORTED_BY_INSERTION = 12 }; /* slots */

static int compare_keys(const struct tally *tally, const uint64_t *a, const uint64_t *b)
{
    struct span x, y;
    size_t common;
    int order;

    if (slot_tag(a) != TAG_LONG && slot_tag(b) != TAG_LONG) {
        uint64_t left = be64toh(a[0]), right = be64toh(b[0]);

        if (left == right) {
            left = be64toh(a[1]);
            right = be64toh(b[1]);
        }
        return (left > right) - (left < right);
    }
    x = slot_key(tally, a);
    y = slot_key(tally, b);
    common = x.len < y.len ? x.len : y.len;
    order = memcmp(x.at, y.at, common);
    return order != 0 ? order : (x.len > y.len) - (x.len < y.len);
}

static int compare_slots(const struct tally *tally, const uint64_t *a, const uint64_t *b, int by)
{
    if (by != TALLY_BY_KEY && a[KEY_WORDS + by] != b[KEY_WORDS + by])
        return a[KEY_WORDS + by] > b[KEY_WORDS + by] ? -1 : 1;
    return compare_keys(tally, a, b);
}

static void swap_slots(uint64_t *a, uint64_t *b, size_t stride)
{
    for (size_t i = 0; i < stride; i++) {
        uint64_t word = a[i];

        a[i] = b[i];
        b[i] = word;
    }
}

static void insertion_sort(struct tally *tally, size_t low, size_t high, int by)
{
    for (size_t i = low + 1; i < high; i++) {
        for (size_t j = i; j > low; j--) {
            uint64_t *slot = slot_at(tally, j);

            if (compare_slots(tally, slot - tally->stride, slot, by) <= 0)
                break;
            swap_slots(slot - tally->stride, slot, tally->stride);
        }
    }
}

/*
 * Quicksort in place. The slots come in the order of seeded hashes, so any pivot is a random one
 * and no input makes it quadratic; keys are distinct, so there are no runs of equals.
 */
static void sort_slots(struct tally *tally, size_t low, size_t high, int by)
{
    uint64_t pivot[KEY_WORDS + TALLY_MAX_WIDTH + 1] = {0};

    while (high - low > SORTED_BY_INSERTION) {
        size_t i = low, j = high - 1;

        copy_slot(pivot, slot_at(tally, low + (high - low) / 2), tally->stride);
        while (true) {
            while (compare_slots(tally, slot_at(tally, i), pivot, by) < 0)
                i++;
            while (compare_slots(tally, pivot, slot_at(tally, j), by) < 0)
                j--;
            if (i >= j)
                break;
            swap_slots(slot_at(tally, i), slot_at(tally, j), tally->stride);
            i++;
            j--;
        }
        if (i - low < high - i) {
            sort_slots(tally, low, i, by);
            low = i;
        } else {
            sort_slots(tally, i, high, by);
            high = i;
        }
    }
    insertion_sort(tally, low, high, by);
}

void tally_sort(struct tally *tally, int by)
{
    tally_flush(tally);
    slots_compact(tally);
    sort_slots(tally, 0, tally->count, by);
    tally->sorted = true;
}

void tally_row(const struct tally *tally, size_t index, struct row *row)
{
    const uint64_t *slot = slot_at(tally, index);

    row->key = slot_key(tally, slot);
    row->values = slot + KEY_WORDS;
}
