/* Features and weights as text. */
#include "explain.h"

#include <stdlib.h>

#include "words_file.h"

static int weight_of(const struct segmenter *segmenter, uint32_t feature)
{
    size_t low = 0, high = segmenter->weight_count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (segmenter->indices[middle] < feature)
            low = middle + 1;
        else
            high = middle;
    }
    return low < segmenter->weight_count && segmenter->indices[low] == feature
               ? segmenter->weights[low]
               : 0;
}

/* A character by identifier; what stands outside the text or is unknown has a sign of its own. */
static void add_character(const struct words_table *table, uint32_t id, struct buf *out)
{
    if (table->codes[id] > CLASS_COUNT)
        buf_add_code(out, table->codes[id]);
    else
        buf_add_char(out, id == 0 ? '_' : '?');
}

/* Lanes count places downwards: see words_features. */
static void add_name(const struct words_table *table, uint32_t feature, struct buf *out)
{
    static const char *const names[GROUP_COUNT] = {
        "pair",  "char",   "ending", "starting", "class",  "class2", "class3",
        "match", "match3", "matchc", "match5",   "inside", "echo",   "bias"};
    uint32_t starts[GROUP_COUNT + 1], rest;
    size_t group = 0;

    words_layout(table, starts);
    while (feature >= starts[group + 1])
        group++;
    rest = feature - starts[group];
    buf_add_text(out, names[group]);
    if (group == GROUP_PAIR) {
        uint32_t key = table->entries[rest / WORDS_LANES].key, lane = rest % WORDS_LANES;

        buf_add_char(out, ' ');
        add_character(table, key >> 16, out);
        add_character(table, key & 0xFFFF, out);
        if (lane < WORDS_PAIR_GAPS)
            buf_printf(out, "@%d", 2 - (int)lane);
        else
            buf_printf(out, "/%s", lane == 5 ? "unmatched" : lane == 6 ? "in2" : "in3");
    } else if (group == GROUP_CHAR) {
        buf_add_char(out, ' ');
        add_character(table, rest / WORDS_LANES, out);
        buf_printf(out, "@%d", 3 - (int)(rest % WORDS_LANES));
    } else if (group == GROUP_ENDING || group == GROUP_STARTING) {
        buf_add_char(out, ' ');
        add_character(table, rest / 64, out);
        buf_printf(out, "/%u%u", (unsigned)rest % 64 / 8, (unsigned)rest % 8);
    } else if (group != GROUP_BIAS) {
        buf_printf(out, " %o", (unsigned)rest);
    }
}

static void add_features(const struct segmenter *segmenter, const struct words_text *text,
                         size_t gap, struct buf *out)
{
    uint32_t features[WORDS_FEATURES];
    int weights[WORDS_FEATURES] = {0};
    size_t count = words_features(&segmenter->table, text, gap, features);

    for (size_t i = 0; i < count; i++)
        weights[i] = weight_of(segmenter, features[i]);
    for (;;) {
        size_t best = 0;

        for (size_t i = 1; i < count; i++) {
            if (abs(weights[i]) > abs(weights[best]))
                best = i;
        }
        if (weights[best] == 0)
            return;
        buf_add_char(out, '\t');
        add_name(&segmenter->table, features[best], out);
        buf_printf(out, "=%+d", weights[best]);
        weights[best] = 0;
    }
}

static void add_gap(const struct segmenter *segmenter, const struct words_text *text, size_t gap,
                    size_t offset, struct buf *out)
{
    const char *bytes = text->bytes.at;

    buf_printf(out, "%zu\t", offset + gap + 1);
    buf_add(out, bytes + text->starts[gap], text->starts[gap + 1] - text->starts[gap]);
    buf_add_char(out, '|');
    buf_add(out, bytes + text->starts[gap + 1], text->starts[gap + 2] - text->starts[gap + 1]);
    buf_add_text(out, text->scores[gap] > 0 ? "\tcut" : "\tjoin");
    if (text->rules[gap] != GAP_FREE) {
        buf_add_text(out, "\trule");
    } else {
        buf_printf(out, "\t%+d", text->scores[gap]);
        add_features(segmenter, text, gap, out);
    }
    buf_add_char(out, '\n');
}

void explain_text(const struct segmenter *segmenter, struct span text, struct segment_work *work,
                  struct buf *out)
{
    size_t bytes = 0, characters = 0;

    while (bytes < text.len) {
        struct span rest = {text.at + bytes, text.len - bytes};

        rest.len = segment_piece(rest);
        segment_score(segmenter, rest, work);
        for (size_t gap = 0; gap + 1 < work->text.count; gap++)
            add_gap(segmenter, &work->text, gap, characters, out);
        bytes += rest.len;
        characters += work->text.count;
    }
    buf_add_char(out, '\n');
}
