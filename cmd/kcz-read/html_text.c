#include "html_text.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

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
        html_about_title(&html->about, html->left_out == 0);
        break;
    case META:
        html_about_meta(&html->about, attributes);
        break;
    case LINK:
        html_about_link(&html->about, attributes);
        break;
    case TIME:
        html_about_time(&html->about, attributes);
        break;
    case INLINE:
        break;
    }
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
        html_about_title_end(&html->about);
        break;
    case TIME:
        html_about_time_end(&html->about);
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

void html_characters(struct html_text *html, struct span text)
{
    const char *at = text.at, *end = at + text.len, *word;

    if (html->left_out > 0 && !html->about.in_title)
        return;
    if (!html_about_characters(&html->about, text))
        return;
    if (html->pre > 0) {
        add_pre(html, text);
        return;
    }
    while (at < end) {
        for (; at < end && html_is_space(*at); at++) {
            html->space = true;
            html->source_break |= *at == '\n';
        }
        for (word = at; at < end && !html_is_space(*at); at++)
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
    html_about_lost(&html->about);
    html->table = 0;
}

void html_text_free(struct html_text *html)
{
    buf_free(&html->text);
    html_about_free(&html->about);
}
