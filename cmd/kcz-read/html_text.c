#include "html_text.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "utf8.h"

enum { TAGS_KEPT = 64, TIMES_KEPT = 32 };

enum element { INLINE, BLOCK, BREAK, LEFT_OUT, PRE, TABLE, ROW, CELL, TITLE, META, LINK, TIME };

static int compare_names(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

/* What an element does to the text; libxml2 gives names in lower case. */
static enum element element_of(const char *name)
{
    static const struct {
        const char *name;
        enum element element;
    } elements[] = {
        {"address", BLOCK},    {"article", BLOCK},     {"aside", BLOCK},
        {"blockquote", BLOCK}, {"body", BLOCK},        {"br", BREAK},
        {"caption", BLOCK},    {"center", BLOCK},      {"dd", BLOCK},
        {"details", BLOCK},    {"dialog", BLOCK},      {"dir", BLOCK},
        {"div", BLOCK},        {"dl", BLOCK},          {"dt", BLOCK},
        {"fieldset", BLOCK},   {"figcaption", BLOCK},  {"figure", BLOCK},
        {"footer", BLOCK},     {"form", BLOCK},        {"h1", BLOCK},
        {"h2", BLOCK},         {"h3", BLOCK},          {"h4", BLOCK},
        {"h5", BLOCK},         {"h6", BLOCK},          {"head", BLOCK},
        {"header", BLOCK},     {"hgroup", BLOCK},      {"hr", BLOCK},
        {"html", BLOCK},       {"iframe", LEFT_OUT},   {"legend", BLOCK},
        {"li", BLOCK},         {"link", LINK},         {"listing", PRE},
        {"main", BLOCK},       {"menu", BLOCK},        {"meta", META},
        {"nav", BLOCK},        {"noframes", LEFT_OUT}, {"noscript", LEFT_OUT},
        {"object", LEFT_OUT},  {"ol", BLOCK},          {"optgroup", BLOCK},
        {"option", BLOCK},     {"p", BLOCK},           {"plaintext", PRE},
        {"pre", PRE},          {"script", LEFT_OUT},   {"search", BLOCK},
        {"section", BLOCK},    {"select", BLOCK},      {"style", LEFT_OUT},
        {"summary", BLOCK},    {"svg", LEFT_OUT},      {"table", TABLE},
        {"tbody", BLOCK},      {"td", CELL},           {"template", LEFT_OUT},
        {"textarea", PRE},     {"tfoot", BLOCK},       {"th", CELL},
        {"thead", BLOCK},      {"time", TIME},         {"title", TITLE},
        {"tr", ROW},           {"ul", BLOCK},          {"xmp", PRE},
    };
    size_t count = sizeof elements / sizeof *elements;
    const void *found = bsearch(name, elements, count, sizeof *elements, compare_names);

    return found != NULL ? elements[((const char *)found - (const char *)elements) /
                                    (ptrdiff_t)sizeof *elements]
                               .element
                         : INLINE;
}

static struct table_state *table_of(struct html_text *html)
{
    return &html->tables[html->table < TABLE_DEPTH ? html->table : TABLE_DEPTH - 1];
}

/* Starts a line, unless a cell was just opened, whose text goes behind the tab. */
static void break_line(struct html_text *html)
{
    if (html->tabs == 0)
        html->line = true;
    html->space = html->source_break = false;
}

static void start_row(struct html_text *html)
{
    html->tabs = 0;
    break_line(html);
    *table_of(html) = (struct table_state){0};
}

static void start_cell(struct html_text *html)
{
    struct table_state *table = table_of(html);

    html->space = html->source_break = false;
    if (table->cells++ == 0)
        return;
    if (table->broken) {
        html->tabs = 0;
        html->line = true;
        return;
    }
    html->tabs++;
    if (table->filled)
        html->line = false;
}

static void start_table(struct html_text *html)
{
    break_line(html);
    html->table++;
    if (html->table < TABLE_DEPTH)
        *table_of(html) = (struct table_state){0};
}

static void end_table(struct html_text *html)
{
    html->tabs = 0;
    break_line(html);
    if (html->table > 0)
        html->table--;
    table_of(html)->broken = true;
}

static struct span attribute(html_attributes attributes, const char *name)
{
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
        if (strcmp((const char *)attributes[0], name) == 0)
            return attributes[1] != NULL ? span_of((const char *)attributes[1])
                                         : (struct span){"", 0};
    return (struct span){NULL, 0};
}

/* Whether an object's members, as JSON, have this name already. */
static bool has_member(const struct buf *members, const struct buf *key)
{
    return members->len > 0 && memmem(members->data, members->len, key->data, key->len) != NULL;
}

/* <meta name|property|itemprop|http-equiv content>; of a name that comes again the first counts. */
static void keep_tag(struct html_text *html, html_attributes attributes)
{
    static const char *const names[] = {"name", "property", "itemprop"};
    struct span name = {NULL, 0}, content = attribute(attributes, "content");
    struct buf key = {0};

    for (size_t i = 0; i < 3 && name.len == 0; i++)
        name = attribute(attributes, names[i]);
    if (name.len == 0 || content.len == 0 || html->tag_count >= TAGS_KEPT)
        return;
    json_encode_string(&key, name);
    buf_add_char(&key, ':');
    if (!has_member(&html->tags, &key)) {
        if (html->tag_count++ > 0)
            buf_add_char(&html->tags, ',');
        buf_add_span(&html->tags, buf_span(&key));
        json_encode_string(&html->tags, content);
    }
    buf_free(&key);
}

static void keep_link(struct html_text *html, html_attributes attributes)
{
    struct span rel = attribute(attributes, "rel"), href = attribute(attributes, "href");

    if (html->canonical.len == 0 && rel.at != NULL && href.len > 0 && span_is(rel, "canonical"))
        buf_add_span(&html->canonical, href);
}

static void keep_time(struct html_text *html, struct span time)
{
    if (time.len == 0 || html->time_count >= TIMES_KEPT)
        return;
    if (html->time_count++ > 0)
        buf_add_char(&html->times, ',');
    json_encode_string(&html->times, time);
}

static void start_time(struct html_text *html, html_attributes attributes)
{
    struct span stamp = attribute(attributes, "datetime");

    keep_time(html, stamp);
    html->in_time = stamp.len == 0;
    buf_clear(&html->time);
}

void html_start(struct html_text *html, const char *element, html_attributes attributes)
{
    switch (element_of(element)) {
    case LEFT_OUT:
        html->left_out++;
        break;
    case BLOCK:
    case BREAK:
        break_line(html);
        break;
    case PRE:
        break_line(html);
        html->pre++;
        html->pre_start = true;
        break;
    case TABLE:
        start_table(html);
        break;
    case ROW:
        start_row(html);
        break;
    case CELL:
        start_cell(html);
        break;
    case TITLE:
        html->in_title = !html->had_title && html->left_out == 0;
        html->had_title = true;
        break;
    case META:
        keep_tag(html, attributes);
        break;
    case LINK:
        keep_link(html, attributes);
        break;
    case TIME:
        start_time(html, attributes);
        break;
    case INLINE:
        break;
    }
}

static void end_time(struct html_text *html)
{
    if (html->in_time)
        keep_time(html, buf_span(&html->time));
    html->in_time = false;
}

void html_end(struct html_text *html, const char *element)
{
    switch (element_of(element)) {
    case LEFT_OUT:
        if (html->left_out > 0)
            html->left_out--;
        break;
    case PRE:
        if (html->pre > 0)
            html->pre--;
        break_line(html);
        break;
    case TABLE:
        end_table(html);
        break;
    case ROW:
        html->tabs = 0;
        break_line(html);
        break;
    case BLOCK:
        break_line(html);
        break;
    case TITLE:
        html->in_title = false;
        break;
    case TIME:
        end_time(html);
        break;
    case BREAK:
    case CELL:
    case META:
    case LINK:
    case INLINE:
        break;
    }
}

/* Hanzi and what is printed as wide as they are. */
static bool is_wide(uint32_t code)
{
    return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0xFE30 && code <= 0xFE4F) || (code >= 0xFF00 && code <= 0xFF60) ||
           code >= 0x20000;
}

static uint32_t last_code(const struct buf *text)
{
    size_t start = text->len;
    const char *at;

    while (start > 0 && ((unsigned char)text->data[--start] & 0xC0) == 0x80)
        ;
    at = text->data + start;
    return text->len > 0 ? utf8_next(&at) : 0;
}

/* Writes what is due between the text so far and the word that comes. */
static void write_gap(struct html_text *html, const char *word)
{
    struct table_state *table = table_of(html);
    struct buf *text = &html->text;

    if (html->line && text->len > 0 && text->data[text->len - 1] != '\n') {
        buf_add_char(text, '\n');
        table->broken = table->filled;
    } else if (html->space && !html->line && html->tabs == 0 && text->len > 0 &&
               !(html->source_break && is_wide(last_code(text)) && is_wide(utf8_next(&word)))) {
        buf_add_char(text, ' ');
    }
    for (; html->tabs > 0; html->tabs--)
        buf_add_char(text, '\t');
    table->filled = true;
    html->line = html->space = html->source_break = false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void add_pre(struct html_text *html, struct span text)
{
    if (html->pre_start && text.len > 0 && text.at[0] == '\n')
        text = (struct span){text.at + 1, text.len - 1};
    html->pre_start = false;
    if (text.len == 0)
        return;
    write_gap(html, text.at);
    buf_add_span(&html->text, text);
}

/* Words with one space between them, for title and time. */
static void add_words(struct buf *words, struct span text)
{
    for (const char *at = text.at, *end = at + text.len; at < end; at++) {
        if (!is_space(*at))
            buf_add_char(words, *at);
        else if (words->len > 0 && words->data[words->len - 1] != ' ')
            buf_add_char(words, ' ');
    }
}

void html_characters(struct html_text *html, struct span text)
{
    const char *at = text.at, *end = at + text.len, *word;

    if (html->in_title) {
        add_words(&html->title, text);
        return;
    }
    if (html->left_out > 0)
        return;
    if (html->in_time)
        add_words(&html->time, text);
    if (html->pre > 0) {
        add_pre(html, text);
        return;
    }
    while (at < end) {
        for (; at < end && is_space(*at); at++) {
            html->space = true;
            html->source_break |= *at == '\n';
        }
        for (word = at; at < end && !is_space(*at); at++)
            ;
        if (at == word)
            break;
        write_gap(html, word);
        buf_add_span(&html->text, span_between(word, at));
    }
}

void html_lost(struct html_text *html)
{
    html->left_out = html->pre = 0;
    html->in_title = html->in_time = false;
    html->table = 0;
}

static struct span trimmed(const struct buf *words)
{
    size_t len = words->len;

    return (struct span){words->data, len > 0 && words->data[len - 1] == ' ' ? len - 1 : len};
}

bool html_describe(const struct html_text *html, struct buf *json)
{
    if (html->title.len == 0 && html->canonical.len == 0 && html->time_count == 0 &&
        html->tag_count == 0)
        return false;
    buf_add_text(json, "{\"page\":{");
    if (html->title.len > 0)
        json_add_text(json, "title", trimmed(&html->title));
    if (html->canonical.len > 0)
        json_add_text(json, "canonical", buf_span(&html->canonical));
    if (html->time_count > 0) {
        json_add_key(json, "time");
        buf_add_char(json, '[');
        buf_add_span(json, buf_span(&html->times));
        buf_add_char(json, ']');
    }
    if (html->tag_count > 0) {
        json_add_key(json, "tags");
        buf_add_char(json, '{');
        buf_add_span(json, buf_span(&html->tags));
        buf_add_char(json, '}');
    }
    buf_add_text(json, "}}");
    return true;
}

void html_text_free(struct html_text *html)
{
    buf_free(&html->text);
    buf_free(&html->title);
    buf_free(&html->tags);
    buf_free(&html->times);
    buf_free(&html->time);
    buf_free(&html->canonical);
}
