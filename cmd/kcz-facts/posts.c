/*
 * Who holds which post where. A run of posts is [原] [organisation] [原] title, again and again
 * with 、 or 兼 between; a post without an organisation of its own has that of the one before it.
 * The run belongs to the name right behind it, to the name right before it (王芳院士), or to the
 * one that a verb ties it to (王芳任…, 任命王芳为…, …由王芳担任).
 */
#include "holders.h"

enum { LIST_PERSONS = 24 };

static void emit(const struct post_scan *scan, const struct holding *holding,
                 const struct mention *who, enum status status, struct piece evidence)
{
    struct extraction *extraction = scan->extraction;
    struct fact fact = {.type = "post", .evidence = evidence};
    struct argument holder = argument_of(extraction, who);
    struct argument post = argument_of(extraction, holding->title);
    uint64_t key = fact_tuple_key(extraction->facts, "post", argument_name(&holder),
                                  argument_name(&post));

    if (status == STATUS_OPEN)
        status = holding->status;
    fact_add_argument(&fact, "person", &holder);
    fact_add_argument(&fact, "post", &post);
    if (holding->has_org) {
        fact_list_claim(extraction, key);
        fact_add_argument(&fact, "org", &holding->org);
    } else {
        fact_add_null(&fact, "org");
    }
    fact_add_word(&fact, "status", status == STATUS_FORMER ? "former" : "current");
    fact_list_add(extraction, &fact);
}

static void emit_run(const struct post_scan *scan, const struct run *run, size_t who,
                     enum status status)
{
    size_t first = who < run->first ? who : run->first;
    size_t last = who < run->first ? run->end - 1 : who;
    struct piece evidence = piece_join(scan->sentence.items[first].piece,
                                       scan->sentence.items[last].piece);

    for (size_t i = 0; i < run->count; i++)
        emit(scan, &run->posts[i], scan->sentence.items[who].entity, status, evidence);
}

/* Whether several people can hold the last post of the run: 副会长甲、乙; 记者 甲 乙. */
static bool is_shared(const struct post_scan *scan, const struct run *run)
{
    struct piece post = run->posts[run->count - 1].title->piece;
    size_t length = post.end - post.start;
    struct span deputy = span_of("副");

    if (post.text.len > deputy.len && memcmp(post.text.at, deputy.at, deputy.len) == 0)
        return true;
    for (size_t tail = length < 4 ? length : 4; tail > 0; tail--) {
        struct piece end = piece_cut_front(post, length - tail);

        if ((rules_classes(scan->extraction->rules, end.text) & word_bit(WORD_SHARED)) != 0)
            return true;
    }
    return false;
}

/* The name right behind item end - 1, over a space or a colon; 0 if there is none. */
static size_t name_behind(const struct post_scan *scan, size_t end)
{
    size_t at = end;

    while ((word_at(&scan->sentence, at, WORD_SPACE) || word_at(&scan->sentence, at, WORD_COLON)) &&
           touching(&scan->sentence, at - 1, at))
        at++;
    return entity_at(&scan->sentence, at, PERSONS) && touching(&scan->sentence, at - 1, at) ? at
                                                                                            : 0;
}

/* The posts of the names behind the run; returns the item to go on with. */
static size_t give_to_names(struct post_scan *scan, struct run *run, size_t who)
{
    bool shared = is_shared(scan, run);

    emit_run(scan, run, who, STATUS_OPEN);
    for (size_t i = 1; shared && i < LIST_PERSONS; i++) {
        size_t next = who + 1;

        while ((word_at(&scan->sentence, next, WORD_PAUSE) ||
                word_at(&scan->sentence, next, WORD_SPACE) ||
                word_at(&scan->sentence, next, WORD_AND)) &&
               touching(&scan->sentence, next - 1, next))
            next++;
        if (next == who + 1 || !entity_at(&scan->sentence, next, PERSONS) ||
            !touching(&scan->sentence, next - 1, next) ||
            (entity_at(&scan->sentence, next + 1, TITLES) &&
             touching(&scan->sentence, next, next + 1)))
            break;
        who = next;
        emit_run(scan, run, who, STATUS_OPEN);
    }
    scan->last = run->posts[run->count - 1];
    scan->last_end = who + 1;
    return who + 1;
}

/* A post without an organisation is that of the body which appoints: A公司任命王芳为总裁. */
static void appointed_by(const struct post_scan *scan, struct run *run, size_t verb)
{
    struct holding appointer = {0};

    if (run->posts[0].has_org)
        return;
    for (size_t at = verb; at > scan->sentence.first; at--) {
        if (word_at(&scan->sentence, at - 1, WORD_APPOINT) &&
            entity_at(&scan->sentence, at - 2, 1u << ENTITY_ORG)) {
            read_org(scan, at - 2, &appointer);
            break;
        }
    }
    for (size_t i = 0; i < run->count; i++)
        inherit(scan, &run->posts[i], i == 0 ? &appointer : &run->posts[i - 1]);
}

/* "甲、某会会长乙和丙当选副理事长": the names linked with the last one hold it too. */
static void emit_run_for_all(const struct post_scan *scan, const struct run *run, size_t who,
                             enum status status)
{
    emit_run(scan, run, who, status);
    for (size_t at = who; at > scan->sentence.first && is_shared(scan, run); at--) {
        if (!touching(&scan->sentence, at - 1, at) ||
            !(is_separator(scan, at - 1) || word_at(&scan->sentence, at - 1, WORD_FORMER) ||
              entity_at(&scan->sentence, at - 1, PERSONS | TITLES | BODIES)))
            break;
        if (entity_at(&scan->sentence, at - 1, PERSONS) && is_separator(scan, at))
            emit_run(scan, run, at - 1, status);
    }
}

/* 云溪大学(的)王芳教授: the organisation stands before the name, unless it is told already. */
static void org_before_name(const struct post_scan *scan, struct run *run, size_t who)
{
    struct fact_list *facts = scan->extraction->facts;
    size_t at = who;
    struct holding named = {0};

    if (word_at(&scan->sentence, at - 1, WORD_OF) && touching(&scan->sentence, at - 1, at))
        at--;
    if (run->posts[0].has_org || !entity_at(&scan->sentence, at - 1, 1u << ENTITY_ORG) ||
        !touching(&scan->sentence, at - 1, at) ||
        fact_list_claimed(facts, fact_tuple_key(facts, "post", scan->sentence.items[who].piece.text,
                                                run->posts[0].title->piece.text)))
        return;
    read_org(scan, at - 1, &named);
    for (size_t i = 0; i < run->count; i++)
        inherit(scan, &run->posts[i], i == 0 ? &named : &run->posts[i - 1]);
}

/* 王芳为某局局长; the sentence opens with the name, as in a list of appointments. */
static bool opens_with_holder(const struct post_scan *scan, const struct run *run)
{
    size_t first = scan->sentence.first;

    return run->first == first + 2 && entity_at(&scan->sentence, first, PERSONS) &&
           word_at(&scan->sentence, first + 1, WORD_TO) &&
           touching(&scan->sentence, first, first + 1) &&
           touching(&scan->sentence, first + 1, run->first);
}

/* 王芳的某局局长|职务: the sentence opens with the name, as in a list of those who leave. */
static bool opens_with_leaver(const struct post_scan *scan, const struct run *run)
{
    size_t first = scan->sentence.first;

    return run->first == first + 2 && entity_at(&scan->sentence, first, PERSONS) &&
           word_at(&scan->sentence, first + 1, WORD_OF) &&
           touching(&scan->sentence, first, first + 1) &&
           word_at(&scan->sentence, run->end, WORD_POST) &&
           touching(&scan->sentence, run->end - 1, run->end);
}

/* 林晓雨,女,某大学教授,…: the run is a clause of its own in the life of who opens the sentence. */
static bool is_clause_of_life(const struct post_scan *scan, const struct run *run)
{
    const struct sentence *sentence = &scan->sentence;
    size_t first = sentence->first;

    if (!entity_at(sentence, first, PERSONS) || !word_at(sentence, first + 1, WORD_CLAUSE) ||
        !touching(sentence, first, first + 1) || !word_at(sentence, run->first - 1, WORD_CLAUSE) ||
        !touching(sentence, run->first - 1, run->first))
        return false;
    if (run->end < sentence->last ? !word_at(sentence, run->end, WORD_CLAUSE) ||
                                        !touching(sentence, run->end - 1, run->end)
                                  : sentence->items[run->end - 1].piece.end != sentence->end.start)
        return false;
    for (size_t at = first + 1; at < sentence->last; at++)
        if (entity_at(sentence, at, PERSONS))
            return false;
    return true;
}

/* A run with no name behind it; false if it belongs to nobody that we can see. */
static bool give_by_context(const struct post_scan *scan, struct run *run)
{
    size_t first = run->first, who, verb = 0;
    enum status status;

    if (word_at(&scan->sentence, run->end, WORD_AGENT) &&
        entity_at(&scan->sentence, run->end + 1, PERSONS) &&
        word_at(&scan->sentence, run->end + 2, WORD_HOLDS))
        return emit_run(scan, run, run->end + 1, STATUS_CURRENT), true;
    if (opens_with_holder(scan, run))
        return emit_run(scan, run, scan->sentence.first, STATUS_CURRENT), true;
    if (opens_with_leaver(scan, run))
        return emit_run(scan, run, scan->sentence.first, STATUS_FORMER), true;
    status = verb_status(scan, run, &verb);
    if (status != STATUS_OPEN && word_at(&scan->sentence, run->end, WORD_OF) &&
        entity_at(&scan->sentence, run->end + 1, PERSONS))
        return emit_run(scan, run, run->end + 1, status), true;
    if (status != STATUS_OPEN) {
        if (!holder_before(scan, verb, &who) ||
            (word_at(&scan->sentence, verb, WORD_IS) && !touching(&scan->sentence, who, verb)))
            return false;
        appointed_by(scan, run, verb);
        return emit_run_for_all(scan, run, who, status), true;
    }
    if (first == scan->sentence.first)
        return false;
    if (word_at(&scan->sentence, first - 1, WORD_OF) &&
        entity_at(&scan->sentence, first - 2, PERSONS) &&
        word_before(scan, first - 2, WORD_DISMISS))
        return emit_run(scan, run, first - 2, STATUS_FORMER), true;
    if (entity_at(&scan->sentence, first - 1, PERSONS) &&
        touching(&scan->sentence, first - 1, first)) {
        org_before_name(scan, run, first - 1);
        status = word_before(scan, first - 1, WORD_DISMISS) ? STATUS_FORMER : STATUS_OPEN;
        return emit_run(scan, run, first - 1, status), true;
    }
    if (word_at(&scan->sentence, first - 1, WORD_OPEN) &&
        entity_at(&scan->sentence, first - 2, PERSONS) &&
        touching(&scan->sentence, first - 2, first - 1) &&
        word_at(&scan->sentence, run->end, WORD_CLOSE))
        return emit_run(scan, run, first - 2, STATUS_OPEN), true;
    if (is_clause_of_life(scan, run))
        return emit_run(scan, run, scan->sentence.first, STATUS_OPEN), true;
    /* A sentence that opens with a name and its apposition: 王芳,某大学教授,… */
    if (word_at(&scan->sentence, first - 1, WORD_CLAUSE) && first - 2 == scan->sentence.first &&
        entity_at(&scan->sentence, first - 2, PERSONS) &&
        touching(&scan->sentence, first - 2, first - 1))
        return emit_run(scan, run, first - 2, STATUS_OPEN), true;
    return false;
}

/* 某报北京8月3日电(记者 …): the reporter is the agency's. */
static void dispatch_org(const struct post_scan *scan, struct run *run)
{
    size_t at = run->first;

    if (run->posts[0].has_org || !word_at(&scan->sentence, at - 1, WORD_OPEN) ||
        !word_at(&scan->sentence, at - 2, WORD_DISPATCH))
        return;
    for (at -= 2; at > scan->sentence.first && scan->sentence.items[at - 1].entity != NULL; at--) {
        if (entity_at(&scan->sentence, at - 1, 1u << ENTITY_ORG)) {
            run->posts[0].org = argument_of(scan->extraction, scan->sentence.items[at - 1].entity);
            run->posts[0].has_org = true;
            return;
        }
    }
}

/* Whether a name stands right before the run and is its holder though another one follows. */
static bool belongs_left(const struct post_scan *scan, const struct run *run, size_t who)
{
    return run->first > scan->sentence.first && !run->posts[0].own_org &&
           entity_at(&scan->sentence, run->first - 1, PERSONS) &&
           touching(&scan->sentence, run->first - 1, run->first) &&
           entity_at(&scan->sentence, who + 1, TITLES) && touching(&scan->sentence, who, who + 1);
}

static void scan_sentence(struct post_scan *scan)
{
    size_t at = scan->sentence.first;

    scan->last_end = 0;
    while (at < scan->sentence.last) {
        struct run run;
        size_t who;

        if (!read_run(scan, at, &run)) {
            at++;
            continue;
        }
        name_own_school(scan, &run);
        if (scan->last_end != 0 && run.first == scan->last_end + 1 &&
            touching(&scan->sentence, run.first - 1, run.first) &&
            (is_separator(scan, at - 1) || word_at(&scan->sentence, at - 1, WORD_CLAUSE)))
            for (size_t i = 0; i < run.count; i++)
                inherit(scan, &run.posts[i], i == 0 ? &scan->last : &run.posts[i - 1]);
        who = name_behind(scan, run.end);
        if (who != 0 && !belongs_left(scan, &run, who)) {
            dispatch_org(scan, &run);
            at = give_to_names(scan, &run, who);
        } else {
            give_by_context(scan, &run);
            at = run.end;
        }
    }
}

/* A post without its organisation is left out where the same is told with it. */
static void drop_bare_posts(struct fact_list *list)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct slot *slots = list->found[i].fact->slots;
        uint64_t key = fact_tuple_key(list, "post", argument_name(&slots[0].argument),
                                      argument_name(&slots[1].argument));

        if (slots[2].kind != SLOT_NULL || !fact_list_claimed(list, key))
            list->found[kept++] = list->found[i];
    }
    list->count = kept;
}

void extract_posts(struct extraction *extraction)
{
    const struct document *document = extraction->document;

    for (size_t i = 0; i < document->sentence_count; i++) {
        struct post_scan scan = {
            .extraction = extraction,
            .sentence = document->sentences[i],
        };

        scan_sentence(&scan);
    }
    drop_bare_posts(extraction->facts);
}
