/*
 * OpenCC's own way, byte for byte, for --compat=opencc: compatibility ideographs first, then (but
 * not in t2s) cutting the text by the longest phrases, then each cut through one or two stages,
 * each taking the longest key of the first dictionary that has one (its group policy
 * short_circuit). After OpenCC 1.4.1: Conversion.cpp, PrefixMatch.cpp, MaxMatchSegmentation.cpp,
 * data/config.
 */
#ifndef KCZ_T2S_OPENCC_H
#define KCZ_T2S_OPENCC_H

#include <stdbool.h>

#include "blob.h"
#include "buf.h"
#include "dictionary.h"
#include "span.h"

enum { OPENCC_STAGES = 2, OPENCC_GROUP = 3 };

/* Dictionaries asked in turn. */
struct opencc_group {
    struct dictionary members[OPENCC_GROUP];
    size_t count;
};

struct opencc {
    struct opencc_group normalization, segmentation; /* no members: not done */
    struct opencc_group stages[OPENCC_STAGES];
    size_t stage_count;
};

/* Memory for one thread. */
struct opencc_scratch {
    struct buf normal, first;
};

/* profile is t2s, tw2s, tw2sp, hk2s or hk2sp; tofu adds the dictionary of inferred forms. */
bool opencc_open(struct opencc *opencc, const struct blob *blob, const char *profile, bool tofu,
                 struct buf *why);

/* Appends what text becomes. */
void opencc_convert(const struct opencc *opencc, struct span text, struct opencc_scratch *scratch,
                    struct buf *out);
void opencc_scratch_free(struct opencc_scratch *scratch);

/* One group over the whole of text. */
void opencc_convert_group(const struct opencc_group *group, struct span text, struct buf *out);

#endif
