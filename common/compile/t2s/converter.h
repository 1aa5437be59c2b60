/*
 * A list as a dictionary: its entries and the trie's keys for them, as they go into the blob, and a
 * converter that works with them while the tables are made.
 */
#ifndef KCZ_COMPILE_T2S_CONVERTER_H
#define KCZ_COMPILE_T2S_CONVERTER_H

#include <stdbool.h>
#include <stddef.h>

#include "../../../cmd/kcz-t2s/opencc.h"
#include "../../../cmd/kcz-t2s/profile.h"
#include "buf.h"
#include "list.h"
#include "trie.h"

/* Texts that were worked out, kept to the end: lists borrow them. */
struct texts {
    struct buf **items;
    size_t count;
};

struct buf *texts_new(struct texts *texts);

/* Appends span to text and returns where it stands there. */
uint32_t text_add(struct buf *text, struct span span);

struct entries {
    struct entry *items; /* they refer to the text that entries_make was given */
    size_t count;
    struct trie_key *keys;
    size_t key_count;
};

/* The entries of a sorted list; with_singles: of all keys. */
void entries_make(struct entries *entries, const struct list *list, bool with_singles,
                  struct buf *text);
void entries_free(struct entries *entries);

/* A list's items without conditions, ready to convert with. */
struct converter {
    struct dictionary dictionary;
    struct trie_image image;
    struct entries entries;
    struct buf text;
    struct texts *texts; /* where results are kept */
};

void converter_open(struct converter *converter, const struct list *list, struct texts *texts);
void converter_close(struct converter *converter);

/* What text becomes. */
struct span converter_convert(const struct converter *converter, struct span text);

#endif
