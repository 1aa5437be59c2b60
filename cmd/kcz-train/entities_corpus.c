#include "entities_corpus.h"

#include <stdlib.h>
#include <string.h>

#include "corpus_file.h"
#include "entity_features.h"
#include "memory.h"
#include "utf8.h"

/* The type that a label names; -1 for all that is not learnt. */
static int type_of(struct span name)
{
    if (span_is(name, "PER") || span_is(name, "nr"))
        return MODEL_PER;
    if (span_is(name, "LOC") || span_is(name, "ns"))
        return MODEL_LOC;
    if (span_is(name, "ORG") || span_is(name, "nt"))
        return MODEL_ORG;
    return -1;
}

static struct marked_text *begin_text(struct corpus *corpus)
{
    struct marked_text *text;

    if (corpus->count == corpus->capacity) {
        corpus->capacity = corpus->capacity * 2 + 1024;
        corpus->texts = memory_resize(corpus->texts, corpus->capacity, sizeof *corpus->texts);
    }
    text = &corpus->texts[corpus->count++];
    *text = (struct marked_text){corpus->text.len, 0, corpus->mark_count, 0};
    return text;
}

static void add_mark(struct corpus *corpus, size_t start, size_t end, int type)
{
    if (corpus->mark_count == corpus->mark_capacity) {
        corpus->mark_capacity = corpus->mark_capacity * 2 + 1024;
        corpus->marks = memory_resize(corpus->marks, corpus->mark_capacity, sizeof *corpus->marks);
    }
    corpus->marks[corpus->mark_count++] = (struct mark){(uint32_t)start, (uint32_t)end,
                                                        (uint8_t)type};
    corpus->texts[corpus->count - 1].marks++;
}

/* A line of BIO behind length code points of its text; how many it has itself. */
static size_t add_labelled(struct corpus *corpus, struct span piece, struct span label,
                           size_t length)
{
    struct marked_text *text = &corpus->texts[corpus->count - 1];
    size_t added = 0;
    int type = label.len > 2 ? type_of((struct span){label.at + 2, label.len - 2}) : -1;

    buf_add_span(&corpus->text, piece);
    text->len += piece.len;
    for (const char *at = piece.at; at < piece.at + piece.len; added++)
        utf8_next(&at);
    if (type < 0 || added == 0)
        return added;
    if (label.at[0] == 'I' && text->marks > 0 &&
        corpus->marks[corpus->mark_count - 1].end == length)
        corpus->marks[corpus->mark_count - 1].end += (uint32_t)added;
    else
        add_mark(corpus, length, length + added, type);
    return added;
}

bool corpus_add_bio(struct corpus *corpus, const char *file, uint64_t limit, struct buf *why)
{
    struct buf bytes = {0};
    struct span rest, line;
    bool inside = false;
    size_t length = 0;
    bool read = corpus_file_read(file, limit, &bytes, why);

    rest = buf_span(&bytes);
    while (read && corpus_file_line(&rest, &line)) {
        const char *tab = line.len ? memchr(line.at, '\t', line.len) : NULL;

        if (tab && !inside) {
            begin_text(corpus);
            length = 0;
        }
        inside = tab != NULL;
        if (tab)
            length += add_labelled(corpus, span_between(line.at, tab),
                                   span_between(tab + 1, line.at + line.len), length);
    }
    buf_free(&bytes);
    return read;
}

/* One piece of a marked paragraph; returns its length in code points. */
static size_t add_piece(struct corpus *corpus, struct span piece)
{
    const char *at = piece.at, *end = piece.at + piece.len;
    size_t length = 0;

    while (at < end) {
        uint32_t code = utf8_next(&at);

        if (code == '_')
            code = ' ';
        else if (code == 0xFF0F)
            code = '/';
        buf_add_code(&corpus->text, code);
        length++;
    }
    return length;
}

static void add_paragraph(struct corpus *corpus, struct span line)
{
    struct marked_text *text = begin_text(corpus);
    const char *at = line.at, *end = line.at + line.len;
    size_t length = 0;

    while (at < end) {
        const char *stop = memchr(at, ' ', (size_t)(end - at));
        const char *slash;
        size_t start = length;
        int type;

        if (!stop)
            stop = end;
        slash = memrchr(at, '/', (size_t)(stop - at));
        if (slash && slash > at) {
            length += add_piece(corpus, span_between(at, slash));
            type = type_of(span_between(slash + 1, stop));
            if (type >= 0)
                add_mark(corpus, start, length, type);
        }
        at = stop < end ? stop + 1 : end;
    }
    text->len = corpus->text.len - text->at;
}

bool corpus_add_paragraphs(struct corpus *corpus, const char *file, uint64_t limit, struct buf *why)
{
    struct buf bytes = {0};
    struct span rest, line;
    bool read = corpus_file_read(file, limit, &bytes, why);

    rest = buf_span(&bytes);
    while (read && corpus_file_line(&rest, &line))
        if (line.len > 0)
            add_paragraph(corpus, line);
    buf_free(&bytes);
    return read;
}

void corpus_free(struct corpus *corpus)
{
    buf_free(&corpus->text);
    free(corpus->texts);
    free(corpus->marks);
    memset(corpus, 0, sizeof *corpus);
}
