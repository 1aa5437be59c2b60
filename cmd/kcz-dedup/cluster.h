/*
 * Clusters of records that repeat each other. Records are known by their ids; whatever the order in
 * which they come, the clusters, their names and the record that is kept are the same: a cluster is
 * a connected component of verified pairs, its name the smallest id, and what is kept is the member
 * with the earliest date, then the longest text, then the smallest id.
 */
#ifndef KCZ_CLUSTER_H
#define KCZ_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "dedup.h"
#include "signature.h"
#include "span.h"

enum { DATE_LENGTH = 10 }; /* YYYY-MM-DD; a shorter date sorts as written */

struct member {
    size_t id_at, id_len;   /* in ids */
    char date[DATE_LENGTH]; /* zeros where there is none */
    uint64_t hash[2];
    bool empty;          /* nothing to compare by */
    uint64_t text_at;    /* in the scratch file */
    size_t text_len;     /* bytes */
    size_t length;       /* characters that are compared */
    size_t parent;       /* union-find */
    size_t size, keeper; /* of a root: its members and the one that is kept */
};

/* A key and the member that has it: a band, or the hash of a paragraph. */
struct member_key {
    uint64_t key;
    size_t member;
};
struct member_keys {
    struct member_key *items;
    size_t count, capacity;
};

enum { CACHED_SETS = 1024 };
struct cached_set {
    size_t member; /* and 1; 0: free */
    uint64_t *hashes;
    size_t count, capacity;
};

struct clusters {
    struct buf ids;
    struct member *members;
    size_t count, capacity;
    struct member_keys bands, paragraphs;
    int scratch; /* holds the texts */
    struct buf pending;
    uint64_t written;
    int error; /* errno of the first failure with it */
    struct cached_set *sets;
    struct plain_text plain;
    const struct phrases *phrases;
    double threshold;
};

/* The file for texts is opened here. False with why. */
bool clusters_open(struct clusters *clusters, const struct phrases *phrases, double threshold,
                   struct buf *why);
void clusters_close(struct clusters *clusters);

/* A new member; its other fields are the caller's to set. */
struct member *clusters_add(struct clusters *clusters, struct span id, struct span text);
void member_keys_add(struct member_keys *keys, uint64_t key, size_t member);

/* Finds the clusters; members are then sorted by id. False with why. */
bool clusters_find(struct clusters *clusters, struct buf *why);

/* Sorts the paragraphs by key and member (after clusters_find). */
void clusters_sort_paragraphs(struct clusters *clusters);

size_t clusters_root(struct clusters *clusters, size_t member);
struct span clusters_id(const struct clusters *clusters, size_t member);

/* Whether a is rather to be kept than b. */
bool clusters_prefers(const struct clusters *clusters, size_t a, size_t b);

#endif
