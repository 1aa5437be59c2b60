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

/* Eight scores at once, or eight pairs of weights; compilers make of it what the processor has. */
typedef uint16_t pairs8 __attribute__((vector_size(16)));
typedef int16_t scores8 __attribute__((vector_size(16)));

/* The tag of a row stands above its last weight in the last four bytes, low byte first. */
static uint32_t tag_of(const struct linear_row *row)
{
    uint32_t word;

    memcpy(&word, (const char *)row + sizeof *row - sizeof word, sizeof word);
    return word >> 8;
}

/* The row of a feature in its bucket, or one of no weights: which it is cannot be foreseen, so no
 * branch is taken on it. */
static const struct linear_row *find_row(const struct linear *linear, uint64_t feature)
{
    static const struct linear_row none;
    const struct linear_row *bucket = &linear->rows[(feature & linear->bucket_mask) * LINEAR_WAYS];
    const struct linear_row *found = &none;
    uint32_t tag = (uint32_t)(feature >> 40);

    _Static_assert(LINEAR_WAYS == 4, "each way is looked at");
    found = tag_of(bucket) == tag ? bucket : found;
    found = tag_of(bucket + 1) == tag ? bucket + 1 : found;
    found = tag_of(bucket + 2) == tag ? bucket + 2 : found;
    found = tag_of(bucket + 3) == tag ? bucket + 3 : found;
    return found;
}

void linear_prefetch(const struct linear *linear, const uint64_t *features, size_t count)
{
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(&linear->rows[(features[i] & linear->bucket_mask) * LINEAR_WAYS]);
}

void linear_score(const struct linear *linear, const uint64_t *features, size_t count,
                  struct linear_scores *scores)
{
    scores8 even = {0}, odd = {0};

    _Static_assert(sizeof(struct linear_row) == sizeof(pairs8), "a row is one vector");
    for (size_t i = 0; i < count; i++) {
        pairs8 row;

        memcpy(&row, find_row(linear, features[i]), sizeof row);
        even += (scores8)(row << 8) >> 8; /* the lower byte of each pair, with its sign */
        odd += (scores8)row >> 8;
    }
    /* The last three of these are sums of tags: they are not looked at. */
    for (size_t k = 0; k < 8; k++) {
        scores->label[2 * k] = even[k];
        scores->label[2 * k + 1] = odd[k];
    }
}

/* A span may begin at the start and behind whatever ends one; it must end before another begins. */
static const uint8_t openers[] = {0, 1, 4, 5, 8, 9, 12}, closers[] = {0, 3, 4, 7, 8, 11, 12};
static const uint8_t inner[] = {2, 3, 6, 7, 10, 11};

static bool closes(size_t label)
{
    return label == 0 || (label - 1) % 4 == LINEAR_END || (label - 1) % 4 == LINEAR_SINGLE;
}

/* Sums of the labels that may open something, four to a lane group; the last lane is idle. */
typedef int32_t sums4 __attribute__((vector_size(16)));
enum { GROUPS = 2 };

/* Where a sum is more than the most so far, it and the label it comes from take the place. */
static void take_better(sums4 sum, int32_t label, sums4 *most, sums4 *from)
{
    sums4 better = sum > *most; /* all bits or none */

    *most = (sum & better) | (*most & ~better);
    *from = (label & better) | (*from & ~better);
}

static void step_openers(sums4 arcs[][GROUPS], const int32_t *now, const int16_t *scores,
                         int32_t *next, uint8_t *from)
{
    sums4 low = arcs[0][0] + now[0], high = arcs[0][1] + now[0];
    sums4 low_from = {0}, high_from = {0};

    for (size_t k = 1; k < sizeof closers; k++) {
        int32_t label = closers[k];

        take_better(arcs[k][0] + now[label], label, &low, &low_from);
        take_better(arcs[k][1] + now[label], label, &high, &high_from);
    }
    for (size_t i = 0; i < sizeof openers; i++) {
        uint8_t label = openers[i];

        from[label] = (uint8_t)(i < 4 ? low_from[i] : high_from[i - 4]);
        next[label] = (i < 4 ? low[i] : high[i - 4]) + scores[label];
    }
}

/* One position: the best way to each label from the one before. */
static void step(sums4 arcs[][GROUPS], const int16_t transitions[LINEAR_LABELS][LINEAR_LABELS],
                 const int32_t *now, const int16_t *scores, int32_t *next, uint8_t *from)
{
    step_openers(arcs, now, scores, next, from);
    for (size_t i = 0; i < sizeof inner; i++) {
        uint8_t label = inner[i], begin = (uint8_t)(label - (label - 1) % 4);
        int32_t begun = now[begin] + transitions[begin][label];
        int32_t inside = now[begin + 1] + transitions[begin + 1][label];

        from[label] = inside > begun ? (uint8_t)(begin + 1) : begin;
        next[label] = (inside > begun ? inside : begun) + scores[label];
    }
}

void linear_decode(const int16_t transitions[LINEAR_LABELS][LINEAR_LABELS],
                   const struct linear_scores *scores, size_t count, uint8_t *back, uint8_t *labels)
{
    int32_t now[LINEAR_LABELS], next[LINEAR_LABELS];
    sums4 arcs[sizeof closers][GROUPS] = {0};
    uint8_t best = 0;

    if (count == 0)
        return;
    for (size_t k = 0; k < sizeof closers; k++)
        for (size_t i = 0; i < sizeof openers; i++)
            arcs[k][i / 4][i % 4] = transitions[closers[k]][openers[i]];
    for (size_t label = 0; label < LINEAR_LABELS; label++)
        now[label] = NEVER;
    for (size_t i = 0; i < sizeof openers; i++)
        now[openers[i]] = scores[0].label[openers[i]];
    for (size_t i = 1; i < count; i++) {
        step(arcs, transitions, now, scores[i].label, next, back + i * LINEAR_LABELS);
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
