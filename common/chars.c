#include "chars.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "utf8.h"

static uint32_t normal_ascii(uint32_t code)
{
    switch (code) {
    case ',':
        return 0xFF0C;
    case '(':
        return 0xFF08;
    case ')':
        return 0xFF09;
    case ':':
        return 0xFF1A;
    case ';':
        return 0xFF1B;
    case '!':
        return 0xFF01;
    case '?':
        return 0xFF1F;
    default:
        return code;
    }
}

static uint32_t normal_fullwidth(uint32_t code)
{
    uint32_t ascii = code - 0xFEE0;

    switch (ascii) {
    case ',':
    case '(':
    case ')':
    case ':':
    case ';':
    case '!':
    case '?':
        return code;
    default:
        return ascii;
    }
}

/* The normal form and the class of one code point. */
static uint32_t char_normal(uint32_t code)
{
    if (code >= 0x4E00 && code <= 0x9FFF)
        return code;
    if (code < 0x80)
        return normal_ascii(code);
    if (code >= 0xFF01 && code <= 0xFF5E)
        return normal_fullwidth(code);
    switch (code) {
    case 0x2022:
    case 0x2027:
    case 0x2219:
    case 0x30FB:
        return 0xB7;
    case 0x3000:
    case 0xA0:
        return ' ';
    case 0x2013:
    case 0x2015:
    case 0xFE63:
        return 0x2014;
    default:
        return code;
    }
}

static enum char_class han_class(uint32_t code)
{
    switch (code) {
    case 0x4E00: /* 一 */
    case 0x4E8C: /* 二 */
    case 0x4E09: /* 三 */
    case 0x56DB: /* 四 */
    case 0x4E94: /* 五 */
    case 0x516D: /* 六 */
    case 0x4E03: /* 七 */
    case 0x516B: /* 八 */
    case 0x4E5D: /* 九 */
    case 0x5341: /* 十 */
    case 0x767E: /* 百 */
    case 0x5343: /* 千 */
    case 0x4E07: /* 万 */
    case 0x4EBF: /* 亿 */
    case 0x96F6: /* 零 */
    case 0x4E24: /* 两 */
        return CHAR_NUMERAL;
    case 0x5E74: /* 年 */
    case 0x6708: /* 月 */
    case 0x65E5: /* 日 */
    case 0x65F6: /* 时 */
    case 0x5206: /* 分 */
    case 0x79D2: /* 秒 */
        return CHAR_CALENDAR;
    default:
        return CHAR_HAN;
    }
}

static enum char_class ascii_class(uint32_t code)
{
    if (code >= '0' && code <= '9')
        return CHAR_DIGIT;
    if ((code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z'))
        return CHAR_LETTER;
    if (code == '\n' || code == '\r')
        return CHAR_STOP;
    return code <= ' ' ? CHAR_SPACE : CHAR_PUNCT;
}

static enum char_class char_class_of(uint32_t code)
{
    if (code >= 0x4E00 && code <= 0x9FFF)
        return han_class(code);
    if (code < 0x80)
        return ascii_class(code);
    if (code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0x2028 || code == 0x2029)
        return CHAR_STOP;
    if (code == 0x3007)
        return CHAR_NUMERAL;
    if (code == 0xB7)
        return CHAR_DOT;
    if ((code >= 0x2010 && code <= 0x206F) || (code >= 0x3001 && code <= 0x303F) ||
        (code >= 0xFE10 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFFEF))
        return CHAR_PUNCT;
    if ((code >= 0x3400 && code <= 0x4DBF) || (code >= 0x20000 && code <= 0x323AF))
        return CHAR_HAN;
    if (code >= 0xC0 && code <= 0x24F)
        return CHAR_LETTER;
    return CHAR_OTHER;
}

static void chars_grow(struct chars *chars, size_t count)
{
    if (chars->capacity >= count + 1)
        return;
    chars_free(chars);
    chars->capacity = count + count / 2 + 64;
    chars->code = (uint32_t *)memory_new(chars->capacity + 2 * CHARS_PAD, 4) + CHARS_PAD;
    chars->byte = (uint32_t *)memory_new(chars->capacity + 2 * CHARS_PAD, 4) + CHARS_PAD;
    chars->kind = (uint8_t *)memory_new(chars->capacity + 2 * CHARS_PAD, 1) + CHARS_PAD;
}

void chars_read(struct chars *chars, struct span text)
{
    const char *at = text.at;
    const char *end = at + text.len;
    size_t count = 0;

    chars_grow(chars, text.len);
    while (at < end) {
        uint32_t code;

        chars->byte[count] = (uint32_t)(at - text.at);
        code = char_normal(utf8_next(&at));
        chars->code[count] = code;
        chars->kind[count++] = (uint8_t)char_class_of(code);
    }
    chars->byte[count] = (uint32_t)text.len;
    memset(chars->code + count, 0, CHARS_PAD * sizeof *chars->code);
    memset(chars->kind + count, CHAR_EDGE, CHARS_PAD);
    chars->count = count;
    chars->text = text;
}

void chars_free(struct chars *chars)
{
    if (chars->capacity > 0) {
        free(chars->code - CHARS_PAD);
        free(chars->byte - CHARS_PAD);
        free(chars->kind - CHARS_PAD);
    }
    memset(chars, 0, sizeof *chars);
}

struct span chars_span(const struct chars *chars, size_t start, size_t end)
{
    return (struct span){chars->text.at + chars->byte[start],
                         chars->byte[end] - chars->byte[start]};
}
