/*
 * Hashes whose values leave the program (signatures, distinct values), so they are the same on
 * every machine and in every version. For bytes: MurmurHash3's 64-bit finaliser (Appleby, public
 * domain) over 8 bytes at a time. Not for hash tables that an enemy can fill: those are seeded.
 */
#ifndef KCZ_HASH_H
#define KCZ_HASH_H

#include <stdint.h>
#include <string.h>

#include "span.h"

/* Mixes all bits of x into all bits of the result. */
static inline uint64_t hash_mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xFF51AFD7ED558CCD;
    x ^= x >> 33;
    x *= 0xC4CEB9FE1A85EC53;
    return x ^ x >> 33;
}

/* A hash of all bytes; different seeds give independent hashes. */
uint64_t hash_bytes(struct span bytes, uint64_t seed);

#endif
