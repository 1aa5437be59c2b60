#include "shift.h"

#include <stdlib.h>

#include "buf.h"
#include "utf8.h"

/* Costs are in sixteenths of a nat. */
enum {
    BEAM = 32,
    FINALS = 96,
    MAX_TOKENS = 120,
    DROPPED_BEST = 8,                 /* first halves of a dropped pair followed up */
    WIDTH = 20 * NGRAM_UNIT,          /* hypotheses worse than the best by more are given up */
    COST_FOREIGN_X = 6 * NGRAM_UNIT,  /* X is no Traditional-only character */
    COST_UNMARKED_X = 6 * NGRAM_UNIT, /* X stands elsewhere on the page without annotation */
    COST_OTHER_READING = 6 * NGRAM_UNIT,
    COST_UNANNOTATED = 7 * NGRAM_UNIT, /* a character that the page annotates, without */
    COST_EATEN = 5 * NGRAM_UNIT,
    COST_WIDE = 5 * NGRAM_UNIT, /* a full-width letter or digit, and which one */
    RIGHT_SYMBOLS = 4,
    NO_PAIR = 0
};

/* One character of the damaged text behind the mark. */
struct token {
    size_t start, end; /* bytes */
    size_t next;       /* end, or behind its own annotations */
    uint16_t pair;     /* the two bytes that it is, or 0 */
    uint16_t folded;   /* the two bytes of the full-width form that it may have been, or 0 */
    uint8_t single;    /* the one byte that it may be, or 0 */
    bool site;         /* "?py)": a character in step, of this reading */
    bool eaten;        /* a ? that may stand for a trail byte and an ASCII byte */
    int syllable;
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

        if (!gbk_point(gbk, code >> 8, code & 0xFF) || ngram_fold(insert) != insert)
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

static void push_final(struct search *search, const struct hypothesis *item, size_t end, bool eaten)
{
    size_t at = search->final_count;

    if (at == FINALS) {
        if (search->finals[FINALS - 1].hypothesis.cost <= item->cost)
            return;
        at--;
    } else {
        search->final_count++;
    }
    for (; at > 0 && search->finals[at - 1].hypothesis.cost > item->cost; at--)
        search->finals[at] = search->finals[at - 1];
    search->finals[at] = (struct final){*item, end, eaten};
}

static bool is_wide(uint16_t code)
{
    return ngram_fold(code) != code || code == 0xA3B0 || code == 0xA3C1;
}

/* The hypothesis with one more character, without its letter: that is only made if it is kept. */
static int extended_cost(const struct search *search, const struct hypothesis *from, uint16_t code,
                         struct ngram_state *state)
{
    int cost = from->cost + ngram_step(search->model->ngram, &from->state, ngram_fold(code), state);

    if (from->length > 0 && noise_annotates(search->profile, code) && !search->token.site)
        cost += COST_UNANNOTATED;
    if (code >> 8 == 0xA3 && is_wide(code))
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
enum answer { NO_ANSWER, ANSWER_PAIR, ANSWER_FOLDED, ANSWER_SINGLE, ANSWER_SITE };

static enum answer answer(const struct search *search, uint16_t code)
{
    const struct token *token = &search->token;
    unsigned trail = code & 0xFF;

    if (token->site)
        return pinyin_reads(search->model->pinyin, code, token->syllable) ? ANSWER_SITE : NO_ANSWER;
    if (token->pair && trail == token->pair >> 8)
        return ANSWER_PAIR;
    if (token->single && trail == token->single)
        return ANSWER_SINGLE;
    return token->folded && trail == token->folded >> 8 ? ANSWER_FOLDED : NO_ANSWER;
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
    uint32_t point = gbk_point(search->model->gbk, code >> 8, code & 0xFF);

    return ((code & 0xFF) >= 0x81 && search->model->by_lead[code >> 8][0] != 0 &&
            (gbk_is_lost(search->model->gbk, code & 0xFF, 0xA1) ||
             gbk_is_lost(search->model->gbk, code & 0xFF, 0xFE) ||
             gbk_is_lost(search->model->gbk, code & 0xFF, 0x81))) &&
           point != 0;
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
    int cost = extended_cost(search, from, code, &state);
    size_t at = dropped->count;

    if (too_dear(&search->next, cost) || cost > search->now.items[0].cost + WIDTH)
        return;
    if (at == DROPPED_BEST) {
        if (dropped->items[at - 1].cost <= cost)
            return;
        at--;
    }
    for (size_t i = 0; i < dropped->count; i++)
        if (dropped->items[i].last->code == code)
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
    uint32_t first, end, low;

    ngram_followers(search->model->ngram, &from->state, &first, &end);
    low = ngram_follower(search->model->ngram, first, end, (unsigned)from->lead << 8);
    for (; low < end && symbols[low] >> 8 == from->lead; low++)
        if (may_hide(search, symbols[low]))
            consider_dropped(search, from, symbols[low], dropped);
    for (size_t i = 0; i < SHIFT_FREQUENT && search->model->by_lead[from->lead][i]; i++)
        consider_dropped(search, from, search->model->by_lead[from->lead][i], dropped);
}

/* Behind a character that hides a pair: the next one answers the token, or hides one, too. */
static void follow_dropped(struct search *search, const struct hypothesis *from,
                           struct dropped *second)
{
    const uint16_t *symbols = search->model->ngram->levels[1].symbols;
    uint16_t code = from->last->code;
    uint32_t first, end;

    ngram_followers(search->model->ngram, &from->state, &first, &end);
    for (uint32_t each = first; each < end; each++) {
        if (!hides(search, code, symbols[each]))
            continue;
        take(search, from, symbols[each]);
        if (second && may_hide(search, symbols[each]))
            consider_dropped(search, from, symbols[each], second);
    }
    for (size_t i = 0; search->token.pair && i < SHIFT_FREQUENT; i++) {
        uint16_t frequent = search->model->by_trail[search->token.pair >> 8][i];
        uint32_t at = ngram_follower(search->model->ngram, first, end, frequent);

        if (frequent && hides(search, code, frequent) && (at == end || symbols[at] != frequent))
            take(search, from, frequent);
    }
}

static void with_dropped_pairs(struct search *search, const struct hypothesis *from)
{
    struct dropped first = {.count = 0}, second = {.count = 0};

    find_dropped(search, from, &first);
    for (size_t i = 0; i < first.count; i++)
        follow_dropped(search, &first.items[i], &second);
    for (size_t i = 0; i < second.count; i++)
        follow_dropped(search, &second.items[i], NULL);
}

/* The pending byte and a trail byte that is gone, with an ASCII byte that is gone as well. */
static void take_eaten(struct search *search, const struct hypothesis *from)
{
    const uint16_t *symbols = search->model->ngram->levels[1].symbols;
    bool at_end = search->token.end == search->text.len;
    struct dropped best = {.count = 0};
    uint32_t first, end;

    ngram_followers(search->model->ngram, &from->state, &first, &end);
    for (; first < end; first++)
        if (symbols[first] >> 8 == from->lead)
            consider_dropped(search, from, symbols[first], &best);
    for (size_t i = 0; i < SHIFT_FREQUENT && search->model->by_lead[from->lead][i]; i++)
        consider_dropped(search, from, search->model->by_lead[from->lead][i], &best);
    for (size_t i = 0; i < best.count; i++) {
        best.items[i].cost += COST_EATEN;
        if (!at_end)
            append_ascii(search, &best.items[i], 0);
        push_final(search, &best.items[i], search->token.end, !at_end);
    }
}

static void advance(struct search *search)
{
    const struct token *token = &search->token;
    const struct gbk *gbk = search->model->gbk;

    search->next.count = 0;
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
        for (size_t i = 0; i < search->now.count; i++)
            with_dropped_pairs(search, &search->now.items[i]);
    search->now = search->next;
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
    *token = (struct token){.start = search->position};
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
    token->eaten = point == '?' || point == UTF8_REPLACEMENT;
    token->pair = point < 0x80 ? NO_PAIR : gbk_code(search->model->gbk, point);
    token->single = point == 0x20AC ? 0x80 : point >= 0x40 && point < 0x7F ? (uint8_t)point : 0;
    if (search->profile->folded && point < 0x7F)
        token->folded = point == ' ' ? 0xA1A1 : (uint16_t)(0xA380 + point);
    while (token->pair && token->next < search->text.len) {
        rest = (struct span){search->text.at + token->next, search->text.len - token->next};
        if (!noise_mark_at(search->model->pinyin, rest, &mark, &syllable) || mark.cut ||
            !pinyin_reads(search->model->pinyin, token->pair, mark.syllable))
            break;
        token->next += mark.end;
    }
    return true;
}

/* The text behind the damage, as far as it tells readings apart: from where one ends to far. */
static int cost_of_right(const struct search *search, struct ngram_state state, size_t from,
                         size_t far)
{
    int cost = 0;
    size_t symbols = 0;

    while (from < search->text.len && (from < far || symbols < RIGHT_SYMBOLS)) {
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
        symbols += from >= far;
        from += (size_t)(at - rest.at);
    }
    return cost;
}

/* What may have been eaten, the cheapest with what follows. */
static int cost_behind_eaten(const struct search *search, struct ngram_state state, size_t from,
                             size_t far)
{
    static const char eaten[] = "0 ,.:;!()-/<\"";
    int best = INT32_MAX;

    for (const char *each = eaten; *each; each++) {
        struct ngram_state behind = state;
        int cost = ngram_step(search->model->ngram, &state,
                              ngram_symbol(search->model->gbk, (unsigned char)*each), &behind);

        cost += cost_of_right(search, behind, from, far);
        if (cost < best)
            best = cost;
    }
    return best;
}

static int compare_finals(const void *a, const void *b)
{
    const struct final *left = a, *right = b;

    return (left->hypothesis.cost > right->hypothesis.cost) -
           (left->hypothesis.cost < right->hypothesis.cost);
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

static void choose(struct search *search, struct shift_result *result)
{
    size_t far = 0;

    for (size_t i = 0; i < search->final_count; i++)
        if (search->finals[i].end > far)
            far = search->finals[i].end;
    for (size_t i = 0; i < search->final_count; i++) {
        struct final *final = &search->finals[i];

        final->hypothesis.cost += final->eaten ? cost_behind_eaten(search, final->hypothesis.state,
                                                                   final->end, far)
                                               : cost_of_right(search, final->hypothesis.state,
                                                               final->end, far);
    }
    qsort(search->finals, search->final_count, sizeof *search->finals, compare_finals);
    result->count = 0;
    result->end = search->finals[0].end;
    result->eaten = search->finals[0].eaten;
    for (size_t i = 0; i < search->final_count && result->count < SHIFT_BEST; i++) {
        if (search->finals[i].end > result->end)
            continue;
        result->costs[result->count] = (double)search->finals[i].hypothesis.cost / NGRAM_UNIT;
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
        advance(&search);
        search.position = search.token.next;
    }
    if (search.final_count == 0)
        return false;
    choose(&search, result);
    return true;
}
