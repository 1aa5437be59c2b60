/*
 * Who signed what with whom. A sentence is read as a row of elements: parties (an organisation or a
 * place, with the person who signs for it), links between parties, and the word that tells of the
 * signing. From that word leftwards stand one group of parties, or several with commas between:
 * "A与B、C,D与E分别签署…" are two agreements, "A、B、C签署…" is one among three.
 */
#include "parties.h"
#include "utf8.h"

enum { MAX_GROUPS = 16, EARLIER_SENTENCES = 2 };

/* Code points: from the word of signing to the paper; of the start of a name; from 四家 to the
 * word. */
enum { DOCUMENT_REACH = 40, NAME_LEAST = 4, UNITS_REACH = 4 };

static struct side copy_side(struct arena *arena, const struct argument *arguments, size_t count)
{
    struct argument *copy = arena_take(arena, count, sizeof *copy);

    memcpy(copy, arguments, count * sizeof *copy);
    return (struct side){copy, count};
}

/* How many bytes of text, whole code points, name starts with. */
static size_t common_start(struct span text, struct span name)
{
    size_t same = 0;

    while (same < text.len && same < name.len && text.at[same] == name.at[same])
        same++;
    while (same > 0 && same < name.len && ((unsigned char)name.at[same] & 0xC0) == 0x80)
        same--;
    return same;
}

/*
 * "《A与B…》" where A and B start the names of the two parties: then these are the parties, a
 * department that signs for one of them is not. The title has no inner entities.
 */
static bool sides_from_text(const struct argument *paper, struct argument *first,
                            struct argument *second)
{
    static const char *const links[] = {"与", "和", "、"};
    struct piece text = piece_cut_front(paper->piece, 1);
    size_t same = common_start(text.text, first->piece.text);
    size_t points = utf8_count(text.text.at, same);
    struct piece rest = piece_cut_front(text, points);

    for (size_t i = 0; i < sizeof links / sizeof *links && points >= NAME_LEAST; i++) {
        size_t link = strlen(links[i]), other;
        struct piece behind;

        if (rest.text.len < link || memcmp(rest.text.at, links[i], link) != 0)
            continue;
        behind = piece_cut_front(rest, 1);
        other = utf8_count(behind.text.at, common_start(behind.text, second->piece.text));
        if (other < NAME_LEAST)
            continue;
        *first = (struct argument){.piece = piece_cut_back(text, rest.end - rest.start)};
        *second = (struct argument){
            .piece = piece_cut_back(behind, behind.end - behind.start - other)};
        return true;
    }
    return false;
}

/* Parties that the title of the document names: 《A与B合作协议》. */
static void parties_from_title(const struct sentence_view *view, const struct argument *paper,
                               struct group *group)
{
    struct argument named[MAX_PARTIES];
    size_t count = 0, end = 0;

    for (size_t i = 0; paper->entity != NULL && i < paper->entity->inner_count; i++) {
        const struct mention *inner = &paper->entity->inner[i];

        if (inner->type == ENTITY_ORG && inner->piece.start >= end) {
            struct argument party = argument_of(view->extraction, inner);

            add_party(named, &count, &party);
            end = inner->piece.end;
        }
    }
    if (count == 0 && paper->entity != NULL && !group->apart && group->left_count == 1 &&
        group->right_count == 1) {
        if (!sides_from_text(paper, &group->left[0], &group->right[0]))
            sides_from_text(paper, &group->right[0], &group->left[0]);
        return;
    }
    if (count != 2)
        return;
    group->left[0] = named[0];
    group->right[0] = named[1];
    group->left_count = group->right_count = 1;
    group->apart = false;
}

static void emit(const struct sentence_view *view, const struct group *group,
                 const struct argument *paper, struct piece evidence)
{
    struct arena *arena = view->extraction->arena;
    struct fact fact = {.type = "signed", .evidence = evidence};
    size_t count = group->apart ? group->left_count : 2;
    struct side *sides = arena_take(arena, count, sizeof *sides);

    for (size_t i = 0; i < count; i++)
        sides[i] = group->apart ? copy_side(arena, &group->left[i], 1)
                   : i == 0     ? copy_side(arena, group->left, group->left_count)
                                : copy_side(arena, group->right, group->right_count);
    fact_add_sides(&fact, "parties", SLOT_SIDES, sides, count);
    if (paper->piece.text.at != NULL)
        fact_add_argument(&fact, "document", paper);
    else
        fact_add_null(&fact, "document");
    if (group->signatory_count > 0) {
        struct argument names[MAX_PARTIES];
        struct side *list = arena_take(arena, 1, sizeof *list);

        for (size_t i = 0; i < group->signatory_count; i++)
            names[i] = argument_of(view->extraction,
                                   group->signatories[group->signatory_count - 1 - i]);
        *list = copy_side(arena, names, group->signatory_count);
        fact_add_sides(&fact, "signatories", SLOT_LIST, list, 1);
    }
    fact_list_add(view->extraction, &fact);
}

/*
 * The paper behind the word of signing: 《…》, or the words up to 协议, 备忘录 and the like,
 * without what only counts or links. Else a 《…》 earlier in the sentence.
 */
static struct argument find_paper(const struct sentence_view *view, const struct element *sign)
{
    struct argument paper = {0};
    const struct item *from = &view->sentence.items[sign->end - 1];

    for (size_t at = sign->end; at < view->sentence.last; at++) {
        const struct item *item = &view->sentence.items[at];

        if (item->piece.start - view->sentence.items[sign->end - 1].piece.end > DOCUMENT_REACH ||
            item_is(item, WORD_CLAUSE))
            break;
        if (item_has_type(item, 1u << ENTITY_DOC))
            return argument_of(view->extraction, item->entity);
        if (item_is(item, WORD_AGREEMENT)) {
            paper.piece = piece_join(piece_between(from->piece, item->piece), item->piece);
            continue;
        }
        if (paper.piece.text.at != NULL)
            break;
        if (item->entity != NULL ||
            item_is_any(item, word_bit(WORD_TRIM) | word_bit(WORD_OF) | word_bit(WORD_AND) |
                                  word_bit(WORD_WITH) | word_bit(WORD_PAUSE)))
            from = item;
    }
    for (size_t at = sign->first; paper.piece.text.at == NULL && at-- > view->sentence.first;)
        if (entity_at(&view->sentence, at, 1u << ENTITY_DOC))
            return argument_of(view->extraction, view->sentence.items[at].entity);
    return paper;
}

/* "A签署与B的协议": the other side stands behind the word. */
static bool read_behind(const struct sentence_view *view, size_t sign, size_t limit,
                        struct group *group)
{
    size_t with = sign + 1;

    while (with < view->count && view->elements[with].kind == ELEMENT_OTHER && with < sign + 3)
        with++;
    if (with + 1 >= view->count || view->elements[with].kind != ELEMENT_WITH ||
        !is_party(view, with + 1))
        return false;
    *group = (struct group){.first = sign};
    group->first = read_subject(view, sign, limit, group);
    take_party(group, &view->elements[with + 1], group->right, &group->right_count);
    group->from = view->sentence.items[view->elements[group->first].first].piece;
    return group->left_count > 0;
}

/* 希望, 将, 未 and the like in elements [first, end): it has not come to that. */
static bool is_unreal(const struct sentence_view *view, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (word_at(&view->sentence, view->elements[i].first, WORD_UNREAL))
            return true;
    return false;
}

static size_t clause_before(const struct sentence_view *view, size_t end, size_t limit)
{
    while (end > limit && view->elements[end - 1].kind != ELEMENT_CLAUSE)
        end--;
    return end;
}

/* The groups of parties that the word of signing speaks of; how many. */
static size_t read_groups(const struct sentence_view *view, size_t sign, size_t limit,
                          struct group *groups)
{
    size_t count = 0, end = sign;
    bool each, skipped = false; /* one of several groups that cannot be read */

    if (read_behind(view, sign, limit, &groups[0]))
        return 1;
    /* 与 with nothing known behind it: the other side is no name. */
    for (; end > limit && !is_party(view, end - 1); end--)
        if (view->elements[end - 1].kind == ELEMENT_WITH)
            return 0;
    each = end < sign && word_at(&view->sentence, view->elements[sign - 1].first, WORD_EACH);
    while (count < MAX_GROUPS) {
        if (read_group(view, end, limit, &groups[count]) && !(skipped && groups[count].apart))
            end = groups[count++].first;
        else if (each && !skipped) {
            skipped = true;
            end = clause_before(view, end, limit);
        } else
            break;
        if (end < limit + 2 || view->elements[end - 1].kind != ELEMENT_CLAUSE ||
            (!each && !(is_party(view, end - 2) && elements_touch(view, end - 2) &&
                        elements_touch(view, end - 1))))
            break;
        end--;
    }
    return count;
}

/* "A与B举行座谈。双方签署…": the two sides are those of a sentence before. */
static bool read_earlier(const struct sentence_view *view, size_t sign, size_t sentence,
                         struct group *group)
{
    const struct document *document = view->extraction->document;
    struct sentence_view *earlier;
    size_t at = sign;

    while (at > 0 && view->elements[at - 1].kind == ELEMENT_LIGHT &&
           !word_at(&view->sentence, view->elements[at - 1].first, WORD_PARTIES))
        at--;
    if (at == 0 || !word_at(&view->sentence, view->elements[at - 1].first, WORD_PARTIES))
        return false;
    earlier = arena_take(view->extraction->arena, 1, sizeof *earlier);
    earlier->extraction = view->extraction;
    for (size_t back = 1; back <= EARLIER_SENTENCES && back <= sentence; back++) {
        read_view(earlier, document->sentences[sentence - back]);
        for (size_t end = earlier->count; end > 0; end--)
            if (read_group(earlier, end, 0, group) && !group->apart)
                return true;
    }
    return false;
}

/* "A、B与C三方签署": 与 parts no two sides where more than two are counted. */
static void settle_sides(const struct sentence_view *view, size_t sign, struct group *group)
{
    for (size_t i = group->first; !group->apart && i < sign; i++) {
        const struct item *item = &view->sentence.items[view->elements[i].first];

        if (!item_is(item, WORD_PARTIES) || span_is(item->piece.text, "双方") ||
            span_is(item->piece.text, "甲乙双方"))
            continue;
        for (size_t k = 0; k < group->right_count; k++)
            add_party(group->left, &group->left_count, &group->right[k]);
        group->right_count = 0;
        group->apart = true;
    }
}

/* "甲、乙分别代表学校签约": each for who is not named, and nobody with the other. */
static bool for_their_own(const struct sentence_view *view, size_t sign)
{
    bool behalf = false;

    for (size_t i = clause_before(view, sign, 0); i < sign; i++) {
        size_t at = view->elements[i].first;

        if (word_at(&view->sentence, at, WORD_PARTIES))
            return false;
        behalf = behalf || (word_at(&view->sentence, at, WORD_BEHALF) &&
                            !entity_at(&view->sentence, at + 1, BODIES));
    }
    return behalf;
}

/* How many sign in "四家单位签署": what a quantity before the word counts; 0 if there is none. */
static size_t counted_parties(const struct sentence_view *view, size_t sign)
{
    size_t at = view->elements[sign].first, count = 0;

    while (at > view->sentence.first &&
           (words_at(&view->sentence, at - 1, word_bit(WORD_ADVERB) | word_bit(WORD_EACH))))
        at--;
    for (size_t back = 0; back < 2; back++)
        if (entity_at(&view->sentence, at - 1 - back, 1u << ENTITY_QUANTITY)) {
            const struct item *figure = &view->sentence.items[at - 1 - back];
            struct span value = figure->entity->value;

            if (view->sentence.items[at].piece.start - figure->piece.end > UNITS_REACH)
                return 0;
            for (size_t i = 0; i < value.len && value.at[i] >= '0' && value.at[i] <= '9'; i++)
                count = count * 10 + (size_t)(value.at[i] - '0');
            return count;
        }
    return 0;
}

/* "由A、B、C发起。三家单位签署…": the list of so many in the same sentence or one before. */
static bool read_counted(const struct sentence_view *view, size_t sign, size_t sentence,
                         struct group *group)
{
    const struct document *document = view->extraction->document;
    size_t wanted = counted_parties(view, sign);
    struct sentence_view *earlier;

    if (wanted < 2 || wanted > MAX_PARTIES)
        return false;
    earlier = arena_take(view->extraction->arena, 1, sizeof *earlier);
    earlier->extraction = view->extraction;
    for (size_t back = 1; back <= EARLIER_SENTENCES && back <= sentence; back++) {
        read_view(earlier, document->sentences[sentence - back]);
        for (size_t end = earlier->count; end > 0; end--)
            if (read_group(earlier, end, 0, group) && group->apart && group->left_count == wanted)
                return true;
    }
    return false;
}

static void read_signing(const struct sentence_view *view, size_t sign, size_t limit,
                         size_t sentence)
{
    struct group groups[MAX_GROUPS];
    struct argument paper = find_paper(view, &view->elements[sign]);
    struct piece word = view->sentence.items[view->elements[sign].end - 1].piece;
    struct piece last = paper.piece.text.at != NULL && paper.piece.start >= word.end ? paper.piece
                                                                                     : word;
    size_t count;

    /* 达成 is about an agreement only where it names one. */
    if (word_at(&view->sentence, view->elements[sign].first, WORD_REACH) &&
        paper.piece.text.at == NULL)
        return;
    count = read_groups(view, sign, limit, groups);
    if (count == 1)
        settle_sides(view, sign, &groups[0]);
    if (count == 0 && limit == 0 &&
        (read_earlier(view, sign, sentence, &groups[0]) ||
         read_counted(view, sign, sentence, &groups[0]))) {
        if (!is_unreal(view, 0, sign))
            emit(view, &groups[0], &paper, piece_join(groups[0].from, last));
        return;
    }
    if (count == 1 && groups[0].apart && for_their_own(view, sign))
        return;
    /* Who is only named before 签约仪式 may just be there. */
    if (count > 0 && groups[0].apart &&
        word_at(&view->sentence, view->elements[sign].first, WORD_CEREMONY))
        return;
    if (count == 1)
        parties_from_title(view, &paper, &groups[0]);
    for (size_t i = count; i-- > 0;)
        if (!is_unreal(view, groups[i].first, sign))
            emit(view, &groups[i], &paper, piece_join(groups[i].from, last));
}

void extract_agreements(struct extraction *extraction)
{
    const struct document *document = extraction->document;
    struct sentence_view *view = arena_take(extraction->arena, 1, sizeof *view);

    for (size_t i = 0; i < document->sentence_count; i++) {
        struct sentence sentence = document->sentences[i];
        size_t limit = 0, at = sentence.first;

        while (at < sentence.last && !item_is(&document->items[at], WORD_SIGN))
            at++;
        if (at == sentence.last)
            continue;
        view->extraction = extraction;
        read_view(view, sentence);
        for (size_t j = 0; j < view->count; j++) {
            if (view->elements[j].kind != ELEMENT_SIGN)
                continue;
            read_signing(view, j, limit, i);
            limit = j + 1;
        }
    }
}
