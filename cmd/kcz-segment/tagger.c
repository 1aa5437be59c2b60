/* Parts of speech, from left to right. */
#include "tagger.h"

#include <stdlib.h>

#include "memory.h"

extern const char blob_segment_pos[], blob_segment_pos_end[];

bool tagger_open(struct tagger *tagger, struct buf *why)
{
    return blob_from_memory(&tagger->blob, blob_segment_pos,
                            (size_t)(blob_segment_pos_end - blob_segment_pos), "pos", false, why) &&
           pos_open(&tagger->model, &tagger->blob, why);
}

/* What the user dictionary says of a token; empty if it says nothing. */
static struct span user_tag(const struct segmenter *segmenter, const struct token *token)
{
    return token->user >= 0 ? segmenter->user.words[token->user].tag : (struct span){NULL, 0};
}

static unsigned number_of(const struct pos_model *model, struct span tag)
{
    for (unsigned i = 0; i < model->tag_count; i++) {
        if (span_equal(model->tags[i], tag))
            return i;
    }
    return POS_NONE;
}

void tag_tokens(const struct tagger *tagger, const struct segmenter *segmenter, struct span text,
                const struct segment_work *work, struct tag_work *tags)
{
    unsigned before1 = POS_NONE, before2 = POS_NONE;
    struct pos_word *words;

    if (work->count + 2 > tags->capacity) {
        tags->capacity = work->count + work->count / 2 + 256;
        tags->words = memory_resize(tags->words, tags->capacity, sizeof *tags->words);
        tags->tags = memory_resize(tags->tags, tags->capacity, sizeof *tags->tags);
    }
    words = tags->words + 1;
    words[-1] = words[work->count] = pos_edge;
    for (size_t i = 0; i < work->count; i++) {
        const struct token *token = &work->tokens[i];

        words[i] = pos_look((struct span){text.at + token->start, token->end - token->start});
    }
    for (size_t i = 0; i < work->count; i++) {
        struct span given = user_tag(segmenter, &work->tokens[i]);
        unsigned tag = pos_sure_tag(&tagger->model, &words[i]);

        if (given.len) {
            tag = number_of(&tagger->model, given);
            tags->tags[i] = given;
        } else {
            if (tag == POS_NONE)
                tag = pos_best_tag(&tagger->model, &words[i], before1, before2);
            tags->tags[i] = tagger->model.tags[tag];
        }
        before2 = before1;
        before1 = tag;
    }
}

void tag_work_free(struct tag_work *tags)
{
    free(tags->words);
    free(tags->tags);
    *tags = (struct tag_work){0};
}
