/* Text into words. */
#include "segment.h"

#include <stdlib.h>

#include "memory.h"
#include "words_file.h"

extern const char blob_segment[], blob_segment_end[];

enum { PIECE = 16 * 1024 };

/* The built-in weights of a standard lie in the blob by the indices of its table. */
static bool use_built_in(struct segmenter *segmenter, struct buf *why)
{
    const char *name = words_standard_names[segmenter->standard];
    struct buf section = {0};
    const uint32_t *indices;
    const int8_t *weights;
    size_t count = 0, weight_count = 0;

    buf_printf(&section, "%s.index", name);
    indices = blob_array(&segmenter->blob, buf_string(&section), sizeof *indices, &count, why);
    buf_clear(&section);
    buf_printf(&section, "%s.weight", name);
    weights = blob_array(&segmenter->blob, buf_string(&section), 1, &weight_count, why);
    buf_free(&section);
    if (!indices || !weights || count != weight_count)
        return false;
    if (!words_table_open(&segmenter->table, &segmenter->blob, why))
        return false;
    segmenter->indices = indices;
    segmenter->weights = weights;
    segmenter->weight_count = count;
    return true;
}

static bool open_model(struct words_file *model, const char *file, struct buf *why)
{
    size_t before = why->len;

    buf_add_text(why, "model ");
    if (words_file_open(model, file, why)) {
        why->len = before;
        return true;
    }
    buf_add_text(why, "; give a file that kcz-train words wrote, or none: one is built in");
    return false;
}

/* A model from a file may speak of pairs and characters that the built-in table lacks. */
static bool use_file(struct segmenter *segmenter, const char *file, struct buf *why)
{
    struct words_file model;
    struct words_needs needs = {0};
    uint32_t *indices;
    int8_t *weights;

    if (!open_model(&model, file, why))
        return false;
    if (!words_table_open(&segmenter->lexicon, &segmenter->blob, why)) {
        words_file_close(&model);
        return false;
    }
    words_file_needs(&model, &needs);
    words_table_extend(&segmenter->table, &segmenter->lexicon, needs.pairs, needs.pair_count,
                       needs.characters, needs.character_count);
    segmenter->indices = segmenter->owned[0] = indices = memory_new(model.count, sizeof *indices);
    segmenter->weights = segmenter->owned[1] = weights = memory_new(model.count, 1);
    segmenter->weight_count = words_file_place(&model, &segmenter->table, indices, weights);
    words_needs_free(&needs);
    words_file_close(&model);
    return true;
}

bool segmenter_open(struct segmenter *segmenter, const char *standard, const char *model_file,
                    const char *user_file, struct buf *why)
{
    *segmenter = (struct segmenter){0};
    if (standard && !words_standard_find(span_of(standard), &segmenter->standard)) {
        buf_printf(why, "no such standard: %s", standard);
        return false;
    }
    if (!blob_from_memory(&segmenter->blob, blob_segment, (size_t)(blob_segment_end - blob_segment),
                          "segment", false, why))
        return false;
    if (!(model_file ? use_file(segmenter, model_file, why) : use_built_in(segmenter, why)))
        return false;
    words_model_build(&segmenter->model, &segmenter->table, segmenter->indices, segmenter->weights,
                      segmenter->weight_count);
    return !user_file || user_dict_open(&segmenter->user, user_file, why);
}

void segmenter_close(struct segmenter *segmenter)
{
    words_model_free(&segmenter->model);
    words_table_free(&segmenter->table);
    words_table_free(&segmenter->lexicon);
    user_dict_close(&segmenter->user);
    free(segmenter->owned[0]);
    free(segmenter->owned[1]);
    blob_close(&segmenter->blob);
}

size_t segment_piece(struct span text)
{
    static const char stop[] = "\xE3\x80\x82"; /* 。 */

    if (text.len <= PIECE)
        return text.len;
    for (size_t i = PIECE; i < text.len; i++) {
        if (text.at[i] == '\n' || text.at[i] == ' ')
            return i;
        if (text.at[i] == stop[0] && text.len - i >= 3 && memcmp(text.at + i, stop, 3) == 0)
            return i + 3;
    }
    return text.len;
}

void segment_score(const struct segmenter *segmenter, struct span piece, struct segment_work *work)
{
    words_read(&segmenter->table, piece, &work->text);
    words_apply_rules(segmenter->standard, &work->text);
    if (segmenter->user.count)
        user_dict_apply(&segmenter->user, &work->text, &work->matches);
    words_score(&segmenter->table, &segmenter->model, &work->text);
    words_untie(&segmenter->table, &work->text);
}

static void add_tokens(const struct segmenter *segmenter, struct segment_work *work, size_t bytes,
                       size_t characters)
{
    const struct words_text *text = &work->text;
    size_t first = 0, match = 0;

    if (work->count + text->count > work->capacity) {
        work->capacity = work->count + text->count + 1024;
        work->tokens = memory_resize(work->tokens, work->capacity, sizeof *work->tokens);
    }
    for (size_t i = 0; i < text->count; i++) {
        struct token *token = &work->tokens[work->count];

        if (text->classes[i] == CLASS_SPACE && text->rules[i] == GAP_CUT && first == i) {
            first = i + 1;
            continue;
        }
        if (i + 1 < text->count && text->scores[i] <= 0)
            continue;
        *token = (struct token){(uint32_t)(bytes + text->starts[first]),
                                (uint32_t)(bytes + text->starts[i + 1]),
                                (uint32_t)(characters + first), -1};
        if (segmenter->user.count)
            token->user = user_match_at(&work->matches, first, i + 1, &match);
        work->count++;
        first = i + 1;
    }
}

void segment_text(const struct segmenter *segmenter, struct span text, struct segment_work *work)
{
    size_t bytes = 0, characters = 0;

    work->count = 0;
    while (bytes < text.len) {
        struct span rest = {text.at + bytes, text.len - bytes};
        size_t length = segment_piece(rest);

        segment_score(segmenter, (struct span){rest.at, length}, work);
        add_tokens(segmenter, work, bytes, characters);
        bytes += length;
        characters += work->text.count;
    }
}

void segment_work_free(struct segment_work *work)
{
    words_text_free(&work->text);
    free(work->matches.items);
    free(work->tokens);
    *work = (struct segment_work){0};
}
