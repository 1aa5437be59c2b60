#include "tagger.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

static void tagger_grow(struct tagger *tagger, size_t count)
{
    if (tagger->capacity > count)
        return;
    tagger->capacity = count + count / 2 + 64;
    tagger->scores = memory_resize(tagger->scores, tagger->capacity, sizeof *tagger->scores);
    tagger->back = memory_resize(tagger->back, tagger->capacity, LINEAR_LABELS);
    tagger->labels = memory_resize(tagger->labels, tagger->capacity, 1);
}

void tagger_free(struct tagger *tagger)
{
    entity_view_free(&tagger->view);
    free(tagger->scores);
    free(tagger->back);
    free(tagger->labels);
    memset(tagger, 0, sizeof *tagger);
}

/* The features of a position are made, and their rows fetched, while the one before is scored. */
static void score_text(struct tagger *tagger, size_t count)
{
    uint64_t features[2][LINEAR_FEATURES];
    size_t counts[2] = {0, 0};

    for (size_t i = 0; i <= count; i++) {
        size_t now = i & 1, before = now ^ 1;

        if (i < count) {
            counts[now] = entity_features(&tagger->view, i, features[now]);
            linear_prefetch(tagger->model, features[now], counts[now]);
        }
        if (i > 0)
            linear_score(tagger->model, features[before], counts[before], &tagger->scores[i - 1]);
    }
}

static void label_text(struct tagger *tagger, const struct chars *chars)
{
    score_text(tagger, chars->count);
    for (size_t start = 0, end; start < chars->count; start = end) {
        end = sentence_end(chars, start);
        linear_decode(tagger->model->transitions, tagger->scores + start, end - start, tagger->back,
                      tagger->labels + start);
    }
}

/* Whether Latin text runs on beyond the range: a word goes on, or the next one does. */
static bool cuts_latin(const struct document *document, size_t start, size_t end)
{
    size_t before = start, behind = end;

    for (size_t i = start; i < end; i++)
        if (kind_at(document, i) == CHAR_HAN)
            return false;
    while (before > 0 && start - before < 2 &&
           (kind_at(document, before - 1) == CHAR_SPACE || char_in(document, before - 1, "，")))
        before--;
    while (behind - end < 2 &&
           (kind_at(document, behind) == CHAR_SPACE || char_in(document, behind, "，")))
        behind++;
    return (before > 0 && kind_at(document, before - 1) == CHAR_LETTER) ||
           kind_at(document, behind) == CHAR_LETTER;
}

static void add_span(struct document *document, enum model_type type, size_t start, size_t end)
{
    static const enum entity_type types[] = {
        [MODEL_PER] = ENTITY_PER, [MODEL_LOC] = ENTITY_LOC, [MODEL_ORG] = ENTITY_ORG};

    while (start < end && kind_at(document, start) == CHAR_SPACE)
        start++;
    while (end > start && kind_at(document, end - 1) == CHAR_SPACE)
        end--;
    if (start < end && !cuts_latin(document, start, end))
        document_add(document, types[type], start, end, RANK_LIKELY);
}

/* A space between characters divides names that bylines and lists set side by side. */
static void add_spans(struct document *document, enum model_type type, size_t start, size_t end)
{
    for (size_t i = start + 2; i + 2 < end; i++) {
        if (kind_at(document, i) != CHAR_SPACE || kind_at(document, i - 1) != CHAR_HAN ||
            kind_at(document, i + 1) != CHAR_HAN)
            continue;
        add_span(document, type, start, i);
        start = i + 1;
    }
    add_span(document, type, start, end);
}

void find_by_model(struct tagger *tagger, struct document *document)
{
    const struct chars *chars = &document->chars;
    size_t start = 0;

    tagger_grow(tagger, chars->count);
    entity_view_read(&tagger->view, &document->scan);
    label_text(tagger, chars);
    for (size_t i = 0; i < chars->count; i++) {
        unsigned label = tagger->labels[i], place = label ? (label - 1) % 4 : LINEAR_INSIDE;

        if (place == LINEAR_BEGIN || place == LINEAR_SINGLE)
            start = i;
        if (place == LINEAR_END || place == LINEAR_SINGLE)
            add_spans(document, (enum model_type)((label - 1) / 4), start, i + 1);
    }
}
