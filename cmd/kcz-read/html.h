/*
 * HTML pages → text and metadata, by libxml2's HTML parser and its SAX interface. Of the parsers in
 * Debian 12 it is the one that is maintained (gumbo's upstream archived its repository, tidy's last
 * release is years old, Modest gave way to a successor that Debian 12 lacks), it is the fastest of
 * the complete ones (see tests/bench/read.sh), it needs no tree, and with what html_tame takes out
 * and a limit on what is open it is linear on hostile pages, on which those that build a tree take
 * quadratic time or overflow the stack.
 */
#ifndef KCZ_READ_HTML_H
#define KCZ_READ_HTML_H

#include <stddef.h>

#include "buf.h"
#include "html_text.h"
#include "span.h"

/* Once, before any thread parses. */
void html_init(void);

/* Parses a page in well-formed UTF-8; the html_text must be zeroed. */
void html_parse(struct span page, struct html_text *html);

/* Appends the page without what the parser takes badly: NUL, <![...]> and the like, and the
 * attributes of a tag beyond a few hundred, which cost quadratic time. */
void html_tame(struct span page, struct buf *out);

/*
 * The encoding that a page names in its head, in a meta element or an XML declaration within the
 * first few kilobytes; absent if there is none. The bytes may be in any encoding based on ASCII.
 */
struct span html_charset(struct span page);

#endif
