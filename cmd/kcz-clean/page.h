/*
 * One page on its way through the rules: its text as the last rule left it, the edits that the rule
 * at work asks for, and what all of them did, for --report and --explain. A rule reads page->text,
 * which stays as it is while the rule works, and asks for edits in ascending order; when it
 * returns, page_commit makes them. Offsets are bytes of page->text; only notes that are written out
 * speak of code points, and of the text as it came.
 */
#ifndef KCZ_CLEAN_PAGE_H
#define KCZ_CLEAN_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "buf.h"
#include "meta.h"
#include "span.h"

enum { RULES_MAX = 32, LINE_CLASSES_MAX = 64 };

struct repair_tables;  /* repair.h: language model, readings, entities */
struct article_tables; /* article.h: cues, line classes, weights */

enum punct_style { PUNCT_KEEP, PUNCT_ZH, PUNCT_ASCII };

/* What the command line says, the same for every page. */
struct clean_settings {
    bool enabled[RULES_MAX]; /* by a rule's row in the registry */
    bool report;             /* count and collect quality figures */
    bool explain;            /* keep notes */
    double repair_min;       /* margin in nats from which a repair is accepted */
    enum punct_style punct;
    const struct repair_tables *repair;
    const struct article_tables *article;
};

/* Why an edit was made, for --explain. All of it may be left out. */
struct evidence {
    bool has_margin;
    double margin;                   /* nats between the best and the second reading */
    const struct span *alternatives; /* the next best, best first; must live in page->arena */
    size_t alternative_count;
    const char *label; /* what kind of thing was found, such as a line class; static */
};

/* Replace the bytes from start to end by now, which must live until the rule returns. */
struct page_edit {
    size_t start, end;
    size_t new_start; /* where it begins in the text that comes out */
    struct span now;
};

/* A pass of one rule over the page; kept under --explain to trace a place back to the input. */
struct page_pass {
    const struct page_edit *edits;
    size_t count;
};

struct page_note {
    size_t rule;  /* its row in the registry */
    size_t pass;  /* how many passes had been made when it was written */
    size_t at;    /* bytes, in the text of that pass */
    bool changed; /* false: the rule saw this and left it */
    struct span was, now;
    struct evidence evidence;
};

/* What R15 counts in the text that is left. */
struct quality {
    size_t chars, han;
    size_t simplified, traditional; /* characters that only one script has */
    size_t lossy;                   /* U+FFFD: known to be lost */
    size_t spam;                    /* weight of spam words, see spam.tsv */
};

struct page {
    const struct clean_settings *settings;
    struct span text;        /* as the last rule left it; well-formed UTF-8 */
    struct span input;       /* as it came */
    struct span title_given; /* the record's own title, which stays; absent: none */
    struct span title_hint;  /* that, or the title in the head of its HTML */
    struct arena arena;      /* lives until the page is done with */

    size_t rule;              /* the one at work, its row in the registry */
    size_t counts[RULES_MAX]; /* edits by each rule */
    bool idle[RULES_MAX];     /* there is nothing for it in the text, nor if lines are taken out */
    size_t dropped[LINE_CLASSES_MAX]; /* lines by class, see cues.h */
    struct quality quality;
    struct meta meta; /* what is known of the article; see meta.h */

    struct page_edit *edits; /* of the rule at work */
    size_t edit_count, edit_capacity;
    struct page_pass *passes;
    size_t pass_count, pass_capacity;
    struct page_note *notes;
    size_t note_count, note_capacity;
    struct buf halves[2]; /* the text moves from one to the other */
    int half;
};

/* Starts on a text, which must outlive the page; forgets the page before. */
void page_open(struct page *page, const struct clean_settings *settings, struct span text);
void page_free(struct page *page);

/* Asks for an edit; start is not below the end of the edit before. why may be NULL. */
void page_replace(struct page *page, size_t start, size_t end, struct span now,
                  const struct evidence *why);

/* As page_replace for white space that goes with other edits: neither counted nor noted. */
void page_tidy(struct page *page, size_t start, size_t end, struct span now);

/* Notes something that the rule saw and left as found, such as a repair below the margin. */
void page_remark(struct page *page, size_t start, size_t end, struct span now,
                 const struct evidence *why);

/* Makes the edits asked for; true if the text is another now. */
bool page_commit(struct page *page);

/* Where in the input a byte of the text came from. Needs the passes: settings->explain. */
size_t page_origin(const struct page *page, size_t at);

/* A copy of the bytes that lives as long as the page. */
struct span page_keep(struct page *page, struct span bytes);

/* Sorts the notes by place and sets their at to code points of the input. Ends the page's work. */
void page_place_notes(struct page *page);

#endif
