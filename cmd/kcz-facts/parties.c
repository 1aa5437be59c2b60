#include "parties.h"

enum { NAME_REACH = 12 }; /* code points of the rest of a name */

/* Words that the name of an organisation may hold, and what a name in a list ends before. */
static const uint64_t in_name = (uint64_t)1 << WORD_UNIT | (uint64_t)1 << WORD_OTHER |
                                (uint64_t)1 << WORD_CUT | (uint64_t)1 << WORD_PREPOSITION;
static const uint64_t behind_name = (uint64_t)1 << WORD_PAUSE | (uint64_t)1 << WORD_AND |
                                    (uint64_t)1 << WORD_WITH | (uint64_t)1 << WORD_CLAUSE |
                                    (uint64_t)1 << WORD_EACH | (uint64_t)1 << WORD_SIGN |
                                    (uint64_t)1 << WORD_PARTIES | (uint64_t)1 << WORD_ETC;

/* The posts and the name behind an organisation that belong to it; returns the item behind. */
static size_t read_signatory(const struct sentence_view *view, size_t at, struct element *element)
{
    size_t next = at;

    while (next < view->sentence.last && touching(&view->sentence, next - 1, next)) {
        bool link = word_at(&view->sentence, next, WORD_PAUSE) ||
                    word_at(&view->sentence, next, WORD_ALSO) ||
                    word_at(&view->sentence, next, WORD_FORMER);

        if (entity_at(&view->sentence, next, PERSONS)) {
            element->signatory = view->sentence.items[next].entity;
            return next + 1;
        }
        if (entity_at(&view->sentence, next, TITLES))
            at = next + 1;
        else if (!link || !entity_at(&view->sentence, next + 1, TITLES | PERSONS) ||
                 at == element->end)
            break;
        next++;
    }
    return at;
}

/* The organisation that posts read before give to a person. */
static bool org_of_person(const struct sentence_view *view, const struct mention *who,
                          struct argument *org)
{
    const struct fact_list *facts = view->extraction->facts;
    size_t steps = 0;

    for (size_t i = facts->count; i-- > 0 && steps < MAX_ELEMENTS; steps++) {
        const struct slot *holder = fact_slot(facts->found[i].fact, "person");
        const struct slot *slot = fact_slot(facts->found[i].fact, "org");

        if (holder != NULL && slot != NULL && slot->kind == SLOT_ARGUMENT &&
            !slot->argument.implicit && span_equal(holder->argument.piece.text, who->piece.text)) {
            *org = slot->argument;
            return true;
        }
    }
    return false;
}

/*
 * In a list of parties what stands between two marks is one name: words behind an entity, up to the
 * next mark, are the rest of it where they end as names of organisations do. Returns the item
 * behind.
 */
static size_t read_rest_of_name(const struct sentence_view *view, size_t at)
{
    size_t end = at, rest;

    while (end < view->sentence.last && (entity_at(&view->sentence, end, 1u << ENTITY_TERM) ||
                                         words_at(&view->sentence, end, in_name)))
        end++;
    if (end == at || end == view->sentence.last || !word_at(&view->sentence, end - 1, WORD_UNIT) ||
        !touching(&view->sentence, end - 1, end) || !words_at(&view->sentence, end, behind_name))
        return at;
    rest = view->sentence.items[end].piece.start - view->sentence.items[at - 1].piece.end;
    return rest <= NAME_REACH ? end : at;
}

static size_t read_party(const struct sentence_view *view, size_t at, struct element *element)
{
    size_t first = at, named = at;

    element->circumstance = first > view->sentence.first &&
                            touching(&view->sentence, first - 1, first) &&
                            (word_at(&view->sentence, first - 1, WORD_PREPOSITION) ||
                             word_at(&view->sentence, first - 1, WORD_LOCATIVE));
    while (entity_at(&view->sentence, at, BODIES) &&
           (at == first || touching(&view->sentence, at - 1, at))) {
        if (view->sentence.items[at].entity->type == ENTITY_ORG)
            named = at;
        at++;
    }
    at = read_rest_of_name(view, at);
    element->party = argument_joined(view->extraction, view->sentence.items[named].entity,
                                     view->sentence.items[first].entity,
                                     view->sentence.items[at - 1].piece);
    element->end = at;
    return read_signatory(view, at, element);
}

/* A name without an organisation beside it: 甲代表A, or one whose post was told before. */
static size_t read_person(const struct sentence_view *view, size_t at, struct element *element)
{
    const struct mention *who = view->sentence.items[at].entity;

    if (word_at(&view->sentence, at + 1, WORD_BEHALF) &&
        entity_at(&view->sentence, at + 2, BODIES)) {
        size_t end = read_party(view, at + 2, element);

        element->signatory = who;
        element->circumstance = false;
        return end;
    }
    if (org_of_person(view, who, &element->party))
        element->signatory = who;
    else
        element->kind = ELEMENT_OTHER;
    return at + 1;
}

static enum element_kind kind_of_word(const struct item *item)
{
    if (item_is(item, WORD_SIGN))
        return ELEMENT_SIGN;
    if (item_is(item, WORD_PAUSE) || item_is(item, WORD_AND))
        return ELEMENT_PAUSE;
    if (item_is(item, WORD_WITH))
        return ELEMENT_WITH;
    if (item_is(item, WORD_CLAUSE))
        return ELEMENT_CLAUSE;
    if (item_is_any(item, word_bit(WORD_EACH) | word_bit(WORD_ADVERB) | word_bit(WORD_SPACE) |
                              word_bit(WORD_ETC) | word_bit(WORD_PARTIES) | word_bit(WORD_SEVERAL)))
        return ELEMENT_LIGHT;
    return ELEMENT_OTHER;
}

static void read_elements(struct sentence_view *view)
{
    size_t at = view->sentence.first;

    view->count = 0;
    while (at < view->sentence.last && view->count < MAX_ELEMENTS) {
        struct element *element = &view->elements[view->count++];
        size_t end = at + 1;

        *element = (struct element){.kind = ELEMENT_OTHER, .first = at};
        if (entity_at(&view->sentence, at, BODIES)) {
            element->kind = ELEMENT_PARTY;
            end = read_party(view, at, element);
        } else if (entity_at(&view->sentence, at, PERSONS)) {
            element->kind = ELEMENT_PARTY;
            end = read_person(view, at, element);
        } else if (view->sentence.items[at].entity == NULL) {
            element->kind = kind_of_word(&view->sentence.items[at]);
            /* 联合 joins parties only where one follows; else it says how they sign. */
            if (element->kind == ELEMENT_WITH && word_at(&view->sentence, at, WORD_ADVERB) &&
                !entity_at(&view->sentence, at + 1, BODIES))
                element->kind = ELEMENT_LIGHT;
        } else if (entity_at(&view->sentence, at, 1u << ENTITY_DATE | 1u << ENTITY_QUANTITY)) {
            element->kind = ELEMENT_LIGHT;
        }
        element->end = at = end;
    }
}

/* 在…见证下: whoever stands in that clause looks on. */
static void leave_out_witnesses(struct sentence_view *view)
{
    for (size_t i = 0; i < view->count; i++) {
        if (!word_at(&view->sentence, view->elements[i].first, WORD_WITNESS))
            continue;
        for (size_t j = i; j-- > 0 && view->elements[j].kind != ELEMENT_SIGN;) {
            bool start = word_at(&view->sentence, view->elements[j].first, WORD_LOCATIVE);

            view->elements[j].kind = ELEMENT_OTHER;
            if (start)
                break;
        }
    }
}

bool is_party(const struct sentence_view *view, size_t element)
{
    return element < view->count && view->elements[element].kind == ELEMENT_PARTY &&
           !view->elements[element].circumstance;
}

bool elements_touch(const struct sentence_view *view, size_t before)
{
    return item_gap(&view->sentence.items[view->elements[before].end - 1],
                    &view->sentence.items[view->elements[before + 1].first]) == 0;
}

void add_party(struct argument *side, size_t *count, const struct argument *party)
{
    for (size_t i = 0; i < *count; i++)
        if (span_equal(argument_name(&side[i]), argument_name(party)))
            return;
    if (*count < MAX_PARTIES)
        side[(*count)++] = *party;
}

static void turn_around(struct argument *side, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct argument swap = side[i];

        side[i] = side[count - 1 - i];
        side[count - 1 - i] = swap;
    }
}

void take_party(struct group *group, const struct element *element, struct argument *side,
                size_t *count)
{
    add_party(side, count, &element->party);
    if (element->signatory != NULL && group->signatory_count < MAX_PARTIES)
        group->signatories[group->signatory_count++] = element->signatory;
}

/*
 * A list of parties leftwards from element end - 1: touching, with 、 or 和 between. Returns the
 * element where it starts; end if there is no party.
 */
static size_t read_list(const struct sentence_view *view, size_t end, size_t limit,
                        struct group *group, struct argument *side, size_t *count)
{
    size_t at = end;

    while (at > limit && is_party(view, at - 1)) {
        take_party(group, &view->elements[at - 1], side, count);
        at--;
        if (at < limit + 2 || view->elements[at - 1].kind != ELEMENT_PAUSE ||
            !is_party(view, at - 2) || !elements_touch(view, at - 1) ||
            !elements_touch(view, at - 2))
            break;
        at--;
    }
    turn_around(side, *count);
    return at;
}

/* What acts in "A今日与B签署": over light words to the left, else the sentence's first party. */
size_t read_subject(const struct sentence_view *view, size_t with, size_t limit,
                    struct group *group)
{
    size_t at = with, start;

    while (at > limit &&
           (view->elements[at - 1].kind == ELEMENT_LIGHT ||
            (view->elements[at - 1].kind == ELEMENT_PARTY && view->elements[at - 1].circumstance) ||
            word_at(&view->sentence, view->elements[at - 1].first, WORD_LOCATIVE)))
        at--;
    start = read_list(view, at, limit, group, group->left, &group->left_count);
    for (size_t i = 0; group->left_count == 0 && i < with; i++) {
        if (is_party(view, i) && view->elements[i].party.entity != NULL) {
            take_party(group, &view->elements[i], group->left, &group->left_count);
            start = i;
        }
    }
    return start;
}

static bool read_parties(const struct sentence_view *view, size_t end, size_t limit,
                         struct group *group)
{
    size_t at;

    *group = (struct group){.first = end};
    at = read_list(view, end, limit, group, group->right, &group->right_count);
    if (group->right_count == 0)
        return false;
    if (at > limit && view->elements[at - 1].kind == ELEMENT_WITH) {
        group->first = read_subject(view, at - 1, limit, group);
        return group->left_count > 0;
    }
    memcpy(group->left, group->right, group->right_count * sizeof *group->left);
    group->left_count = group->right_count;
    group->right_count = 0;
    group->apart = true;
    group->first = at;
    return group->left_count > 1;
}

bool read_group(const struct sentence_view *view, size_t end, size_t limit, struct group *group)
{
    if (!read_parties(view, end, limit, group))
        return false;
    group->from = view->sentence.items[view->elements[group->first].first].piece;
    return true;
}

void read_view(struct sentence_view *view, struct sentence sentence)
{
    view->sentence = sentence;
    read_elements(view);
    leave_out_witnesses(view);
}
