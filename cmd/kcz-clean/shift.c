#include "shift.h"

#include <math.h>
#include <stdlib.h>

#include "buf.h"
#include "utf8.h"

/* Costs are in sixteenths of a nat. */
enum {
    BEAM = 16,
    FINALS = 4096,
    FINALS_KEPT = 16,
    COST_NEXT_SITE = 10 * NGRAM_UNIT, /* damage begins again where a reading was in step */
    MAX_TOKENS = 120,
    MAX_DROPPED = 4,
    DROPPED_BEST = 12,                /* first halves of a dropped pair followed up */
    WIDTH = 14 * NGRAM_UNIT,          /* hypotheses worse than the best by more are given up */
    COST_FOREIGN_X = 6 * NGRAM_UNIT,  /* X is no Traditional-only character */
    COST_UNMARKED_X = 6 * NGRAM_UNIT, /* X stands elsewhere on the page without annotation */
    COST_OTHER_READING = 6 * NGRAM_UNIT,
    COST_UNANNOTATED = 7 * NGRAM_UNIT, /* a character that the page annotates, without */
    COST_NO_STOP = 5 * NGRAM_UNIT,
    COST_EATEN = 5 * NGRAM_UNIT,
    COST_WIDE = 5 * NGRAM_UNIT, /* a full-width letter, digit or rare mark, and which one */
    RIGHT_SYMBOLS = 4,
    NO_PAIR = 0,
    DOUBT_EATEN = 2, /* nats: what was eaten might have told readings apart */
    GAP_WIDTH = 11 * NGRAM_UNIT, /* the same where dropped pairs are put back */
    SLACK = 0 * NGRAM_UNIT,
    STOP_WIDTH = 8 * NGRAM_UNIT, /* readings in step this much better than the rest end it */
    SURE = 99                    /* nats: the margin of the only reading */
};

/* One character of the damaged text behind the mark. */
struct token {
    size_t start, end; /* bytes */
    size_t next;       /* end, or behind its own annotations */
    uint16_t pair;     /* the two bytes that it is, or 0 */
    uint16_t folded;   /* the two bytes of the full-width form that it may have been, or 0 */
    uint16_t symbol;   /* for the model, if it is what it seems */
    uint8_t single;    /* the one byte that it may be, or 0 */
    bool site;         /* "?py)": a character in step, of this reading */
    bool eaten;        /* a ? that may stand for a trail byte and an ASCII byte */
    bool last;         /* a ? that may stand for a trail byte at the end of the text */
    int syllable;
    int annotation; /* the syllable of the "(py)" that follows at once, or PINYIN_NONE */
};

/* A character of a reading; 0 as code stands for U+FFFD. */
struct letter {
    const struct letter *before;
    uint16_t code;
    uint8_t ascii; /* written instead of the code */
};

struct hypothesis {
    int cost;
    uint8_t lead; /* the byte that waits for its trail byte */
    uint16_t length;
    struct ngram_state state;
    const struct letter *last;
};

struct final {
    struct hypothesis hypothesis;
    size_t end;
    bool eaten;
    bool halted; /* it ran into the next damage */
};

struct beam {
    struct hypothesis items[BEAM];
    size_t count;
};

struct search {
    const struct shift_model *model;
    const struct profile *profile;
    struct span text;
    struct arena *arena;
    struct beam now, next;
    struct final finals[FINALS];
    size_t final_count;
    struct token token;
    size_t position;
    uint16_t usual[3 * SHIFT_FREQUENT]; /* frequent characters that answer the token */
    size_t usual_count;
    bool broken; /* the token before carried an annotation: the character here may have lost its own
                  */
};

void shift_prepare(struct shift_model *model, const struct gbk *gbk, const struct ngram *ngram,
                   const struct pinyin *pinyin)
{
    const uint8_t *costs = ngram->levels[0].costs;
    bool hides[256] = {false};

    *model = (struct shift_model){.gbk = gbk, .ngram = ngram, .pinyin = pinyin};
    for (unsigned lead = 0x81; lead <= 0xFE; lead++)
        for (unsigned trail = 0x81; trail <= 0xFE; trail++)
            hides[lead] |= gbk_is_lost(gbk, lead, trail);
    for (unsigned code = GBK_FIRST; code <= 0xFEFE; code++) {
        uint16_t insert = (uint16_t)code,
                 *lists[2] = {model->by_lead[code >> 8], model->by_trail[code & 0xFF]};

        if (!gbk_point(gbk, code >> 8, code & 0xFF))
            continue;
        model->hiding[code - 0x8100] = hides[code & 0xFF];
        if (ngram_fold(insert) != insert)
            continue;
        for (int which = hides[code & 0xFF] ? 0 : 1; which < 2; which++) {
            uint16_t moving = insert;

            for (size_t i = 0; i < SHIFT_FREQUENT; i++)
                if (lists[which][i] == 0 ||
                    costs[ngram_cell(moving)] < costs[ngram_cell(lists[which][i])]) {
                    uint16_t out = lists[which][i];

                    lists[which][i] = moving;
                    moving = out;
                }
        }
    }
}

/* Keeps the list sorted, the cheapest first, and no longer than BEAM. */
static void push(struct beam *beam, const struct hypothesis *item)
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

static bool too_dear(const struct beam *beam, int cost)
{
    return (beam->count > 0 && cost > beam->items[0].cost + WIDTH) ||
           (beam->count == BEAM && cost >= beam->items[BEAM - 1].cost);
}

/* The damage ends here; from now on the hypothesis takes the text as it stands. */
static void push_final(struct search *search, const struct hypothesis *item, size_t end, bool eaten)
{
    if (search->final_count < FINALS)
        search->finals[search->final_count++] = (struct final){*item, end, eaten, false};
}

/* A full-width form that Chinese text seldom has: all but ，：；！？（） and ％. */
static bool is_wide(uint16_t code)
{
    static const uint8_t usual[] = {0xAC, 0xBA, 0xBB, 0xA1, 0xBF, 0xA8, 0xA9, 0xA5};

    return code >> 8 == 0xA3 && !memchr(usual, code & 0xFF, sizeof usual);
}

/* The hypothesis with one more character, without its letter: that is only made if it is kept. */
static int extended_cost(const struct search *search, const struct hypothesis *from, uint16_t code,
                         struct ngram_state *state)
{
    int cost = from->cost + ngram_step(search->model->ngram, &from->state, ngram_fold(code), state);

    if (is_wide(code))
        cost += COST_WIDE;
    return cost;
}

static struct hypothesis extend(struct search *search, const struct hypothesis *from, uint16_t code,
                                int cost, const struct ngram_state *state)
{
    struct letter *letter = arena_take(search->arena, 1, sizeof *letter);
    struct hypothesis to = {.cost = cost, .state = *state, .last = letter};

    *letter = (struct letter){.before = from->last, .code = code};
    to.length = (uint16_t)(from->length + 1);
    return to;
}

/* Adds what is written as it is: an ASCII character, or U+FFFD for 0. */
static void append_ascii(struct search *search, struct hypothesis *to, uint8_t ascii)
{
    struct letter *letter = arena_take(search->arena, 1, sizeof *letter);
    uint16_t symbol = ngram_symbol(search->model->gbk, ascii);

    *letter = (struct letter){.before = to->last, .ascii = ascii};
    to->last = letter;
    to->length++;
    if (symbol)
        to->cost += ngram_step(search->model->ngram, &to->state, symbol, &to->state);
}

/* How the character code would answer the token: the bytes behind its trail, or what ends there. */
enum answer { NO_ANSWER, ANSWER_PAIR, ANSWER_FOLDED, ANSWER_SINGLE, ANSWER_SITE, ANSWER_LAST };

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
static int cost_of_annotation(const struct search *search, const struct hypothesis *from,
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
static int cost_of_last(uint16_t code)
{
    return code == 0xA1A3 ? 0 : COST_NO_STOP;
}

/* from, whose next character is code, takes the token. */
static void take(struct search *search, const struct hypothesis *from, uint16_t code)
{
    const struct token *token = &search->token;
    enum answer how = answer(search, code);
    struct ngram_state state;
    struct hypothesis to;
    int cost;

    if (how == NO_ANSWER || !gbk_point(search->model->gbk, code >> 8, code & 0xFF))
        return;
    cost = extended_cost(search, from, code, &state);
    if (how == ANSWER_SITE && !noise_annotates(search->profile, code))
        cost += pinyin_script(search->model->pinyin, code) == SCRIPT_TRADITIONAL ? 3 * NGRAM_UNIT
                                                                                 : 9 * NGRAM_UNIT;
    cost += cost_of_annotation(search, from, code, how);
    if (how == ANSWER_LAST)
        cost += cost_of_last(code);
    if (how == ANSWER_PAIR || how == ANSWER_FOLDED) {
        unsigned rest = (how == ANSWER_PAIR ? token->pair : token->folded) & 0xFF;

        if (too_dear(&search->next, cost))
            return;
        to = extend(search, from, code, cost, &state);
        to.lead = (uint8_t)rest;
        if (rest >= 0x80) {
            push(&search->next, &to);
            return;
        }
        append_ascii(search, &to, (uint8_t)rest);
    } else {
        to = extend(search, from, code, cost, &state);
    }
    push_final(search, &to, token->end, false);
}

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
    int cost = extended_cost(search, from, code, &state) +
               cost_of_annotation(search, from, code, NO_ANSWER);
    size_t at = dropped->count;

    if (too_dear(&search->next, cost) || cost > search->now.items[0].cost + WIDTH)
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
    dropped->items[at] = extend(search, from, code, cost, &state);
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
        take(search, from, symbols[each]);
        if (further && may_hide(search, symbols[each]))
            consider_dropped(search, from, symbols[each], further);
    }
    for (size_t i = 0; i < search->usual_count; i++) {
        uint16_t usual = search->usual[i];
        uint32_t at = ngram_follower(search->model->ngram, first, end, usual);

        if (hides(search, code, usual) && (at == end || symbols[at] != usual))
            take(search, from, usual);
    }
}

/* Up to MAX_DROPPED pairs in a row that the decoder dropped before the token. */
static void with_dropped_pairs(struct search *search)
{
    struct dropped pools[2] = {{.count = 0}, {.count = 0}};
    struct dropped *now = &pools[0], *further = &pools[1];

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
    append_ascii(search, to, 0);
    to->state = best;
}

/* The pending byte and a trail byte that is gone, with an ASCII byte that is gone as well. */
static void take_eaten(struct search *search, const struct hypothesis *from)
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
        best.items[i].cost += search->token.last ? 0 : COST_EATEN;
        if (search->token.last)
            best.items[i].cost += cost_of_last(best.items[i].last->code);
        else
            append_eaten(search, &best.items[i]);
        push_final(search, &best.items[i], search->token.end, !search->token.last);
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
}

static int compare_finals(const void *a, const void *b)
{
    const struct final *left = a, *right = b;

    return (left->hypothesis.cost > right->hypothesis.cost) -
           (left->hypothesis.cost < right->hypothesis.cost);
}

static void trim_finals(struct search *search)
{
    qsort(search->finals, search->final_count, sizeof *search->finals, compare_finals);
    if (search->final_count > FINALS_KEPT)
        search->final_count = FINALS_KEPT;
    while (search->final_count > 0 && search->now.count > 0 &&
           search->finals[search->final_count - 1].hypothesis.cost >
               search->now.items[0].cost + WIDTH)
        search->final_count--;
}

static void advance(struct search *search)
{
    const struct token *token = &search->token;
    const struct gbk *gbk = search->model->gbk;

    search->next.count = 0;
    settle(search);
    for (size_t i = 0; i < search->now.count; i++) {
        const struct hypothesis *from = &search->now.items[i];
        unsigned lead = from->lead;

        if (token->pair)
            take(search, from, (uint16_t)(lead << 8 | token->pair >> 8));
        if (token->folded)
            take(search, from, (uint16_t)(lead << 8 | token->folded >> 8));
        if (token->single)
            take(search, from, (uint16_t)(lead << 8 | token->single));
        for (unsigned trail = 0x40; token->site && trail <= 0xFE; trail++)
            if (gbk_point(gbk, lead, trail))
                take(search, from, (uint16_t)(lead << 8 | trail));
        if (token->eaten)
            take_eaten(search, from);
    }
    if (!search->profile->kept_private)
        find_usual(search), with_dropped_pairs(search);
    search->now = search->next;
    trim_finals(search);
}

/* Reads the character at search->position; false where the damage cannot go on. */
static bool read_token(struct search *search)
{
    const char *at = search->text.at + search->position;
    struct span rest = {at, search->text.len - search->position};
    struct token *token = &search->token;
    struct mark mark;
    struct syllable syllable;
    uint32_t point;

    if (rest.len == 0)
        return false;
    point = utf8_next(&at);
    *token = (struct token){.start = search->position, .annotation = PINYIN_NONE};
    if (noise_mark_at(search->model->pinyin, rest, &mark, &syllable) && mark.cut &&
        syllable.toned && mark.syllable != PINYIN_NONE) {
        token->site = true;
        token->syllable = mark.syllable;
        token->end = token->next = search->position + mark.end;
        return true;
    }
    token->end = token->next = search->position + (size_t)(at - rest.at);
    if (point < ' ')
        return false;
    token->symbol = ngram_symbol(search->model->gbk, point);
    token->eaten = point == '?' || point == UTF8_REPLACEMENT;
    token->last = token->eaten && token->end == search->text.len;
    token->pair = point < 0x80 ? NO_PAIR : gbk_code(search->model->gbk, point);
    token->single = point == 0x20AC ? 0x80 : point >= 0x40 && point < 0x7F ? (uint8_t)point : 0;
    if (search->profile->folded && point < 0x7F)
        token->folded = point == ' ' ? 0xA1A1 : (uint16_t)(0xA380 + point);
    rest = (struct span){search->text.at + token->end, search->text.len - token->end};
    if (token->single && noise_mark_at(search->model->pinyin, rest, &mark, &syllable) && !mark.cut)
        token->annotation = mark.syllable;
    while (token->pair && token->next < search->text.len) {
        rest = (struct span){search->text.at + token->next, search->text.len - token->next};
        if (!noise_mark_at(search->model->pinyin, rest, &mark, &syllable) || mark.cut ||
            !pinyin_reads(search->model->pinyin, token->pair, mark.syllable))
            break;
        token->next += mark.end;
    }
    return true;
}

/* The text behind what was searched, as far as it tells readings apart. */
static int cost_of_right(const struct search *search, struct ngram_state state)
{
    size_t from = search->position;
    int cost = 0;

    for (size_t symbols = 0; from < search->text.len && symbols < RIGHT_SYMBOLS;) {
        struct span rest = {search->text.at + from, search->text.len - from};
        struct mark mark;
        struct syllable syllable;
        const char *at = rest.at;
        uint16_t symbol;

        if (noise_mark_at(search->model->pinyin, rest, &mark, &syllable) &&
            mark.syllable != PINYIN_NONE) {
            if (mark.cut)
                break;
            from += mark.end;
            continue;
        }
        symbol = ngram_symbol(search->model->gbk, utf8_next(&at));
        if (symbol == 0)
            break;
        cost += ngram_step(search->model->ngram, &state, symbol, &state);
        symbols++;
        from += (size_t)(at - rest.at);
    }
    return cost;
}

static void add_letter(const struct search *search, const struct letter *letter, struct buf *out)
{
    uint32_t point;

    if (letter->before)
        add_letter(search, letter->before, out);
    if (letter->code == 0) {
        buf_add_code(out, letter->ascii ? letter->ascii : UTF8_REPLACEMENT);
        return;
    }
    point = gbk_point(search->model->gbk, letter->code >> 8, letter->code & 0xFF);
    if (search->profile->folded && point >= 0xFF01 && point <= 0xFF5E)
        point -= 0xFEE0;
    if (search->profile->folded && point == 0x3000)
        point = ' ';
    buf_add_code(out, point);
}

static struct span spell(const struct search *search, const struct final *final, size_t far)
{
    struct buf out = {0};
    char *kept;
    size_t len;

    add_letter(search, final->hypothesis.last, &out);
    buf_add(&out, search->text.at + final->end, far - final->end);
    len = out.len;
    kept = arena_take(search->arena, len, 1);
    memcpy(kept, out.data, len);
    buf_free(&out);
    return (struct span){kept, len};
}

static double margin_of_best(const struct search *search)
{
    double others = exp(-SURE);

    for (size_t i = 1; i < search->final_count; i++)
        others += exp(
            (double)(search->finals[0].hypothesis.cost - search->finals[i].hypothesis.cost) /
            NGRAM_UNIT);
    return -log(others) - (search->finals[0].eaten ? DOUBT_EATEN : 0);
}

static void choose(struct search *search, struct shift_result *result)
{
    for (size_t i = 0; i < search->final_count; i++) {
        struct final *final = &search->finals[i];

        if (!final->halted)
            final->hypothesis.cost += cost_of_right(search, final->hypothesis.state);
    }
    qsort(search->finals, search->final_count, sizeof *search->finals, compare_finals);
    result->count = 0;
    result->margin = margin_of_best(search);
    result->end = search->finals[0].end;
    result->eaten = search->finals[0].eaten;
    for (size_t i = 0; i < search->final_count && result->count < SHIFT_BEST; i++) {
        if (search->finals[i].end > result->end)
            continue;
        result->best[result->count++] = spell(search, &search->finals[i], result->end);
    }
}

/* The state behind the text on the left; *before is the code of its last character. */
static struct ngram_state state_behind(const struct search *search, struct span left,
                                       uint16_t *before)
{
    struct ngram_state state = ngram_start(search->model->ngram);
    const char *at = left.at, *end = left.at + left.len;

    *before = 0;
    while (at < end) {
        uint32_t point = utf8_next(&at);
        uint16_t symbol = ngram_symbol(search->model->gbk, point);

        *before = point >= 0x80                 ? gbk_code(search->model->gbk, point)
                  : !search->profile->folded    ? 0
                  : point == ' '                ? 0xA1A1
                  : point > ' ' && point < 0x7F ? (uint16_t)(0xA380 + point)
                                                : 0;
        if (symbol)
            ngram_step(search->model->ngram, &state, symbol, &state);
    }
    return state;
}

/* What it costs that the tool took the character of this code for X. */
static int cost_of_x(const struct search *search, uint16_t code, int syllable)
{
    const struct profile *profile = search->profile;
    int cost = 0;

    if (noise_annotates(profile, code))
        return profile->reading[code - 0x8100] == syllable ? 0 : COST_OTHER_READING;
    if (pinyin_script(search->model->pinyin, code) != SCRIPT_TRADITIONAL)
        cost += COST_FOREIGN_X;
    if (profile->seen && profile->seen[code - 0x8100] > 0)
        cost += COST_UNMARKED_X;
    cost += search->model->ngram->levels[0].costs[ngram_cell(code)] - 2 * NGRAM_UNIT;
    return cost < 0 ? 0 : cost;
}

static void start(struct search *search, const struct mark *mark, struct span left)
{
    uint16_t before;
    struct ngram_state state = state_behind(search, left, &before);
    unsigned lead = before & 0xFF;

    for (unsigned trail = 0x81; before && trail <= 0xFE; trail++) {
        uint16_t code = (uint16_t)(lead << 8 | trail);

        if (!gbk_point(search->model->gbk, lead, trail) ||
            !pinyin_reads(search->model->pinyin, code, mark->syllable))
            continue;
        push(&search->now, &(struct hypothesis){.cost = cost_of_x(search, code, mark->syllable),
                                                .lead = (uint8_t)trail,
                                                .state = state});
    }
}

bool shift_read(const struct shift_model *model, const struct profile *profile, struct span text,
                const struct mark *mark, struct span left, struct arena *arena,
                struct shift_result *result)
{
    struct search search = {
        .model = model, .profile = profile, .text = text, .arena = arena, .position = mark->end};

    start(&search, mark, left);
    for (size_t i = 0; i < MAX_TOKENS && search.now.count > 0 && read_token(&search); i++) {
        if (search.final_count > 0 &&
            search.finals[0].hypothesis.cost + STOP_WIDTH < search.now.items[0].cost)
            break;
        advance(&search);
        search.position = search.token.next;
        search.broken = search.token.next > search.token.end;
    }
    if (search.final_count == 0)
        return false;
    choose(&search, result);
    return true;
}
