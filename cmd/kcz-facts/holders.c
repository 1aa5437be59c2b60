#include "holders.h"

enum { VERB_REACH = 4, PERSON_REACH = 60 }; /* code points */

/* The nearest name to the left of item at, within the sentence; 0 + true is found at item 0. */
static bool name_before(const struct post_scan *scan, size_t at, size_t *who)
{
    size_t here = scan->sentence.items[at].piece.start;

    while (at > scan->sentence.first) {
        at--;
        if (here - scan->sentence.items[at].piece.end > PERSON_REACH)
            return false;
        if (entity_at(&scan->sentence, at, PERSONS)) {
            *who = at;
            return true;
        }
    }
    return false;
}

/* 林晓雨院士|任…, 林晓雨等29人|任…: the index behind the name; at if there is none. */
static size_t over_honours(const struct post_scan *scan, size_t at)
{
    size_t first = at;

    if (entity_at(&scan->sentence, first - 1, 1u << ENTITY_QUANTITY) &&
        word_at(&scan->sentence, first - 2, WORD_ETC))
        first -= 2;
    while (entity_at(&scan->sentence, first - 1, TITLES) &&
           touching(&scan->sentence, first - 2, first - 1))
        first--;
    return first < at && entity_at(&scan->sentence, first - 1, PERSONS) &&
                   touching(&scan->sentence, first - 1, first)
               ? first
               : at;
}

/*
 * Whose verb it is: the name right before it but for light words; or, where the verb opens its
 * clause, the nearest name before that clause. Unknown words between leave it open.
 */
bool holder_before(const struct post_scan *scan, size_t verb, size_t *who)
{
    const uint64_t light = word_bit(WORD_ADVERB) | word_bit(WORD_OTHER) | word_bit(WORD_FORMER) |
                           word_bit(WORD_ALSO) | word_bit(WORD_SPACE) | word_bit(WORD_PASSIVE);
    size_t at = verb;

    while (at > scan->sentence.first &&
           item_gap(&scan->sentence.items[at - 1], &scan->sentence.items[at]) <= 2 &&
           (words_at(&scan->sentence, at - 1, light) ||
            entity_at(&scan->sentence, at - 1, 1u << ENTITY_DATE)))
        at--;
    if (at == scan->sentence.first ||
        item_gap(&scan->sentence.items[at - 1], &scan->sentence.items[at]) > 2)
        return false;
    at = over_honours(scan, at);
    if (entity_at(&scan->sentence, at - 1, PERSONS))
        return *who = at - 1, true;
    return (word_at(&scan->sentence, at - 1, WORD_CLAUSE) ||
            word_at(&scan->sentence, at - 1, WORD_CLOSE) ||
            word_at(&scan->sentence, at - 1, WORD_APPOINT) ||
            word_at(&scan->sentence, at - 1, WORD_PAUSE)) &&
           name_before(scan, at - 1, who);
}

/* Whether a word of this class stands to the left of item at, within the sentence. */
bool word_before(const struct post_scan *scan, size_t at, enum word_class word)
{
    size_t here = scan->sentence.items[at].piece.start;

    while (at-- > scan->sentence.first && here - scan->sentence.items[at].piece.end <= PERSON_REACH)
        if (word_at(&scan->sentence, at, word))
            return true;
    return false;
}

/* What the verb before a run says about it; STATUS_OPEN: nothing. */
enum status verb_status(const struct post_scan *scan, const struct run *run, size_t *verb)
{
    size_t at = run->first;

    while (at > scan->sentence.first &&
           item_gap(&scan->sentence.items[at - 1], &scan->sentence.items[at]) <= VERB_REACH) {
        at--;
        *verb = at;
        if (word_at(&scan->sentence, at, WORD_LEFT) || word_at(&scan->sentence, at, WORD_HELD))
            return STATUS_FORMER;
        if (word_at(&scan->sentence, at, WORD_HOLDS) || word_at(&scan->sentence, at, WORD_IS))
            return STATUS_CURRENT;
        if (word_at(&scan->sentence, at, WORD_TO))
            return word_before(scan, at, WORD_APPOINT) ? STATUS_CURRENT : STATUS_OPEN;
        if (!entity_at(&scan->sentence, at, 1u << ENTITY_DATE) &&
            !word_at(&scan->sentence, at, WORD_ADVERB))
            break;
    }
    return STATUS_OPEN;
}
