#include "memory.h"

#include <stdlib.h>
#include <string.h>

void *memory_new(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);

    if (memory == NULL)
        memory_exhausted();
    return memory;
}

void *memory_resize(void *old, size_t count, size_t size)
{
    void *memory = NULL;
    size_t bytes;

    if (!__builtin_mul_overflow(count, size, &bytes))
        memory = realloc(old, bytes > 0 ? bytes : 1);
    if (memory == NULL)
        memory_exhausted();
    return memory;
}

char *memory_copy(const void *bytes, size_t len)
{
    char *copy = memory_resize(NULL, len + 1, 1);

    if (len > 0)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}
