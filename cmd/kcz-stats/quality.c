#include "quality.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "hash.h"
#include "json.h"
#include "memory.h"
#include "sheet.h"
#include "utf8.h"

enum {
    SHORT_LINE = 30, /* characters, as in FineWeb */
    TOP_LEAST = 2,   /* runs of characters whose most frequent one is looked at, */
    TOP_MOST = 4,
    REPEAT_LEAST = 5, /* and those of which repetitions are */
    REPEAT_MOST = 10
};

struct kinds {
    size_t characters, han, latin, digits, punctuation, symbols, spaces;
};

static void count_kind(struct kinds *kinds, uint32_t code)
{
    kinds->characters++;
    if ((code >= 0x4E00 && code < 0xA000) || (code >= 0x3400 && code < 0x4DC0) ||
        (code >= 0x20000 && code < 0x323B0)) {
        kinds->han++;
        return;
    }
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
        kinds->latin++;
        break;
    case UTF8PROC_CATEGORY_ND:
        kinds->digits++;
        break;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        kinds->punctuation++;
        break;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
        kinds->symbols++;
        break;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_CC:
        kinds->spaces++;
        break;
    default:
        break;
    }
}

/* Marks that end a sentence, and what may close a quotation behind one. */
static bool is_terminal(uint32_t code)
{
    static const uint32_t marks[] = {0x3002, 0xFF01, 0xFF1F, 0x2026, 0xFF1B, 0x201D, 0x2019, 0x300D,
                                     0x300F, 0xFF09, 0x300B, '.',    '!',    '?',    '"',    ')'};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (code == marks[i])
            return true;
    }
    return false;
}

static uint64_t hash_codes(const uint32_t *codes, size_t count)
{
    uint64_t hash = count;

    for (size_t i = 0; i < count; i++)
        hash = hash_mix(hash ^ codes[i]) + 0x9E3779B97F4A7C15;
    return hash;
}

/* How often a run was seen before; counts it. */
static uint64_t seen_before(struct quality_memory *memory, uint64_t hash)
{
    struct span key = {(const char *)&hash, sizeof hash};
    const uint64_t *values = tally_find(&memory->seen, key);
    uint64_t before = values == NULL ? 0 : values[0];

    tally_add(&memory->seen, key, 0, 1);
    return before;
}

struct lines {
    size_t count, terminal, brief, characters, repeated;
};

static void count_line(struct quality_memory *memory, struct lines *lines, const uint32_t *codes,
                       size_t count)
{
    while (count > 0 && (codes[count - 1] <= ' ' || codes[count - 1] == 0x3000))
        count--;
    if (count == 0)
        return;
    lines->count++;
    lines->characters += count;
    lines->terminal += is_terminal(codes[count - 1]);
    lines->brief += count <= SHORT_LINE;
    if (seen_before(memory, hash_codes(codes, count)) > 0)
        lines->repeated += count;
}

static void count_lines(struct quality_memory *memory, struct lines *lines, size_t count)
{
    size_t start = 0;

    tally_clear(&memory->seen);
    for (size_t i = 0; i <= count; i++) {
        if (i < count && memory->codes[i] != '\n')
            continue;
        count_line(memory, lines, memory->codes + start, i - start);
        start = i + 1;
    }
}

/* The share of characters that the most frequent run of that length makes up. */
static double top_share(struct quality_memory *memory, size_t count, size_t length)
{
    uint64_t most = 0;

    tally_clear(&memory->seen);
    for (size_t i = 0; i + length <= count; i++) {
        uint64_t n = seen_before(memory, hash_codes(memory->codes + i, length)) + 1;

        most = n > most ? n : most;
    }
    return count == 0 || most < 2 ? 0 : (double)(most * length) / (double)count;
}

/* The share of characters that lie in runs of that length which were there before. */
static double repeated_share(struct quality_memory *memory, size_t count, size_t length)
{
    size_t covered = 0, end = 0;

    tally_clear(&memory->seen);
    for (size_t i = 0; i + length <= count; i++) {
        if (seen_before(memory, hash_codes(memory->codes + i, length)) == 0)
            continue;
        covered += i + length - (i > end ? i : end);
        end = i + length;
    }
    return count == 0 ? 0 : (double)covered / (double)count;
}

static void add_share(struct buf *out, const char *name, double part, double whole)
{
    json_add_key(out, name);
    buf_printf(out, "%.4g", whole > 0 ? part / whole : 0);
}

static size_t decode(struct quality_memory *memory, struct span text, struct kinds *kinds)
{
    const char *at = text.at;
    size_t count = 0;

    if (memory->seen.slots == NULL)
        tally_init(&memory->seen, 1, false);
    if (memory->capacity < text.len) {
        memory->capacity = text.len + text.len / 2;
        memory->codes = memory_resize(memory->codes, memory->capacity, sizeof *memory->codes);
    }
    while (at < text.at + text.len) {
        memory->codes[count] = utf8_next(&at);
        count_kind(kinds, memory->codes[count++]);
    }
    return count;
}

/* Runs are looked for in what is neither white space nor a mark. */
static size_t keep_letters(struct quality_memory *memory, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        struct kinds kind = {0};

        count_kind(&kind, memory->codes[i]);
        if (kind.han + kind.latin + kind.digits > 0)
            memory->codes[kept++] = memory->codes[i];
    }
    return kept;
}

void quality_write(struct quality_memory *memory, struct span text, struct buf *out)
{
    struct kinds kinds = {0};
    struct lines lines = {0};
    size_t count = decode(memory, text, &kinds);
    double all = (double)kinds.characters;
    char name[24];

    count_lines(memory, &lines, count);
    buf_add_char(out, '{');
    json_add_uint(out, "characters", kinds.characters);
    json_add_uint(out, "lines", lines.count);
    add_share(out, "han", (double)kinds.han, all);
    add_share(out, "latin", (double)kinds.latin, all);
    add_share(out, "digits", (double)kinds.digits, all);
    add_share(out, "punctuation", (double)kinds.punctuation, all);
    add_share(out, "symbols", (double)kinds.symbols, all);
    add_share(out, "spaces", (double)kinds.spaces, all);
    add_share(out, "terminal_lines", (double)lines.terminal, (double)lines.count);
    add_share(out, "short_lines", (double)lines.brief, (double)lines.count);
    add_share(out, "repeated_lines", (double)lines.repeated, (double)lines.characters);
    count = keep_letters(memory, count);
    for (size_t n = TOP_LEAST; n <= TOP_MOST; n++) {
        snprintf(name, sizeof name, "top_%zugram", n);
        add_share(out, name, top_share(memory, count, n), 1);
    }
    for (size_t n = REPEAT_LEAST; n <= REPEAT_MOST; n++) {
        snprintf(name, sizeof name, "repeated_%zugrams", n);
        add_share(out, name, repeated_share(memory, count, n), 1);
    }
    buf_add_char(out, '}');
}

void quality_free(struct quality_memory *memory)
{
    tally_free(&memory->seen);
    free(memory->codes);
}
