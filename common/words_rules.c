/* What is decided before the model: numbers, dates, Latin words, addresses, names with a dot. */
#include "words.h"

#include <string.h>

#include "utf8.h"

const char *const words_standard_names[STANDARD_COUNT] = {"pku", "ctb", "ud"};

bool words_standard_find(struct span name, enum words_standard *standard)
{
    for (size_t i = 0; i < STANDARD_COUNT; i++) {
        if (span_is(name, words_standard_names[i])) {
            *standard = (enum words_standard)i;
            return true;
        }
    }
    return false;
}

/* The character at index as a code point, full width folded to ASCII; 0 outside the text. */
static uint32_t code_at(const struct words_text *text, size_t index)
{
    const char *at;
    uint32_t code;

    if (index >= text->count)
        return 0;
    at = text->bytes.at + text->starts[index];
    code = utf8_next(&at);
    return code >= 0xFF01 && code <= 0xFF5E ? code - 0xFEE0 : code;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool is_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static bool is_alnum(uint32_t code)
{
    return is_digit(code) || is_letter(code);
}

/* Joins characters from to end - 1. */
static void join(struct words_text *text, size_t from, size_t end)
{
    if (end > from + 1)
        memset(text->rules + from, GAP_JOIN, end - from - 1);
}

/* Digits are a class, and behind the text there is another. */
static size_t skip_digits(const struct words_text *text, size_t at)
{
    while (at < text->count && text->classes[at] == CLASS_DIGIT)
        at++;
    return at;
}

static size_t skip_alnum(const struct words_text *text, size_t at)
{
    while (is_alnum(code_at(text, at)))
        at++;
    return at;
}

static bool starts_with(const struct words_text *text, size_t at, const char *ascii)
{
    for (; *ascii; ascii++, at++) {
        if ((code_at(text, at) | 0x20) != (uint32_t)*ascii)
            return false;
    }
    return true;
}

/* The end of a web address that starts at at, or at. */
static size_t skip_url(const struct words_text *text, size_t at)
{
    size_t end = skip_alnum(text, at);

    if (!(starts_with(text, at, "www") && code_at(text, at + 3) == '.') &&
        !(end > at && code_at(text, end) == ':' && code_at(text, end + 1) == '/' &&
          code_at(text, end + 2) == '/' && is_alnum(code_at(text, end + 3))))
        return at;
    for (;; end++) {
        uint32_t code = code_at(text, end);

        if (code <= ' ' || code >= 0x7F || strchr("\"<>\\^`{|}", (int)code) ||
            text->bytes.at[text->starts[end]] < 0)
            break;
    }
    while (strchr(".,;:!?'()[]", (int)code_at(text, end - 1)))
        end--;
    return end;
}

/* Letters, digits and what is in also, at most so many: a name that is longer is none. */
static size_t skip_name(const struct words_text *text, size_t at, const char *also, size_t most)
{
    for (size_t end = at + most; at < end; at++) {
        uint32_t code = code_at(text, at);

        if (!is_alnum(code) && (code == 0 || code >= 0x80 || !strchr(also, (int)code)))
            break;
    }
    return at;
}

/* The end of a mail address that starts at at, or at; the lengths are RFC 5321's. */
static size_t skip_mail(const struct words_text *text, size_t at)
{
    enum { LOCAL_MAX = 64, DOMAIN_MAX = 255 };
    size_t sign = skip_name(text, at, "._%+-", LOCAL_MAX), end;

    if (code_at(text, sign) != '@' || !is_alnum(code_at(text, sign + 1)))
        return at;
    end = skip_name(text, sign + 1, ".-", DOMAIN_MAX);
    while (end > sign && !is_alnum(code_at(text, end - 1)))
        end--;
    return end;
}

/*
 * The end of a number: digits with decimal points, thousands marks in groups of three, colons of
 * clock times, strokes of fractions, dates and telephone numbers with hyphens.
 */
static size_t skip_number(const struct words_text *text, size_t at)
{
    size_t end = skip_digits(text, at), first = end - at;

    for (;;) {
        uint32_t mark = code_at(text, end);
        size_t next = skip_digits(text, end + 1), digits = next - end - 1;

        if (digits == 0 || mark == 0)
            return end;
        if (mark == '-' && text->bytes.at[text->starts[end]] != '-')
            return end; /* full-width: a range, a score */
        if (mark == ',' && (first > 3 || digits != 3))
            return end;
        if (mark == '-' && !(first == 4 && code_at(text, next) == '-') &&
            !(code_at(text, at) == '0' && first >= 3 && digits >= 7) &&
            !(first == 4 && end > at + first && digits <= 2))
            return end;
        if (mark != '.' && mark != ',' && mark != ':' && mark != '/' && mark != '-')
            return end;
        end = next;
    }
}

/* -LRB-, -RSB-: brackets as treebanks write them. */
static bool is_treebank_bracket(const struct words_text *text, size_t at)
{
    uint32_t side, kind;

    if (code_at(text, at) != '-')
        return false;
    side = code_at(text, at + 1);
    kind = code_at(text, at + 2);
    return (side == 'L' || side == 'R') && (kind == 'R' || kind == 'S' || kind == 'C') &&
           code_at(text, at + 3) == 'B' && code_at(text, at + 4) == '-';
}

/* The end of a word of letters and digits: iPhone15, COVID-19, AT&T, gov.cn, C++. */
static size_t skip_latin(const struct words_text *text, size_t at)
{
    size_t end = skip_alnum(text, at);

    for (;;) {
        uint32_t mark = code_at(text, end);

        if (mark == '+' && code_at(text, end + 1) == '+')
            return end + 2;
        if ((mark != '-' && mark != '&' && mark != '.' && mark != '_' && mark != '\'') ||
            !is_alnum(code_at(text, end + 1)) || is_treebank_bracket(text, end))
            return end;
        if (mark == '.' && is_digit(code_at(text, end - 1)) != is_digit(code_at(text, end + 1)))
            return end;
        end = skip_alnum(text, end + 1);
    }
}

static bool is_scale(uint32_t code)
{
    return code == 0x4E07 || code == 0x4EBF || code == 0x5146; /* 万 亿 兆 */
}

/* What belongs to the number that ends before end: %, 万, 亿, and units of dates. */
static size_t skip_unit(const struct words_text *text, enum words_standard standard, size_t from,
                        size_t end)
{
    size_t digits = skip_digits(text, from) == end ? end - from : 0;
    uint32_t code = code_at(text, end);

    if (code == '%' || code == 0x2030)
        return end + 1;
    if (is_scale(code)) {
        while (is_scale(code_at(text, end)))
            end++;
        return end;
    }
    if (digits == 0)
        return end;
    /* 年; a lone 0 stands for any year in corpora that mask numbers, but not before 代 */
    if ((code == 0x5E74 && (digits == 4 || (digits == 1 && code_at(text, from) == '0' &&
                                            code_at(text, end + 1) != 0x4EE3))) ||
        ((code == 0x6708 || code == 0x65E5) && digits <= 2)) { /* 月 日 */
        if (standard == STANDARD_UD)
            text->rules[end - 1] = GAP_CUT;
        else
            return end + 1;
    }
    return end;
}

static bool may_be_beside_dot(uint8_t class)
{
    return class >= CLASS_DIGIT && class != CLASS_PUNCT && class != CLASS_OTHER;
}

/* 扎哈·哈迪德: one word, or three by UD. */
static void rule_dot(enum words_standard standard, struct words_text *text, size_t at)
{
    uint32_t code = code_at(text, at);

    if ((code == 0xB7 || code == 0x2022 || code == 0x30FB) && at > 0 && at + 1 < text->count &&
        may_be_beside_dot(text->classes[at - 1]) && may_be_beside_dot(text->classes[at + 1]))
        memset(text->rules + at - 1, standard == STANDARD_UD ? GAP_CUT : GAP_JOIN, 2);
}

static void rule_bracket(struct words_text *text, size_t at)
{
    join(text, at, at + 5);
    text->rules[at + 4] = GAP_CUT;
    if (at > 0)
        text->rules[at - 1] = GAP_CUT;
}

/* Whether a web or mail address may start at a letter or digit: not if no mark follows the first.
 */
static bool may_be_address(const struct words_text *text, size_t at)
{
    while (at < text->count &&
           (text->classes[at] == CLASS_DIGIT || text->classes[at] == CLASS_LATIN))
        at++;
    return at < text->count && text->classes[at] == CLASS_PUNCT;
}

/* What starts at a letter or digit; returns where to go on. */
static size_t rule_at(enum words_standard standard, struct words_text *text, size_t at)
{
    size_t end = at, latin;

    if (may_be_address(text, at)) {
        end = skip_url(text, at);
        if (end == at)
            end = skip_mail(text, at);
    }
    if (end > at) {
        join(text, at, end);
        return end;
    }
    if (text->classes[at] == CLASS_DIGIT) {
        end = skip_number(text, at);
        if (code_at(text, end) == ',')
            text->rules[end - 1] = text->rules[end] = GAP_CUT;
        end = skip_unit(text, standard, at, end);
    }
    latin = end == at || is_alnum(code_at(text, end)) ? skip_latin(text, at) : end;
    if (latin > end)
        end = latin;
    join(text, at, end);
    return end > at ? end : at + 1;
}

/* What starts at a punctuation mark or the like; returns where to go on. */
static size_t rule_mark(enum words_standard standard, struct words_text *text, size_t at)
{
    if (text->classes[at] == CLASS_PUNCT && is_treebank_bracket(text, at)) {
        rule_bracket(text, at);
        return at + 5;
    }
    rule_dot(standard, text, at);
    return at + 1;
}

void words_apply_rules(enum words_standard standard, struct words_text *text)
{
    const uint8_t *classes = text->classes;
    uint8_t *rules = text->rules;
    size_t count = text->count;

    memset(rules, GAP_FREE, count);
    for (size_t i = 0; i < count;) {
        switch (classes[i]) {
        case CLASS_DIGIT:
        case CLASS_LATIN:
            i = rule_at(standard, text, i);
            break;
        case CLASS_PUNCT:
        case CLASS_KANA:
        case CLASS_OTHER:
            i = rule_mark(standard, text, i);
            break;
        case CLASS_SPACE:
            if (i > 0)
                rules[i - 1] = GAP_CUT;
            rules[i] = GAP_CUT;
            i++;
            break;
        default:
            i++;
        }
    }
    if (count > 0)
        rules[count - 1] = GAP_CUT;
}
