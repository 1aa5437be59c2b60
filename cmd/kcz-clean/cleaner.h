/*
 * The whole of kcz-clean but its command line: the tables and the rules that are switched on, read
 * only and shared by all threads, and the way of one text through them. A thread's memory is a
 * struct page.
 */
#ifndef KCZ_CLEAN_CLEANER_H
#define KCZ_CLEAN_CLEANER_H

#include <stdbool.h>

#include "article.h"
#include "buf.h"
#include "cues.h"
#include "options.h"
#include "page.h"
#include "repair.h"
#include "span.h"

/* What repair_min is unless told otherwise: of the repairs taken 98 in 100 are right. */
#define CLEANER_REPAIR_MIN 1.15

struct cleaner_options {
    struct option_list without, with; /* rules switched off, then on, as rules_switch reads them */
    const char *punct;                /* "keep" or NULL, "zh", "ascii" */
    double repair_min;                /* margin in nats from which a repair is accepted */
    bool report, explain;             /* what report_write is to tell; diff_write needs explain */
};

/* Its parts point to each other: it stays where it was opened. */
struct cleaner {
    struct clean_settings settings;
    struct repair_tables repair;
    struct article_tables article;
};

/* Takes the tables that are built in; there is nothing to close. False with the reason in why. */
bool cleaner_open(struct cleaner *cleaner, const struct cleaner_options *options, struct buf *why);

/*
 * Cleans well-formed text, which must outlive the page's use. meta: the record's own, or absent.
 * What is left is page->text; true if that is another text than the one that came.
 */
bool cleaner_text(const struct cleaner *cleaner, struct page *page, struct span text,
                  struct span meta);

/*
 * Appends the member "meta" for the page that was cleaned, with what the record's own said. False
 * if there is nothing to say: a "meta" that is no object is somebody else's.
 */
bool cleaner_meta(const struct cleaner *cleaner, struct page *page, struct span meta,
                  struct buf *out);

#endif
