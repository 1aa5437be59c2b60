/* Tokens into members of the record. */
#include "output.h"

#include <stdlib.h>

#include "json.h"
#include "json_bytes.h"

static void add_element(struct buf *out, struct span string)
{
    json_encode_string(out, string);
    buf_add_char(out, ',');
}

static struct span token_text(struct span text, const struct token *token)
{
    return (struct span){text.at + token->start, token->end - token->start};
}

/* The token behind the sub-words that start with it, before those that start later. */
static void add_search(struct output *output, const struct words_table *table, struct span token)
{
    struct subwords *subwords = &output->subwords;
    bool told = false;

    subwords_find(table, token, subwords);
    for (size_t i = 0; i < subwords->count; i++) {
        const struct subword *word = &subwords->items[i];

        if (word->first > 0 && !told) {
            add_element(&output->search, token);
            told = true;
        }
        add_element(&output->search,
                    (struct span){token.at + word->start, word->end - word->start});
    }
    if (!told) {
        add_element(&output->search, token);
    }
}

/* Ends an array each of whose elements was followed by a comma. */
static void set_array(struct record *record, const char *name, struct buf *array)
{
    if (array->len > 1)
        array->len--;
    buf_add_char(array, ']');
    record_set_json(record, name, buf_span(array));
}

static void start_array(struct buf *array)
{
    buf_clear(array);
    buf_add_char(array, '[');
}

static void set_report(struct output *output, const struct segmenter *segmenter,
                       const struct segment_work *work, struct record *record)
{
    size_t user = 0;

    for (size_t i = 0; i < work->count; i++)
        user += work->tokens[i].user >= 0;
    buf_clear(&output->report);
    buf_printf(&output->report, "{\"standard\":\"%s\",\"tokens\":%zu,\"user\":%zu}",
               words_standard_names[segmenter->standard], work->count, user);
    record_set_in(record, "kcz", "segment", buf_span(&output->report));
}

/*
 * The tokens as strings. Between two characters of the text that need an escape all are copied as
 * they are; short ones in a block of fixed length, of which the next token overwrites the rest.
 */
static void add_tokens(struct buf *out, struct span text, const struct segment_work *work)
{
    enum { BLOCK = 16, AROUND = 3 };
    const char *end = text.at + text.len, *special = json_plain_end(text.at, end);
    char *at = buf_reserve(out, text.len + AROUND * work->count + BLOCK);

    for (size_t i = 0; i < work->count; i++) {
        struct span token = token_text(text, &work->tokens[i]);

        if (token.at > special)
            special = json_plain_end(token.at, end);
        if (token.at + token.len > special) {
            out->len = (size_t)(at - out->data);
            add_element(out, token);
            at = buf_reserve(out,
                             text.len - work->tokens[i].end + AROUND * (work->count - i) + BLOCK);
            continue;
        }
        *at++ = '"';
        if (token.len <= BLOCK && end - token.at >= BLOCK)
            memcpy(at, token.at, BLOCK);
        else
            memcpy(at, token.at, token.len);
        at += token.len;
        *at++ = '"';
        *at++ = ',';
    }
    out->len = (size_t)(at - out->data);
}

void output_set(struct output *output, const struct output_choice *choice,
                const struct segmenter *segmenter, struct span text,
                const struct segment_work *work, const struct tag_work *tags, struct record *record)
{
    start_array(&output->tokens);
    add_tokens(&output->tokens, text, work);
    set_array(record, "tokens", &output->tokens);
    if (tags) {
        start_array(&output->pos);
        for (size_t i = 0; i < work->count; i++)
            add_element(&output->pos, tags->tags[i]);
        set_array(record, "pos", &output->pos);
    }
    if (choice->offsets) {
        start_array(&output->offsets);
        for (size_t i = 0; i < work->count; i++) {
            buf_add_uint(&output->offsets, work->tokens[i].offset);
            buf_add_char(&output->offsets, ',');
        }
        set_array(record, "offsets", &output->offsets);
    }
    if (choice->search) {
        start_array(&output->search);
        for (size_t i = 0; i < work->count; i++)
            add_search(output, &segmenter->table, token_text(text, &work->tokens[i]));
        set_array(record, "search", &output->search);
    }
    if (choice->report)
        set_report(output, segmenter, work, record);
}

void output_free(struct output *output)
{
    buf_free(&output->tokens);
    buf_free(&output->pos);
    buf_free(&output->offsets);
    buf_free(&output->search);
    buf_free(&output->report);
    free(output->subwords.items);
}
