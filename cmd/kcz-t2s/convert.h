/*
 * Text in, text out: leftmost-longest match over a profile's table, in one pass. convert_text is
 * the fast way; next_piece does the same piece by piece and says what it did, for the change log,
 * and is the twin that the tests compare with. Text is well-formed UTF-8.
 */
#ifndef KCZ_T2S_CONVERT_H
#define KCZ_T2S_CONVERT_H

#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "dictionary.h"
#include "profile.h"
#include "span.h"

/* What a stretch of text is made of, for its verdict (script.h). */
struct script_counts {
    uint64_t traditional, simplified; /* characters of Traditional, of Simplified text only */
    uint64_t kana, hangul;
    uint64_t wide; /* characters of three bytes or more, all scripts */
};

/* A piece of text that is converted as a whole. */
struct piece {
    size_t taken;    /* bytes of the text */
    struct span put; /* what they become */
    enum rule rule;  /* what decided so, be it to keep them; RULE_NONE: nothing is known of them */
    const struct point *point; /* of its first character; NULL if there is none */
};

/* The piece that starts at byte at of text and ends at to at the latest; at < to. */
struct piece next_piece(const struct profile *profile, struct span text, size_t at, size_t to);

/*
 * Appends what bytes from to to of text become. What stands outside is context and a match may not
 * reach over to. Adds to counts.
 */
void convert_text(const struct profile *profile, struct span text, size_t from, size_t to,
                  struct buf *out, struct script_counts *counts);

/* The same, piece by piece: the plain form of convert_text. */
void convert_by_piece(const struct profile *profile, struct span text, size_t from, size_t to,
                      struct buf *out, struct script_counts *counts);

/* The same with a note of each change (log.h) and without counts. */
struct log;
void convert_logged(const struct profile *profile, struct span text, size_t from, size_t to,
                    struct buf *out, struct log *log);

#endif
