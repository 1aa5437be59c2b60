/*
 * Memory that is freed as a whole: an engine takes what it needs for one record and resets the
 * arena before the next. Blocks are kept and used again. A zeroed struct is an empty arena.
 */
#ifndef KCZ_ARENA_H
#define KCZ_ARENA_H

#include <stddef.h>

#include "span.h"

struct arena {
    struct arena_block *blocks; /* the first is the one in use */
    struct arena_block *spare;
    size_t used;
};

/* count * size bytes aligned for any type, not initialised; valid until arena_reset. */
void *arena_take(struct arena *arena, size_t count, size_t size);

/* A copy of text, with a NUL behind it; never absent. */
struct span arena_copy(struct arena *arena, struct span text);

void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#endif
