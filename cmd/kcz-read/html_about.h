/*
 * What an HTML page says about itself, gathered as its elements come: the first title, the meta
 * tags, the canonical address, the times.
 */
#ifndef KCZ_READ_HTML_ABOUT_H
#define KCZ_READ_HTML_ABOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "span.h"

struct html_about {
    struct buf title; /* of the first title element */
    struct buf tags;  /* members of the object of meta tags */
    struct buf times; /* elements of the array of times */
    struct buf time;  /* text of the time element that is open */
    struct buf canonical;
    size_t tag_count, time_count;
    bool in_title, had_title;
    bool in_time;
};

/* Attributes as libxml2 hands them out: name, value (NULL: none), name, ..., NULL. NULL: none. */
typedef const unsigned char *const *html_attributes;

/* <meta name|property|itemprop content>; of a name that comes again the first counts. */
void html_about_meta(struct html_about *about, html_attributes attributes);

/* <title>, the first one; shown: it is not left out with an element around it. */
void html_about_title(struct html_about *about, bool shown);
void html_about_title_end(struct html_about *about);

/* <link rel href> */
void html_about_link(struct html_about *about, html_attributes attributes);

/* <time>: its datetime, or the text in it. */
void html_about_time(struct html_about *about, html_attributes attributes);
void html_about_time_end(struct html_about *about);

/* Takes text as it comes. False if it is the title's, and no text of the page. */
bool html_about_characters(struct html_about *about, struct span text);

/* The parser has lost what is open. */
void html_about_lost(struct html_about *about);

/* White space of HTML. */
static inline bool html_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/*
 * Appends {"page":{"title":...,"canonical":...,"time":[...],"tags":{...}}}, of these what there is.
 * False, and nothing appended, if the page says nothing about itself.
 */
bool html_about_write(const struct html_about *about, struct buf *json);

void html_about_free(struct html_about *about);

#endif
