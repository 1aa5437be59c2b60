/* Tokens that only words that cross hold together. */
#include "words.h"

#include <string.h>

typedef int16_t lanes16 __attribute__((vector_size(16)));
typedef int8_t lanes8 __attribute__((vector_size(8)));

/* A score below this is sure of a join: odds of e² to one, in the units of scores. */
enum { SURE_JOIN = -32 };

/* How far the longest word of the lexicon that starts at first goes, up to end; first if none. */
static size_t longest_from(const struct words_table *table, const struct words_text *text,
                           size_t first, size_t end)
{
    size_t longest = first, last = first + 1;
    uint32_t node = last < end ? table->entries[text->slots[first]].node : 0;

    while (node) {
        if (node & NODE_KIND)
            longest = last + 1;
        if (!(node & NODE_MORE) || ++last >= end)
            break;
        node = words_follow(table, node, text->ids[last]);
    }
    return longest;
}

static bool may_cut(const struct words_text *text, size_t gap)
{
    return text->rules[gap] == GAP_FREE && text->scores[gap] > SURE_JOIN &&
           !(text->classes[gap] == CLASS_NUMERAL && text->classes[gap + 1] == CLASS_NUMERAL);
}

/* Cuts behind the first of two words that cross or before the second, where the model would rather.
 */
static void cut_crossing(struct words_text *text, size_t first_end, size_t second_start)
{
    size_t early = second_start - 1, late = first_end - 1;
    size_t gap = text->scores[late] > text->scores[early] ? late : early;

    if (!may_cut(text, gap))
        return;
    text->rules[gap] = GAP_CUT;
    text->scores[gap] = INT16_MAX;
}

/* The token of characters first to end - 1. */
static void untie(const struct words_table *table, struct words_text *text, size_t first,
                  size_t end)
{
    size_t reach = longest_from(table, text, first, end);

    for (size_t i = first + 1; i + 1 < end && reach < end; i++) {
        size_t longest = longest_from(table, text, i, end);

        if (longest > reach) {
            if (i < reach)
                cut_crossing(text, reach, i);
            reach = longest;
        }
    }
}

/* What spanned_at would be behind a gap if the same word spanned the next one. */
static uint8_t one_further(uint8_t at)
{
    return at < 5 ? at + 1 : 5;
}

/* Whether the scores join a gap and the one before, and another word spans it than that one. */
static bool word_changes(const struct words_text *text, size_t gap)
{
    return text->scores[gap] <= 0 && text->scores[gap - 1] <= 0 && text->spanned_at[gap] &&
           text->spanned_at[gap] != one_further(text->spanned_at[gap - 1]);
}

/* The same of any of WORDS_LANES gaps. */
static bool word_may_change(const struct words_text *text, size_t gap)
{
    lanes16 scores, scores_before;
    lanes8 at, before, changes;
    lanes16 found;
    uint64_t halves[2];

    memcpy(&scores, text->scores + gap, sizeof scores);
    memcpy(&scores_before, text->scores + gap - 1, sizeof scores_before);
    memcpy(&at, text->spanned_at + gap, sizeof at);
    memcpy(&before, text->spanned_at + gap - 1, sizeof before);
    changes = (at != 0) & (at != before + 1) & ((at != 5) | (before != 5));
    found = (scores <= 0) & (scores_before <= 0) & __builtin_convertvector(changes, lanes16);
    memcpy(halves, &found, sizeof halves);
    return halves[0] | halves[1];
}

/* Unties the token around a gap; returns its end. */
static size_t untie_around(const struct words_table *table, struct words_text *text, size_t gap)
{
    size_t first = gap, end = gap + 1;

    while (first > 0 && text->scores[first - 1] <= 0)
        first--;
    while (end < text->count && text->scores[end - 1] <= 0)
        end++;
    untie(table, text, first, end);
    return end;
}

void words_untie(const struct words_table *table, struct words_text *text)
{
    size_t gap = 1;

    while (gap < text->count) {
        if (gap + WORDS_LANES <= text->count && !word_may_change(text, gap))
            gap += WORDS_LANES;
        else if (word_changes(text, gap))
            gap = untie_around(table, text, gap);
        else
            gap++;
    }
}
