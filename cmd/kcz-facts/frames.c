/*
 * Facts of the simpler kinds, as common/data/facts/frames.tsv tells: a word, and for each role the
 * types of entity that fill it and where they are looked for.
 */
#include "facts.h"

enum { ROLE_LIST = 32, SUBJECT_REACH = 4, COMPARED = 64 };

struct frame_scan {
    struct extraction *extraction;
    struct sentence sentence;
    uint64_t triggers;
};

/* What fills a role: items, in the order of the text. */
struct filling {
    size_t items[ROLE_LIST];
    size_t count;
};

/* The entities of a list A、B和C around item at, which is one of them. */
static void fill_list(const struct frame_scan *scan, size_t at, const struct frame_role *role,
                      struct filling *filling)
{
    const uint64_t link = word_bit(WORD_PAUSE) | word_bit(WORD_AND) | word_bit(WORD_WITH) |
                          word_bit(WORD_SPACE);
    size_t first = at;

    filling->count = 0;
    while (role->list && words_at(&scan->sentence, first - 1, link) &&
           entity_at(&scan->sentence, first - 2, role->types) &&
           touching(&scan->sentence, first - 1, first) &&
           touching(&scan->sentence, first - 2, first - 1))
        first -= 2;
    for (at = first; filling->count < ROLE_LIST && entity_at(&scan->sentence, at, role->types);
         at += 2) {
        filling->items[filling->count++] = at;
        if (!role->list || !words_at(&scan->sentence, at + 1, link) ||
            !touching(&scan->sentence, at, at + 1) ||
            !entity_at(&scan->sentence, at + 2, role->types) ||
            !touching(&scan->sentence, at + 1, at + 2))
            break;
    }
}

static bool find_after(const struct frame_scan *scan, size_t word, const struct frame_role *role,
                       size_t *found)
{
    for (size_t at = word + 1; at < scan->sentence.last; at++) {
        if (scan->sentence.items[at].piece.start - scan->sentence.items[word].piece.end >
                role->reach ||
            words_at(&scan->sentence, at, word_bit(WORD_CLAUSE)))
            return false;
        if (entity_at(&scan->sentence, at, role->types))
            return *found = at, true;
    }
    return false;
}

static bool find_before(const struct frame_scan *scan, size_t word, const struct frame_role *role,
                        size_t *found)
{
    for (size_t at = word; at-- > scan->sentence.first;) {
        if (scan->sentence.items[word].piece.start - scan->sentence.items[at].piece.end >
                role->reach ||
            words_at(&scan->sentence, at, word_bit(WORD_CLAUSE)))
            return false;
        if (entity_at(&scan->sentence, at, role->types))
            return *found = at, true;
    }
    return false;
}

/*
 * What acts: right before the word but for adverbs, dates and 在 with its place; else the first
 * entity of the sentence that no preposition governs.
 */
static bool find_subject(const struct frame_scan *scan, size_t word, const struct frame_role *role,
                         size_t *found)
{
    const uint64_t light = word_bit(WORD_ADVERB) | word_bit(WORD_EACH) | word_bit(WORD_SPACE);
    const uint64_t governing = word_bit(WORD_PREPOSITION) | word_bit(WORD_LOCATIVE) |
                               word_bit(WORD_WITH);
    size_t at = word;

    while (at > scan->sentence.first &&
           item_gap(&scan->sentence.items[at - 1], &scan->sentence.items[at]) <= 2) {
        if (words_at(&scan->sentence, at - 1, light) ||
            entity_at(&scan->sentence, at - 1, 1u << ENTITY_DATE))
            at--;
        else if (entity_at(&scan->sentence, at - 1, 1u << ENTITY_LOC) &&
                 words_at(&scan->sentence, at - 2, word_bit(WORD_LOCATIVE)))
            at -= 2;
        else
            break;
    }
    if (entity_at(&scan->sentence, at - 1, role->types) &&
        item_gap(&scan->sentence.items[at - 1], &scan->sentence.items[at]) <= SUBJECT_REACH)
        return *found = at - 1, true;
    for (at = scan->sentence.first; at < word; at++)
        if (entity_at(&scan->sentence, at, role->types) &&
            !words_at(&scan->sentence, at - 1, governing))
            return *found = at, true;
    return false;
}

/* An entity right behind a word of this class, in the sentence. */
static bool find_behind_class(const struct frame_scan *scan, enum word_class class,
                              const struct frame_role *role, size_t *found)
{
    for (size_t at = scan->sentence.first; at + 1 < scan->sentence.last; at++)
        if (words_at(&scan->sentence, at, word_bit(class)) &&
            entity_at(&scan->sentence, at + 1, role->types) &&
            touching(&scan->sentence, at, at + 1))
            return *found = at + 1, true;
    return false;
}

static bool find_first(const struct frame_scan *scan, const struct frame_role *role, size_t *found)
{
    for (size_t at = scan->sentence.first; at < scan->sentence.last; at++)
        if (entity_at(&scan->sentence, at, role->types))
            return *found = at, true;
    return false;
}

static bool find_nearest(const struct frame_scan *scan, size_t word, const struct frame_role *role,
                         size_t *found)
{
    for (size_t at = word; at-- > scan->sentence.first;)
        if (entity_at(&scan->sentence, at, role->types))
            return *found = at, true;
    for (size_t at = word + 1; at < scan->sentence.last; at++)
        if (entity_at(&scan->sentence, at, role->types))
            return *found = at, true;
    return false;
}

static bool find_role(const struct frame_scan *scan, size_t word, const struct frame_role *role,
                      size_t *found)
{
    switch ((enum where)role->where) {
    case AT_AFTER:
        return find_after(scan, word, role, found);
    case AT_BEFORE:
        return find_before(scan, word, role, found);
    case AT_SUBJECT:
        return find_subject(scan, word, role, found);
    case AT_AGENT:
        return find_behind_class(scan, WORD_AGENT, role, found);
    case AT_LOCATIVE:
        return find_behind_class(scan, WORD_LOCATIVE, role, found);
    case AT_BEING:
        return find_behind_class(scan, WORD_IS, role, found);
    case AT_FIRST:
        return find_first(scan, role, found);
    case AT_SENTENCE:
        return find_nearest(scan, word, role, found);
    case AT_PLACES:
        break;
    }
    return false;
}

/*
 * The same told again, maybe with more: what was open in the fact that was told before is filled
 * in. False if there is none among the last few with the same names in all roles that must be.
 */
static bool complete_earlier(const struct frame_scan *scan, const struct frame *frame,
                             const struct fact *fact)
{
    const struct fact_list *list = scan->extraction->facts;

    for (size_t i = list->count; i > 0 && list->count - i < COMPARED; i--) {
        struct fact *old = list->found[i - 1].fact;
        bool same = strcmp(old->type, fact->type) == 0 && old->slot_count == fact->slot_count;

        for (size_t j = 0; same && j < fact->slot_count; j++)
            same = frame->roles[j].optional || span_equal(argument_name(&old->slots[j].argument),
                                                          argument_name(&fact->slots[j].argument));
        if (!same)
            continue;
        for (size_t j = 0; j < fact->slot_count; j++)
            if (old->slots[j].kind == SLOT_NULL)
                old->slots[j] = fact->slots[j];
        return true;
    }
    return false;
}

/* The fact with the which-th entity of each list; false if there is no such entity in any. */
static bool emit(const struct frame_scan *scan, const struct frame *frame, size_t word,
                 const struct filling *fillings, size_t which)
{
    struct fact fact = {.type = frame->fact};
    size_t first = word, last = word;

    for (size_t i = 0; i < frame->role_count; i++) {
        const struct filling *filling = &fillings[i];
        size_t use = filling->count > 1 ? which : 0;
        struct argument argument;

        if (filling->count == 0) {
            fact_add_null(&fact, frame->roles[i].name);
            continue;
        }
        if (use >= filling->count)
            return false;
        argument = argument_of(scan->extraction, scan->sentence.items[filling->items[use]].entity);
        fact_add_argument(&fact, frame->roles[i].name, &argument);
        first = filling->items[use] < first ? filling->items[use] : first;
        last = filling->items[use] > last ? filling->items[use] : last;
    }
    fact.evidence = piece_join(scan->sentence.items[first].piece, scan->sentence.items[last].piece);
    if (!complete_earlier(scan, frame, &fact))
        fact_list_add(scan->extraction, &fact);
    return true;
}

static void try_frame(const struct frame_scan *scan, const struct frame *frame, size_t word)
{
    struct filling fillings[FRAME_ROLES];
    size_t longest = 1, filled = 0;

    for (size_t i = 0; i < frame->role_count; i++) {
        size_t found;

        fillings[i].count = 0;
        if (find_role(scan, word, &frame->roles[i], &found))
            fill_list(scan, found, &frame->roles[i], &fillings[i]);
        else if (!frame->roles[i].optional)
            return;
        if (fillings[i].count > longest)
            longest = fillings[i].count;
        filled += fillings[i].count > 0;
    }
    if (filled < 2) /* one name alone tells nothing */
        return;
    for (size_t which = 0; which < longest; which++)
        if (!emit(scan, frame, word, fillings, which))
            break;
}

void extract_frames(struct extraction *extraction)
{
    const struct document *document = extraction->document;
    const struct rules *rules = extraction->rules;
    struct frame_scan scan = {.extraction = extraction};

    for (size_t i = 0; i < rules->frame_count; i++)
        scan.triggers |= word_bit((enum word_class)rules->frames[i].trigger);
    for (size_t i = 0; i < document->sentence_count; i++) {
        scan.sentence = document->sentences[i];
        for (size_t at = scan.sentence.first; at < scan.sentence.last; at++) {
            if (!item_is_any(&document->items[at], scan.triggers))
                continue;
            for (size_t j = 0; j < rules->frame_count; j++)
                if (item_is(&document->items[at], (enum word_class)rules->frames[j].trigger))
                    try_frame(&scan, &rules->frames[j], at);
        }
    }
}
