/*
 * Which words say something: they have a letter and are no function words (common/data/stats).
 */
#ifndef KCZ_STOPLIST_H
#define KCZ_STOPLIST_H

#include <stdbool.h>

#include "blob.h"
#include "buf.h"
#include "span.h"
#include "trie.h"

struct stoplist {
    struct blob blob;
    struct trie words;
};

/* False with why if what is built in cannot be read. */
bool stoplist_open(struct stoplist *stoplist, struct buf *why);

/* Whether the text has a letter: Han and others, no digits, marks or punctuation. */
bool stoplist_has_letter(struct span text);
bool stoplist_is_content(const struct stoplist *stoplist, struct span text);

#endif
