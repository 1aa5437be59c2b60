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
    return most - from->cost + SLACK;
}

/* Characters that can stand before a dropped pair, cheapest first. */
struct dropped {
    struct hypothesis items[DROPPED_BEST];
    size_t count;
};

static void consider_dropped(struct search *search, const struct hypothesis *from, uint16_t code,
                             uint32_t follower, struct dropped *dropped)
{
    struct ngram_state state;
    int cost = shift_extended_cost(search, from, code, follower, &state) +
               shift_cost_of_annotation(search, from, code, NO_ANSWER);
    size_t at = dropped->count;

    if (shift_too_dear(&search->next, cost) || cost > search->now.items[0].cost + WIDTH)
        return;
    if (at == DROPPED_BEST) {
        if (dropped->items[at - 1].cost <= cost)
            return;
        at--;
    }
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

    return at < end && search->model->ngram->levels[1].symbols[at] == symbol ? at
                                                                             : (uint32_t)NGRAM_NONE;
}

static void find_dropped(struct search *search, const struct hypothesis *from,
                         struct dropped *dropped)
{
    const uint16_t *symbols = search->model->ngram->levels[1].symbols;
    const uint8_t *costs = search->model->ngram->levels[1].costs;
    const uint16_t *frequent = search->model->by_lead[from->lead];
    uint32_t first, end;
    int most = affordable(search, from);

    find_followers(search, from, &first, &end);
    for (uint32_t each = first; each < end; each++)
        if (costs[each] <= most && may_hide(search, symbols[each]))
            consider_dropped(search, from, symbols[each], each, dropped);
    for (size_t i = 0; i < SHIFT_FREQUENT && frequent[i]; i++) {
        uint32_t follower = exact_follower(search, first, end, frequent[i]);

        if (follower == NGRAM_NONE || costs[follower] > most)
            consider_dropped(search, from, frequent[i], follower, dropped);
    }
}

/* Behind a character that hides a pair: the next one answers the token, or hides one, too. */
static void follow_dropped(struct search *search, const struct hypothesis *from,
                           struct dropped *further)
{
    const uint16_t *symbols = search->model->ngram->levels[1].symbols;
    const uint8_t *costs = search->model->ngram->levels[1].costs;
    uint16_t code = from->last->code;
    const uint16_t *pairs = pairs_behind(search, code);
    uint32_t first, end;
    int most = affordable(search, from);

    if (!pairs)
        return;
    ngram_followers(search->model->ngram, &from->state, &first, &end);
    for (uint32_t each = first; most >= 0 && each < end; each++) {
        if (costs[each] > most || !hides(pairs, symbols[each]))
            continue;
        shift_take(search, from, symbols[each], each);
        if (further && may_hide(search, symbols[each]))
            consider_dropped(search, from, symbols[each], each, further);
    }
    for (size_t i = 0; i < search->usual_count; i++) {
        uint16_t usual = search->usual[i];

        if (hides(pairs, usual) && exact_follower(search, first, end, usual) == NGRAM_NONE)
            shift_take(search, from, usual, NGRAM_NONE);
    }
}

static void add_usual(struct search *search, unsigned trail)
{
    const uint16_t *list = search->model->by_trail[trail];

    for (size_t i = 0; trail != 0 && i < SHIFT_FREQUENT && list[i]; i++)
        search->usual[search->usual_count++] = list[i];
}

/* Characters to try for the token that the model has not seen behind the one before. */
static void find_usual(struct search *search)
{
    const struct token *token = &search->token;

    search->usual_count = 0;
    add_usual(search, token->pair >> 8);
    add_usual(search, token->folded >> 8);
    add_usual(search, token->single);
    if (!token->site)
        return;
    for (unsigned code = GBK_FIRST; code <= 0xFEFE && search->usual_count < SHIFT_FREQUENT; code++)
        if (noise_annotates(search->profile, (uint16_t)code) &&
            search->profile->reading[code - 0x8100] == token->syllable)
            search->usual[search->usual_count++] = (uint16_t)code;
}

/* Up to MAX_DROPPED pairs in a row that the decoder dropped before the token. */
void shift_take_dropped(struct search *search)
{
    struct dropped pools[2] = {{.count = 0}, {.count = 0}};
    struct dropped *now = &pools[0], *further = &pools[1];

    find_usual(search);
    for (size_t i = 0; i < search->now.count; i++)
        find_dropped(search, &search->now.items[i], now);
    for (size_t depth = 1; depth <= MAX_DROPPED && now->count > 0; depth++) {
        struct dropped *swap = now;

        further->count = 0;
        for (size_t i = 0; i < now->count; i++)
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
    int least = INT32_MAX, cost;

    for (const char *each = eaten; *each; each++) {
        uint16_t symbol = ngram_symbol(search->model->gbk, (unsigned char)*each);
        struct ngram_state state;

        cost = ngram_step(search->model->ngram, &to->state, symbol, &state);
        if (cost + ngram_step(search->model->ngram, &state, follows, &behind) >= least)
            continue;
        least = cost + ngram_step(search->model->ngram, &state, follows, &behind);
        best = state;
    }
    shift_append_ascii(search, to, 0);
    to->state = best;
}

/* The pending byte and a trail byte that is gone, with an ASCII byte that is gone as well. */
void shift_take_eaten(struct search *search, const struct hypothesis *from)
{
    const uint16_t *symbols = search->model->ngram->levels[1].symbols;
    const uint16_t *frequent = search->model->by_lead[from->lead];
    struct dropped best = {.count = 0};
    uint32_t first, end;

    find_followers(search, from, &first, &end);
    for (uint32_t each = first; each < end; each++)
        consider_dropped(search, from, symbols[each], each, &best);
    for (size_t i = 0; i < SHIFT_FREQUENT && frequent[i]; i++) {
        uint32_t follower = exact_follower(search, first, end, frequent[i]);

        if (follower == NGRAM_NONE)
            consider_dropped(search, from, frequent[i], follower, &best);
    }
    for (size_t i = 0; i < best.count; i++) {
        bool eaten = !search->token.last && !search->token.kept;

        if (search->token.last)
            best.items[i].cost += shift_cost_of_last(best.items[i].last->code);
        if (eaten) {
            best.items[i].cost += COST_EATEN;
            append_eaten(search, &best.items[i]);
        }
        shift_push_final(search, &best.items[i], search->token.end, eaten);
    }
}
