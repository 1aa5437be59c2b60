#include "titles.h"

enum { MAX_PREFIXES = 4 };

static const struct entry *title_at(const struct document *document, size_t position, uint8_t roles,
                                    size_t *length)
{
    const struct scan *scan = &document->scan;

    if (position >= document->chars.count || !(scan->classes[position] & NAME_TITLE))
        return NULL;
    for (uint32_t h = scan->first[position + 1]; h-- > scan->first[position];) {
        const struct entry *entry = hit_entry(scan, &scan->hits[h]);

        if (entry->title & roles) {
            *length = scan->hits[h].length;
            return entry;
        }
    }
    return NULL;
}

/* Whether short brackets open at position and this text follows them. */
static bool brackets_then(const struct document *document, size_t position, const char *text)
{
    for (size_t i = position + 1; i < position + 8; i++)
        if (char_in(document, i, "）"))
            return text_at(document, i + 1, text);
    return false;
}

/* A post that is the start of another word is none: 代表团, 会长单位, 经理人, 教授级. */
static bool word_goes_on(const struct document *document, size_t end)
{
    const struct scan *scan = &document->scan;
    const struct word *word;

    if (end >= document->chars.count)
        return false;
    /* 律师（上海）事务所 */
    if (char_in(document, end, "（") && brackets_then(document, end, "事务所"))
        return true;
    if (context_at(document, end, CONTEXT_POST_GOES_ON) && !text_at(document, end, "团队"))
        return true;
    word = &scan->words[scan->word_at[end]];
    /* 经理|人: the word that holds the last character runs on, and it is no name. */
    return word->start < end && word->start + word->length > end &&
           scan->gazetteer->entries[word->entry].surname == SURNAME_NONE &&
           scan->gazetteer->entries[word->entry].pos != POS_PERSON &&
           !(scan_longest(scan, end, NAME_SURNAME, &(size_t){0}) &&
             scan->gazetteer->entries[word->entry].pos != 'n');
}

/* The end of the longest post at position with its prefixes; 0 if there is none. */
static size_t post_end(const struct document *document, size_t position, int prefixes,
                       uint8_t prefix_roles, uint8_t *role)
{
    const struct scan *scan = &document->scan;
    size_t length = 0, best = 0;
    const struct entry *entry = title_at(document, position, TITLE_POST | TITLE_LONE, &length);

    if (entry) {
        best = position + length;
        *role = entry->title;
    }
    if (prefixes == 0 || position >= document->chars.count)
        return best;
    for (uint32_t h = scan->first[position]; h < scan->first[position + 1]; h++) {
        uint8_t inner = 0;
        size_t end;

        if (!(hit_entry(scan, &scan->hits[h])->title & prefix_roles))
            continue;
        end = post_end(document, position + scan->hits[h].length, prefixes - 1, TITLE_PREFIX,
                       &inner);
        if (end > best) {
            best = end;
            *role = inner;
        }
    }
    return best;
}

/* A bare organ opens a title only where no name can stand before it: 、管委会主任, 兼秘书处主任. */
static bool organ_may_open(const struct document *document, size_t position)
{
    return position == 0 || char_in(document, position - 1, "、兼，") ||
           kind_at(document, position - 1) == CHAR_STOP;
}

/* 云溪|村党支部书记: 村 is the end of a name, unless an edge is before it. */
static bool takes_place(const struct document *document, size_t start)
{
    return start > 0 && char_in(document, start, "村校") && !char_in(document, start + 1, "长") &&
           kind_at(document, start - 1) == CHAR_HAN && document->cover[start - 1] == ENTITY_NONE &&
           !char_in(document, start - 1, "由和任的");
}

/* 宁德时代|董事长, 自治区党委|书记, 少工委|主任: what opens the post ends a word or an
 * organisation. */
static bool ends_name(const struct document *document, size_t start)
{
    return (char_in(document, start, "代") &&
            document->scan.words[document->scan.word_at[start]].start < start) ||
           (text_at(document, start, "党委") && text_before(document, start, "自治区")) ||
           (text_at(document, start, "工委") && start > 0 &&
            !char_in(document, start - 1, "区园城港、，兼"));
}

void find_titles(struct document *document)
{
    for (size_t i = 0; i < document->chars.count; i++) {
        uint8_t role = 0, prefixes = TITLE_PREFIX;
        size_t end;

        if ((kind_at(document, i) != CHAR_HAN && kind_at(document, i) != CHAR_NUMERAL) ||
            document->cover[i] != ENTITY_NONE)
            continue;
        if (!(document->scan.classes[i] & NAME_TITLE) || takes_place(document, i) ||
            ends_name(document, i))
            continue;
        if (organ_may_open(document, i))
            prefixes |= TITLE_ORGAN;
        end = post_end(document, i, MAX_PREFIXES, prefixes, &role);
        if (end == 0 || document_covered(document, i, end) || word_goes_on(document, end))
            continue;
        document_add(document, ENTITY_TITLE, i, end, role & TITLE_LONE ? RANK_FORCED : RANK_SURE);
        document_cover(document, i, end, ENTITY_TITLE);
        i = end - 1;
    }
}

/* Roles in bylines: 记者 周明, （编辑：李华）. */
void find_bylines(struct document *document)
{
    for (size_t i = 0; i < document->chars.count; i++) {
        size_t length = 0, end;

        if (!(document->scan.classes[i] & NAME_TITLE) || document->cover[i] != ENTITY_NONE ||
            !title_at(document, i, TITLE_BYLINE, &length))
            continue;
        end = i + length;
        if (document_covered(document, i, end))
            continue;
        if (char_in(document, end, "：/ ") || kind_at(document, end) == CHAR_SPACE ||
            (i > 0 && char_in(document, i - 1, "（ 【报社网台") &&
             scan_longest(&document->scan, end, NAME_SURNAME, &length))) {
            document_add(document, ENTITY_TITLE, i, end, RANK_LIKELY);
            document_cover(document, i, end, ENTITY_TITLE);
        }
        i = end - 1;
    }
}

/* Whether something beside this title vouches for it: a person, an organisation, a verb. */
static bool vouched(const struct document *document, const struct entity *title)
{
    const uint32_t persons = 1U << ENTITY_PER;
    const uint32_t names = 1U << ENTITY_PER | 1U << ENTITY_ORG | 1U << ENTITY_LOC;
    size_t after = title->end;

    if (document->starts[after] & persons || document->ends[title->start] & names)
        return true;
    /* 中国工程院|原|院长 */
    if (title->start > 0 && char_in(document, title->start - 1U, "原前") &&
        document->ends[title->start - 1U] & names)
        return true;
    while (char_in(document, after, "：/ ") && after < title->end + 3U)
        after++;
    return (after > title->end && document->starts[after] & persons) ||
           context_before(document, title->start, CONTEXT_POST_VERB);
}

static bool joined(const struct document *document, const struct entity *left,
                   const struct entity *right)
{
    return left->end + 1U == right->start && char_in(document, left->end, "、兼和");
}

void settle_titles(struct document *document)
{
    struct entity *before = NULL;

    /* Forwards: what the one before vouches for; backwards: what the one behind does. */
    for (size_t i = 0; i < document->count; i++) {
        struct entity *title = &document->entities[i];

        if (title->type != ENTITY_TITLE || title->dropped)
            continue;
        if (title->rank != RANK_FORCED) {
            bool stands = vouched(document, title) || (before && before->rank == RANK_FORCED &&
                                                       joined(document, before, title));

            title->rank = stands ? RANK_FORCED : RANK_GUESS;
        }
        before = title;
    }
    before = NULL;
    for (size_t i = document->count; i-- > 0;) {
        struct entity *title = &document->entities[i];

        if (title->type != ENTITY_TITLE || title->dropped)
            continue;
        if (title->rank == RANK_GUESS) {
            if (before && before->rank == RANK_FORCED && joined(document, title, before))
                title->rank = RANK_FORCED;
            else
                document_drop(document, title);
        }
        before = title;
    }
}
