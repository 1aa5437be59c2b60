#include "places.h"

size_t place_before(const struct extraction *extraction, const struct sentence *sentence,
                    size_t end, struct argument *place)
{
    const struct item *items = sentence->items;
    size_t first = end;

    while (entity_at(sentence, first - 1, BODIES) &&
           (first == end || item_gap(&items[first - 1], &items[first]) == 0))
        first--;
    if (first == end)
        return end;
    *place = argument_joined(extraction, items[end - 1].entity, items[first].entity,
                             items[end - 1].piece);
    return first;
}

size_t places_before(const struct extraction *extraction, const struct sentence *sentence,
                     size_t end, struct argument places[MAX_PLACES], size_t *count)
{
    const struct item *items = sentence->items;
    size_t first = end;

    *count = 0;
    while (*count < MAX_PLACES) {
        size_t start = place_before(extraction, sentence, first, &places[*count]);

        if (start == first)
            break;
        first = start;
        ++*count;
        if (!words_at(sentence, first - 1,
                      word_bit(WORD_PAUSE) | word_bit(WORD_AND) | word_bit(WORD_WITH)) ||
            !entity_at(sentence, first - 2, BODIES) ||
            item_gap(&items[first - 1], &items[first]) > 0 ||
            item_gap(&items[first - 2], &items[first - 1]) > 0)
            break;
        first--;
    }
    return first;
}

size_t places_from(const struct extraction *extraction, const struct sentence *sentence,
                   size_t first, struct argument places[MAX_PLACES], size_t *count)
{
    const struct item *items = sentence->items;
    size_t at = first;

    *count = 0;
    while (entity_at(sentence, at, BODIES) && *count < MAX_PLACES) {
        size_t end = at + 1;

        while (entity_at(sentence, end, BODIES) && item_gap(&items[end - 1], &items[end]) == 0)
            end++;
        place_before(extraction, sentence, end, &places[(*count)++]);
        at = end;
        if (!words_at(sentence, at, word_bit(WORD_PAUSE) | word_bit(WORD_AND)) ||
            item_gap(&items[at - 1], &items[at]) > 0)
            break;
        at++;
    }
    return at;
}
