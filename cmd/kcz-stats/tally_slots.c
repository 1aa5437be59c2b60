#include "tally_slots.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "memory.h"

enum {
    FIRST = 1024,    /* slots */
    SPARE = 64,      /* slots behind those that hashes lead to, for probing to run on into */
    SMALL = 1 << 19, /* slots up to which speed counts more than memory */
    MAPPED = 4 << 20 /* bytes from which on a table is a mapping */
};

/*
 * A big table is a mapping of its own: it grows without being copied, and large pages spare it the
 * TLB misses that would take half of the time. NULL if the system has no more.
 */
static uint64_t *resize_mapping(uint64_t *slots, size_t before, size_t bytes)
{
    void *mapping = before >= MAPPED ? mremap(slots, before, bytes, MREMAP_MAYMOVE)
                                     : mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (mapping == MAP_FAILED)
        return NULL;
    madvise(mapping, bytes, MADV_HUGEPAGE);
    if (before < MAPPED) {
        memcpy(mapping, slots, before);
        free(slots);
    }
    return mapping;
}

/* At least wanted slots, the new ones free. */
static void allocate(struct tally *tally, size_t wanted)
{
    size_t slot = tally->stride * sizeof *tally->slots;
    size_t before = tally->allocated * slot, bytes = wanted * slot;

    if (wanted <= tally->allocated)
        return;
    if (bytes >= MAPPED) {
        uint64_t *mapping = resize_mapping(tally->slots, before, bytes);

        tally->slots = mapping != NULL ? mapping : memory_new(SIZE_MAX, 1); /* tells and ends */
    } else {
        tally->slots = memory_resize(tally->slots, wanted, slot);
        memset((char *)tally->slots + before, 0, bytes - before);
    }
    tally->allocated = wanted;
}

void slots_init(struct tally *tally)
{
    tally->capacity = FIRST;
    allocate(tally, FIRST + SPARE);
}

void slots_free(struct tally *tally)
{
    size_t bytes = tally->allocated * tally->stride * sizeof *tally->slots;

    if (bytes >= MAPPED)
        munmap(tally->slots, bytes);
    else
        free(tally->slots);
    tally->slots = NULL;
    tally->allocated = 0;
}

void slots_compact(struct tally *tally)
{
    size_t to = 0;

    for (size_t from = 0; from < tally->allocated && to < tally->count; from++) {
        uint64_t *slot = slot_at(tally, from);

        if (slot_tag(slot) == TAG_FREE)
            continue;
        if (from != to) {
            copy_slot(slot_at(tally, to), slot, tally->stride);
            memset(slot, 0, tally->stride * sizeof *slot);
        }
        to++;
    }
}

/* How many keys the table takes: half of its slots while it is small, then three quarters. */
static size_t limit_of(const struct tally *tally)
{
    return tally->capacity <= SMALL ? tally->capacity / 2 : tally->capacity / 4 * 3;
}

static size_t grown_capacity(const struct tally *tally)
{
    return tally->capacity + (tally->capacity < SMALL ? tally->capacity : tally->capacity / 4);
}

/*
 * Growth without a second table: the slots are in the order of their hashes, so each one's new
 * place is at or behind that of the one before. They are first moved up so far that no place is
 * written before it has been read.
 */
static void grow(struct tally *tally)
{
    size_t next = 0, shift = 0;
    size_t slot_bytes = tally->stride * sizeof *tally->slots;

    slots_compact(tally);
    tally->capacity = grown_capacity(tally);
    for (size_t i = 0; i < tally->count; i++) {
        size_t home = home_of(tally, slot_hash(tally, slot_at(tally, i)));

        next = home > next ? home : next;
        shift = next - i > shift ? next - i : shift;
        next++;
    }
    next = tally->count + shift;
    allocate(tally, (next > tally->capacity ? next : tally->capacity) + SPARE);
    memmove(slot_at(tally, shift), tally->slots, tally->count * slot_bytes);
    memset(tally->slots, 0, (shift < tally->count ? shift : tally->count) * slot_bytes);
    next = 0;
    for (size_t i = 0; i < tally->count; i++) {
        uint64_t *from = slot_at(tally, shift + i);
        size_t home = home_of(tally, slot_hash(tally, from));

        next = home > next ? home : next;
        if (next != shift + i) {
            copy_slot(slot_at(tally, next), from, tally->stride);
            memset(from, 0, slot_bytes);
        }
        next++;
    }
}

uint64_t *slots_insert(struct tally *tally, uint64_t hash)
{
    size_t place, free_slot;

    if (tally->count + 1 > limit_of(tally) ||
        slot_tag(slot_at(tally, tally->allocated - 2)) != TAG_FREE)
        grow(tally);
    place = home_of(tally, hash);
    while (slot_tag(slot_at(tally, place)) != TAG_FREE &&
           slot_hash(tally, slot_at(tally, place)) <= hash)
        place++;
    free_slot = place;
    while (slot_tag(slot_at(tally, free_slot)) != TAG_FREE)
        free_slot++;
    memmove(slot_at(tally, place + 1), slot_at(tally, place),
            (free_slot - place) * tally->stride * sizeof *tally->slots);
    memset(slot_at(tally, place), 0, tally->stride * sizeof *tally->slots);
    tally->count++;
    return slot_at(tally, place);
}

bool tally_is_full(const struct tally *tally, size_t limit)
{
    size_t slot = tally->stride * sizeof *tally->slots;
    size_t table = tally->allocated * slot;

    if (tally->count >= limit_of(tally) / 8 * 7)
        table = grown_capacity(tally) * slot;
    return tally->count > 0 && table + tally->keys.len > limit &&
           (tally->count >= limit_of(tally) / 8 * 7 || tally->keys.len > limit / 2);
}
