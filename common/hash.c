#include "hash.h"

/* The 8 bytes at at as a little-endian number, whatever the machine's order. */
static uint64_t load(const char *at, size_t len)
{
    uint64_t word = 0;

    for (size_t i = 0; i < len; i++)
        word |= (uint64_t)(unsigned char)at[i] << (8 * i);
    return word;
}

uint64_t hash_bytes(struct span bytes, uint64_t seed)
{
    uint64_t hash = hash_mix(seed ^ (bytes.len * 0x9E3779B97F4A7C15));
    size_t i = 0;

    for (; i + 8 <= bytes.len; i += 8)
        hash = hash_mix(hash ^ load(bytes.at + i, 8)) + 0x9E3779B97F4A7C15;
    if (i < bytes.len)
        hash = hash_mix(hash ^ load(bytes.at + i, bytes.len - i)) + 0x9E3779B97F4A7C15;
    return hash_mix(hash);
}
