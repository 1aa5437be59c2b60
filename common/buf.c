#include "buf.h"

#include <stdio.h>
#include <stdlib.h>

#include "memory.h"
#include "utf8.h"

void buf_free(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){0};
}

char *buf_reserve(struct buf *buf, size_t extra)
{
    if (buf->data == NULL || buf->cap - buf->len < extra) {
        size_t cap = buf->cap + buf->cap / 2;

        if (cap - buf->len < extra || cap < buf->cap)
            cap = buf->len + extra;
        if (cap < 64)
            cap = 64;
        if (buf->len + extra < extra) /* the sum wrapped: ask for what cannot be had */
            cap = SIZE_MAX;
        buf->data = memory_resize(buf->data, cap, 1);
        buf->cap = cap;
    }
    return buf->data + buf->len;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
    if (len == 0)
        return;
    memcpy(buf_reserve(buf, len), bytes, len);
    buf->len += len;
}

void buf_add_span(struct buf *buf, struct span span)
{
    buf_add(buf, span.at, span.len);
}

void buf_add_text(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
    *buf_reserve(buf, 1) = c;
    buf->len++;
}

void buf_add_code(struct buf *buf, uint32_t code_point)
{
    buf->len += utf8_encode(buf_reserve(buf, UTF8_MAX_BYTES), code_point);
}

void buf_add_uint(struct buf *buf, uint64_t number)
{
    char digits[20];
    size_t start = sizeof digits;

    do {
        digits[--start] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buf_add(buf, digits + start, sizeof digits - start);
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int needed = vsnprintf(NULL, 0, format, again);
    va_end(again);

    if (needed < 0)
        return;
    vsnprintf(buf_reserve(buf, (size_t)needed + 1), (size_t)needed + 1, format, args);
    buf->len += (size_t)needed;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    buf_vprintf(buf, format, args);
    va_end(args);
}

void buf_splice(struct buf *buf, size_t at, size_t cut, struct span put)
{
    buf_reserve(buf, put.len);
    memmove(buf->data + at + put.len, buf->data + at + cut, buf->len - at - cut);
    if (put.len > 0)
        memcpy(buf->data + at, put.at, put.len);
    buf->len = buf->len - cut + put.len;
}

const char *buf_string(struct buf *buf)
{
    *buf_reserve(buf, 1) = '\0';
    return buf->data;
}
