/*
 * The inside of the search of shift.c: hypotheses that have explained the damaged text up to a
 * place and take one character of it after the other. shift_search.c moves them, shift_gone.c puts
 * back what the decoder dropped or ate.
 */
#ifndef KCZ_CLEAN_SHIFT_SEARCH_H
#define KCZ_CLEAN_SHIFT_SEARCH_H

#include "shift.h"

/* Costs are in sixteenths of a nat. */
enum {
    BEAM = 16,
    FINALS = 16,
    COST_NEXT_SITE = 10 * NGRAM_UNIT, /* damage begins again where a reading was in step */
    MAX_TOKENS = 120,
    MAX_DROPPED = 3,
    DROPPED_BEST = 8,                 /* first halves of a dropped pair followed up */
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
    DOUBT_EATEN = 2,               /* nats: what was eaten might have told readings apart */
    GAP_WIDTH = 8 * NGRAM_UNIT,    /* as WIDTH, where dropped pairs are put back */
    COST_TO_COME = 4 * NGRAM_UNIT, /* what the character behind a dropped pair costs at least */
    SAME_WIDTH = 6 * NGRAM_UNIT,   /* as WIDTH, where readings of the same text are looked for */
    STOP_WIDTH = 8 * NGRAM_UNIT,   /* readings in step this much better than the rest end it */
    SURE = 99                      /* nats: the margin of the only reading */
};

static const uint32_t SHIFT_UNKNOWN = UINT32_MAX - 1;

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
    bool kept;         /* that ASCII byte would follow it */
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
    uint8_t trails[3]; /* trail bytes that answer the token */
    size_t trail_count;
    bool broken; /* the token before carried an annotation: the character here may have lost its own
                  */
};

/* How the character code would answer the token: the bytes behind its trail, or what ends there. */
enum answer { NO_ANSWER, ANSWER_PAIR, ANSWER_FOLDED, ANSWER_SINGLE, ANSWER_SITE, ANSWER_LAST };

/* Adds to the hypotheses behind the token; there are at most BEAM. */
void shift_push(struct beam *beam, const struct hypothesis *item);
bool shift_too_dear(const struct beam *beam, int cost);

/* The damage ends here; from now on the hypothesis takes the text as it stands. */
void shift_push_final(struct search *search, const struct hypothesis *item, size_t end, bool eaten);

/* What a reading may cost to be one of those kept. */
int shift_dearest_final(const struct search *search);

/* The cheapest first. */
void shift_sort_finals(struct search *search);

/*
 * The cost of from with one more character, and the hypothesis that this makes. follower is the
 * character's node among the model's followers of from, NGRAM_NONE if it has none, or
 * SHIFT_UNKNOWN.
 */
int shift_extended_cost(const struct search *search, const struct hypothesis *from, uint16_t code,
                        uint32_t follower, struct ngram_state *state);
struct hypothesis shift_extend(struct search *search, const struct hypothesis *from, uint16_t code,
                               int cost, const struct ngram_state *state);
void shift_append_ascii(struct search *search, struct hypothesis *to, uint8_t ascii);

/* What missing or foreign annotations cost, and a text that does not end in a full stop. */
int shift_cost_of_annotation(const struct search *search, const struct hypothesis *from,
                             uint16_t code, enum answer how);
int shift_cost_of_last(uint16_t code);

/* from, whose next character is code, takes the token. */
void shift_take(struct search *search, const struct hypothesis *from, uint16_t code,
                uint32_t follower);

/* All hypotheses take the token with pairs put back before it that the decoder dropped. */
void shift_take_dropped(struct search *search);

/* from takes a token that stands for a trail byte and an ASCII byte, both gone. */
void shift_take_eaten(struct search *search, const struct hypothesis *from);

/* Moves all hypotheses behind the token. */
void shift_advance(struct search *search);

#endif
