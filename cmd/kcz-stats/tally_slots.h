/*
 * The table within a tally (see tally.h), for the files tally*.c alone. A slot is stride words of
 * 64 bits: two of key, the values, the document's stamp where documents are counted. The last byte
 * of the key words says what the slot holds.
 */
#ifndef KCZ_TALLY_SLOTS_H
#define KCZ_TALLY_SLOTS_H

#include <endian.h>
#include <string.h>

#include "tally.h"

enum {
    KEY_WORDS = 2,
    TAG = 15,      /* the byte of a slot that says what it holds: */
    TAG_FREE = 0,  /* nothing; inline keys: their length and 1 */
    TAG_LONG = 255 /* a hash and 7 bytes of offset into keys */
};

__extension__ typedef unsigned __int128 wide;

static inline uint64_t mix(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t *slot_at(const struct tally *tally, size_t index)
{
    return tally->slots + index * tally->stride;
}

static inline unsigned char slot_tag(const uint64_t *slot)
{
    return ((const unsigned char *)slot)[TAG];
}

static inline uint64_t hash_inline(const struct tally *tally, uint64_t low, uint64_t high)
{
    return mix(low ^ tally->seed[0], high ^ tally->seed[1]);
}

static inline uint64_t slot_hash(const struct tally *tally, const uint64_t *slot)
{
    return slot_tag(slot) == TAG_LONG ? slot[0] : hash_inline(tally, slot[0], slot[1]);
}

static inline size_t home_of(const struct tally *tally, uint64_t hash)
{
    return (size_t)(((wide)hash * tally->capacity) >> 64);
}

static inline size_t long_offset(const uint64_t *slot)
{
    return (size_t)(le64toh(slot[1]) & 0xFFFFFFFFFFFFFF);
}

static inline struct span slot_key(const struct tally *tally, const uint64_t *slot)
{
    unsigned char tag = slot_tag(slot);
    uint32_t len;

    if (tag != TAG_LONG)
        return (struct span){(const char *)slot, (size_t)tag - 1};
    memcpy(&len, tally->keys.data + long_offset(slot), sizeof len);
    return (struct span){tally->keys.data + long_offset(slot) + sizeof len, len};
}

static inline void copy_slot(uint64_t *to, const uint64_t *from, size_t stride)
{
    for (size_t i = 0; i < stride; i++)
        to[i] = from[i];
}

/* A table of no slots gets its first ones; what it holds is freed. */
void slots_init(struct tally *tally);
void slots_free(struct tally *tally);

/* Makes room for a new key at its place in the order of hashes; the slot comes zeroed. */
uint64_t *slots_insert(struct tally *tally, uint64_t hash);

/* Moves the slots in use to the front, in order. */
void slots_compact(struct tally *tally);

#endif
