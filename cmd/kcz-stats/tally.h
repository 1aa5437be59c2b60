/*
 * Counts by key: a hash table in memory that gives its rows in the keys' byte order. Keys of up to
 * TALLY_INLINE bytes lie in the slot itself; slots stand in the order of their hashes (linear
 * probing), so that the table grows in place by a quarter at a time and needs 32 to 40 bytes a key
 * for one value. Additions that come in batches are prefetched. The hash is seeded from the kernel
 * against crafted collisions; nothing that leaves depends on it.
 */
#ifndef KCZ_TALLY_H
#define KCZ_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "span.h"

enum { TALLY_INLINE = 15, TALLY_BATCH = 64, TALLY_MAX_WIDTH = 8 };

struct tally_pending {
    uint64_t low, high, hash;
    struct span key;
};

struct tally {
    size_t width;      /* values a key */
    bool documents;    /* value 1 counts documents, by the stamp behind the values */
    uint64_t document; /* the current one, from 1 */
    size_t stride;     /* 64-bit words a slot */
    uint64_t *slots;
    size_t capacity;  /* range of the hash */
    size_t allocated; /* slots there are; the last is always free */
    size_t count;     /* keys */
    bool sorted;      /* slots are dense and in order: rows may be read, nothing added */
    struct buf keys;  /* the longer ones: length in 4 bytes, then the bytes */
    uint64_t seed[2];
    struct tally_pending pending[TALLY_BATCH];
    size_t pending_count;
};

/* One key with its values; both are borrowed until the next row is asked for. */
struct row {
    struct span key;
    const uint64_t *values;
};

void tally_init(struct tally *tally, size_t width, bool documents);
void tally_free(struct tally *tally);

/* Empties it and starts anew; memory is kept. */
void tally_clear(struct tally *tally);

/* Adds amount to one value of key at once; sums stay below 10^18. */
void tally_add(struct tally *tally, struct span key, size_t index, uint64_t amount);

/* Raises value 0 of key to at least amount. */
void tally_raise(struct tally *tally, struct span key, uint64_t amount);

/*
 * Adds 1 to value 0 and, where documents are counted, notes the document: at the latest when
 * tally_flush is called, until when key must live. padding bytes behind the key may be read.
 */
void tally_count(struct tally *tally, struct span key, size_t padding);
void tally_flush(struct tally *tally);

/* The values of a key, or NULL. Only while not sorted. */
const uint64_t *tally_find(const struct tally *tally, struct span key);

/* Whether the table with its keys could soon need more than limit bytes. */
bool tally_is_full(const struct tally *tally, size_t limit);

/* Sorts by key; or by a value, the greatest first, then by key. Rows 0 .. count-1 can be read. */
enum { TALLY_BY_KEY = -1 };
void tally_sort(struct tally *tally, int by);
void tally_row(const struct tally *tally, size_t index, struct row *row);

/* The sum that stays within what state files can hold. */
static inline uint64_t tally_sum(uint64_t a, uint64_t b)
{
    const uint64_t most = 999999999999999999;

    return a > most - (b > most ? most : b) ? most : a + b;
}

#endif
