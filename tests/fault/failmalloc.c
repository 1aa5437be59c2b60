/*
 * Preloaded into a program, makes its FAIL_AT-th allocation fail; with FAIL_ALL also all later
 * ones. With FAIL_COUNT=FILE it writes to FILE how many allocations there were. The method is
 * SQLite's and curl's: fail each allocation in turn and see that nothing worse than an error comes
 * of it.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *(*real_malloc)(size_t);
static void *(*real_realloc)(void *, size_t);
static void *(*real_calloc)(size_t, size_t);
static long count, fail_at = -1;
static int fail_all, looking_up;

/* dlsym may itself allocate before the real functions are known: it gets this. */
static char early[1 << 16];
static size_t early_used;

static void *take_early(size_t size)
{
    void *taken = early + early_used;

    early_used += (size + 15) & ~(size_t)15;
    return early_used <= sizeof early ? taken : NULL;
}

static void look_up(void)
{
    if (real_malloc != NULL || looking_up)
        return;
    looking_up = 1;
    *(void **)(void *)&real_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)(void *)&real_realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)(void *)&real_malloc = dlsym(RTLD_NEXT, "malloc");
    const char *at = getenv("FAIL_AT");
    if (at != NULL)
        fail_at = strtol(at, NULL, 10);
    fail_all = getenv("FAIL_ALL") != NULL;
    looking_up = 0;
}

static int fails(void)
{
    long this = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);

    if (fail_at <= 0 || (this != fail_at && (!fail_all || this < fail_at)))
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    look_up();
    if (real_malloc == NULL)
        return take_early(size);
    return fails() ? NULL : real_malloc(size);
}

void *calloc(size_t number, size_t size)
{
    look_up();
    if (real_calloc == NULL)
        return take_early(number * size);
    return fails() ? NULL : real_calloc(number, size);
}

void *realloc(void *old, size_t size)
{
    look_up();
    return fails() ? NULL : real_realloc(old, size);
}

__attribute__((destructor)) static void tell_count(void)
{
    const char *file = getenv("FAIL_COUNT");
    char text[32];

    if (file == NULL)
        return;
    int len = snprintf(text, sizeof text, "%ld\n", count);
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd < 0 || write(fd, text, (size_t)len) != len)
        abort();
    close(fd);
}
