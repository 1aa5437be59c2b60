#include "dates.h"
#include "lines.h"
#include "numbers.h"
#include "utf8.h"
#include "values.h"

/* Code points, but for those that are said to be bytes. */
enum {
    EXPLAINED_MIN = 60,
    HEADING_MIN = 4,
    HEADING_MAX = 60,
    DATED_MAX = 40,   /* of longer lines only the head counts */
    NUMBER_MAX = 24,  /* bytes */
    ADDRESS_MAX = 40, /* bytes */
    NAME_MAX = 36,    /* bytes */
    PAPER_MAX = 48,   /* bytes */
    RULE_MIN = 6,
    MENU_GAPS = 6,
    MENU_PIECE = 8
};

static bool is_mark(uint32_t code)
{
    switch (code) {
    case ',':
    case ';':
    case ':':
    case '?':
    case '!':
    case 0x3001: /* 、 */
    case 0x3002: /* 。 */
    case 0xFF0C: /* ， */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case 0x2026: /* … */
        return true;
    default:
        return false;
    }
}

/* Ends a sentence, or closes one that a quotation or bracket holds. */
static bool is_end(uint32_t code)
{
    switch (code) {
    case '.':
    case '!':
    case '?':
    case ';':
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case 0xFF1B: /* ； */
    case 0x2026: /* … */
    case 0xFF61: /* ｡ */
        return true;
    default:
        return false;
    }
}

static bool is_closing(uint32_t code)
{
    return code == '"' || code == '\'' || code == ')' || code == 0x201D || code == 0x2019 ||
           code == 0x300D || code == 0x300F || code == 0xFF09;
}

static bool ends_in(const struct line *line, const char *what)
{
    size_t len = strlen(what);

    return line->text.len >= len && memcmp(line->text.at + line->text.len - len, what, len) == 0;
}

enum { HAN = 0x4E00 }; /* stands for them all */

/* Where a line ends that the number of a note stands behind, or several: ...。[1][2-3] */
static const char *without_notes(struct span text)
{
    const char *end = text.at + text.len;

    while (end > text.at && end[-1] == ']') {
        const char *at = end - 1;

        while (at > text.at && ((at[-1] >= '0' && at[-1] <= '9') || at[-1] == '-' || at[-1] == ','))
            at--;
        if (at == end - 1 || at == text.at || at[-1] != '[')
            break;
        end = at - 1;
    }
    return end;
}

static void measure(struct line *line)
{
    const char *at = line->text.at, *end = without_notes(line->text);
    uint32_t last = 0;
    bool bracketed = false; /* a sentence ended before the bracket that the line ends in */

    while (at < end) {
        uint32_t code;

        if ((unsigned char)*at >= 0xE4 && (unsigned char)*at <= 0xE9) {
            line->length++;
            line->han++;
            last = HAN;
            at += 3;
            continue;
        }
        code = utf8_next(&at);
        line->length++;
        if ((code >= 0x3400 && code <= 0x9FFF) || code >= 0x20000)
            line->han++;
        else if (is_mark(code) && !(code < 0x80 && last >= '0' && last <= '9'))
            line->marks++; /* not those in 12:30 and 1,000 */
        else if (code == ' ' || code == '|' || code == 0x3000)
            line->gaps++;
        if (code == '(' || code == 0xFF08)
            bracketed = is_end(last);
        else if (!is_closing(code))
            last = code;
        else if (at < end)
            bracketed = false;
    }
    line->sentence = is_end(last) || (bracketed && (end[-1] == ')' || ends_in(line, "）")));
}

/* Such as the address of the site, which some print before the date. */
static bool is_plain_ascii(const char *at, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)at[i] >= 0x80)
            return false;
    return len <= ADDRESS_MAX;
}

/* At most so many bytes of the text, without a part of a character. */
static size_t cut_to_character(struct span text, size_t len)
{
    while (len > 0 && ((unsigned char)text.at[len] & 0xC0) == 0x80)
        len--;
    return len;
}

/* 《某某晚报》 (2015年6月11日 A07版) */
static bool is_of_paper(const struct article_tables *tables, struct span before)
{
    const char *close = memmem(before.at, before.len, "》", 3);

    return close && before.len <= PAPER_MAX && memcmp(before.at, "《", 3) == 0 &&
           cues_ends_as(tables, span_between(before.at + 3, close), ENDING_SOURCE);
}

/* A date: alone, behind the name of a paper, or such as a list of links or comments ends in. */
static void find_date(struct line *line, const struct article_tables *tables)
{
    struct date date;
    struct span before;

    before = line->text;
    if (line->length > DATED_MAX && before.len > DATED_HEAD_MAX)
        before.len = cut_to_character(before, DATED_HEAD_MAX);
    line->dated = line->date_first = dates_is_stamp(line->text);
    if (line->dated || !date_find(before, DATE_STRICT, &date))
        return;
    line->dated = true;
    before = (struct span){line->text.at, date.start};
    line->date_first = is_plain_ascii(before.at, before.len) ||
                       (before.len <= NAME_MAX && date.end == line->text.len &&
                        cues_ends_as(tables, value_trim(before), ENDING_SOURCE)) ||
                       is_of_paper(tables, before);
}

/* Tenths. What reads like prose counts for the body, cues and fragments against it. */
static int score_of(const struct line *line, const struct article_tables *tables)
{
    size_t length = line->length < 200 ? line->length : 200;

    if (line->class != CLASS_NONE)
        return 10 * tables->classes[line->class].score;
    if (line->field_first || (line->dated && line->length < 40))
        return -15;
    if (line->length >= 60 && line->marks >= 2)
        return (int)(20 + length * 2 / 3);
    if ((line->sentence && line->length >= 12) || (line->length >= 40 && line->marks >= 2))
        return (int)(10 + length / 2);
    if (line->sentence || (line->length >= 30 && line->marks >= 1))
        return 6;
    if (line->gaps >= MENU_GAPS && line->marks == 0 && line->length <= MENU_PIECE * line->gaps)
        return -10;
    if (line->length >= 60)
        return 6;
    return line->marks > 0 ? -2 : -6;
}

/* Sentences with {{ or ${ in them: the page is about templates, and no line of it is left over. */
static bool is_about_tokens(const struct lines *lines, const struct article_tables *tables)
{
    bool tokens = false, spoken_of = false;

    for (size_t i = 0; i < lines->count; i++)
        tokens |= lines->items[i].class == tables->token;
    for (size_t i = 0; tokens && i < lines->count && !spoken_of; i++) {
        struct span text = lines->items[i].text, token;

        spoken_of = lines->items[i].sentence &&
                    cues_find_word(tables, WORDS_TOKEN, text, &token) != NULL;
    }
    return spoken_of;
}

/* A numeral in either digits or Han, or in a bracket, or with 第 before it, and a mark behind. */
static bool is_numbered(struct span text)
{
    const char *at = text.at, *end = text.at + text.len, *next;
    bool bracket = false, ordinal = false;
    size_t digits = 0;

    for (; at < end && at - text.at < NUMBER_MAX; at = next) {
        uint32_t code;

        next = at;
        code = utf8_next(&next);
        if (digits == 0 && !bracket && (code == '(' || code == 0xFF08))
            bracket = true;
        else if (digits == 0 && !ordinal && code == 0x7B2C) /* 第 */
            ordinal = true;
        else if (number_is_digit(code))
            digits++;
        else
            return digits > 0 &&
                   (bracket   ? code == ')' || code == 0xFF09
                    : ordinal ? code == 0x7AE0 || code == 0x6761 || code == 0x8282 /* 章条节 */
                              : code == 0x3001 || code == 0xFF0E ||
                                    (code == '.' && (next == end || *next < '0' || *next > '9')));
    }
    return false;
}

void lines_measure(struct lines *lines, const struct article_tables *tables)
{
    for (size_t i = 0; i < lines->count; i++)
        measure(&lines->items[i]);
    if (is_about_tokens(lines, tables))
        for (size_t i = 0; i < lines->count; i++)
            if (lines->items[i].class == tables->token)
                lines->items[i].class = CLASS_NONE;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];

        find_date(line, tables);
        line->numbered = is_numbered(line->text);
        line->score = score_of(line, tables);
    }
}

bool line_is_explained(const struct line *line)
{
    bool single = (line->fields & (line->fields - 1)) == 0;

    return line->length > EXPLAINED_MIN && (line->sentence || (single && line->marks >= 3));
}

bool line_is_heading(const struct line *line)
{
    const char *end = line->text.at + line->text.len;
    bool full_stop = line->text.len >= 3 && (memcmp(end - 3, "。", 3) == 0 || end[-1] == ';');

    return line->class == CLASS_NONE && !line->fields && line->han >= HEADING_MIN &&
           line->length <= HEADING_MAX && !full_stop;
}

bool line_is_rule(const struct line *line)
{
    size_t len = utf8_length((unsigned char)*line->text.at);

    if (line->han > 0 || line->text.len < RULE_MIN * len)
        return false;
    for (size_t at = 0; at + len <= line->text.len; at += len)
        if (memcmp(line->text.at + at, line->text.at, len) != 0)
            return false;
    return true;
}

bool line_is_defined(struct span heading, struct span prose)
{
    static const char *const copulas[] = {"是", "，", "（", "(", ","};

    if (heading.len < 6 || prose.len < heading.len ||
        memcmp(prose.at, heading.at, heading.len) != 0)
        return false;
    prose = (struct span){prose.at + heading.len, prose.len - heading.len};
    for (size_t i = 0; i < sizeof copulas / sizeof *copulas; i++)
        if (prose.len >= strlen(copulas[i]) &&
            memcmp(prose.at, copulas[i], strlen(copulas[i])) == 0)
            return true;
    return false;
}
