/*
 * How often a hash was seen in one document. A table of its own, emptied by a stamp, because a
 * document's runs of characters are many, few of them come back, and none is kept. The place of a
 * hash is seeded from the kernel against crafted collisions; nothing that leaves depends on it.
 */
#ifndef KCZ_SIGHTINGS_H
#define KCZ_SIGHTINGS_H

#include <stddef.h>
#include <stdint.h>

struct sighting {
    uint64_t hash;
    uint32_t count, stamp;
};

/* A zeroed struct is empty. */
struct sightings {
    struct sighting *slots;
    size_t capacity, mask; /* slots there are; those in use, a power of two, less 1 */
    unsigned shift;
    uint32_t stamp;
    uint64_t seed; /* odd */
};

/* Empties it and makes room for so many different hashes. */
void sightings_begin(struct sightings *seen, size_t most);
void sightings_free(struct sightings *seen);

/* How often the hash was seen before; counts it. At most as many as sightings_begin was told. */
static inline uint32_t sightings_count(struct sightings *seen, uint64_t hash)
{
    size_t at = (size_t)(hash * seen->seed >> seen->shift);

    while (seen->slots[at].stamp == seen->stamp && seen->slots[at].hash != hash)
        at = (at + 1) & seen->mask;
    if (seen->slots[at].stamp != seen->stamp)
        seen->slots[at] = (struct sighting){.hash = hash, .stamp = seen->stamp};
    return seen->slots[at].count++;
}

#endif
