#include "persons.h"

#include <string.h>

#include "appointed.h"
#include "foreign.h"
#include "name_shape.h"

enum { MAX_SEARCHES = 48 };

static bool verb_at(const struct document *document, size_t position)
{
    const struct word *word = &document->scan.words[document->scan.word_at[position]];
    uint8_t pos = document->gazetteer->entries[word->entry].pos;

    return word->start == position && word->length > 1 && (pos == 'v' || pos == 'd');
}

/* What commonly follows a name. */
static int followed(const struct document *document, size_t end)
{
    if (is_edge(document, end))
        return 3;
    if (document->cover[end] != ENTITY_NONE)
        return 2;
    if (context_at(document, end, CONTEXT_AFTER_PERSON))
        return 2;
    return verb_at(document, end) ? 2 : 0;
}

/* A word of two or more characters begins inside the name and runs beyond it. */
static bool torn(const struct document *document, size_t start, size_t end)
{
    const struct scan *scan = &document->scan;

    for (size_t i = start + 1; i < end; i++)
        for (uint32_t h = scan->first[i]; h < scan->first[i + 1]; h++) {
            const struct entry *entry = hit_entry(scan, &scan->hits[h]);

            if (i + scan->hits[h].length > end && entry->classes & NAME_WORD && entry->cost < 90 &&
                entry->pos != POS_PERSON)
                return true;
        }
    return false;
}

static bool is_noun(uint8_t pos)
{
    return pos == 'n' || pos == 'j' || pos == 'b' || pos == 't' || pos == POS_NAME ||
           pos == POS_PLACE || pos == POS_ORG || pos == POS_NONE;
}

static int name_score(const struct document *document, size_t start, size_t end)
{
    const struct entry *whole = scan_exact(&document->scan, start, end);
    int score = followed(document, end) * 2;

    if (!is_chinese_name(document, start, end) || document_covered(document, start, end))
        return -100;
    if (torn(document, start, end))
        score -= 3;
    if (end - start == surname_length(document, start) + 2)
        score += 2;
    if (whole && (whole->pos == POS_PERSON || whole->pos == POS_FOREIGN))
        score += 3;
    else if (whole && whole->classes & NAME_WORD)
        score -= is_noun(whole->pos) ? 2 : 9; /* 书记强调, 书记关于 */
    if (whole && whole->classes & (NAME_DIVISION | NAME_COUNTRY | NAME_ORG_SUFFIX))
        score -= 20;
    return score;
}

/* 李长河|王大力: another name begins where this one ends. */
static bool name_follows(const struct document *document, size_t end)
{
    return name_score(document, end, end + 3) >= 6;
}

/* The likeliest end of a name that is known to begin at position; 0 if nothing fits. */
static size_t name_end(const struct document *document, size_t position, int least)
{
    size_t surname = surname_length(document, position), best = 0, length;
    int most = least;

    if (surname == 0 ||
        (char_in(document, position, "和") &&
         scan_longest(&document->scan, position + 1, NAME_WORD, &length) && length >= 2))
        return 0; /* 委员|和|专家 */
    for (size_t given = 1; given <= 2; given++) {
        size_t end = position + surname + given;
        int score = name_score(document, position, end);

        if (is_doubled(document, position, end) || is_derived(document, position, end))
            continue;
        if (given == 2 && score >= 0 && score < 4 && name_follows(document, end))
            score += 4;
        if (score >= most) {
            most = score;
            best = end;
        }
    }
    return best;
}

static void add_person(struct document *document, size_t start, size_t end, enum rank rank)
{
    document_add(document, ENTITY_PER, start, end, rank);
}

/* 仓颉: a name that the word list has, whose surname none has. */
static size_t known_name_end(const struct document *document, size_t position)
{
    const struct word *word = &document->scan.words[document->scan.word_at[position]];
    size_t end = position + word->length;

    return position < document->chars.count && word->start == position && word->length >= 2 &&
                   word->length <= 3 &&
                   document->gazetteer->entries[word->entry].pos == POS_PERSON &&
                   followed(document, end) >= 2 && !is_doubled(document, position, end) &&
                   !is_derived(document, position, end) &&
                   !document_covered(document, position, end)
               ? end
               : 0;
}

/* Whether an organisation stands before the post, or it goes on in a list of posts and names. */
static bool holds_office(const struct document *document, const struct entity *title)
{
    const uint32_t listed = 1U << ENTITY_PER | 1U << ENTITY_TITLE;

    return document->ends[title->start] & 1U << ENTITY_ORG ||
           (title->start > 0 && char_in(document, title->start - 1U, "、") &&
            document->ends[title->start - 1U] & listed);
}

/* 某大学教授|曲径|带队, 某医院医师|幸福、…: an ordinary noun or adjective is a name behind a post
 * with its organisation, where what follows is no noun. */
static size_t plain_name_end(const struct document *document, const struct entity *title)
{
    size_t start = title->end, end = start + 2;
    const struct entry *entry = scan_exact(&document->scan, start, end);

    if (!holds_office(document, title) || !entry || !is_chinese_name(document, start, end) ||
        document_covered(document, start, end) ||
        entry->classes & ~(uint32_t)(NAME_WORD | NAME_SURNAME | NAME_OUTER | NAME_GIVEN))
        return 0;
    if (((entry->pos == 'n' || entry->pos == POS_PLACE) &&
         context_at(document, end, CONTEXT_AFTER_PERSON)) ||
        char_in(document, end, "、") || text_at(document, end, "团队"))
        return end;
    return (entry->pos == 'a' || entry->pos == 'n') &&
                   (is_edge(document, end) || char_in(document, end, "到在赴率"))
               ? end
               : 0;
}

/* Names behind a post, and the further ones of a list: 院长江河、副院长高山. */
static void find_behind_titles(struct document *document)
{
    size_t count = document->count;

    for (size_t i = 0; i < count; i++) {
        const struct entity title = document->entities[i]; /* adding moves the others */
        size_t start = title.end, end;
        int least = 3;

        if (title.type != ENTITY_TITLE)
            continue;
        while (char_in(document, start, "：/ ") && start < title.end + 3U)
            start++;
        for (;;) {
            end = name_end(document, start, least);
            if (end == 0)
                end = known_name_end(document, start);
            if (end == 0 && start == title.end)
                end = plain_name_end(document, &title);
            if (end == 0 ||
                (scan_longest(&document->scan, start, NAME_DIVISION | NAME_COUNTRY, &(size_t){0}) &&
                 end - start < 3))
                break;
            add_person(document, start, end, RANK_SURE);
            if (char_in(document, end, "、 "))
                start = end + 1, least = 5;
            else if (kind_at(document, end) == CHAR_HAN && document->cover[end] == ENTITY_NONE)
                start = end, least = 6; /* 书记李长河王大力: two names with nothing between them */
            else
                break;
        }
    }
}

/* 云江大学|林晓雨|院士: a name between an organisation and a post. */
static void find_before_titles(struct document *document)
{
    size_t count = document->count;

    for (size_t i = 0; i < count; i++) {
        size_t end = document->entities[i].start;

        if (document->entities[i].type != ENTITY_TITLE ||
            document->ends[end] & (1U << ENTITY_PER | 1U << ENTITY_ORG | 1U << ENTITY_LOC))
            continue;
        for (size_t length = 3; length >= 2 && length < end; length--)
            if (document->ends[end - length] & 1U << ENTITY_ORG &&
                is_chinese_name(document, end - length, end) &&
                !document_covered(document, end - length, end) &&
                !scan_exact(&document->scan, end - length, end)) {
                add_person(document, end - length, end, RANK_SURE);
                break;
            }
    }
}

/* Names before a post or an honour that follows them: 陈院士, 李明主任 is left to the model. */
static void find_listed(struct document *document)
{
    const struct scan *scan = &document->scan;

    for (size_t w = 0; w < scan->word_count; w++) {
        const struct word *word = &scan->words[w];
        const struct entry *entry = &scan->gazetteer->entries[word->entry];
        size_t end = word->start + word->length;

        if (word->length < 3 || document->cover[word->start] != ENTITY_NONE ||
            (entry->pos != POS_PERSON && entry->pos != POS_FOREIGN))
            continue;
        if (entry->pos == POS_PERSON && !is_chinese_name(document, word->start, end))
            continue;
        if (followed(document, end) >= 2)
            add_person(document, word->start, end, RANK_GUESS);
    }
}

/* 甲、乙、丙: the next of a list of persons is one, also where the model took it for a place. */
static void find_in_lists(struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct entity *person = &document->entities[i];
        size_t start = person->end + 1U, end;

        if (person->type != ENTITY_PER || person->dropped ||
            !char_in(document, person->end, "、") || document->starts[start] & 1U << ENTITY_PER)
            continue;
        end = name_end(document, start, 5);
        if (end > 0 && (end - start == 3 || !(document->starts[start] & ~1U)) &&
            !scan_longest(&document->scan, start, NAME_DIVISION | NAME_COUNTRY, &(size_t){0}))
            add_person(document, start, end, RANK_SURE);
    }
}

/* 哈方, 哈中: one side by the first character of its country, or two sides. */
static bool is_side(const struct document *document, const struct entity *person)
{
    size_t start = person->start;
    bool first = context_at(document, start, CONTEXT_COUNTRY) > 0;
    bool second = context_at(document, start + 1, CONTEXT_COUNTRY) > 0;

    return person->end - start == 2 && ((first && char_in(document, start + 1, "方中")) ||
                                        (char_in(document, start, "中") && second));
}

static bool ends_title(const struct document *document, const struct entity *person)
{
    return document->ends[person->start] & 1U << ENTITY_TITLE;
}

/* What the model took for a person but is a country, or a side by its first character. */
static void turn_to_place(struct document *document, size_t index)
{
    const struct entity person = document->entities[index];
    const struct entry *entry = scan_exact(&document->scan, person.start, person.end);
    bool side = is_side(document, &person);

    if (ends_title(document, &person))
        return;
    if (!side && !(entry && entry->classes & NAME_COUNTRY) &&
        !(entry && entry->classes & NAME_DIVISION && person.end - person.start >= 3))
        return;
    document_drop(document, &document->entities[index]);
    if (!side)
        document_add(document, ENTITY_LOC, person.start, person.end, RANK_LIKELY);
    for (size_t i = person.start; side && i < person.end; i++)
        if (context_at(document, i, CONTEXT_COUNTRY) && !char_in(document, person.end - 1U, "方"))
            document_add(document, ENTITY_LOC, i, i + 1, RANK_LIKELY);
}

/* What the model took for a person but is a word that no noun is: 关于, or made of another. */
static void drop_words(struct document *document)
{
    size_t count = document->count;

    for (size_t i = 0; i < count; i++) {
        struct entity *person = &document->entities[i];
        const struct entry *entry;

        if (person->type != ENTITY_PER || person->dropped)
            continue;
        entry = scan_exact(&document->scan, person->start, person->end);
        if (char_in(document, person->end - 1U, "族") ||
            (person->end - person->start == 2U && text_at(document, person->start, "谢谢")) ||
            (person->end - person->start == 4U &&
             is_doubled(document, person->start, person->end)) ||
            is_derived(document, person->start, person->end) ||
            (entry && entry->classes & NAME_WORD && entry->pos != POS_PERSON &&
             entry->pos != POS_FOREIGN && !is_noun(entry->pos)))
            document_drop(document, person);
        else
            turn_to_place(document, i);
    }
}

/* Whether the model took this range for a person somewhere else. */
static bool named_elsewhere(const struct document *document, size_t start, size_t end)
{
    const uint32_t *code = document->chars.code;

    for (size_t i = 0; i < document->count; i++) {
        const struct entity *other = &document->entities[i];

        if (other->type == ENTITY_PER && !other->dropped &&
            other->end - other->start == end - start && other->start != start &&
            memcmp(code + other->start, code + start, (end - start) * sizeof *code) == 0)
            return true;
    }
    return false;
}

/* 张工察|看: the last character begins a verb, and the name without it is one elsewhere. */
static void trim_torn(struct document *document)
{
    const struct scan *scan = &document->scan;
    size_t searches = 0;

    for (size_t i = 0; i < document->count && searches < MAX_SEARCHES; i++) {
        struct entity *person = &document->entities[i];
        size_t length = 0, last = person->end - 1U;
        const struct entry *verb;

        if (person->type != ENTITY_PER || person->dropped || person->rank > RANK_LIKELY ||
            person->end - person->start < 3)
            continue;
        verb = scan_longest(scan, last, NAME_WORD, &length);
        if (!verb || length < 2 || (verb->pos != 'v' && verb->pos != 'd') || !++searches ||
            !named_elsewhere(document, person->start, last))
            continue;
        person->end = (uint32_t)last;
        document->ends[last] |= (uint16_t)(1U << ENTITY_PER);
    }
}

void find_persons(struct document *document, bool listed)
{
    drop_words(document);
    trim_torn(document);
    find_appointed(document);
    find_behind_titles(document);
    find_before_titles(document);
    find_in_lists(document);
    find_foreign(document);
    if (listed)
        find_listed(document);
}
