/* What is gone from the text: pairs that the decoder dropped, bytes that it ate with a "?". */
#include "shift_search.h"
#include "utf8.h"

/*
 * The cells of the pairs that begin with the trail byte of code, by their second byte: where one is
 * 0 the pair may be dropped. NULL if no pair begins so.
 */
static const uint16_t *pairs_behind(const struct search *search, uint16_t code)
{
    unsigned trail = code & 0xFF;

    return trail < 0x81 || trail > 0xFE ? NULL : &search->model->gbk->points[(trail - 0x81) * 256];
}

/* The trail bytes with which pairs begin that may be dropped; see the code page. */
static const struct {
    uint8_t low, high;
} hiding_trails[] = {{0xA1, 0xAF}, {0xD7, 0xD7}, {0xF8, 0xFE}};

/* Whether a dropped pair of these can end with the lead byte of follower. */
static inline bool hides(const uint16_t *pairs, uint16_t follower)
{
    return follower >= GBK_FIRST && pairs[follower >> 8] == 0;
}

static bool may_hide(const struct search *search, uint16_t code)
{
    return code >= GBK_FIRST && search->model->hiding[code - 0x8100];
}

/*
 * The most that one more character may cost by its bigram to be worth a closer look; a longer
 * context may make it cheaper.
 */
static int affordable(const struct search *search, const struct hypothesis *from)
{
    const struct beam *beam = &search->next;
    int most = beam->count > 0 ? beam->items[0].cost + GAP_WIDTH : INT32_MAX / 2;

    if (beam->count == BEAM && beam->items[BEAM - 1].cost < most)
        most = beam->items[BEAM - 1].cost;
    if (search->final_count > 0 && search->finals[0].hypothesis.cost + GAP_WIDTH < most)
        most = search->finals[0].hypothesis.cost + GAP_WIDTH;
    return most - from->cost;
}

/* Characters that can stand before a dropped pair, cheapest first. */
struct dropped {
    struct hypothesis items[DROPPED_BEST];
    size_t count;
    int width; /* by how much they may cost more than the best behind the token */
};

/* What a hypothesis may cost to be put among them. */
static int dearest_dropped(const struct search *search, const struct dropped *dropped)
{
    int most = search->now.items[0].cost + WIDTH;

    if (search->next.count > 0 && search->next.items[0].cost + dropped->width < most)
        most = search->next.items[0].cost + dropped->width;
    if (search->final_count > 0 && search->finals[0].hypothesis.cost + dropped->width < most)
        most = search->finals[0].hypothesis.cost + dropped->width;
    if (search->next.count == BEAM && search->next.items[BEAM - 1].cost - 1 < most)
        most = search->next.items[BEAM - 1].cost - 1;
    if (dropped->count == DROPPED_BEST && dropped->items[DROPPED_BEST - 1].cost - 1 < most)
        most = dropped->items[DROPPED_BEST - 1].cost - 1;
    return most;
}

static void consider_dropped(struct search *search, const struct hypothesis *from, uint16_t code,
                             uint32_t follower, struct dropped *dropped)
{
    struct ngram_state state;
    int cost = shift_extended_cost(search, from, code, follower, &state) +
               shift_cost_of_annotation(search, from, code, NO_ANSWER);
    size_t at = dropped->count;

    if (cost > dearest_dropped(search, dropped))
        return;
    if (at == DROPPED_BEST)
        at--;
    for (size_t i = 0; i < dropped->count; i++)
        if (dropped->items[i].last->code == code && dropped->items[i].last->before == from->last)
            return;
    if (dropped->count < DROPPED_BEST)
        dropped->count++;
    for (; at > 0 && dropped->items[at - 1].cost > cost; at--)
        dropped->items[at] = dropped->items[at - 1];
    dropped->items[at] = shift_extend(search, from, code, cost, &state);
    dropped->items[at].lead = 0;
}

/* The followers of from that begin with its pending byte. */
static void find_followers(const struct search *search, const struct hypothesis *from,
                           uint32_t *first, uint32_t *end)
{
    const struct ngram *ngram = search->model->ngram;
    unsigned lead = from->lead;

    ngram_followers(ngram, &from->state, first, end);
    *first = ngram_follower(ngram, *first, *end, lead << 8);
    *end = ngram_follower(ngram, *first, *end, (lead + 1) << 8);
}

/* The node of symbol from first to end, or NGRAM_NONE. */
static uint32_t exact_follower(const struct search *search, uint32_t first, uint32_t end,
                               uint16_t symbol)
{
    uint32_t at = ngram_follower(search->model->ngram, first, end, symbol);

    return at < end && search->model->ngram->levels[1].nodes[at].symbol == symbol
               ? at
               : (uint32_t)NGRAM_NONE;
}

static void find_dropped(struct search *search, const struct hypothesis *from,
                         struct dropped *dropped)
{
    const struct ngram *ngram = search->model->ngram;
    const struct ngram_node *nodes = ngram->levels[1].nodes;
    const uint16_t *frequent = search->model->by_lead[from->lead];
    uint32_t first, end;
    int most = affordable(search, from) - COST_TO_COME;

    find_followers(search, from, &first, &end);
    for (uint32_t each = first; each < end; each++)
        if (nodes[each].cost <= most && may_hide(search, nodes[each].symbol))
            consider_dropped(search, from, nodes[each].symbol, each, dropped);
    for (size_t i = 0; i < SHIFT_FREQUENT && frequent[i]; i++) {
        uint32_t follower;

        follower = exact_follower(search, first, end, frequent[i]);
        if (follower == NGRAM_NONE || nodes[follower].cost > most)
            consider_dropped(search, from, frequent[i], follower, dropped);
    }
}

/* The characters behind a character that hides a pair. */
struct behind {
    const struct hypothesis *from;
    const uint16_t *pairs; /* see pairs_behind */
    uint32_t first, end;   /* its followers */
    int most;              /* that a bigram may cost to be looked at */
};

/* One with this trail byte answers the token. */
static void take_trail(struct search *search, const struct behind *behind, unsigned trail)
{
    const struct ngram *ngram = search->model->ngram;
    const struct ngram_node *nodes = ngram->levels[1].nodes + behind->first;
    const uint16_t *usual = search->model->by_trail[trail];
    struct ngram_answers answers = ngram_answers(ngram, behind->first, behind->end, trail, trail);

    for (const uint16_t *each = answers.each; each < answers.end; each++)
        if (nodes[*each].cost <= behind->most && hides(behind->pairs, nodes[*each].symbol))
            shift_take(search, behind->from, nodes[*each].symbol, behind->first + *each);
    for (size_t i = 0; i < SHIFT_FREQUENT && usual[i]; i++)
        if (hides(behind->pairs, usual[i]) && ngram_answer(ngram, answers, usual[i]) == NGRAM_NONE)
            shift_take(search, behind->from, usual[i], NGRAM_NONE);
}

/* One of the syllable of "?py)" answers it, if the tool may have annotated it. */
static void take_reader(struct search *search, const struct behind *behind)
{
    const struct pinyin *pinyin = search->model->pinyin;
    const struct ngram_node *nodes = search->model->ngram->levels[1].nodes;
    const uint16_t *each = pinyin->readers + pinyin->first_reader[search->token.syllable];
    const uint16_t *end = pinyin->readers + pinyin->first_reader[search->token.syllable + 1];

    for (; each < end; each++) {
        bool annotated = noise_annotates(search->profile, *each);
        uint32_t follower;

        if (!hides(behind->pairs, *each) ||
            !(annotated || pinyin_script(pinyin, *each) == SCRIPT_TRADITIONAL))
            continue;
        follower = exact_follower(search, behind->first, behind->end, *each);
        if (follower == NGRAM_NONE ? annotated : nodes[follower].cost <= behind->most)
            shift_take(search, behind->from, *each, follower);
    }
}

/* One hides a further pair. */
static void hide_further(struct search *search, const struct behind *behind,
                         struct dropped *further)
{
    const struct ngram_node *nodes = search->model->ngram->levels[1].nodes + behind->first;

    for (size_t i = 0; i < sizeof hiding_trails / sizeof *hiding_trails; i++) {
        struct ngram_answers answers = ngram_answers(search->model->ngram, behind->first,
                                                     behind->end, hiding_trails[i].low,
                                                     hiding_trails[i].high);

        for (const uint16_t *each = answers.each; each < answers.end; each++)
            if (nodes[*each].cost <= behind->most - COST_TO_COME &&
                hides(behind->pairs, nodes[*each].symbol) && may_hide(search, nodes[*each].symbol))
                consider_dropped(search, behind->from, nodes[*each].symbol, behind->first + *each,
                                 further);
    }
}

/* Behind a character that hides a pair: the next one answers the token, or hides one, too. */
static void follow_dropped(struct search *search, const struct hypothesis *from,
                           struct dropped *further)
{
    struct behind behind = {.from = from,
                            .pairs = pairs_behind(search, from->last->code),
                            .most = affordable(search, from)};

    if (!behind.pairs)
        return;
    ngram_followers(search->model->ngram, &from->state, &behind.first, &behind.end);
    for (size_t i = 0; i < search->trail_count; i++)
        take_trail(search, &behind, search->trails[i]);
    if (search->token.site)
        take_reader(search, &behind);
    if (further)
        hide_further(search, &behind, further);
}

/* The trail bytes of characters that answer the token. */
static void find_trails(struct search *search)
{
    const struct token *token = &search->token;

    search->trail_count = 0;
    if (token->pair)
        search->trails[search->trail_count++] = (uint8_t)(token->pair >> 8);
    if (token->single)
        search->trails[search->trail_count++] = token->single;
    if (token->last) /* a full stop */
        search->trails[search->trail_count++] = 0xA3;
    else if (token->folded)
        search->trails[search->trail_count++] = (uint8_t)(token->folded >> 8);
}

/* Up to MAX_DROPPED pairs in a row that the decoder dropped before the token. */
void shift_take_dropped(struct search *search)
{
    struct dropped pools[2] = {{.width = GAP_WIDTH - COST_TO_COME},
                               {.width = GAP_WIDTH - COST_TO_COME}};
    struct dropped *now = &pools[0], *further = &pools[1];

    find_trails(search);
    for (size_t i = 0; i < search->now.count && affordable(search, &search->now.items[i]) >= 0; i++)
        find_dropped(search, &search->now.items[i], now);
    for (size_t depth = 1; depth <= MAX_DROPPED && now->count > 0; depth++) {
        struct dropped *swap = now;

        further->count = 0;
        for (size_t i = 0; i < now->count && affordable(search, &now->items[i]) >= 0; i++)
            follow_dropped(search, &now->items[i], depth < MAX_DROPPED ? further : NULL);
        now = further;
        further = swap;
    }
}

/* U+FFFD, which the model takes for the ASCII character that goes best with what follows. */
static void append_eaten(struct search *search, struct hypothesis *to)
{
    static const char eaten[] = "0 ,.:;!()-/<\"";
    struct ngram_state best = to->state, behind;
    const char *at = search->text.at + search->token.end;
    uint16_t follows = ngram_symbol(search->model->gbk, utf8_next(&at));
    int least = INT32_MAX;

    for (const char *each = eaten; *each; each++) {
        uint16_t symbol = ngram_symbol(search->model->gbk, (unsigned char)*each);
        struct ngram_state state;
        int cost = ngram_step(search->model->ngram, &to->state, symbol, &state);

        cost += ngram_step(search->model->ngram, &state, follows, &behind);
        if (cost >= least)
            continue;
        least = cost;
        best = state;
    }
    shift_append_ascii(search, to, 0);
    to->state = best;
}

/* The pending byte and a trail byte that is gone, with an ASCII byte that is gone as well. */
void shift_take_eaten(struct search *search, const struct hypothesis *from)
{
    const struct ngram_node *nodes = search->model->ngram->levels[1].nodes;
    const uint16_t *frequent = search->model->by_lead[from->lead];
    struct dropped best = {.width = WIDTH};
    uint32_t first, end;

    find_followers(search, from, &first, &end);
    for (uint32_t each = first; each < end; each++)
        consider_dropped(search, from, nodes[each].symbol, each, &best);
    for (size_t i = 0; i < SHIFT_FREQUENT && frequent[i]; i++) {
        uint32_t follower = exact_follower(search, first, end, frequent[i]);

        if (follower == NGRAM_NONE)
            consider_dropped(search, from, frequent[i], follower, &best);
    }
    for (size_t i = 0; i < best.count; i++) {
        bool eaten = !search->token.last && !search->token.kept;

        if (search->token.last)
            best.items[i].cost += shift_cost_of_last(best.items[i].last->code);
        if (eaten)
            best.items[i].cost += COST_EATEN;
        if (best.items[i].cost > shift_dearest_final(search))
            continue;
        if (eaten)
            append_eaten(search, &best.items[i]);
        shift_push_final(search, &best.items[i], search->token.end, eaten);
    }
}
