/*
 * Which words say something: they have a letter and are no function words (common/data/stats).
 */
#ifndef KCZ_WORDS_H
#define KCZ_WORDS_H

#include <stdbool.h>

#include "blob.h"
#include "buf.h"
#include "span.h"
#include "trie.h"

struct words {
    struct blob blob;
    struct trie stopwords;
};

/* False with why if what is built in cannot be read. */
bool words_open(struct words *words, struct buf *why);

/* Whether the text has a letter: Han and others, no digits, marks or punctuation. */
bool words_has_letter(struct span text);
bool words_is_stopword(const struct words *words, struct span text);
bool words_is_content(const struct words *words, struct span text);

#endif
