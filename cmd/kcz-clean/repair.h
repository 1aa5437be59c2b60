/*
 * The rules that mend characters, R1 to R9, and the tables that they share. Each rule reads
 * page->text and asks for edits (page.h). On a page that has nothing to mend a rule costs a scan
 * for the bytes that it begins with.
 */
#ifndef KCZ_CLEAN_REPAIR_H
#define KCZ_CLEAN_REPAIR_H

#include <stdbool.h>

#include "buf.h"
#include "gbk.h"
#include "ngram.h"
#include "page.h"
#include "pinyin.h"
#include "shift.h"

struct repair_tables {
    struct gbk gbk;
    struct ngram ngram;
    struct pinyin pinyin;
    struct shift_model shift;
};

/* Takes the tables that are built in. */
bool repair_open(struct repair_tables *tables, struct buf *why);

void repair_shift(struct page *page);        /* R3 */
void repair_toned_pinyin(struct page *page); /* R5a */

#endif
