/*
 * The one HTML page for all records: common/data/view/page.* with the records put in as JSON, in a
 * script element that is data and never run. Every < in it is written \u003c, so that no text can
 * end the element. Records are written as they come, so that memory stays bounded.
 */
#ifndef KCZ_VIEW_PAGE_H
#define KCZ_VIEW_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "path.h"
#include "record.h"

enum { PAGE_MOST_DOCUMENTS = 5000 };

struct page {
    const char *file;
    int fd;
    struct buf out;
    size_t documents, left_out;
    int error; /* errno of the write that failed */
};

/* Creates the file and begins the page; false with the reason appended to why. */
bool page_open(struct page *page, const char *file, struct buf *why);

/* Adds a record with its text at field; beyond PAGE_MOST_DOCUMENTS it is only counted. */
void page_add(struct page *page, struct record *record, const struct path *field);

/* Ends the page; false with the reason appended to why if it could not be written. */
bool page_finish(struct page *page, struct buf *why);

/* Where the input ended early, the page still holds what came until then. */
void page_close(struct page *page);

#endif
