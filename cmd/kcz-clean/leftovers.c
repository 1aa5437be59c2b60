/*
 * R4c: markup that leaked into the text, from the list common/data/clean/leftovers.tsv: tags of
 * HTML, tags of forums, bytes that a program wrote out. A page that is about markup keeps all of
 * it: it says so, or shows several different tags on lines of code.
 */
#include "characters.h"
#include "repair.h"
#include "scan.h"

enum { TAG_MAX_BYTES = 300, TAGS_DIFFERENT_MIN = 3, REGION_MAX = 8000 };

static struct span name_of(const struct repair_tables *tables, const struct leftover *leftover)
{
    return (struct span){tables->leftover_text + leftover->name, leftover->len};
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* Compares without regard to case, as markup does. */
static bool is_called(struct span name, struct span word)
{
    if (name.len != word.len)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] !=
            ((word.at[i] >= 'A' && word.at[i] <= 'Z') ? (word.at[i] | 0x20) : word.at[i]))
            return false;
    return true;
}

static const struct leftover *named(const struct repair_tables *tables, enum leftover_kind kind,
                                    struct span word)
{
    for (size_t i = 0; i < tables->leftover_count; i++)
        if (tables->leftovers[i].kind == kind &&
            is_called(name_of(tables, &tables->leftovers[i]), word))
            return &tables->leftovers[i];
    return NULL;
}

/* A piece of markup at a place of the text. */
struct found {
    const struct leftover *leftover;
    size_t end;
    bool closing;
};

/* <!-- ... -->. Another that begins before the end ends the search, so that it stays linear. */
static bool read_comment(struct span text, size_t at, struct found *found)
{
    static const struct leftover comment = {.kind = LEFTOVER_BLOCK};
    const char *end = text.at + (text.len - at < REGION_MAX ? text.len : at + REGION_MAX);
    const char *next = text.at + at + 4;

    if (text.len - at < 7 || memcmp(text.at + at, "<!--", 4) != 0)
        return false;
    while ((next = memmem(next, (size_t)(end - next), "--", 2)) && next[-1] != '!') {
        if (next + 2 < end && next[2] == '>') {
            *found = (struct found){&comment, (size_t)(next - text.at) + 3, false};
            return true;
        }
        next++;
    }
    return false;
}

/* <script> and all up to </script>, however it is spelt there. */
static void take_block(const struct repair_tables *tables, struct span text, struct found *found)
{
    struct span name = name_of(tables, found->leftover);
    const char *end = text.at +
                      (text.len - found->end < REGION_MAX ? text.len : found->end + REGION_MAX);
    const char *next = text.at + found->end, *close;

    while ((next = memchr(next, '<', (size_t)(end - next))) != NULL) {
        bool closing = ++next < end && *next == '/';

        next += closing;
        if ((size_t)(end - next) <= name.len || !is_called(name, (struct span){next, name.len}))
            continue;
        if (closing && (close = memchr(next, '>', (size_t)(end - next))))
            found->end = (size_t)(close - text.at) + 1;
        return;
    }
}

/* Reads <name ...>, </name> or, with square brackets, [name=...], [/name]. */
static bool read_tag(const struct repair_tables *tables, struct span text, size_t at,
                     struct found *found)
{
    char open = text.at[at], close = open == '<' ? '>' : ']';
    size_t name = at + 1, end, stop;
    struct span word;

    found->closing = name < text.len && text.at[name] == '/';
    name += found->closing;
    for (end = name;
         end < text.len && (is_name_byte(text.at[end]) || (open == '<' && text.at[end] == ':'));
         end++)
        if (end - name > 16)
            return false;
    word = span_between(text.at + name, text.at + end);
    found->leftover = end == name
                          ? NULL
                          : named(tables, open == '<' ? LEFTOVER_TAG : LEFTOVER_BBCODE, word);
    if (!found->leftover && end > name && open == '<')
        found->leftover = named(tables, LEFTOVER_BLOCK, word);
    if (!found->leftover)
        return false;
    for (stop = end; stop < text.len && text.at[stop] != close; stop++)
        if (text.at[stop] == open || text.at[stop] == '\n' || stop - at > TAG_MAX_BYTES)
            return false;
    if (stop == text.len)
        return false;
    found->end = stop + 1;
    if (open == '[')
        return stop == end || (text.at[end] == '=' && !found->closing);
    return stop == end || text.at[end] == ' ' || text.at[end] == '/';
}

/* Bytes that a program wrote out, not within a word, a path or a line of code, or directly behind
 * the piece found last. */
static bool read_escape(const struct repair_tables *tables, struct span text, size_t at,
                        struct found *found)
{
    if (at > 0 && at != found->end && (is_name_byte(text.at[at - 1]) || text.at[at - 1] == '\\'))
        return false;
    for (size_t i = 0; i < tables->leftover_count; i++) {
        struct span name = name_of(tables, &tables->leftovers[i]);

        if (tables->leftovers[i].kind != LEFTOVER_ESCAPE || name.len > text.len - at ||
            memcmp(text.at + at, name.at, name.len) != 0)
            continue;
        *found = (struct found){&tables->leftovers[i], at + name.len, false};
        return true;
    }
    return false;
}

/* "a<b>c" compares; a name of one letter makes a tag only where no letter or digit is before it. */
static bool compares(struct span text, size_t at, const struct found *found)
{
    return at > 0 && !found->closing && found->leftover->len == 1 && found->end == at + 3 &&
           (is_name_byte(text.at[at - 1]) || text.at[at - 1] == ')');
}

/* [img] and the address behind it. */
static void take_address(struct span text, struct found *found)
{
    static const char stop[] = "[/img]";
    size_t room = text.len - found->end;
    const char *at = text.at + found->end;
    const char *end = memmem(at, room < TAG_MAX_BYTES ? room : TAG_MAX_BYTES, stop, strlen(stop));

    for (const char *each = at; end && each < end; each++)
        if (*each <= ' ' || *each >= 0x7F)
            return;
    if (end)
        found->end = (size_t)(end - text.at) + strlen(stop);
}

static bool read_leftover(const struct repair_tables *tables, struct span text, size_t at,
                          bool bbcode, struct found *found)
{
    if (text.at[at] == '<' && at + 1 < text.len && text.at[at + 1] == '!')
        return read_comment(text, at, found);
    if (text.at[at] == '<') {
        if (!read_tag(tables, text, at, found) || compares(text, at, found))
            return false;
        if (found->leftover->kind == LEFTOVER_BLOCK && !found->closing)
            take_block(tables, text, found);
        return true;
    }
    if (text.at[at] != '[')
        return read_escape(tables, text, at, found) && !line_is_code(text, at);
    if (!bbcode || !read_tag(tables, text, at, found))
        return false;
    if (!found->closing && span_is(name_of(tables, found->leftover), "img"))
        take_address(text, found);
    return true;
}

static inline unsigned char may_be_leftover(unsigned char a, unsigned char b, unsigned char c)
{
    unsigned char name = (unsigned char)(((b | 0x20) >= 'a') & ((b | 0x20) <= 'z')) | (b == '/');

    return (unsigned char)((((a == '<') | (a == '[')) & name) | ((a == '<') & (b == '!')) |
                           ((a == '\\') & ((b == 'u') | (b == 'x'))) |
                           ((a == '_') & (b == 'x') & (c == '0')) |
                           ((a == 'x') & (b == '0') & (c == 'd')));
}

SCAN_FUNCTION(next_leftover, may_be_leftover)

/* Forums' tags come in pairs: a known one that closes. [i] alone may be an index or a note. */
static bool has_bbcode(const struct repair_tables *tables, struct span text)
{
    const char *at = text.at, *end = text.at + text.len;
    struct found found;

    for (; (at = memmem(at, (size_t)(end - at), "[/", 2)) != NULL; at++)
        if (read_tag(tables, text, (size_t)(at - text.at), &found))
            return true;
    return false;
}

static bool has_word(const struct repair_tables *tables, enum leftover_kind kind, struct span text)
{
    for (size_t i = 0; i < tables->leftover_count; i++) {
        struct span name = name_of(tables, &tables->leftovers[i]);

        if (tables->leftovers[i].kind == kind && memmem(text.at, text.len, name.at, name.len))
            return true;
    }
    return false;
}

static bool speaks_of_leftovers(const struct repair_tables *tables, struct span text, bool bbcode)
{
    const struct leftover *seen[TAGS_DIFFERENT_MIN];
    size_t count = 0;
    struct found found = {0};
    bool any = false, near = false;

    for (size_t at = next_leftover(text, 0); at < text.len; at = next_leftover(text, at + 1)) {
        bool known = false;

        if (!read_leftover(tables, text, at, bbcode, &found))
            continue;
        if (!any && has_word(tables, LEFTOVER_ABOUT, text))
            return true;
        near = any ? near : has_word(tables, LEFTOVER_NEAR, text);
        if (near && has_word(tables, LEFTOVER_NEAR, line_around(text, at, LINE_REACH)))
            return true;
        any = true;
        for (size_t i = 0; i < count; i++)
            known |= seen[i] == found.leftover;
        if (known || found.leftover->kind != LEFTOVER_TAG || !line_is_code(text, at))
            continue;
        seen[count++] = found.leftover;
        if (count == TAGS_DIFFERENT_MIN)
            return true;
    }
    return false;
}

static size_t skip_spaces(struct span text, size_t at)
{
    while (at < text.len && text.at[at] == ' ')
        at++;
    return at;
}

/* Takes out what stands from at on, pieces with only spaces between them as one; says its end. */
static size_t take_run(struct page *page, size_t at, bool bbcode, struct found found)
{
    const struct repair_tables *tables = page->settings->repair;
    struct span text = page->text, put = {"", 0};
    size_t start = at, next;
    bool left, right;

    for (;;) {
        if (found.leftover->put == '\n' || (found.leftover->put == ' ' && put.len == 0))
            put = found.leftover->put == '\n' ? span_of("\n") : span_of(" ");
        at = found.end;
        next = skip_spaces(text, at);
        if (next == text.len || !read_leftover(tables, text, next, bbcode, &found))
            break;
    }
    left = start == 0 || text.at[start - 1] == '\n';
    right = next == text.len || text.at[next] == '\n';
    if (left || right) {
        put = span_of("");
        at = next + (left && next < text.len && right);
    }
    page_replace(page, start, at, put, NULL);
    return at;
}

void repair_leftovers(struct page *page)
{
    const struct repair_tables *tables = page->settings->repair;
    struct span text = page->text;
    size_t at = next_leftover(text, 0);
    struct found found = {0};
    bool bbcode;

    page->idle[page->rule] = at == text.len;
    if (at == text.len)
        return;
    bbcode = has_bbcode(tables, text);
    if (speaks_of_leftovers(tables, text, bbcode))
        return;
    while (at < text.len) {
        if (read_leftover(tables, text, at, bbcode, &found))
            at = next_leftover(text, take_run(page, at, bbcode, found));
        else
            at = next_leftover(text, at + 1);
    }
}
