#include "quality.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "hash.h"
#include "json.h"
#include "memory.h"
#include "utf8.h"

enum {
    SHORT_LINE = 30, /* characters, as in FineWeb */
    TOP_LEAST = 2,   /* runs of characters whose most frequent one is looked at, */
    TOP_MOST = 4,
    REPEAT_MOST = 10 /* and the longer ones of which repetitions are */
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

/* The hash of a run from that of the run without its last character. */
static inline uint64_t extend(uint64_t hash, uint32_t code)
{
    return hash_mix(hash ^ code) + 0x9E3779B97F4A7C15;
}

static uint64_t hash_codes(const uint32_t *codes, size_t count)
{
    uint64_t hash = count;

    for (size_t i = 0; i < count; i++)
        hash = extend(hash, codes[i]);
    return hash;
}

/* Makes the hashes of all runs of length - 1 characters those of length. */
static void lengthen(struct quality_memory *memory, size_t count, size_t length)
{
    for (size_t i = 0; i + length <= count; i++)
        memory->hashes[i] = extend(memory->hashes[i], memory->codes[i + length - 1]);
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
    if (sightings_count(&memory->seen, hash_codes(codes, count)) > 0)
        lines->repeated += count;
}

static void count_lines(struct quality_memory *memory, struct lines *lines, size_t count)
{
    size_t start = 0;

    sightings_begin(&memory->seen, count + 1);
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

    sightings_begin(&memory->seen, count);
    for (size_t i = 0; i + length <= count; i++) {
        uint64_t n = sightings_count(&memory->seen, memory->hashes[i]) + UINT64_C(1);

        most = n > most ? n : most;
    }
    return count == 0 || most < 2 ? 0 : (double)(most * length) / (double)count;
}

/* The share of characters that lie in runs of that length which were there before. */
static double repeated_share(struct quality_memory *memory, size_t count, size_t length)
{
    size_t covered = 0, end = 0;

    sightings_begin(&memory->seen, count);
    for (size_t i = 0; i + length <= count; i++) {
        if (sightings_count(&memory->seen, memory->hashes[i]) == 0)
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

    if (memory->capacity < text.len) {
        memory->capacity = text.len + text.len / 2;
        memory->codes = memory_resize(memory->codes, memory->capacity, sizeof *memory->codes);
        memory->hashes = memory_resize(memory->hashes, memory->capacity, sizeof *memory->hashes);
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

static void add_runs(struct quality_memory *memory, size_t count, struct buf *out)
{
    char name[24];

    for (size_t i = 0; i < count; i++)
        memory->hashes[i] = extend(0, memory->codes[i]);
    for (size_t n = TOP_LEAST; n <= REPEAT_MOST; n++) {
        lengthen(memory, count, n);
        snprintf(name, sizeof name, n <= TOP_MOST ? "top_%zugram" : "repeated_%zugrams", n);
        add_share(out, name,
                  n <= TOP_MOST ? top_share(memory, count, n) : repeated_share(memory, count, n),
                  1);
    }
}

void quality_write(struct quality_memory *memory, struct span text, struct buf *out)
{
    struct kinds kinds = {0};
    struct lines lines = {0};
    size_t count = decode(memory, text, &kinds);
    double all = (double)kinds.characters;

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
    add_runs(memory, count, out);
    buf_add_char(out, '}');
}

void quality_free(struct quality_memory *memory)
{
    sightings_free(&memory->seen);
    free(memory->codes);
    free(memory->hashes);
}
