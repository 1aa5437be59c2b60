/*
 * Entities in the forms that kcz-ner writes: the JSON array of the record, BIO lines, brat's
 * stand-off annotations, tab-separated rows.
 */
#ifndef KCZ_NER_OUTPUT_H
#define KCZ_NER_OUTPUT_H

#include "buf.h"
#include "document.h"
#include "span.h"

/* The array "entities": flat ones, the inner ones of each in its member "nested". */
void write_json(const struct document *document, struct buf *out);

/* What --report says: entities, inner ones, how many of each type, the date that was known. */
void write_report(const struct document *document, struct buf *out);

/* One line a character, "C<TAB>B-ORG"; a blank line behind the text. Line ends come as blank lines.
 */
void write_bio(const struct document *document, struct buf *out);

/* "T1<TAB>ORG 3 7<TAB>text", offsets in code points, nested ones too; a blank line behind them. */
void write_brat(const struct document *document, struct buf *out);

/* id, type, start, end, text, attributes: one row an entity, nested ones with "+" before the type.
 */
void write_tsv(const struct document *document, struct span id, struct buf *out);

#endif
