#include "fuzz.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "buf.h"
#include "utf8.h"

enum { SLOTS = 4, PATH_SIZE = 32 };

const char *fuzz_file(unsigned slot, struct span bytes)
{
    static char paths[SLOTS][PATH_SIZE];
    static int fds[SLOTS] = {-1, -1, -1, -1};

    if (fds[slot] < 0) {
        fds[slot] = memfd_create("fuzz", MFD_CLOEXEC);
        require(fds[slot] >= 0);
        snprintf(paths[slot], PATH_SIZE, "/proc/self/fd/%d", fds[slot]);
    }
    require(ftruncate(fds[slot], 0) == 0);
    require(bytes.len == 0 || pwrite(fds[slot], bytes.at, bytes.len, 0) == (ssize_t)bytes.len);
    return paths[slot];
}

struct span fuzz_part(struct span *rest)
{
    const char *end = rest->at + rest->len;
    const char *mark = rest->len > 0 ? memchr(rest->at, 0xFF, rest->len) : NULL;
    struct span part = span_between(rest->at, mark != NULL ? mark : end);

    *rest = mark != NULL ? span_between(mark + 1, end) : (struct span){end, 0};
    return part;
}

void fuzz_text(struct buf *out, struct span bytes)
{
    const char *at = bytes.at, *end = bytes.at + bytes.len;

    buf_reserve(out, bytes.len + 1);
    while (at < end) {
        size_t good = utf8_valid_prefix(at, (size_t)(end - at));

        buf_add(out, at, good);
        at += good;
        at += at < end;
    }
}
