/* Reading text as word/tag. */
#include "pos_corpus.h"

#include <stdlib.h>
#include <string.h>

#include "corpus_file.h"
#include "memory.h"

/* The number of a tag, which is added if it is new; POS_NONE if there is no room. */
static uint8_t tag_number(struct pos_tags *tags, struct span name)
{
    const char *at = tags->names.data;
    size_t number = 0;

    if (name.len == 0 || span_is(name, "-"))
        return POS_NONE;
    for (; number < tags->count; number++) {
        const char *feed = memchr(at, '\n', (size_t)(tags->names.data + tags->names.len - at));

        if (span_equal(span_between(at, feed), name))
            return (uint8_t)number;
        at = feed + 1;
    }
    if (tags->count == POS_TAGS)
        return POS_NONE;
    buf_add_span(&tags->names, name);
    buf_add_char(&tags->names, '\n');
    return (uint8_t)tags->count++;
}

static void add_word(struct pos_corpus *corpus, struct pos_word word, uint8_t tag)
{
    if (corpus->word_count == corpus->word_capacity) {
        corpus->word_capacity = 2 * corpus->word_capacity + 4096;
        corpus->words = memory_resize(corpus->words, corpus->word_capacity, sizeof *corpus->words);
        corpus->gold = memory_resize(corpus->gold, corpus->word_capacity, 1);
    }
    corpus->words[corpus->word_count] = word;
    corpus->gold[corpus->word_count++] = tag;
}

static void add_line(struct pos_corpus *corpus, struct span line)
{
    const char *at = line.at, *end = line.at + line.len;

    if (corpus->sentence_count + 1 >= corpus->sentence_capacity) {
        corpus->sentence_capacity = 2 * corpus->sentence_capacity + 1024;
        corpus->sentences = memory_resize(corpus->sentences, corpus->sentence_capacity,
                                          sizeof *corpus->sentences);
    }
    add_word(corpus, pos_edge, POS_NONE);
    corpus->sentences[corpus->sentence_count++] = corpus->word_count;
    while (at < end) {
        const char *space = memchr(at, ' ', (size_t)(end - at)), *slash;

        space = space ? space : end;
        slash = memrchr(at, '/', (size_t)(space - at));
        if (slash && slash > at && !span_is(span_between(at, slash), "_"))
            add_word(corpus, pos_look(span_between(at, slash)),
                     tag_number(corpus->tags, span_between(slash + 1, space)));
        at = space + 1;
    }
    add_word(corpus, pos_edge, POS_NONE);
}

bool pos_corpus_add(struct pos_corpus *corpus, const char *file, uint64_t limit, struct buf *why)
{
    struct buf bytes = {0};
    struct span rest, line;
    bool read = corpus_file_read(file, limit, &bytes, why);

    if (!corpus->tags) {
        corpus->tags = memory_new(1, sizeof *corpus->tags);
        corpus->owns_tags = true;
    }
    rest = buf_span(&bytes);
    while (read && corpus_file_line(&rest, &line))
        add_line(corpus, line);
    buf_free(&bytes);
    return read;
}

void pos_corpus_free(struct pos_corpus *corpus)
{
    if (corpus->owns_tags) {
        buf_free(&corpus->tags->names);
        free(corpus->tags);
    }
    free(corpus->words);
    free(corpus->gold);
    free(corpus->sentences);
    *corpus = (struct pos_corpus){0};
}
