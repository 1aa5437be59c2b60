#include "sightings.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "memory.h"

static void take_seed(struct sightings *seen)
{
    if (getrandom(&seen->seed, sizeof seen->seed, GRND_NONBLOCK) != sizeof seen->seed)
        seen->seed = 0x9E3779B97F4A7C15;
    seen->seed |= 1;
}

void sightings_begin(struct sightings *seen, size_t most)
{
    size_t bits = 10;

    while ((size_t)1 << bits < 2 * most)
        bits++;
    if (seen->capacity < (size_t)1 << bits) {
        seen->capacity = (size_t)1 << bits;
        free(seen->slots);
        seen->slots = memory_new(seen->capacity, sizeof *seen->slots);
        seen->stamp = 0;
    }
    if (seen->seed == 0)
        take_seed(seen);
    if (seen->stamp == UINT32_MAX) {
        memset(seen->slots, 0, seen->capacity * sizeof *seen->slots);
        seen->stamp = 0;
    }
    seen->stamp++;
    seen->mask = ((size_t)1 << bits) - 1;
    seen->shift = 64 - (unsigned)bits;
}

void sightings_free(struct sightings *seen)
{
    free(seen->slots);
    *seen = (struct sightings){0};
}
