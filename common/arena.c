#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

#include "memory.h"

enum { BLOCK_BYTES = 64 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

/* A block of at least size bytes: a spare one that is large enough, or a new one. */
static struct arena_block *take_block(struct arena *arena, size_t size)
{
    for (struct arena_block **at = &arena->spare; *at != NULL; at = &(*at)->next) {
        struct arena_block *block = *at;

        if (block->size >= size) {
            *at = block->next;
            return block;
        }
    }
    if (size < BLOCK_BYTES)
        size = BLOCK_BYTES;
    struct arena_block *block = memory_resize(NULL, sizeof *block + size, 1);
    block->size = size;
    return block;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
    size_t need;

    if (__builtin_mul_overflow(count, size, &need) ||
        __builtin_add_overflow(need, alignof(max_align_t) - 1, &need))
        return memory_resize(NULL, SIZE_MAX, 2); /* ends the program */
    need -= need % alignof(max_align_t);
    if (arena->blocks == NULL || arena->blocks->size - arena->used < need) {
        struct arena_block *block = take_block(arena, need);

        block->next = arena->blocks;
        arena->blocks = block;
        arena->used = 0;
    }
    void *taken = arena->blocks->bytes + arena->used;
    arena->used += need;
    return taken;
}

struct span arena_copy(struct arena *arena, struct span text)
{
    char *copy = arena_take(arena, text.len + 1, 1);

    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    return (struct span){copy, text.len};
}

void arena_reset(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *block = arena->blocks;

        arena->blocks = block->next;
        block->next = arena->spare;
        arena->spare = block;
    }
    arena->used = 0;
}

void arena_free(struct arena *arena)
{
    arena_reset(arena);
    while (arena->spare != NULL) {
        struct arena_block *block = arena->spare;

        arena->spare = block->next;
        free(block);
    }
}
