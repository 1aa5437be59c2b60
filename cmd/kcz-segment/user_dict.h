/*
 * Words that the user says are words. Where they overlap, the one of the lowest cost stands; of
 * equal ones the one that starts first, and of those the longest. The order of the file has no say.
 */
#ifndef KCZ_USER_DICT_H
#define KCZ_USER_DICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "table.h"
#include "trie.h"
#include "words.h"

struct user_word {
    uint64_t cost;
    struct span tag; /* part of speech; empty if not given */
};

struct user_dict {
    struct table table; /* keeps the text that tags point into */
    struct trie_image image;
    struct trie trie; /* the value of a key is its entry's index */
    struct user_word *words;
    size_t count;
};

/* Lines of WORD [TAB COST] [TAB TAG], # comments; false with the reason in why. */
bool user_dict_open(struct user_dict *dict, const char *file, struct buf *why);
void user_dict_close(struct user_dict *dict);

/* A word of the dictionary in the text: characters start to end - 1. */
struct user_match {
    uint32_t start, end;
    int32_t word;
};

struct user_matches {
    struct user_match *items;
    size_t count, capacity;
};

/* Finds the words that stand and sets the rules of the gaps in and around them. */
void user_dict_apply(const struct user_dict *dict, struct words_text *text,
                     struct user_matches *matches);

/* The word that is exactly characters start to end - 1, or -1; *next makes a walk linear. */
int32_t user_match_at(const struct user_matches *matches, size_t start, size_t end, size_t *next);

#endif
