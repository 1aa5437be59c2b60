/* The vector and the portable validator agree, and both agree with decoding. */
#include "utf8.h"

#include <string.h>

#include "check.h"

/* Where decoding first meets something malformed. */
static size_t prefix_by_decoding(const char *bytes, size_t len)
{
    const char *at = bytes, *end = bytes + len;

    while (at < end) {
        uint32_t code;
        size_t n = utf8_decode(at, end, &code);

        if (code == UTF8_REPLACEMENT && (n != 3 || memcmp(at, "\xEF\xBF\xBD", 3) != 0))
            break;
        at += n;
    }
    return (size_t)(at - bytes);
}

int main(void)
{
    static const uint32_t samples[] = {'a',    0x7F,   0x80,   0xE9,   0x7FF,   0x800,   0x6F22,
                                       0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x20000, 0x10FFFF};
    int failures = 0;
    unsigned seed = 2463534242U;

    for (int round = 0; round < 200000; round++) {
        char bytes[300];
        size_t len = 0, wanted = check_random(&seed) % 280;

        while (len < wanted)
            len += utf8_encode(bytes + len, samples[check_random(&seed) % 14]);
        for (unsigned faults = check_random(&seed) % 3; faults > 0 && len > 0; faults--) {
            size_t at = check_random(&seed) % len;

            if (check_random(&seed) % 4 == 0)
                len = at; /* cut: may end inside a sequence */
            else
                bytes[at] = (char)check_random(&seed);
        }
        size_t portable = utf8_valid_prefix_portable(bytes, len);
        CHECK(utf8_valid_prefix(bytes, len) == portable);
        CHECK(prefix_by_decoding(bytes, len) == portable);
        if (failures > 5)
            break;
    }
    for (uint32_t code = 0; code < 0x110000; code++) {
        char bytes[4];
        const char *at = bytes;

        if (code >= 0xD800 && code < 0xE000) {
            CHECK(utf8_encode(bytes, code) == 3 && memcmp(bytes, "\xEF\xBF\xBD", 3) == 0);
            continue;
        }
        size_t n = utf8_encode(bytes, code);
        CHECK(utf8_next(&at) == code && at == bytes + n);
        CHECK(utf8_length((unsigned char)bytes[0]) == n);
    }
    char beyond[4];
    CHECK(utf8_encode(beyond, 0x110000) == 3 && memcmp(beyond, "\xEF\xBF\xBD", 3) == 0);
    return failures > 0;
}
