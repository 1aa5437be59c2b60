/*
 * From the events of an HTML parser (element starts, element ends, characters) to text as it would
 * be read off the page, and to what the page says about itself. Blocks stand on lines of their own,
 * cells of a table row are separated by tabs, white space is one space except in pre, and a line
 * break of the source between two Hanzi is nothing. Scripts, styles and the like are left out.
 */
#ifndef READ_HTML_TEXT_H
#define READ_HTML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "span.h"

enum { TABLE_DEPTH = 32 };

struct table_state {
    unsigned cells; /* opened in this row */
    bool filled;    /* text was written in this row */
    bool broken;    /* and a line ended in it: what follows is no more one line of cells */
};

struct html_text {
    struct buf text;
    struct buf title; /* of the first title element */
    struct buf tags;  /* members of the object of meta tags */
    struct buf times; /* elements of the array of times */
    struct buf time;  /* text of the time element that is open */
    struct buf canonical;
    size_t tag_count, time_count;

    unsigned left_out; /* how many elements are open whose text is left out */
    unsigned pre;      /* how many pre are open */
    bool pre_start;    /* a pre was just opened: its first line break does not count */
    bool in_title, had_title;
    bool in_time;
    bool line; /* what comes next starts a line */
    unsigned tabs;
    bool space, source_break; /* white space was met, with a line break in it */
    size_t table;             /* depth of tables, tables[0] is outside of any */
    struct table_state tables[TABLE_DEPTH];
};

/* Attributes as libxml2 hands them out: name, value (NULL: none), name, ..., NULL. NULL: none. */
typedef const unsigned char *const *html_attributes;

void html_start(struct html_text *html, const char *element, html_attributes attributes);
void html_end(struct html_text *html, const char *element);
void html_characters(struct html_text *html, struct span text);

/* The parser has lost what is open. */
void html_lost(struct html_text *html);

/*
 * Appends {"page":{"title":...,"canonical":...,"time":[...],"tags":{...}}}, of these what there is.
 * False, and nothing appended, if the page says nothing about itself.
 */
bool html_describe(const struct html_text *html, struct buf *json);

void html_text_free(struct html_text *html);

#endif
