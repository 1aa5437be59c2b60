/* Tokens that only words that cross hold together. */
#include "words.h"

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

/* Whether a word that does not start where the token does spans one of its gaps. */
static bool may_cross(const struct words_text *text, size_t first, size_t end)
{
    for (size_t gap = first; gap + 1 < end; gap++) {
        size_t at = gap - first + 1;

        if (text->spanned_at[gap] && text->spanned_at[gap] != (at < 5 ? at : 5))
            return true;
    }
    return false;
}

void words_untie(const struct words_table *table, struct words_text *text)
{
    size_t first = 0;

    for (size_t gap = 0; gap < text->count; gap++) {
        if (gap + 1 < text->count && text->scores[gap] <= 0)
            continue;
        if (gap - first >= 2 && may_cross(text, first, gap + 1))
            untie(table, text, first, gap + 1);
        first = gap + 1;
    }
}
