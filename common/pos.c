/* Parts of speech: features, lookup, sums. */
#include "pos.h"

#include <string.h>

#include "utf8.h"

typedef int16_t lanes16 __attribute__((vector_size(16)));
typedef int8_t lanes8 __attribute__((vector_size(8)));

const struct pos_word pos_edge = {.hash = 1, .first = 1, .last = 1, .last_two = 1, .shape = 1};

enum { SHAPE_HAN, SHAPE_DIGIT, SHAPE_LATIN, SHAPE_PUNCT, SHAPE_MIXED };

static uint32_t mix(uint32_t hash, uint32_t value)
{
    hash = (hash ^ value) * 0x85EBCA6Bu;
    return hash ^ hash >> 15;
}

static uint32_t shape_of(uint32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E)
        code -= 0xFEE0;
    if (code >= '0' && code <= '9')
        return SHAPE_DIGIT;
    if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z')
        return SHAPE_LATIN;
    return code < 0x80 || (code >= 0x2010 && code < 0x3020) ? SHAPE_PUNCT : SHAPE_HAN;
}

struct pos_word pos_look(struct span word)
{
    struct pos_word look = {.hash = 0x811C9DC5u};
    const char *at = word.at, *end = word.at + word.len;
    uint32_t before = 0, count = 0, shape = SHAPE_MIXED + 1;

    while (at < end) {
        uint32_t code = utf8_next(&at), now = shape_of(code);

        look.hash = mix(look.hash, now == SHAPE_DIGIT ? '0' : code);
        if (count++ == 0)
            look.first = code;
        before = look.last;
        look.last = code;
        shape = shape > SHAPE_MIXED || shape == now ? now : SHAPE_MIXED;
    }
    look.last_two = mix(before, look.last);
    look.shape = (count < 5 ? count : 5) << 4 | shape;
    return look;
}

void pos_features(const struct pos_word *word, unsigned before1, unsigned before2,
                  uint32_t keys[POS_TEMPLATES])
{
    const struct pos_word *left = word - 1, *right = word + 1;
    const uint32_t values[POS_TEMPLATES] = {
        word->hash,
        left->hash,
        right->hash,
        before1 + 1,
        mix(before1 + 1, before2 + 1),
        mix(word->hash, before1 + 1),
        word->last,
        word->first,
        word->last_two,
        mix(word->shape, word->last),
        mix(word->hash, right->hash),
        mix(right->first, mix(word->last, right->shape)),
        mix(mix(before1 + 1, right->first), word->shape),
    };

    for (uint32_t i = 0; i < POS_TEMPLATES; i++) {
        uint32_t key = mix((i + 1) * 0xC2B2AE35u, values[i]);

        keys[i] = key ? key : 1;
    }
}

bool pos_open(struct pos_model *model, const struct blob *blob, struct buf *why)
{
    size_t homes;
    const uint32_t *shape = blob_array(blob, "shape", sizeof *shape, &homes, why);
    struct span tags = blob_section(blob, "tags");

    model->rows = blob_array(blob, "rows", sizeof *model->rows, &model->row_count, why);
    model->sure = blob_array(blob, "sure", sizeof *model->sure, &model->sure_count, why);
    if (!shape || !model->rows || !model->sure || !tags.at)
        return false;
    /* There must be a tag to choose; probing ends at an empty one at the latest: the last. */
    if (homes != 2 || tags.len == 0 || model->row_count <= shape[0] ||
        model->sure_count <= shape[1] || model->rows[model->row_count - 1].key != 0 ||
        model->sure[model->sure_count - 1].key != 0) {
        buf_add_text(why, "the model of parts of speech is damaged");
        return false;
    }
    model->row_homes = shape[0];
    model->sure_homes = shape[1];
    model->tag_count = 0;
    for (const char *at = tags.at, *end = at + tags.len; at < end && model->tag_count < POS_TAGS;) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));

        feed = feed ? feed : end;
        model->tags[model->tag_count++] = span_between(at, feed);
        at = feed + 1;
    }
    return true;
}

unsigned pos_sure_tag(const struct pos_model *model, const struct pos_word *word)
{
    const struct pos_sure *sure = &model->sure[pos_home(word->hash, model->sure_homes)];

    while (sure->key && sure->key != word->hash && pos_hash(sure->key) < pos_hash(word->hash))
        sure++;
    if (sure->key != word->hash || sure->key == 0 || sure->tag >= model->tag_count)
        return POS_NONE;
    return sure->tag;
}

/* Adds a row to sums; 28 weights as three and a half vectors. */
static void add_row(lanes16 sums[4], const int8_t *weights)
{
    lanes8 part;

    for (size_t i = 0; i < 3; i++) {
        memcpy(&part, weights + 8 * i, sizeof part);
        sums[i] += __builtin_convertvector(part, lanes16);
    }
    part = (lanes8){0};
    memcpy(&part, weights + 24, POS_TAGS - 24);
    sums[3] += __builtin_convertvector(part, lanes16);
}

unsigned pos_best_tag(const struct pos_model *model, const struct pos_word *word, unsigned before1,
                      unsigned before2)
{
    uint32_t keys[POS_TEMPLATES];
    lanes16 sums[4] = {{0}};
    int16_t scores[32];
    unsigned best = 0;

    pos_features(word, before1, before2, keys);
    for (size_t i = 0; i < POS_TEMPLATES; i++)
        __builtin_prefetch(&model->rows[pos_home(keys[i], model->row_homes)]);
    for (size_t i = 0; i < POS_TEMPLATES; i++) {
        const struct pos_row *row = &model->rows[pos_home(keys[i], model->row_homes)];

        while (row->key && pos_hash(row->key) < pos_hash(keys[i]))
            row++;
        if (row->key == keys[i])
            add_row(sums, row->weights);
    }
    memcpy(scores, sums, sizeof scores);
    for (unsigned tag = 1; tag < model->tag_count; tag++) {
        if (scores[tag] > scores[best])
            best = tag;
    }
    return best;
}
