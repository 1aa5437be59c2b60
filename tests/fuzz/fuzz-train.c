/*
 * What kcz-train reads: any text as annotation of words, of parts of speech or of entities, in both
 * of its forms. What comes of it must lie within the text. The first byte of an input chooses.
 */
#include <string.h>

#include "../../cmd/kcz-train/entities_corpus.h"
#include "../../cmd/kcz-train/pos_corpus.h"
#include "../../cmd/kcz-train/words_corpus.h"
#include "fuzz.h"
#include "memory.h"
#include "utf8.h"

enum kind { KIND_WORDS, KIND_POS, KIND_BIO, KIND_PARAGRAPHS, KINDS };

/* A lexicon of two words, opened once. */
static const struct words_table *lexicon(void)
{
    static const struct words_lexeme lexemes[] = {{{"\xE6\xB1\x89\xE5\xAD\x97", 6}, KIND_2_COMMON},
                                                  {{"\xE5\xAD\x97\xE5\x85\xB8", 6}, KIND_2_RARE}};
    static struct words_table table;
    struct words_fold *fold;

    if (table.entry_count > 0)
        return &table;
    fold = memory_new(1, sizeof *fold);
    words_fold_width(fold);
    words_table_build(&table, fold, lexemes, sizeof lexemes / sizeof *lexemes);
    free(fold);
    return &table;
}

static size_t code_points(struct span text)
{
    size_t count = 0;

    for (const char *at = text.at; at < text.at + text.len; count++)
        utf8_next(&at);
    return count;
}

static void check_words(const char *file, uint64_t limit, enum words_standard standard,
                        struct buf *why)
{
    struct words_lines lines = {0};
    struct words_corpus corpus;

    if (words_lines_add(&lines, file, 0, limit, why)) {
        require(code_points(buf_span(&lines.text)) == lines.cuts.len);
        words_corpus_read(&corpus, &lines, lexicon(), &standard);
        require(corpus.characters == lines.cuts.len && corpus.count == lines.count);
        for (size_t i = 0; i < corpus.count; i++)
            require(words_corpus_text(&corpus, i).count > 0);
        words_corpus_free(&corpus);
    }
    words_lines_free(&lines);
}

static void check_pos(const char *file, uint64_t limit, struct buf *why)
{
    struct pos_corpus corpus = {0};

    if (pos_corpus_add(&corpus, file, limit, why)) {
        for (size_t i = 0; i < corpus.word_count; i++)
            require(corpus.gold[i] == POS_NONE || corpus.gold[i] < corpus.tags->count);
        for (size_t i = 0; i < corpus.sentence_count; i++)
            require(corpus.sentences[i] > 0 && corpus.sentences[i] < corpus.word_count);
    }
    pos_corpus_free(&corpus);
}

static void check_marks(const struct corpus *corpus)
{
    for (size_t i = 0; i < corpus->count; i++) {
        const struct marked_text *text = &corpus->texts[i];
        const struct mark *marks = text->marks > 0 ? corpus->marks + text->first_mark : NULL;

        require(text->at + text->len <= corpus->text.len);
        require(text->first_mark + text->marks <= corpus->mark_count);
        if (text->len == 0) {
            require(text->marks == 0);
            continue;
        }
        size_t length = code_points((struct span){corpus->text.data + text->at, text->len});
        for (size_t k = 0; k < text->marks; k++) {
            require(marks[k].start < marks[k].end && marks[k].end <= length);
            require(k == 0 || marks[k - 1].end <= marks[k].start);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf why = {0};
    struct corpus corpus = {0};

    if (size < 2)
        return 0;
    const char *file = fuzz_file(0, (struct span){(const char *)data + 2, size - 2});
    uint64_t limit = data[1];
    switch ((enum kind)(data[0] % KINDS)) {
    case KIND_WORDS:
        check_words(file, limit, (data[0] / KINDS) % STANDARD_COUNT, &why);
        break;
    case KIND_POS:
        check_pos(file, limit, &why);
        break;
    case KIND_BIO:
        corpus_add_bio(&corpus, file, limit, &why);
        break;
    default:
        corpus_add_paragraphs(&corpus, file, limit, &why);
    }
    check_marks(&corpus);
    corpus_free(&corpus);
    buf_free(&why);
    return 0;
}
