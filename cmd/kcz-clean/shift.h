/*
 * The inverse of the byte shift. A tool put "(py)" behind every occurrence of the bytes of a
 * character X in GBK text, also where they straddle two characters; decoded, the bracket is eaten
 * ("?py)") and what follows is read one byte off until something puts it in step again. Here the
 * true bytes are searched for: position by position of the damaged text, with pairs that the
 * decoder dropped put back where that reads better, scored by the n-gram model.
 */
#ifndef KCZ_CLEAN_SHIFT_H
#define KCZ_CLEAN_SHIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "gbk.h"
#include "ngram.h"
#include "noise.h"
#include "pinyin.h"
#include "span.h"

enum { SHIFT_BEST = 4, SHIFT_FREQUENT = 12 };

/* What the search needs and does not change. */
struct shift_model {
    const struct gbk *gbk;
    const struct ngram *ngram;
    const struct pinyin *pinyin;
    uint8_t hiding[GBK_CELLS]; /* by cell: a pair that begins with its trail byte may be dropped */
    uint16_t by_lead[256][SHIFT_FREQUENT];  /* frequent characters that a dropped pair can hide */
    uint16_t by_trail[256][SHIFT_FREQUENT]; /* frequent characters with this trail byte */
};

void shift_prepare(struct shift_model *model, const struct gbk *gbk, const struct ngram *ngram,
                   const struct pinyin *pinyin);

struct shift_result {
    struct span
        best[SHIFT_BEST]; /* readings, best first, in arena; all of them up to the same end */
    size_t count;
    double margin; /* nats by which the best is likelier than all others together */
    size_t end;    /* offset in the text behind the damage */
    size_t eaten;  /* bytes that are gone and stand as U+FFFD in the best reading */
};

/*
 * Reads the damage that begins with the mark; left is the true text before it, without annotations,
 * of the same line. False if no reading explains it.
 */
bool shift_read(const struct shift_model *model, const struct profile *profile, struct span text,
                const struct mark *mark, struct span left, struct arena *arena,
                struct shift_result *result);

#endif
