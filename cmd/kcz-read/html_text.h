/*
 * From the events of an HTML parser (element starts, element ends, characters) to text as it would
 * be read off the page. Blocks stand on lines of their own, cells of a table row are separated by
 * tabs, white space is one space except in pre, and a line break of the source between two Hanzi is
 * nothing. Scripts, styles and the like are left out.
 */
#ifndef KCZ_READ_HTML_TEXT_H
#define KCZ_READ_HTML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "html_about.h"
#include "span.h"

enum { TABLE_DEPTH = 32 };

struct table_state {
    unsigned cells; /* opened in this row */
    bool filled;    /* text was written in this row */
    bool broken;    /* and a line ended in it: what follows is no more one line of cells */
};

struct html_text {
    struct buf text;
    struct html_about about;

    unsigned left_out; /* how many elements are open whose text is left out */
    unsigned pre;      /* how many pre are open */
    bool pre_start;    /* a pre was just opened: its first line break does not count */
    bool line;         /* what comes next starts a line */
    unsigned tabs;
    bool space, source_break; /* white space was met, with a line break in it */
    size_t table;             /* depth of tables, tables[0] is outside of any */
    struct table_state tables[TABLE_DEPTH];
};

/* What the parser calls; about is filled on the way. */
void html_start(struct html_text *html, const char *element, html_attributes attributes);
void html_end(struct html_text *html, const char *element);
void html_characters(struct html_text *html, struct span text);

/* The parser has lost what is open. */
void html_lost(struct html_text *html);

void html_text_free(struct html_text *html);

#endif
