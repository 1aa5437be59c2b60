#include "shift.h"

#include <math.h>

#include "shift_search.h"
#include "utf8.h"

void shift_prepare(struct shift_model *model, const struct gbk *gbk, const struct ngram *ngram,
                   const struct pinyin *pinyin)
{
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
                    ngram_unigram(ngram, moving) < ngram_unigram(ngram, lists[which][i])) {
                    uint16_t out = lists[which][i];

                    lists[which][i] = moving;
                    moving = out;
                }
        }
    }
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
    token->kept = search->profile->kept_ascii;
    token->eaten = point == UTF8_REPLACEMENT || (point == '?' && !token->kept);
    token->last = token->eaten && (token->end == search->text.len ||
                                   (token->kept && search->text.at[token->end] == '\n'));
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

/* Writes the letters up to this one at *out, which moves behind them. */
static void add_letter(const struct search *search, const struct letter *letter, char **out)
{
    uint32_t point;

    if (letter->before)
        add_letter(search, letter->before, out);
    if (letter->code == 0) {
        *out += utf8_encode(*out, letter->ascii ? letter->ascii : UTF8_REPLACEMENT);
        return;
    }
    point = gbk_point(search->model->gbk, letter->code >> 8, letter->code & 0xFF);
    if (search->profile->folded && point >= 0xFF01 && point <= 0xFF5E)
        point -= 0xFEE0;
    if (search->profile->folded && point == 0x3000)
        point = ' ';
    *out += utf8_encode(*out, point);
}

static struct span spell(const struct search *search, const struct final *final, size_t far)
{
    size_t room = (size_t) final->hypothesis.length * UTF8_MAX_BYTES + far - final->end, len;
    char *bytes = arena_take(search->arena, room + 1, 1), *at = bytes;

    add_letter(search, final->hypothesis.last, &at);
    len = far - final->end;
    memcpy(at, search->text.at + final->end, len);
    return (struct span){bytes, (size_t)(at - bytes) + len};
}

/* Drops readings that come to the text of the best by another way: they are no rivals of it. */
static void drop_same(struct search *search)
{
    struct final *finals = search->finals;
    size_t kept = 1;

    for (size_t i = 1; i < search->final_count; i++) {
        size_t far = finals[0].end > finals[i].end ? finals[0].end : finals[i].end;

        if (finals[i].hypothesis.cost > finals[0].hypothesis.cost + SAME_WIDTH ||
            !span_equal(spell(search, &finals[0], far), spell(search, &finals[i], far)))
            finals[kept++] = finals[i];
    }
    search->final_count = kept;
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
    shift_sort_finals(search);
    drop_same(search);
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

/*
 * The state behind the text on the left, of which the model looks at the last symbols alone;
 * *before is the code of its last character.
 */
static struct ngram_state state_behind(const struct search *search, struct span left,
                                       uint16_t *before)
{
    struct ngram_state state = ngram_start(search->model->ngram);
    const char *at = left.at, *end = left.at + left.len;
    uint16_t symbols[NGRAM_ORDER - 1];
    size_t count = 0;

    *before = 0;
    while (at < end) {
        uint32_t point = utf8_next(&at);
        uint16_t symbol = ngram_symbol(search->model->gbk, point);

        if (at == end)
            *before = point >= 0x80                 ? gbk_code(search->model->gbk, point)
                      : !search->profile->folded    ? 0
                      : point == ' '                ? 0xA1A1
                      : point > ' ' && point < 0x7F ? (uint16_t)(0xA380 + point)
                                                    : 0;
        if (symbol)
            symbols[count++ % (NGRAM_ORDER - 1)] = symbol;
    }
    for (size_t i = count < NGRAM_ORDER ? 0 : count - (NGRAM_ORDER - 1); i < count; i++)
        ngram_step(search->model->ngram, &state, symbols[i % (NGRAM_ORDER - 1)], &state);
    return state;
}

/* What it costs that the tool took the character of this code for X. */
static int cost_of_x(const struct search *search, uint16_t code, int syllable)
{
    const struct profile *profile = search->profile;
    int cost = 0;

    if (noise_annotates(profile, code))
        return noise_reading(profile, code) == syllable ? 0 : COST_OTHER_READING;
    if (pinyin_script(search->model->pinyin, code) != SCRIPT_TRADITIONAL)
        cost += COST_FOREIGN_X;
    if (noise_sees(profile, code))
        cost += COST_UNMARKED_X;
    cost += ngram_unigram(search->model->ngram, code) - 2 * NGRAM_UNIT;
    return cost < 0 ? 0 : cost;
}

static void start(struct search *search, const struct mark *mark, struct span left)
{
    uint16_t before;
    struct ngram_state state = state_behind(search, left, &before);
    const uint16_t *each, *end;

    each = pinyin_readers(search->model->pinyin, mark->syllable, before & 0xFF, &end);
    for (; each < end; each++)
        if ((*each & 0xFF) >= 0x81)
            shift_push(&search->now,
                       &(struct hypothesis){.cost = cost_of_x(search, *each, mark->syllable),
                                            .lead = (uint8_t)(*each & 0xFF),
                                            .state = state});
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
        shift_advance(&search);
        search.position = search.token.next;
        search.broken = search.token.next > search.token.end;
    }
    if (search.final_count == 0)
        return false;
    choose(&search, result);
    return true;
}
