#include "nearest.h"

#include <stdbool.h>

enum { LONGEST = 32, SHORTEST_BEGINNING = 3 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance; neither word is longer than LONGEST. */
static size_t distance_between(struct span a, struct span b)
{
    size_t rows[3][LONGEST + 1]; /* of this letter of a, the one before it, and before that */
    size_t *row = rows[0], *above = rows[1], *above_that = rows[2];

    for (size_t j = 0; j <= b.len; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *oldest = above_that;

        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            row[j] = least(above[j - 1] + (a.at[i - 1] != b.at[j - 1]),
                           least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                row[j] = least(row[j], above_that[j - 2] + 1);
        }
        above_that = above;
        above = row;
        row = oldest;
    }
    return above[b.len];
}

/* How many slips still leave a word to be recognised. */
static size_t most_slips(size_t length)
{
    return length < 3 ? 0 : length < 6 ? 1 : 2;
}

struct nearest nearest_to(struct span word)
{
    return (struct nearest){word, {NULL, 0}, 3 * LONGEST};
}

void nearest_try(struct nearest *nearest, struct span candidate)
{
    struct span word = nearest->word;
    size_t distance;

    if (word.len < 2 || word.len > LONGEST || candidate.len > LONGEST)
        return;
    distance = distance_between(word, candidate);
    if (distance > most_slips(word.len)) {
        size_t common = least(word.len, candidate.len);

        if (common < least(word.len, SHORTEST_BEGINNING) ||
            memcmp(candidate.at, word.at, common) != 0)
            return;
        /* One is the beginning of the other: the one nearest in length. */
        distance = LONGEST + word.len + candidate.len - 2 * common;
    }
    if (distance < nearest->distance) {
        nearest->best = candidate;
        nearest->distance = distance;
    }
}
