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

/* A radical or compatibility ideograph and the ideograph that it stands for. */
struct form {
    uint32_t from, to;
};

/* A character reference: places and lengths in the text of all of them. */
struct entity {
    uint32_t name, text;
    uint16_t name_len, text_len;
};

/* Markup that leaks into text; see leftovers.tsv. */
enum leftover_kind {
    LEFTOVER_TAG,
    LEFTOVER_BBCODE,
    LEFTOVER_ESCAPE,
    LEFTOVER_ABOUT,
    LEFTOVER_NEAR,
    LEFTOVER_BLOCK,
    LEFTOVER_LOST
};

/* Place and length of its name in the text of all; put is '\n', ' ' or 0 for nothing. */
struct leftover {
    uint32_t name;
    uint16_t len;
    uint8_t kind;
    char put;
};

struct repair_tables {
    struct gbk gbk;
    struct ngram ngram;
    struct pinyin pinyin;
    struct shift_model shift;
    const struct form *forms; /* ascending */
    size_t form_count;
    const struct entity *entities; /* by name, in the order of bytes */
    size_t entity_count;
    const char *entity_text;
    const struct leftover *leftovers;
    size_t leftover_count;
    const char *leftover_text;
};

/* Takes the tables that are built in. */
bool repair_open(struct repair_tables *tables, struct buf *why);

void repair_mojibake(struct page *page);         /* R2 */
void repair_shift(struct page *page);            /* R3 */
void repair_entities(struct page *page);         /* R4a */
void repair_space_references(struct page *page); /* R4b */
void repair_leftovers(struct page *page);        /* R4c */
void repair_toned_pinyin(struct page *page);     /* R5a */
void repair_toneless_pinyin(struct page *page);  /* R5b */
void repair_invisible(struct page *page);        /* R6 */
void repair_forms(struct page *page);            /* R7 */
void repair_width(struct page *page);            /* R8a */
void repair_marks(struct page *page);            /* R8b */
void repair_wide_style(struct page *page);       /* R8c */
void repair_spacing(struct page *page);          /* R9 */

#endif
