#include "numerals.h"

double han_value(uint32_t code)
{
    switch (code) {
    case 0x96F6: /* 零 */
    case 0x3007: /* 〇 */
        return 0;
    case 0x4E00: /* 一 */
        return 1;
    case 0x4E8C: /* 二 */
    case 0x4E24: /* 两 */
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
    case 0x767E: /* 百 */
        return 100;
    case 0x5343: /* 千 */
        return 1000;
    case 0x4E07: /* 万 */
        return 1e4;
    case 0x4EBF: /* 亿 */
        return 1e8;
    default:
        return -1;
    }
}

int digits_at(const struct document *document, size_t position, size_t *end)
{
    int value = 0;

    *end = position;
    while (kind_at(document, *end) == CHAR_DIGIT && *end - position < 9)
        value = value * 10 + (int)(code_at(document, (*end)++) - '0');
    return value;
}

/* Three digits behind a comma, and no fourth. */
static bool thousands_at(const struct document *document, size_t position)
{
    size_t end;

    if (code_at(document, position) != 0xFF0C)
        return false;
    digits_at(document, position + 1, &end);
    return end == position + 4;
}

/* 1,234.56: digits with their commas and fraction. */
static size_t read_digits(const struct document *document, size_t position, double *value)
{
    size_t at = position;
    double scale = 0.1;

    *value = 0;
    while (kind_at(document, at) == CHAR_DIGIT || (at > position && thousands_at(document, at))) {
        if (kind_at(document, at) == CHAR_DIGIT)
            *value = *value * 10 + (double)(code_at(document, at) - '0');
        at++;
        if (at - position > 30)
            return at;
    }
    if (code_at(document, at) != '.' || kind_at(document, at + 1) != CHAR_DIGIT)
        return at;
    for (at++; kind_at(document, at) == CHAR_DIGIT; at++, scale /= 10)
        *value += (double)(code_at(document, at) - '0') * scale;
    return at;
}

/* 三百二十, 一亿两千万, 二〇二三. */
static size_t read_han(const struct document *document, size_t position, struct numeral *numeral)
{
    double total = 0, section = 0, digit = -1, plain = 0;
    size_t at = position;
    bool units = false;

    for (; kind_at(document, at) == CHAR_NUMERAL && at - position < 20; at++) {
        double value = han_value(code_at(document, at));

        if (value < 10) {
            plain = plain * 10 + value;
            digit = value;
            continue;
        }
        units = true;
        if (value < 1e4) {
            section += (digit < 0 ? 1 : digit) * value;
        } else {
            total = (total + section + (digit < 0 ? (section + total > 0 ? 0 : 1) : digit)) * value;
            section = 0;
        }
        digit = -1;
    }
    numeral->value = units ? total + section + (digit < 0 ? 0 : digit) : plain;
    numeral->digits_only_han = !units;
    return at;
}

/* 万, 亿, 千, 百 behind digits; 余, 多, 来, 几 before or behind them. */
static size_t read_multipliers(const struct document *document, size_t at, struct numeral *numeral)
{
    for (int i = 0; i < 4; i++) {
        double value = kind_at(document, at) == CHAR_NUMERAL ? han_value(code_at(document, at)) : 0;

        if (value >= 100) {
            numeral->value *= value;
            at++;
        } else if (!numeral->vague && char_in(document, at, "余多来")) {
            numeral->vague = true;
            at++;
        } else {
            break;
        }
    }
    return at;
}

struct numeral numeral_at(const struct document *document, size_t position)
{
    struct numeral numeral = {0};
    size_t at = position;

    if (char_in(document, at, "几数") && kind_at(document, at + 1) == CHAR_NUMERAL &&
        han_value(code_at(document, at + 1)) >= 10) {
        numeral.vague = true;
        at++;
    }
    if (kind_at(document, at) == CHAR_DIGIT) {
        size_t first;

        digits_at(document, at, &first);
        at = read_digits(document, at, &numeral.value);
        numeral.plain = at == first;
    } else if (kind_at(document, at) == CHAR_NUMERAL) {
        at = read_han(document, at, &numeral);
        numeral.han = true;
    } else {
        return numeral;
    }
    numeral.end = read_multipliers(document, at, &numeral);
    if (char_in(document, numeral.end, "几") && numeral.han && !numeral.digits_only_han) {
        numeral.vague = true; /* 十几 */
        numeral.end++;
    }
    return numeral;
}
