/*
 * The rules and their order. A rule is one function that reads page->text and asks for edits
 * (page.h); it has an id for -R and +R, a name for the counts, and a say whether it is on unless
 * asked for. Repair comes before the removal of what looks damaged, characters before lines, lines
 * before the whole.
 */
#ifndef KCZ_CLEAN_RULES_H
#define KCZ_CLEAN_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "page.h"

struct rule {
    const char *id;   /* "R5a" */
    const char *name; /* "pinyin-toned" */
    bool on;
    /* NULL: the rule above carries this one out along with itself, as enabled[] says. */
    void (*apply)(struct page *page);
};

/* All rules in the order in which they run, at most RULES_MAX. */
const struct rule *rules_all(size_t *count);

/* Whether the rule of that id is on. */
bool rules_is_on(const bool enabled[RULES_MAX], const char *id);

/* Sets enabled[] to what is on by itself. */
void rules_defaults(bool enabled[RULES_MAX]);

/*
 * Switches the rules that word names, by id, by the digits of several ids (R5 for R5a and R5b), by
 * name, or all of them by "all"; several with commas. False: why says which is unknown.
 */
bool rules_switch(bool enabled[RULES_MAX], const char *word, bool on, struct buf *why);

/*
 * Runs the enabled rules over the page until nothing changes, so that a page that comes back is
 * left as it is. True if the text changed.
 */
bool rules_run(struct page *page);

#endif
