#include "title_pieces.h"

#include "utf8.h"
#include "values.h"

enum {
    SPAM_WEIGHT = 2, /* from which a piece is spam: see spam.tsv */
    SITE_MAX = 36    /* bytes */
};

/* - _ | , and the brackets 【】 that stand between the pieces of a title. */
static bool parts_title(const char *at, size_t *len)
{
    const char *next = at;
    uint32_t code = utf8_next(&next);

    *len = (size_t)(next - at);
    switch (code) {
    case '_':
    case '|':
    case '-':
    case ',':
    case '[':
    case ']':
    case 0xFF5C: /* ｜ */
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0xFF0D: /* － */
    case 0xFF0C: /* ， */
    case 0x3010: /* 【 */
    case 0x3011: /* 】 */
    case 0x4E28: /* 丨 */
        return true;
    default:
        return false;
    }
}

/* Whether two characters that stand together in piece stand together in text, too. */
static bool shares_pair(struct span piece, struct span text)
{
    const char *at = piece.at, *end = piece.at + piece.len;

    while (at < end) {
        size_t one = utf8_length((unsigned char)*at), two;

        if (at + one >= end)
            return false;
        two = one + utf8_length((unsigned char)at[one]);
        if (one > 1 && two > one + 1 && memmem(text.at, text.len, at, two))
            return true;
        at += one;
    }
    return false;
}

bool title_begins_with(struct span line, struct span heading)
{
    size_t len;

    if (heading.len == 0 || !starts_with(line, heading))
        return false;
    return line.len == heading.len || parts_title(line.at + heading.len, &len) ||
           line.at[heading.len] == ' ';
}

static bool piece_is_spam(const struct article_tables *tables, struct span piece, struct span text)
{
    struct folded folded;

    piece = value_trim(piece);
    if (piece.len == 0)
        return false;
    cues_fold(tables, piece, &folded);
    return cues_spam(tables, &folded, 0, folded.count) >= SPAM_WEIGHT && !shares_pair(piece, text);
}

bool title_is_spam(const struct article_tables *tables, struct span line, struct span text)
{
    const char *at = line.at, *end = line.at + line.len, *start = at;
    size_t pieces = 0, spam = 0;

    while (at <= end) {
        size_t len = 1;

        if (at == end || parts_title(at, &len)) {
            struct span piece = value_trim(span_between(start, at));

            pieces += piece.len > 0;
            spam += piece_is_spam(tables, piece, text);
            start = at + len;
        }
        at += len;
    }
    return spam > 0 && 3 * spam >= 2 * pieces;
}

/* The piece at one end of a title; *rest is the title without it. */
static struct span end_piece(struct span title, bool front, struct span *rest)
{
    const char *end = title.at + title.len;
    struct span piece = title;

    *rest = (struct span){0};
    for (const char *at = title.at; at < end;) {
        size_t len;
        bool parts = parts_title(at, &len);

        if (parts && front && at > title.at && value_trim(span_between(title.at, at)).len > 0) {
            *rest = span_between(at + len, end);
            return span_between(title.at, at);
        }
        if (parts && !front && value_trim(span_between(at, end)).len > 0) {
            *rest = span_between(title.at, at);
            piece = span_between(at + len, end);
        }
        at += len;
    }
    return piece;
}

struct span title_without_spam(const struct article_tables *tables, struct span title,
                               struct span text)
{
    struct span rest;

    while (piece_is_spam(tables, end_piece(title, false, &rest), text) && rest.len > 0)
        title = rest;
    while (piece_is_spam(tables, end_piece(title, true, &rest), text) && rest.len > 0)
        title = rest;
    return title;
}

struct span title_part_site(const struct article_tables *tables, struct span title,
                            struct span *site)
{
    static const char *const parts[] = {"_", "|", "｜", "－", "–", "—", "-"};
    const char *end = title.at + title.len, *cut = NULL, *last = title.at;
    bool spaced = false;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t len = strlen(parts[i]);
        const char *at = memmem(title.at, title.len, parts[i], len);

        if (at && at > title.at && (!cut || (at < cut && *parts[i] != '-')))
            cut = at;
        spaced = at && *parts[i] == '-' && at > title.at && at[-1] == ' ';
        for (; at; at = memmem(at + len, (size_t)(end - at) - len, parts[i], len)) {
            if (at + len > last)
                last = at + len;
            if (*parts[i] == '-' && cut && *cut == '-' && !spaced)
                cut = at;
        }
    }
    if (!cut)
        return title;

    struct span name = value_trim(span_between(last, end));

    if (name.len == 0 || name.len > SITE_MAX || !cues_ends_as(tables, name, ENDING_SITE))
        return title;
    *site = name;
    return value_trim(span_between(title.at, cut));
}

bool title_is_repeated(struct span title, struct span line)
{
    size_t i = 0, j = 0;

    if (title.len == 0)
        return false;
    while (i < title.len && j < line.len) {
        if (title.at[i] == ' ')
            i++;
        else if (line.at[j] == ' ')
            j++;
        else if (title.at[i++] != line.at[j++])
            return false;
    }
    while (j < line.len && line.at[j] == ' ')
        j++;
    return i == title.len && j == line.len;
}

struct span title_without_section(struct span title, const struct meta_list *crumbs)
{
    struct span rest, piece = value_trim(end_piece(title, false, &rest));

    for (size_t i = 0; i < crumbs->count && rest.len > 0; i++)
        if (span_equal(crumbs->items[i], piece))
            return value_trim(rest);
    return title;
}

struct span title_without_page(struct span title)
{
    size_t len = title.len, close = 1, digits = 0;

    if (len > 3 && memcmp(title.at + len - 3, "）", 3) == 0)
        close = 3;
    else if (len == 0 || title.at[len - 1] != ')')
        return title;
    len -= close;
    for (; len > 0 && title.at[len - 1] >= '0' && title.at[len - 1] <= '9'; len--)
        digits++;
    if (digits == 0 || digits > 2 || len <= close ||
        memcmp(title.at + len - close, close == 1 ? "(" : "（", close) != 0)
        return title;
    return (struct span){title.at, len - close};
}

bool title_is_of_page(struct span title, struct span line)
{
    struct span stem = title_without_page(line);

    return stem.len < line.len && title.len > 0 && span_equal(value_trim(stem), title);
}

struct span title_without_site(const struct article_tables *tables, struct span title,
                               struct span text, struct span *site)
{
    struct span name = {0};

    title = title_part_site(tables, title_without_spam(tables, title, text), &name);
    if (site->len == 0)
        *site = name;
    return title;
}
