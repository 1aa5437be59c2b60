#include "linear.h"

#include <string.h>

enum { NEVER = -20000 };

bool linear_open(struct linear *linear, const struct blob *blob, struct buf *why)
{
    size_t count = 0, pairs = 0;
    const int16_t *transitions;

    linear->rows = blob_array(blob, "rows", sizeof *linear->rows, &count, why);
    transitions = blob_array(blob, "transitions", sizeof *transitions, &pairs, why);
    if (!linear->rows || !transitions)
        return false;
    if (count < LINEAR_WAYS || (count & (count - 1)) != 0 ||
        pairs != (size_t)LINEAR_LABELS * LINEAR_LABELS) {
        buf_add_text(why, "the model is for other labels");
        return false;
    }
    linear->bucket_mask = count / LINEAR_WAYS - 1;
    memcpy(linear->transitions, transitions, sizeof linear->transitions);
    return true;
}

/* The row of a feature in its bucket, or NULL. */
static const struct linear_row *find_row(const struct linear *linear, uint64_t feature)
{
    const struct linear_row *bucket = &linear->rows[(feature & linear->bucket_mask) * LINEAR_WAYS];
    uint8_t tag[3] = {(uint8_t)(feature >> 40), (uint8_t)(feature >> 48), (uint8_t)(feature >> 56)};

    for (size_t way = 0; way < LINEAR_WAYS; way++)
        if (memcmp(bucket[way].tag, tag, sizeof tag) == 0)
            return &bucket[way];
    return NULL;
}

void linear_score(const struct linear *linear, const uint64_t *features, size_t count,
                  struct linear_scores *scores)
{
    memset(scores, 0, sizeof *scores);
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(&linear->rows[(features[i] & linear->bucket_mask) * LINEAR_WAYS]);
    for (size_t i = 0; i < count; i++) {
        const struct linear_row *row = find_row(linear, features[i]);

        if (!row)
            continue;
        for (size_t label = 0; label < LINEAR_LABELS; label++)
            scores->label[label] = (int16_t)(scores->label[label] + row->weights[label]);
    }
}

/* A span may begin at the start and behind whatever ends one; it must end before another begins. */
static bool opens(size_t label)
{
    return label == 0 || (label - 1) % 4 == LINEAR_BEGIN || (label - 1) % 4 == LINEAR_SINGLE;
}

static bool closes(size_t label)
{
    return label == 0 || (label - 1) % 4 == LINEAR_END || (label - 1) % 4 == LINEAR_SINGLE;
}

void linear_decode(const int16_t transitions[LINEAR_LABELS][LINEAR_LABELS],
                   const struct linear_scores *scores, size_t count, uint8_t *back, uint8_t *labels)
{
    int32_t now[LINEAR_LABELS], next[LINEAR_LABELS];
    uint8_t best = 0;

    if (count == 0)
        return;
    for (size_t label = 0; label < LINEAR_LABELS; label++)
        now[label] = opens(label) ? scores[0].label[label] : NEVER;
    for (size_t i = 1; i < count; i++) {
        uint8_t *from = back + i * LINEAR_LABELS;

        for (size_t label = 0; label < LINEAR_LABELS; label++) {
            int32_t most = INT32_MIN;

            if (opens(label)) {
                for (size_t before = 0; before < LINEAR_LABELS; before++)
                    if (closes(before) && now[before] + transitions[before][label] > most) {
                        most = now[before] + transitions[before][label];
                        from[label] = (uint8_t)before;
                    }
            } else {
                size_t begin = label - (label - 1) % 4, inside = begin + LINEAR_INSIDE;

                most = now[begin] + transitions[begin][label];
                from[label] = (uint8_t)begin;
                if (now[inside] + transitions[inside][label] > most) {
                    most = now[inside] + transitions[inside][label];
                    from[label] = (uint8_t)inside;
                }
            }
            next[label] = most + scores[i].label[label];
        }
        memcpy(now, next, sizeof now);
    }
    for (size_t label = 0; label < LINEAR_LABELS; label++)
        if (closes(label) && (!closes(best) || now[label] > now[best]))
            best = (uint8_t)label;
    for (size_t i = count; i-- > 0;) {
        labels[i] = best;
        if (i > 0)
            best = back[i * LINEAR_LABELS + best];
    }
}
