/* The members that kcz-segment writes, as JSON arrays side by side. */
#ifndef KCZ_OUTPUT_H
#define KCZ_OUTPUT_H

#include <stdbool.h>

#include "buf.h"
#include "record.h"
#include "segment.h"
#include "span.h"
#include "subwords.h"
#include "tagger.h"

struct output {
    struct buf tokens, pos, offsets, search, report;
    struct subwords subwords;
};

struct output_choice {
    bool offsets, search, report;
};

/* Sets the members of the record from the tokens of text in work; tags may be NULL. */
void output_set(struct output *output, const struct output_choice *choice,
                const struct segmenter *segmenter, struct span text,
                const struct segment_work *work, const struct tag_work *tags,
                struct record *record);
void output_free(struct output *output);

#endif
