/* kcz_segment: the engine of kcz-segment behind kcz.h. */
#include <stdlib.h>

#include "../cmd/kcz-segment/output.h"
#include "../cmd/kcz-segment/segment.h"
#include "../cmd/kcz-segment/tagger.h"
#include "handle.h"
#include "memory.h"
#include "record.h"
#include "result.h"
#include "utf8.h"

struct kcz_segmenter {
    struct handle handle;
    struct segmenter segmenter;
    struct tagger tagger;
    bool pos;
};

struct work {
    struct segment_work words;
    struct tag_work tags;
    struct output output;
    struct record record; /* an empty one, to which the program's members are added */
    struct buf json;
};

static void free_work(void *memory)
{
    struct work *work = memory;

    segment_work_free(&work->words);
    tag_work_free(&work->tags);
    output_free(&work->output);
    record_free(&work->record);
    buf_free(&work->json);
}

struct kcz_segmenter *kcz_segmenter_open(const char *standard, const char *model,
                                         const char *user_dict, bool pos, struct kcz_error *error)
{
    struct kcz_segmenter *segmenter = memory_new(1, sizeof *segmenter);
    struct buf why = {0};

    segmenter->pos = pos;
    if (!segmenter_open(&segmenter->segmenter, standard, model, user_dict, &why) ||
        (pos && !tagger_open(&segmenter->tagger, &why))) {
        error_set(error, KCZ_BAD_ARGUMENT, &why);
        segmenter_close(&segmenter->segmenter);
        free(segmenter);
        return NULL;
    }
    handle_open(&segmenter->handle, sizeof(struct work), free_work);
    return segmenter;
}

void kcz_segmenter_close(struct kcz_segmenter *segmenter)
{
    if (!segmenter)
        return;
    handle_close(&segmenter->handle);
    segmenter_close(&segmenter->segmenter);
    free(segmenter);
}

static void write_json(const struct segmenter *segmenter, struct work *work, struct span text,
                       const struct tag_work *tags)
{
    const struct output_choice choice = {.offsets = true};
    size_t where;

    record_read(&work->record, span_of("{}"), &where);
    output_set(&work->output, &choice, segmenter, text, &work->words, tags, &work->record);
    buf_clear(&work->json);
    record_write(&work->record, &work->json);
}

/* The tags stand in the JSON as well, which is thus at least as long as all of them. */
static struct kcz_words *words_of(struct span text, const struct segment_work *words,
                                  const struct tag_work *tags, struct span json)
{
    struct {
        struct kcz_words words;
        struct kcz_word items[];
    } *result = memory_new(1, sizeof *result + words->count * sizeof *result->items +
                                  (tags ? 2 : 1) * json.len + 1);
    char *at = (char *)&result->items[words->count];

    for (size_t i = 0; i < words->count; i++) {
        const struct token *token = &words->tokens[i];

        result->items[i] = (struct kcz_word){
            .start = token->offset,
            .end = token->offset + utf8_count(text.at + token->start, token->end - token->start),
            .first_byte = token->start,
            .end_byte = token->end,
            .pos = tags ? result_text(&at, tags->tags[i]) : NULL,
        };
    }
    result->words = (struct kcz_words){.items = result->items, .count = words->count};
    result->words.json = result_text(&at, json);
    result->words.json_len = json.len;
    return &result->words;
}

struct kcz_words *kcz_segment(struct kcz_segmenter *segmenter, const char *text, size_t len,
                              struct kcz_error *error)
{
    struct kcz_words *words;
    struct call call;

    if (!segmenter || !call_begin(&call, &segmenter->handle, text, len, error))
        return NULL;

    struct work *work = call.work;
    const struct tag_work *tags = NULL;

    segment_text(&segmenter->segmenter, call.text, &work->words);
    if (segmenter->pos) {
        tag_tokens(&segmenter->tagger, &segmenter->segmenter, call.text, &work->words, &work->tags);
        tags = &work->tags;
    }
    write_json(&segmenter->segmenter, work, call.text, tags);
    words = words_of(call.text, &work->words, tags, buf_span(&work->json));
    call_end(&call, &segmenter->handle);
    return words;
}
