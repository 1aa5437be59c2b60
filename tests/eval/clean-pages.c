/*
 * clean-pages OUT GOLD: characters that two files share, and how many each has, white space left
 * out, full-width letters and digits taken as ASCII. What is shared is found as Ratcliff and
 * Obershelp do (1988): the longest common block, then the same before and behind it. Prints
 * "SHARED OUT GOLD".
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "memory.h"
#include "stream.h"
#include "utf8.h"

struct text {
    uint32_t *codes;
    size_t count;
};

struct match {
    size_t a, b, len;
};

/* Where each code point of b stands: chains through next, by hash of the code point. */
struct places {
    size_t *head, *next, mask;
};

static bool read_text(const char *file, struct text *text)
{
    struct buf bytes = {0};
    int fd = stream_open(file);
    const char *at, *end;

    if (fd < 0 || !stream_read_all(fd, (size_t)1 << 30, &bytes))
        return false;
    text->codes = memory_new(bytes.len + 1, sizeof *text->codes);
    text->count = 0;
    for (at = bytes.data, end = at + bytes.len; at < end;) {
        uint32_t code;

        at += utf8_decode(at, end, &code);
        if (code >= 0xFF10 && code <= 0xFF5A)
            code -= 0xFEE0;
        if (code > ' ' && code != 0xA0 && code != 0x3000 && code != 0x2003 && code != 0x85)
            text->codes[text->count++] = code;
    }
    buf_free(&bytes);
    return true;
}

static void index_places(struct places *places, const struct text *b)
{
    size_t size = 1024;

    while (size < 2 * b->count)
        size *= 2;
    places->mask = size - 1;
    places->head = memory_new(size, sizeof *places->head);
    places->next = memory_new(b->count + 1, sizeof *places->next);
    for (size_t i = b->count; i > 0; i--) { /* 0 ends a chain, so that places count from 1 */
        size_t slot = b->codes[i - 1] & places->mask;

        places->next[i] = places->head[slot];
        places->head[slot] = i;
    }
}

/* The longest block that a[from.a..to.a) and b[from.b..to.b) share; lengths is room for |b| + 2. */
static struct match longest(const struct text *a, const struct text *b, const struct places *places,
                            struct match from, struct match to, size_t *lengths)
{
    struct match best = {from.a, from.b, 0};

    memset(lengths + from.b, 0, (to.b - from.b + 2) * sizeof *lengths);
    for (size_t i = from.a; i < to.a; i++) {
        size_t last = 0, kept = 0; /* the chain ascends: write a length only once it was read */

        for (size_t j = places->head[a->codes[i] & places->mask]; j && j <= to.b;
             j = places->next[j]) {
            size_t run;

            if (j <= from.b || b->codes[j - 1] != a->codes[i])
                continue;
            run = (last + 1 == j && last ? kept : lengths[j - 1]) + 1;
            kept = lengths[j];
            last = j;
            lengths[j] = run;
            if (run > best.len)
                best = (struct match){i + 1 - run, j - run, run};
        }
        /* A character that does not stand here ends its run. */
        for (size_t j = from.b + 1; j <= to.b; j++)
            if (b->codes[j - 1] != a->codes[i])
                lengths[j] = 0;
    }
    return best;
}

static size_t shared(const struct text *a, const struct text *b, const struct places *places,
                     struct match from, struct match to, size_t *lengths)
{
    struct match best;

    if (from.a >= to.a || from.b >= to.b)
        return 0;
    best = longest(a, b, places, from, to, lengths);
    if (best.len == 0)
        return 0;
    return best.len + shared(a, b, places, from, (struct match){best.a, best.b, 0}, lengths) +
           shared(a, b, places, (struct match){best.a + best.len, best.b + best.len, 0}, to,
                  lengths);
}

int main(int argc, char **argv)
{
    struct text a, b;
    struct places places;
    size_t head = 0, tail = 0;

    if (argc != 3 || !read_text(argv[1], &a) || !read_text(argv[2], &b)) {
        fprintf(stderr, "usage: clean-pages OUT GOLD\n");
        return 2;
    }
    while (head < a.count && head < b.count && a.codes[head] == b.codes[head])
        head++;
    while (tail < a.count - head && tail < b.count - head &&
           a.codes[a.count - 1 - tail] == b.codes[b.count - 1 - tail])
        tail++;
    index_places(&places, &b);
    size_t *lengths = memory_new(b.count + 2, sizeof *lengths);
    size_t middle = shared(&a, &b, &places, (struct match){head, head, 0},
                           (struct match){a.count - tail, b.count - tail, 0}, lengths);

    printf("%zu %zu %zu\n", head + tail + middle, a.count, b.count);
    return 0;
}
