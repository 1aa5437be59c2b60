/*
 * The whole of kcz-ner but its command line: what it knows, read only and shared by all threads,
 * and text in, entities out, the stages in their order. The entities lie in
 * work->document.entities, sorted by start, each flat one followed by those nested in it.
 */
#ifndef KCZ_NER_RECOGNISE_H
#define KCZ_NER_RECOGNISE_H

#include <stdbool.h>

#include "blob.h"
#include "buf.h"
#include "document.h"
#include "gazetteer.h"
#include "linear.h"
#include "span.h"
#include "tagger.h"

struct recogniser {
    struct gazetteer gazetteer;
    struct blob blob;
    struct linear model;
    bool rules_only; /* rules and gazetteers alone: there is no model */
};

/* model_file: NULL for the built-in model. False with the reason in why. */
bool recogniser_open(struct recogniser *recogniser, const char *model_file, bool rules_only,
                     struct buf *why);
void recogniser_close(struct recogniser *recogniser);

/* Memory for one thread; a zeroed struct is empty. */
struct recogniser_work {
    struct document document;
    struct tagger tagger;
};

/*
 * Finds the entities of well-formed text, which must outlive their use. today: what relative dates
 * are resolved against; year 0 if it is not known.
 */
void recognise(const struct recogniser *recogniser, struct recogniser_work *work, struct span text,
               struct day today);
void recogniser_work_free(struct recogniser_work *work);

#endif
