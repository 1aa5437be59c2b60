/* Paths: any text is a path or refused, and any path can be followed in any value. */
#include <stdint.h>
#include <stdlib.h>

#include "json.h"
#include "memory.h"
#include "path.h"

static bool count(void *state, struct span value)
{
    size_t where;

    if (json_check(value, &where) != NULL)
        abort();
    return ++*(size_t *)state < 1000;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char root[] =
        "{\"a\":[{\"b\":\"x\\u6f22字\"},[1,2,[3]],\"yz\",null],\"t\":\"2024-01\"}";
    char *text = memory_copy(data, size);
    struct path path;
    struct buf why = {0}, scratch = {0};
    size_t found = 0;

    if (path_parse(&path, text, &why)) {
        path_each(&path, span_of(root), &scratch, count, &found);
        if (path_is_single(&path) && found > 1)
            abort();
        path_free(&path);
    }
    buf_free(&why);
    buf_free(&scratch);
    free(text);
    return 0;
}
