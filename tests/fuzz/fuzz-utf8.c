/* The vector validator, the portable one and the decoder agree on any bytes. */
#include <stdint.h>
#include <stdlib.h>

#include "memory.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = memory_resize(NULL, size, 1);
    size_t decoded = 0;

    if (size > 0)
        memcpy(copy, data, size);
    while (decoded < size) {
        uint32_t code;
        size_t len = utf8_decode(copy + decoded, copy + size, &code);

        if (len == 0 || len > size - decoded)
            abort();
        if (code == UTF8_REPLACEMENT && (len != 3 || (unsigned char)copy[decoded] != 0xEF))
            break;
        decoded += len;
    }
    if (utf8_valid_prefix(copy, size) != utf8_valid_prefix_portable(copy, size) ||
        utf8_valid_prefix(copy, size) != decoded)
        abort();
    free(copy);
    return 0;
}
