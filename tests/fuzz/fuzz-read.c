/*
 * Any bytes, in any encoding and shape, become valid records, the same however they are cut into
 * reads. The first two bytes choose encoding, shape and cuts.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../cmd/kcz-read/intake.h"
#include "../../cmd/kcz-read/shape.h"
#include "json.h"
#include "memory.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of iconv's two that keep a state. */
static const char *const encodings[] = {
    NULL, "GB18030", "Big5", "UTF-16LE", "UTF-16BE", "UTF-8", "ISO-2022-CN-EXT", "ISO-2022-JP"};

static void take(struct intake *intake, struct shaper *shaper, bool last, struct buf *text,
                 struct buf *out)
{
    struct shape_source source = {.id = {"x", 1}, .report = true};
    bool more;

    do {
        more = intake_feed(intake, last, text);
        source.encoding = intake_encoding(intake);
        source.basis = intake_basis_name(intake);
        source.confidence = intake_confidence(intake);
        shaper_take(shaper, &source, text, last && !more, out);
    } while (more);
}

/* The records of the bytes, read in blocks of that size. */
static struct buf read_in(const struct read_tables *tables, const char *from, enum shape shape,
                          struct span bytes, size_t block)
{
    struct intake intake = {.tables = tables, .from = from, .early = shape != SHAPE_FILE};
    struct shaper shaper = {.shape = shape, .max_text = 1000};
    struct buf text = {0}, out = {0};

    if (!intake_open(&intake))
        abort();
    while (bytes.len > 0) {
        size_t len = bytes.len < block ? bytes.len : block;

        buf_add(&intake.held, bytes.at, len);
        bytes = (struct span){bytes.at + len, bytes.len - len};
        take(&intake, &shaper, false, &text, &out);
    }
    take(&intake, &shaper, true, &text, &out);
    if (text.len > 0 || intake.held.len > 0)
        abort();
    intake_close(&intake);
    shaper_free(&shaper);
    buf_free(&text);
    return out;
}

static void check_records(const struct buf *out)
{
    struct json_member *members = NULL;
    size_t capacity = 0, count, where;
    const char *at, *end, *line_end;

    if (out->len == 0)
        return;
    at = out->data;
    end = at + out->len;
    while (at < end && (line_end = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        if (json_check_object(span_between(at, line_end), &members, &capacity, &count, &where))
            abort();
        at = line_end + 1;
    }
    if (at != end)
        abort();
    free(members);
}

static void check_utf8(const struct buf *text)
{
    if (text->len > 0 && utf8_valid_prefix(text->data, text->len) != text->len)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct read_tables tables;
    struct buf why = {0}, whole, cut;
    enum shape shape;
    const char *from;
    struct span bytes;

    if (size < 2)
        return 0;
    if (tables.bits == NULL && !tables_open(&tables, &why))
        abort();
    from = encodings[data[0] & 7];
    shape = (enum shape)(data[0] >> 3 & 3);
    bytes = (struct span){memory_copy(data + 2, size - 2), size - 2};
    whole = read_in(&tables, from, shape, bytes, SIZE_MAX);
    cut = read_in(&tables, from, shape, bytes, 1 + data[1] % 7);
    if (!span_equal(buf_span(&whole), buf_span(&cut)))
        abort();
    check_utf8(&whole);
    if (shape != SHAPE_JSON)
        check_records(&whole);
    buf_free(&whole);
    buf_free(&cut);
    free((char *)bytes.at);
    return 0;
}
