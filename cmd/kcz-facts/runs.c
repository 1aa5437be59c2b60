#include "runs.h"

enum { DEPARTMENT_REACH = 10 }; /* code points */
enum { OWN_REACH = 64 };        /* entities from the start of the text */

/* Words that the name of a department may hold. */
static const uint64_t in_department = (uint64_t)1 << WORD_UNIT | (uint64_t)1 << WORD_OTHER |
                                      (uint64_t)1 << WORD_CUT | (uint64_t)1 << WORD_PREPOSITION |
                                      (uint64_t)1 << WORD_ADVERB | (uint64_t)1 << WORD_AND;

size_t read_org(const struct post_scan *scan, size_t first, struct holding *holding)
{
    size_t at = first, entity = at, end;

    while (entity_at(&scan->sentence, at, BODIES) &&
           (at == first || touching(&scan->sentence, at - 1, at))) {
        if (scan->sentence.items[at].entity->type == ENTITY_ORG || at == first)
            entity = at;
        at++;
    }
    if (at == first)
        return first;
    end = at;
    while (end < scan->sentence.last && words_at(&scan->sentence, end, in_department) &&
           scan->sentence.items[end].piece.end - scan->sentence.items[at - 1].piece.end <=
               DEPARTMENT_REACH)
        end++;
    if (end > at && word_at(&scan->sentence, end - 1, WORD_UNIT) &&
        entity_at(&scan->sentence, end, TITLES) && touching(&scan->sentence, end - 1, end))
        at = end;
    holding->org = argument_joined(scan->extraction, scan->sentence.items[entity].entity,
                                   scan->sentence.items[first].entity,
                                   scan->sentence.items[at - 1].piece);
    holding->has_org = holding->own_org = true;
    return at;
}

/*
 * In a run, a department of the organisation before: "学术部部长、企业工作办公室主任". Known words
 * from item at on, the last of them the end of a department's name, right before a title.
 */
static size_t read_department(const struct post_scan *scan, size_t at, struct holding *holding)
{
    size_t end = at;

    while (end < scan->sentence.last && words_at(&scan->sentence, end, in_department) &&
           scan->sentence.items[end].piece.end - scan->sentence.items[at - 1].piece.end <=
               DEPARTMENT_REACH)
        end++;
    if (end == at || !word_at(&scan->sentence, end - 1, WORD_UNIT) ||
        !entity_at(&scan->sentence, end, TITLES) || !touching(&scan->sentence, end - 1, end))
        return at;
    holding->org = (struct argument){.piece = piece_between(scan->sentence.items[at - 1].piece,
                                                            scan->sentence.items[end].piece)};
    holding->has_org = holding->own_org = true;
    return end;
}

/* One post from item first on (in_run: behind another one): the index behind its title, or first if
 * there is none. */
static size_t read_holding(const struct post_scan *scan, size_t first, bool in_run,
                           struct holding *holding)
{
    size_t at = first;

    *holding = (struct holding){.first = first};
    while (word_at(&scan->sentence, at, WORD_FORMER) && at + 1 < scan->sentence.last &&
           touching(&scan->sentence, at, at + 1)) {
        holding->status = STATUS_FORMER;
        at++;
    }
    at = read_org(scan, at, holding);
    if (at == first && in_run)
        at = read_department(scan, at, holding);
    while (at > first && touching(&scan->sentence, at - 1, at) &&
           (word_at(&scan->sentence, at, WORD_FORMER) || word_at(&scan->sentence, at, WORD_OF))) {
        if (item_is(&scan->sentence.items[at], WORD_FORMER))
            holding->status = STATUS_FORMER;
        at++;
    }
    if (!entity_at(&scan->sentence, at, TITLES) ||
        ((in_run || at > first) && !touching(&scan->sentence, at - 1, at)))
        return first;
    holding->title = scan->sentence.items[at].entity;
    return at + 1;
}

/* 市长 behind 市委 is the government's: its organisation is left unwritten. */
static void leave_unwritten(const struct post_scan *scan, struct holding *holding)
{
    struct span name = argument_name(&holding->org), committee = span_of("委");
    struct span government = span_of("政府");
    char *bytes;

    if ((rules_classes(scan->extraction->rules, holding->title->piece.text) &
         word_bit(WORD_GOVERNS)) == 0 ||
        name.len <= committee.len ||
        memcmp(name.at + name.len - committee.len, committee.at, committee.len) != 0)
        return;
    name.len -= committee.len;
    bytes = arena_take(scan->extraction->arena, name.len + government.len, 1);
    memcpy(bytes, name.at, name.len);
    memcpy(bytes + name.len, government.at, government.len);
    holding->org = (struct argument){.norm = {bytes, name.len + government.len}, .implicit = true};
}

void inherit(const struct post_scan *scan, struct holding *holding, const struct holding *from)
{
    if (holding->has_org || !from->has_org)
        return;
    holding->org = from->org;
    holding->has_org = true;
    if (holding->status == STATUS_OPEN)
        holding->status = from->status;
    leave_unwritten(scan, holding);
}

bool is_separator(const struct post_scan *scan, size_t at)
{
    return word_at(&scan->sentence, at, WORD_PAUSE) || word_at(&scan->sentence, at, WORD_ALSO) ||
           word_at(&scan->sentence, at, WORD_AND);
}

bool read_run(const struct post_scan *scan, size_t first, struct run *run)
{
    size_t at = first, next;

    run->count = 0;
    run->first = run->end = first;
    while (run->count < RUN_POSTS) {
        struct holding *holding = &run->posts[run->count];

        next = read_holding(scan, at, run->count > 0, holding);
        if (next == at)
            break;
        if (run->count > 0)
            inherit(scan, holding, holding - 1);
        run->count++;
        run->end = at = next;
        while (is_separator(scan, at) && touching(&scan->sentence, at - 1, at))
            at++;
        if (at >= scan->sentence.last || at == next)
            break;
    }
    return run->count > 0;
}

/* Whether text ends in one of these words. */
static bool ends_in(struct span text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct span word = span_of(words[i]);

        if (text.len >= word.len && memcmp(text.at + text.len - word.len, word.at, word.len) == 0)
            return true;
    }
    return false;
}

void name_own_school(const struct post_scan *scan, struct run *run)
{
    static const char *const own[] = {"我校", "本校", "学校"};
    static const char *const schools[] = {"大学", "学院", "学校"};
    const struct document *document = scan->extraction->document;
    const char *title = scan->sentence.items[run->first].piece.text.at;
    struct span before = {document->text.at, (size_t)(title - document->text.at)};

    if (run->posts[0].has_org || !ends_in(before, own, sizeof own / sizeof *own))
        return;
    for (size_t i = 0; i < document->mention_count && i < OWN_REACH; i++)
        if (document->mentions[i].type == ENTITY_ORG &&
            ends_in(document->mentions[i].piece.text, schools, sizeof schools / sizeof *schools)) {
            run->posts[0].org = argument_of(scan->extraction, &document->mentions[i]);
            run->posts[0].has_org = true;
            break;
        }
    for (size_t i = 1; i < run->count; i++)
        inherit(scan, &run->posts[i], &run->posts[i - 1]);
}
