#include "shift_search.h"

/* Keeps the list sorted, the cheapest first, and no longer than BEAM. */
void shift_push(struct beam *beam, const struct hypothesis *item)
{
    size_t at = beam->count;

    if (beam->count > 0 && item->cost > beam->items[0].cost + WIDTH)
        return;
    if (at == BEAM) {
        if (beam->items[BEAM - 1].cost <= item->cost)
            return;
        at--;
    } else {
        beam->count++;
    }
    for (; at > 0 && beam->items[at - 1].cost > item->cost; at--)
        beam->items[at] = beam->items[at - 1];
    beam->items[at] = *item;
}

bool shift_too_dear(const struct beam *beam, int cost)
{
    return (beam->count > 0 && cost > beam->items[0].cost + WIDTH) ||
           (beam->count == BEAM && cost >= beam->items[BEAM - 1].cost);
}

int shift_dearest_final(const struct search *search)
{
    return search->final_count < FINALS ? INT32_MAX
                                        : search->finals[FINALS - 1].hypothesis.cost - 1;
}

/* Puts the final at place at where its cost wants it among those before. */
static void sift_final(struct search *search, size_t at)
{
    struct final final = search->finals[at];

    for (; at > 0 && search->finals[at - 1].hypothesis.cost > final.hypothesis.cost; at--)
        search->finals[at] = search->finals[at - 1];
    search->finals[at] = final;
}

/* The damage ends here; from now on the hypothesis takes the text as it stands. */
void shift_push_final(struct search *search, const struct hypothesis *item, size_t end, bool eaten)
{
    if (item->cost > shift_dearest_final(search))
        return;
    if (search->final_count < FINALS)
        search->final_count++;
    search->finals[search->final_count - 1] = (struct final){*item, end, eaten, false};
    sift_final(search, search->final_count - 1);
}

void shift_sort_finals(struct search *search)
{
    for (size_t i = 1; i < search->final_count; i++)
        sift_final(search, i);
}

/* A full-width form that Chinese text seldom has: all but ，：；！？（） and ％. */
static bool is_wide(uint16_t code)
{
    static const uint8_t usual[] = {0xAC, 0xBA, 0xBB, 0xA1, 0xBF, 0xA8, 0xA9, 0xA5};

    return code >> 8 == 0xA3 && !memchr(usual, code & 0xFF, sizeof usual);
}

/* The hypothesis with one more character, without its letter: that is only made if it is kept. */
int shift_extended_cost(const struct search *search, const struct hypothesis *from, uint16_t code,
                        uint32_t follower, struct ngram_state *state)
{
    const struct ngram *ngram = search->model->ngram;
    uint16_t symbol = ngram_fold(code);
    int cost = from->cost;

    if (follower == SHIFT_UNKNOWN || symbol != code)
        cost += ngram_step(ngram, &from->state, symbol, state);
    else
        cost += ngram_step_to(ngram, &from->state, symbol, follower, state);

    if (is_wide(code))
        cost += COST_WIDE;
    return cost;
}

struct hypothesis shift_extend(struct search *search, const struct hypothesis *from, uint16_t code,
                               int cost, const struct ngram_state *state)
{
    struct letter *letter = arena_take(search->arena, 1, sizeof *letter);
    struct hypothesis to = {.cost = cost, .state = *state, .last = letter};

    *letter = (struct letter){.before = from->last, .code = code};
    to.length = (uint16_t)(from->length + 1);
    return to;
}

/* Adds what is written as it is: an ASCII character, or U+FFFD for 0. */
void shift_append_ascii(struct search *search, struct hypothesis *to, uint8_t ascii)
{
    struct letter *letter = arena_take(search->arena, 1, sizeof *letter);
    uint16_t symbol = ngram_symbol(search->model->gbk, ascii);

    *letter = (struct letter){.before = to->last, .ascii = ascii};
    to->last = letter;
    to->length++;
    if (symbol)
        to->cost += ngram_step(search->model->ngram, &to->state, symbol, &to->state);
}

static enum answer answer(const struct search *search, uint16_t code)
{
    const struct token *token = &search->token;
    unsigned trail = code & 0xFF;

    if (token->site)
        return pinyin_reads(search->model->pinyin, code, token->syllable) ? ANSWER_SITE : NO_ANSWER;
    if (token->last)
        return ANSWER_LAST;
    if (token->pair && trail == token->pair >> 8)
        return ANSWER_PAIR;
    if (token->single && trail == token->single)
        return ANSWER_SINGLE;
    return token->folded && trail == token->folded >> 8 ? ANSWER_FOLDED : NO_ANSWER;
}

/*
 * What it costs that the character has no annotation though the page annotates it everywhere, or
 * that one follows which is not its own.
 */
int shift_cost_of_annotation(const struct search *search, const struct hypothesis *from,
                             uint16_t code, enum answer how)
{
    if (how == ANSWER_SITE)
        return 0;
    if (how == ANSWER_SINGLE && search->token.annotation != PINYIN_NONE)
        return pinyin_reads(search->model->pinyin, code, search->token.annotation)
                   ? 0
                   : COST_OTHER_READING;
    return from->length > 0 && !search->broken && noise_annotates(search->profile, code)
               ? COST_UNANNOTATED
               : 0;
}

/* A text ends in a full stop rather than in anything else. */
int shift_cost_of_last(uint16_t code)
{
    return code == 0xA1A3 ? 0 : COST_NO_STOP;
}

/* from, whose next character is code, takes the token. */
void shift_take(struct search *search, const struct hypothesis *from, uint16_t code,
                uint32_t follower)
{
    const struct token *token = &search->token;
    enum answer how = answer(search, code);
    struct ngram_state state;
    struct hypothesis to;
    int cost;

    if (how == NO_ANSWER || !gbk_point(search->model->gbk, code >> 8, code & 0xFF))
        return;
    cost = shift_extended_cost(search, from, code, follower, &state);
    if (how == ANSWER_SITE && !noise_annotates(search->profile, code))
        cost += pinyin_script(search->model->pinyin, code) == SCRIPT_TRADITIONAL ? 3 * NGRAM_UNIT
                                                                                 : 9 * NGRAM_UNIT;
    cost += shift_cost_of_annotation(search, from, code, how);
    if (how == ANSWER_LAST)
        cost += shift_cost_of_last(code);
    if (how == ANSWER_PAIR || how == ANSWER_FOLDED) {
        unsigned rest = (how == ANSWER_PAIR ? token->pair : token->folded) & 0xFF;

        if (shift_too_dear(&search->next, cost))
            return;
        to = shift_extend(search, from, code, cost, &state);
        to.lead = (uint8_t)rest;
        if (rest >= 0x80) {
            shift_push(&search->next, &to);
            return;
        }
        shift_append_ascii(search, &to, (uint8_t)rest);
    } else {
        if (cost > shift_dearest_final(search))
            return;
        to = shift_extend(search, from, code, cost, &state);
    }
    shift_push_final(search, &to, token->end, false);
}

/* Readings that have ended take the token as it stands. */
static void settle(struct search *search)
{
    for (size_t i = 0; i < search->final_count; i++) {
        struct final *final = &search->finals[i];
        struct hypothesis *item = &final->hypothesis;

        if (final->halted)
            continue;
        final->halted = search->token.site;
        if (search->token.site)
            item->cost += COST_NEXT_SITE;
        else if (search->token.symbol)
            item->cost += ngram_step(search->model->ngram, &item->state, search->token.symbol,
                                     &item->state);
    }
    shift_sort_finals(search);
}

static void trim_finals(struct search *search)
{
    while (search->final_count > 0 && search->now.count > 0 &&
           search->finals[search->final_count - 1].hypothesis.cost >
               search->now.items[0].cost + WIDTH)
        search->final_count--;
}

/* The pending byte begins the character that "?py)" annotates. */
static void take_site(struct search *search, const struct hypothesis *from)
{
    const uint16_t *end,
        *each = pinyin_readers(search->model->pinyin, search->token.syllable, from->lead, &end);

    for (; each < end; each++)
        shift_take(search, from, *each, SHIFT_UNKNOWN);
}

void shift_advance(struct search *search)
{
    const struct token *token = &search->token;

    search->next.count = 0;
    settle(search);
    for (size_t i = 0; i < search->now.count; i++) {
        const struct hypothesis *from = &search->now.items[i];
        unsigned lead = from->lead;

        if (token->pair)
            shift_take(search, from, (uint16_t)(lead << 8 | token->pair >> 8), SHIFT_UNKNOWN);
        if (token->folded)
            shift_take(search, from, (uint16_t)(lead << 8 | token->folded >> 8), SHIFT_UNKNOWN);
        if (token->single)
            shift_take(search, from, (uint16_t)(lead << 8 | token->single), SHIFT_UNKNOWN);
        if (token->site)
            take_site(search, from);
        if (token->eaten)
            shift_take_eaten(search, from);
    }
    if (!search->profile->kept_private)
        shift_take_dropped(search);
    search->now = search->next;
    trim_finals(search);
}
