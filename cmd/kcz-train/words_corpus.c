/* Reading annotated text. */
#include "words_corpus.h"

#include <stdlib.h>
#include <string.h>

#include "corpus_file.h"
#include "json.h"
#include "memory.h"
#include "utf8.h"

enum { UNKNOWN_MARK = 0x1F };

static void add_word(struct words_lines *lines, struct span word)
{
    const char *at, *end;

    if (span_is(word, "_"))
        word = span_of(" ");
    at = word.at;
    end = word.at + word.len;
    while (at < end) {
        const char *start = at;

        if (utf8_next(&at) == UNKNOWN_MARK && lines->cuts.len > 0) {
            lines->cuts.data[lines->cuts.len - 1] = GAP_UNKNOWN;
            continue;
        }
        buf_add_span(&lines->text, span_between(start, at));
        buf_add_char(&lines->cuts, at == end);
    }
}

static void add_spaced(struct words_lines *lines, struct span line)
{
    const char *at = line.at, *end = line.at + line.len;

    while (at < end) {
        const char *space = memchr(at, ' ', (size_t)(end - at));

        if (!space)
            space = end;
        if (space > at)
            add_word(lines, span_between(at, space));
        at = space + 1;
    }
}

static void add_tokens(struct words_lines *lines, struct span line)
{
    struct json_member element;
    struct buf scratch = {0};
    struct span tokens = json_get(line, span_of("tokens"));

    if (tokens.at && json_kind(tokens) == JSON_ARRAY) {
        struct json_cursor cursor = json_open(tokens);

        while (json_next(&cursor, &element)) {
            if (json_kind(element.value) == JSON_STRING)
                add_word(lines, json_string(element.value, &scratch));
        }
    }
    buf_free(&scratch);
}

static void add_line(struct words_lines *lines, struct span line, uint8_t group)
{
    size_t where;

    if (lines->count + 2 > lines->capacity) {
        lines->capacity = 2 * lines->capacity + 1024;
        lines->starts = memory_resize(lines->starts, lines->capacity, sizeof *lines->starts);
        lines->groups = memory_resize(lines->groups, lines->capacity, 1);
        lines->starts[0] = 0;
    }
    if (line.len && line.at[0] == '{' && !json_check(line, &where))
        add_tokens(lines, line);
    else
        add_spaced(lines, line);
    if (lines->text.len > lines->starts[lines->count]) {
        lines->groups[lines->count++] = group;
        lines->starts[lines->count] = lines->text.len;
    }
}

bool words_lines_add(struct words_lines *lines, const char *file, uint8_t group, uint64_t limit,
                     struct buf *why)
{
    struct buf bytes = {0};
    struct span rest, line;
    bool read = corpus_file_read(file, limit, &bytes, why);

    rest = buf_span(&bytes);
    while (read && corpus_file_line(&rest, &line))
        add_line(lines, line, group);
    buf_free(&bytes);
    return read;
}

void words_lines_free(struct words_lines *lines)
{
    buf_free(&lines->text);
    buf_free(&lines->cuts);
    free(lines->starts);
    free(lines->groups);
    *lines = (struct words_lines){0};
}

/* Every array of text from its padding on, with the size of its items: for copying alike. */
#define EACH_ARRAY(DO)                                                                             \
    DO(ids)                                                                                        \
    DO(classes)                                                                                    \
    DO(slots)                                                                                      \
    DO(ending)                                                                                     \
    DO(starting)                                                                                   \
    DO(spanning)                                                                                   \
    DO(spanned_at)                                                                                 \
    DO(rules)

static void make_arrays(struct words_corpus *corpus, size_t room)
{
#define TAKE(field) corpus->all.field = memory_new(room, sizeof *corpus->all.field);
    EACH_ARRAY(TAKE)
#undef TAKE
    corpus->cuts = memory_new(room, 1);
}

void words_corpus_read(struct words_corpus *corpus, const struct words_lines *lines,
                       const struct words_table *table, const enum words_standard *standards)
{
    struct words_text text = {0};
    size_t at = WORDS_PAD, cut = 0;

    *corpus = (struct words_corpus){0};
    make_arrays(corpus, lines->cuts.len + (lines->count + 1) * 2 * WORDS_PAD);
    corpus->sentences = memory_new(lines->count, sizeof *corpus->sentences);
    corpus->count = lines->count;
    for (size_t i = 0; i < lines->count; i++) {
        struct sentence *sentence = &corpus->sentences[i];

        words_read(table,
                   span_between(lines->text.data + lines->starts[i],
                                lines->text.data + lines->starts[i + 1]),
                   &text);
        words_apply_rules(standards[lines->groups[i]], &text);
        *sentence = (struct sentence){at, (uint32_t)text.count, lines->groups[i]};
#define COPY(field)                                                                                \
    memcpy(corpus->all.field + at - WORDS_PAD, text.field - WORDS_PAD,                             \
           (text.count + 2 * WORDS_PAD) * sizeof *text.field);
        EACH_ARRAY(COPY)
#undef COPY
        memcpy(corpus->cuts + at, lines->cuts.data + cut, text.count);
        cut += text.count;
        at += text.count + 2 * WORDS_PAD;
        corpus->characters += text.count;
    }
    words_text_free(&text);
}

struct words_text words_corpus_text(const struct words_corpus *corpus, size_t index)
{
    struct sentence sentence = corpus->sentences[index];
    struct words_text text = {.count = sentence.count};

#define POINT(field) text.field = corpus->all.field + sentence.start;
    EACH_ARRAY(POINT)
#undef POINT
    return text;
}

void words_corpus_free(struct words_corpus *corpus)
{
#define FREE(field) free(corpus->all.field);
    EACH_ARRAY(FREE)
#undef FREE
    free(corpus->cuts);
    free(corpus->sentences);
    *corpus = (struct words_corpus){0};
}
