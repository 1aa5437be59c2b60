/* The reader of pages: any bytes become well-formed text and a record's members. */
#include <string.h>

#include "../../cmd/kcz-read/html.h"
#include "fuzz.h"
#include "json.h"
#include "memory.h"
#include "utf8.h"

static void require_utf8(const struct buf *text)
{
    require(text->len == 0 || utf8_valid_prefix(text->data, text->len) == text->len);
}

/* What html_about_write adds is one object. */
static void check_meta(const struct buf *meta)
{
    struct json_member *members = NULL;
    size_t capacity = 0, count, where;

    require_utf8(meta);
    require(json_check_object(buf_span(meta), &members, &capacity, &count, &where) == NULL);
    free(members);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    struct span bytes = {memory_copy(data, size), size};
    struct span charset = html_charset(bytes);
    struct html_text html = {0};
    struct buf meta = {0}, text = {0};

    require(charset.at == NULL || (charset.at >= bytes.at && charset.len <= bytes.len));
    if (!ready)
        html_init();
    ready = true;
    fuzz_text(&text, bytes);
    html_parse(buf_span(&text), &html);
    require_utf8(&html.text);
    if (html_about_write(&html.about, &meta))
        check_meta(&meta);
    html_text_free(&html);
    buf_free(&text);
    buf_free(&meta);
    free((char *)bytes.at);
    return 0;
}
