#include "corpus_file.h"

#include <string.h>

#include "stream.h"
#include "utf8.h"

#define MOST_BYTES ((size_t)1 << 32)

static size_t line_at(const struct buf *text, size_t place)
{
    size_t line = 1;

    for (size_t i = 0; i < place; i++)
        line += text->data[i] == '\n';
    return line;
}

bool corpus_file_read(const char *file, uint64_t limit, struct buf *text, struct buf *why)
{
    size_t valid;

    if (!stream_read_file(file, MOST_BYTES, text, why))
        return false;
    if (limit > 0 && text->len > limit) {
        const char *end = memchr(text->data + limit - 1, '\n', text->len - limit + 1);

        text->len = end != NULL ? (size_t)(end + 1 - text->data) : text->len;
    }
    valid = utf8_valid_prefix(text->data, text->len);
    if (valid == text->len)
        return true;
    buf_printf(why, "%s:%zu: not UTF-8", file, line_at(text, valid));
    return false;
}

bool corpus_file_line(struct span *rest, struct span *line)
{
    const char *end;

    if (rest->len == 0)
        return false;
    end = memchr(rest->at, '\n', rest->len);
    *line = (struct span){rest->at, end != NULL ? (size_t)(end - rest->at) : rest->len};
    *rest = end != NULL ? span_between(end + 1, rest->at + rest->len)
                        : (struct span){rest->at + rest->len, 0};
    if (line->len > 0 && line->at[line->len - 1] == '\r')
        line->len--;
    return true;
}
