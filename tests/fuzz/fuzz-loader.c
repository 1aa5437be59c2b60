/*
 * Data files from outside: any bytes as a blob are refused or can be used as what they say they
 * are: a trie, a model of entities, one of parts of speech. First byte: as it is, or as a sound
 * blob made of the rest, in sections of lengths that the kind wants, more or less.
 */
#include <string.h>

#include "blob.h"
#include "fuzz.h"
#include "linear.h"
#include "memory.h"
#include "pos.h"
#include "trie.h"
#include "utf8.h"

enum kind { KIND_RAW, KIND_TRIE, KIND_LINEAR, KIND_POS, KINDS };

/* Fills len bytes with those of part, over and over. */
static void add_section(struct blob_writer *writer, const char *name, struct span part, size_t len)
{
    char *bytes = memory_new(len + 1, 1);

    for (size_t i = 0; part.len > 0 && i < len; i++)
        bytes[i] = part.at[i % part.len];
    blob_add(writer, name, bytes, len);
    free(bytes);
}

static void add_trie(struct blob_writer *writer, struct span rest)
{
    struct span units = fuzz_part(&rest), labels = fuzz_part(&rest), far = fuzz_part(&rest);
    static uint16_t table[0x10000];

    for (size_t i = 0; i + 1 < labels.len; i += 2)
        table[0x60 + i / 2] = (uint8_t)labels.at[i] % 8;
    blob_add(writer, "x.units", units.at, units.len);
    blob_add(writer, "x.labels", table, 0x10000 * sizeof *table);
    add_section(writer, "x.far-points", far, far.len / 8 * 4);
    add_section(writer, "x.far-labels", far, far.len / 8 * 2);
    memset(table + 0x60, 0, labels.len / 2 * sizeof *table);
}

static void use_trie(const struct blob *blob)
{
    static const char text[] = "abcdefgabc\xE6\xB1\x89\xF0\xA0\x80\x80\xF0\xA0\x80\x81";
    struct trie trie;
    struct buf why = {0};
    struct span rest = span_of(text);

    if (trie_open(&trie, blob, "x", &why)) {
        while (rest.len > 0) {
            size_t bytes = 0;
            const char *at = rest.at;
            int32_t value = trie_longest(&trie, rest, &bytes);

            require(value == TRIE_NONE || (bytes > 0 && bytes <= rest.len));
            trie_find(&trie, rest);
            utf8_next(&at);
            rest = span_between(at, rest.at + rest.len);
        }
    }
    buf_free(&why);
}

static void use_linear(const struct blob *blob, struct span rest)
{
    enum { LENGTH = 64 };
    struct linear_scores scores[LENGTH];
    uint8_t back[LENGTH * LINEAR_LABELS], labels[LENGTH];
    uint64_t features[LINEAR_FEATURES];
    struct linear linear;
    struct buf why = {0};

    if (linear_open(&linear, blob, &why)) {
        for (size_t i = 0; i < LENGTH; i++) {
            for (size_t k = 0; k < LINEAR_FEATURES; k++)
                features[k] = rest.len > 0 ? (uint8_t)rest.at[(i + k) % rest.len] : k;
            linear_prefetch(&linear, features, LINEAR_FEATURES);
            linear_score(&linear, features, LINEAR_FEATURES, &scores[i]);
        }
        linear_decode(linear.transitions, scores, LENGTH, back, labels);
        for (size_t i = 0; i < LENGTH; i++)
            require(labels[i] < LINEAR_LABELS);
    }
    buf_free(&why);
}

static void use_pos(const struct blob *blob)
{
    struct pos_word words[] = {pos_edge, pos_look(span_of("ab")), pos_look(span_of("\xE6\xB1\x89")),
                               pos_edge};
    struct pos_model model;
    struct buf why = {0};

    if (pos_open(&model, blob, &why)) {
        unsigned tag = pos_best_tag(&model, &words[1], POS_NONE, POS_NONE);

        require(tag < POS_TAGS);
        pos_best_tag(&model, &words[2], tag, POS_NONE);
        pos_sure_tag(&model, &words[1]);
        pos_sure_tag(&model, &words[2]);
    }
    buf_free(&why);
}

/* A blob of that kind, whose checksum is right. */
static void make(enum kind kind, struct span rest, struct buf *out)
{
    static const char *const names[KINDS] = {"", "trie", "entities", "pos"};
    struct blob_writer writer = {0};
    struct span first = fuzz_part(&rest), second = fuzz_part(&rest), third = fuzz_part(&rest);

    if (kind == KIND_TRIE)
        add_trie(&writer, span_between(first.at, rest.at + rest.len));
    if (kind == KIND_LINEAR) {
        add_section(&writer, "rows", first, (first.len | 1) * sizeof(struct linear_row));
        add_section(&writer, "transitions", second,
                    (size_t)LINEAR_LABELS * LINEAR_LABELS * sizeof(int16_t));
    }
    if (kind == KIND_POS) {
        blob_add(&writer, "shape", first.at, first.len < 8 ? first.len : 8);
        add_section(&writer, "rows", first, (first.len % 64) * sizeof(struct pos_row));
        add_section(&writer, "sure", second, (second.len % 64) * sizeof(struct pos_sure));
        blob_add(&writer, "tags", third.at, third.len);
    }
    blob_assemble(&writer, names[kind], out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[KINDS] = {"trie", "trie", "entities", "pos"};
    static struct buf bytes; /* memory is kept */
    struct buf why = {0};
    struct blob blob;
    enum kind kind;
    char *exact;

    if (size == 0)
        return 0;
    kind = data[0] % KINDS;
    struct span rest = {(const char *)data + 1, size - 1};
    buf_clear(&bytes);
    if (kind == KIND_RAW)
        buf_add_span(&bytes, rest);
    else
        make(kind, rest, &bytes);
    exact = memory_resize(NULL, bytes.len, 1);
    if (bytes.len > 0)
        memcpy(exact, bytes.data, bytes.len);
    if (blob_from_memory(&blob, exact, bytes.len, names[kind], kind == KIND_RAW, &why)) {
        if (kind <= KIND_TRIE)
            use_trie(&blob);
        else if (kind == KIND_LINEAR)
            use_linear(&blob, rest);
        else
            use_pos(&blob);
    }
    free(exact);
    buf_free(&why);
    return 0;
}
