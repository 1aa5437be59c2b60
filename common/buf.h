/*
 * Growable bytes. A zeroed struct is an empty buffer; whoever declares one frees it. Buffers are
 * emptied and used again for record after record, so that a running filter allocates nothing.
 */
#ifndef KCZ_BUF_H
#define KCZ_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

struct buf {
    char *data;
    size_t len;
    size_t cap;
};

void buf_free(struct buf *buf);

/* Room for extra more bytes behind len; returns where they go. Does not change len. */
char *buf_reserve(struct buf *buf, size_t extra);

void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_add_span(struct buf *buf, struct span span);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_add_code(struct buf *buf, uint32_t code_point); /* as UTF-8; what is no scalar: U+FFFD */
void buf_add_uint(struct buf *buf, uint64_t number);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Replaces cut bytes from offset at by put. */
void buf_splice(struct buf *buf, size_t at, size_t cut, struct span put);

/* Puts a NUL behind the contents (not counted in len) and returns them as a C string. */
const char *buf_string(struct buf *buf);

static inline void buf_clear(struct buf *buf)
{
    buf->len = 0;
}

/* Never absent, even if nothing was ever added. */
static inline struct span buf_span(const struct buf *buf)
{
    return (struct span){buf->data != NULL ? buf->data : "", buf->len};
}

#endif
