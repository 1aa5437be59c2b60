/*
 * Records: a line that is read and written without edits is the same bytes; after edits it is a
 * good record again, holds what was set, and setting the same once more changes nothing.
 */
#include <stdint.h>
#include <stdlib.h>

#include "memory.h"
#include "record.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* Sets a string, a member and a nested member; the result must hold them, and be final. */
static void edit(struct record *record, struct span text, struct buf *out)
{
    record_set_string(record, "text", text);
    record_set_json(record, "tokens", span_of("[1,2]"));
    record_set_in(record, "kcz", "fuzz", span_of("{}"));
    buf_clear(out);
    record_write(record, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = memory_copy(data, size);
    struct record record = {0}, second = {0};
    struct buf out = {0}, again = {0};
    struct span text;
    size_t where;

    if (record_read(&record, (struct span){copy, size}, &where) == NULL) {
        record_write(&record, &out);
        require(!record_changed(&record) && span_equal(buf_span(&out), record.line));
        edit(&record, span_of("a\"\\\n\x01漢"), &out);
        require(record_read(&second, buf_span(&out), &where) == NULL);
        require(record_string(&second, "text", &text) && span_is(text, "a\"\\\n\x01漢"));
        require(span_is(record_json(&second, "tokens"), "[1,2]"));
        edit(&second, span_of("a\"\\\n\x01漢"), &again);
        require(!record_changed(&second) && span_equal(buf_span(&out), buf_span(&again)));
    } else {
        require(where <= size);
    }
    record_free(&record);
    record_free(&second);
    buf_free(&out);
    buf_free(&again);
    free(copy);
    return 0;
}
