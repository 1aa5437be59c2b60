#include "visible.h"

#include <inttypes.h>

#include "utf8.h"

/* C0, C1, DEL and the bidi controls. */
static bool is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E ||
           code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

size_t visible_add_next(struct buf *out, const char *at, const char *end)
{
    uint32_t code;
    size_t len = utf8_decode(at, end, &code);

    if (code == UTF8_REPLACEMENT && utf8_valid_prefix(at, len) != len) {
        for (size_t i = 0; i < len; i++)
            buf_printf(out, "\\x%02x", (unsigned char)at[i]);
    } else if (is_unsafe(code)) {
        buf_printf(out, code < 0x80 ? "\\x%02" PRIx32 : "\\u{%04" PRIx32 "}", code);
    } else {
        buf_add(out, at, len);
    }
    return len;
}

void visible_add(struct buf *out, struct span text)
{
    for (size_t at = 0; at < text.len;)
        at += visible_add_next(out, text.at + at, text.at + text.len);
}
