/*
 * A page as lines: what each line is made of and what its words say it is. Blank lines are not
 * listed. A page without any line that looks like page furniture is not measured further.
 */
#ifndef KCZ_CLEAN_LINES_H
#define KCZ_CLEAN_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "cues.h"
#include "span.h"

struct line {
    struct span text;  /* without white space around it */
    size_t start, end; /* bytes of the page's text, without the line end */
    int class;         /* by its cues, or CLASS_NONE */
    unsigned fields;   /* bits 1 << field: the labels in it */
    unsigned labels;   /* how many there are */
    bool field_first;  /* a label stands at its head */
    bool speaks;       /* it counts as evidence */

    /* Measured on pages only: */
    size_t length;   /* code points */
    size_t han;      /* Han characters */
    size_t marks;    /* ，、。；：？！ and their ASCII forms between Han characters */
    size_t gaps;     /* spaces and bars */
    bool sentence;   /* ends as sentences end */
    bool dated;      /* holds a full date */
    bool date_first; /* ... at its head */
    bool numbered;   /* 一、 (二) 3. 第四条: an item or a subhead of a document */
    int score;       /* what it is worth as a part of the body, in tenths */
};

struct lines {
    struct line *items;
    size_t count;
    int evidence; /* that this is a page: weights of cues, three of a class counted at most */
};

enum { EVIDENCE_FIELD = 2, EVIDENCE_BOX = 4, DATED_HEAD_MAX = 90 /* bytes */ };

/* Splits the text and looks for cues and labels. False if there are no lines to judge. */
bool lines_read(struct lines *lines, const struct article_tables *tables, struct span text,
                struct arena *arena);

/* Makes particulars that stand on several lines one line each; lines_read does so at its end. */
void lines_join(struct lines *lines, const struct article_tables *tables);

/* Measures all lines and scores them. */
void lines_measure(struct lines *lines, const struct article_tables *tables);

/* Whether prose follows its only label: 资料来源:根据... explains a table. */
bool line_is_explained(const struct line *line);

/* Whether a line is one sign over and over, such as asterisks below a heading. */
bool line_is_rule(const struct line *line);

/* 竹编是...: whether the prose says first what the heading names, as in an encyclopaedia. */
bool line_is_defined(struct span heading, struct span prose);

/* Whether a line may stand as a heading: some Han characters, short, not a whole sentence. */
bool line_is_heading(const struct line *line);

#endif
