#include <string.h>
#include <strings.h>

#include "html.h"

enum { MAX_ATTRIBUTES = 256 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool starts_with(const char *at, const char *end, const char *word)
{
    size_t len = strlen(word);

    return (size_t)(end - at) >= len && strncasecmp(at, word, len) == 0;
}

/* Where word stands next, letter case aside; end if nowhere. */
static const char *find(const char *at, const char *end, const char *word)
{
    while (at < end && (at = memchr(at, word[0], (size_t)(end - at))) != NULL) {
        if (starts_with(at, end, word))
            return at;
        at++;
    }
    return end;
}

/*
 * The end of the tag that starts at at, its > included, or end. *cut is where its attributes become
 * too many, or the > itself.
 */
static const char *tag_end(const char *at, const char *end, const char **cut)
{
    size_t words = 0;
    bool in_word = true;
    char quote = 0;

    *cut = NULL;
    for (at++; at < end; at++) {
        if (quote != 0) {
            if (*at == quote)
                quote = 0;
            continue;
        }
        if (*at == '>')
            break;
        if ((*at == '"' || *at == '\'') && (at[-1] == '=' || is_space(at[-1])))
            quote = *at;
        if (is_space(*at)) {
            in_word = false;
        } else if (!in_word || at[-1] == '"' || at[-1] == '\'' || at[-1] == '/') {
            in_word = true;
            if (++words == MAX_ATTRIBUTES)
                *cut = at;
        }
    }
    if (*cut == NULL)
        *cut = at;
    return at < end ? at + 1 : end;
}

/* Copies what lies from at to end but for NUL. */
static void copy(struct buf *out, const char *at, const char *end)
{
    const char *nul;

    while (at < end && (nul = memchr(at, 0, (size_t)(end - at))) != NULL) {
        buf_add(out, at, (size_t)(nul - at));
        at = nul + 1;
    }
    if (at < end)
        buf_add(out, at, (size_t)(end - at));
}

/* A tag, and the whole of an element whose content is no markup. Returns where it ends. */
static const char *copy_tag(struct buf *out, const char *at, const char *end)
{
    static const char *const raw[][2] = {{"<script", "</script"}, {"<style", "</style"}};
    const char *cut, *after = tag_end(at, end, &cut);

    copy(out, at, cut);
    if (after[-1] == '>')
        buf_add_char(out, '>');
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        if (starts_with(at, end, raw[i][0]) && !is_letter(at[strlen(raw[i][0])]))
            return find(after, end, raw[i][1]);
    return after;
}

void html_tame(struct span page, struct buf *out)
{
    const char *at = page.at, *end = at + page.len;

    buf_reserve(out, page.len);
    while (at < end) {
        const char *next = memchr(at, '<', (size_t)(end - at));

        if (next == NULL)
            next = end;
        copy(out, at, next);
        at = next;
        if (end - at < 2) {
            copy(out, at, end);
            return;
        }
        if (starts_with(at, end, "<!--")) {
            at = find(at + 4, end, "-->");
            at += at < end ? 3 : 0;
        } else if (starts_with(at, end, "<!doctype") || is_letter(at[1]) ||
                   (at[1] == '/' && end - at > 2 && is_letter(at[2]))) {
            at = copy_tag(out, at, end);
        } else if (at[1] == '!' || at[1] == '?' || at[1] == '/') {
            const char *close = memchr(at, '>', (size_t)(end - at));

            at = close != NULL ? close + 1 : end;
        } else {
            buf_add_text(out, "&lt;");
            at++;
        }
    }
}
