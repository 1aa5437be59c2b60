/*
 * Interpolated modified Kneser-Ney smoothing (Chen and Goodman, 1999), and pruning by what the loss
 * of an n-gram costs the text.
 */
#include <math.h>
#include <string.h>

#include "levels.h"

/* Discounts for counts of 1, 2, and 3 or more, from the counts of counts. */
static void discounts(const struct level *level, double out[4])
{
    double of[5] = {0}, y;

    for (size_t i = 0; i < level->count; i++)
        if (level->counts[i] > 0 && level->counts[i] < 5)
            of[level->counts[i]]++;
    y = of[1] / (of[1] + 2 * of[2]);
    out[0] = 0;
    for (int c = 1; c <= 3; c++) {
        out[c] = c - (c + 1) * y * of[c + 1] / of[c];
        if (!(out[c] > 0) || out[c] >= c)
            out[c] = 0.5 * c;
    }
}

static size_t discount_class(uint32_t count)
{
    return count < 3 ? count : 3;
}

static void smooth(struct trainer *trainer)
{
    double discount[4], sum = 0, lost = 0, cells = 0;
    struct level *first = &trainer->levels[1];

    discounts(first, discount);
    for (size_t i = 0; i < first->count; i++) {
        sum += first->counts[i];
        lost += discount[discount_class(first->counts[i])];
        cells += first->counts[i] > 0 || i % 2;
    }
    for (size_t i = 0; i < first->count; i++)
        first->probs[i] = (float)((first->counts[i] - discount[discount_class(first->counts[i])] +
                                   lost / cells) /
                                  sum);
    for (size_t order = 2; order <= NGRAM_ORDER; order++) {
        struct level *level = &trainer->levels[order], *above = level - 1;

        discounts(level, discount);
        for (size_t node = 0; node < above->count; node++) {
            uint32_t from = above->children[node], to = above->children[node + 1];

            sum = lost = 0;
            for (uint32_t i = from; i < to; i++) {
                sum += level->counts[i];
                lost += discount[discount_class(level->counts[i])];
            }
            above->gammas[node] = sum > 0 ? (float)(lost / sum) : 1;
            for (uint32_t i = from; i < to; i++)
                level->probs[i] =
                    (float)((level->counts[i] - discount[discount_class(level->counts[i])]) / sum +
                            above->gammas[node] * above->probs[level->suffixes[i]]);
        }
    }
}

/* Highest order first: whatever is kept keeps its prefix and its suffix. */
static void prune(struct trainer *trainer, double threshold)
{
    memset(trainer->levels[1].keep, 1, trainer->levels[1].count);
    for (size_t order = NGRAM_ORDER; order > 1; order--) {
        struct level *level = &trainer->levels[order], *above = level - 1;

        for (size_t i = 0; i < level->count; i++) {
            double without = above->gammas[level->parents[i]] * above->probs[level->suffixes[i]];

            if (level->raw[i] * log(level->probs[i] / without) >= threshold)
                level->keep[i] = 1;
            if (level->keep[i])
                above->keep[level->parents[i]] = above->keep[level->suffixes[i]] = 1;
        }
    }
}

/* Probability of the n-gram in what is left: its own, or through the backoff weights set so far. */
static double left_prob(const struct trainer *trainer, size_t order, uint32_t node)
{
    double weight = 1;

    for (; !trainer->levels[order].keep[node]; order--) {
        const struct level *level = &trainer->levels[order];

        if (level[-1].keep[level->parents[node]])
            weight *= level[-1].bows[level->parents[node]];
        node = level->suffixes[node];
    }
    return weight * trainer->levels[order].probs[node];
}

static void weigh_backoff(struct trainer *trainer)
{
    for (size_t order = 1; order < NGRAM_ORDER; order++) {
        struct level *level = &trainer->levels[order];

        for (size_t node = 0; node < level->count; node++) {
            double seen = 0, lower = 0;

            for (uint32_t i = level->children[node]; i < level->children[node + 1]; i++)
                if (level[1].keep[i]) {
                    seen += level[1].probs[i];
                    lower += left_prob(trainer, order, level[1].suffixes[i]);
                }
            level->bows[node] = (float)(fmax(1 - seen, 1e-4) / fmax(1 - lower, 1e-4));
        }
    }
}

void ngram_smooth(struct trainer *trainer, double threshold)
{
    smooth(trainer);
    prune(trainer, threshold);
    weigh_backoff(trainer);
}
