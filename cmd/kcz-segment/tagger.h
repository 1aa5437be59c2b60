/* Parts of speech for the tokens of a text. */
#ifndef KCZ_TAGGER_H
#define KCZ_TAGGER_H

#include <stdbool.h>
#include <stddef.h>

#include "blob.h"
#include "buf.h"
#include "pos.h"
#include "segment.h"
#include "span.h"

struct tagger {
    struct blob blob;
    struct pos_model model;
};

bool tagger_open(struct tagger *tagger, struct buf *why);

/* Memory for one thread; a zeroed struct is empty. */
struct tag_work {
    struct pos_word *words; /* with an edge before and behind */
    struct span *tags;      /* of each token; valid while tagger and segmenter are */
    size_t capacity;
};

/* Tags the tokens in work: those of the user dictionary as it says, the others by the model. */
void tag_tokens(const struct tagger *tagger, const struct segmenter *segmenter, struct span text,
                const struct segment_work *work, struct tag_work *tags);
void tag_work_free(struct tag_work *tags);

#endif
