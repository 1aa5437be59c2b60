#include "numbers.h"

#include "utf8.h"

enum { DIGITS_MAX = 5 }; /* one more than a year has: what is longer is seen to be none */

/* 0-9 for a digit, 10 for 十, -1 for anything else. */
static int digit_of(uint32_t code, bool *han)
{
    *han = code >= 0x80;
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    switch (code) {
    case 0x3007: /* 〇 */
    case 0x25CB: /* ○ */
    case 0x25EF: /* ◯ */
    case 0x96F6: /* 零 */
        return 0;
    case 0x4E00: /* 一 */
        return 1;
    case 0x4E8C: /* 二 */
        return 2;
    case 0x4E09: /* 三 */
        return 3;
    case 0x56DB: /* 四 */
        return 4;
    case 0x4E94: /* 五 */
        return 5;
    case 0x516D: /* 六 */
        return 6;
    case 0x4E03: /* 七 */
        return 7;
    case 0x516B: /* 八 */
        return 8;
    case 0x4E5D: /* 九 */
        return 9;
    case 0x5341: /* 十 */
        return 10;
    default:
        break;
    }
    *han = false;
    return code >= 0xFF10 && code <= 0xFF19 ? (int)(code - 0xFF10) : -1;
}

bool number_is_digit(uint32_t code)
{
    bool han;

    return digit_of(code, &han) >= 0;
}

bool number_read(const char **at, const char *end, struct number *number)
{
    const char *p = *at;
    bool ten = false;

    *number = (struct number){0};
    while (p < end && number->digits < DIGITS_MAX) {
        const char *next = p;
        bool han;
        int digit = digit_of(utf8_next(&next), &han);

        if (digit < 0 || (number->digits && han != number->han))
            break;
        number->han = han;
        if (digit == 10) {
            number->value = (number->digits ? number->value : 1) * 10;
            ten = true;
        } else {
            bool unit_of_ten = ten && number->value % 10 == 0;

            number->value = unit_of_ten ? number->value + (unsigned)digit
                                        : number->value * 10 + (unsigned)digit;
        }
        number->digits++;
        p = next;
    }
    if (number->digits == 0)
        return false;
    *at = p;
    return true;
}

void number_skip_blanks(const char **at, const char *end)
{
    while (*at < end) {
        const char *next = *at;
        uint32_t code = utf8_next(&next);

        if (code != ' ' && code != '\t' && code != 0xA0 && code != 0x3000)
            return;
        *at = next;
    }
}

bool number_skip_code(const char **at, const char *end, uint32_t wanted)
{
    const char *next = *at;

    if (next >= end || utf8_next(&next) != wanted)
        return false;
    *at = next;
    return true;
}
