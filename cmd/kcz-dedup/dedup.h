/*
 * The four steps of kcz-dedup, each a filter of its own: sign and mark and drop work on one record
 * at a time, link on all signatures together. What each does is in man/kcz-dedup.1.
 */
#ifndef KCZ_DEDUP_H
#define KCZ_DEDUP_H

#include <stdbool.h>
#include <stdint.h>

#include "filter.h"
#include "signature.h"

struct dedup {
    /* Options */
    const char *allow, *clusters, *id, *date;
    uint64_t min_length;
    double threshold;
    bool paragraphs;

    struct filter_settings shared;
    struct phrases phrases;
    struct path id_path, date_path;
    struct link *link;         /* link */
    struct cluster_list *list; /* mark, drop */
    bool drops;
};

/* Opens what all steps need: paths and set phrases. */
bool dedup_open(struct dedup *dedup, const struct filter_settings *shared, struct buf *why);
void dedup_close(struct dedup *dedup);

/* The shortest paragraph that is looked at, in characters that are compared. */
size_t dedup_least(const struct dedup *dedup);

extern const struct filter sign_filter, link_filter, mark_filter, drop_filter;

#endif
