/* What is gone from the text: pairs that the decoder dropped, bytes that it ate with a "?". */
#include "shift_search.h"
#include "utf8.h"

/* Whether a dropped pair can begin with the trail byte of code and end with this lead byte. */
static bool hides(const struct search *search, uint16_t code, uint16_t follower)
{
    return gbk_is_lost(search->model->gbk, code & 0xFF, follower >> 8);
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
                             struct dropped *dropped)
{
    struct ngram_state state;
    int cost = shift_extended_cost(search, from, code, &state) +
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

static void find_dropped(struct search *search, const struct hypothesis *from,
                         struct dropped *dropped)
{
    const uint16_t *symbols = search->model->ngram->levels[1].symbols;
    const uint8_t *costs = search->model->ngram->levels[1].costs;
    uint32_t first, end, low;
    int most = affordable(search, from);

    ngram_followers(search->model->ngram, &from->state, &first, &end);
    low = ngram_follower(search->model->ngram, first, end, (unsigned)from->lead << 8);
    for (; low < end && symbols[low] >> 8 == from->lead; low++)
        if (costs[low] <= most && may_hide(search, symbols[low]))
            consider_dropped(search, from, symbols[low], dropped);
    for (size_t i = 0; i < SHIFT_FREQUENT && search->model->by_lead[from->lead][i]; i++)
        consider_dropped(search, from, search->model->by_lead[from->lead][i], dropped);
}

/* Behind a character that hides a pair: the next one answers the token, or hides one, too. */
static void follow_dropped(struct search *search, const struct hypothesis *from,
                           struct dropped *further)
{
    const uint16_t *symbols = search->model->ngram->levels[1].symbols;
    const uint8_t *costs = search->model->ngram->levels[1].costs;
    uint16_t code = from->last->code;
    uint32_t first, end;
    int most = affordable(search, from);

    ngram_followers(search->model->ngram, &from->state, &first, &end);
    for (uint32_t each = first; each < end; each++) {
        if (costs[each] > most || !hides(search, code, symbols[each]))
            continue;
        shift_take(search, from, symbols[each]);
        if (further && may_hide(search, symbols[each]))
            consider_dropped(search, from, symbols[each], further);
    }
    for (size_t i = 0; i < search->usual_count; i++) {
        uint16_t usual = search->usual[i];
        uint32_t at = ngram_follower(search->model->ngram, first, end, usual);

        if (hides(search, code, usual) && (at == end || symbols[at] != usual))
            shift_take(search, from, usual);
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
    struct dropped best = {.count = 0};
    uint32_t first, end;

    ngram_followers(search->model->ngram, &from->state, &first, &end);
    for (; first < end; first++)
        if (symbols[first] >> 8 == from->lead)
            consider_dropped(search, from, symbols[first], &best);
    for (size_t i = 0; i < SHIFT_FREQUENT && search->model->by_lead[from->lead][i]; i++)
        consider_dropped(search, from, search->model->by_lead[from->lead][i], &best);
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
