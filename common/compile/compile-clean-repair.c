/*
 * compile-clean-repair BLOB cp936.tsv readings.tsv one-to-one.tsv forms.tsv entities.tsv
 * leftovers.tsv: the tables that the repair of encoding damage needs.
 *
 *   points     code point of each cell of code page 936
 *   codes      code of each code point of the first plane
 *   scripts    per cell: 1 Simplified only, 2 Traditional only, 0 neither
 *   syllables  every reading, as 8 bytes of UTF-8 in one big-endian number, ascending
 *   first      per cell, where its readings start in "readings"; one more at the end
 *   readings   numbers of syllables
 *   first-reader   per syllable, where those read so start in "readers"; one more at the end
 *   readers    codes, ascending
 *   forms      pairs of code points, ascending: a radical or compatibility ideograph, what it is
 *   entities, entity-text   character references by name (struct entity of cmd/kcz-clean/repair.h)
 *   leftovers, leftover-text   markup that leaks into text (struct leftover, the same header)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "memory.h"
#include "table.h"
#include "utf8.h"

enum { CELLS = 126 * 256, MAX_READINGS = 16 };

struct tables {
    uint16_t points[CELLS];
    uint16_t codes[0x10000];
    uint8_t scripts[CELLS];
    uint64_t syllables[4096];
    size_t syllable_count;
    uint64_t of_cell[CELLS][MAX_READINGS];
    uint32_t first[CELLS + 1];
    struct buf readings;
};

static void fail(const struct buf *why)
{
    fprintf(stderr, "compile-clean-repair: %.*s\n", (int)why->len, why->data);
    exit(2);
}

static struct table open_table(const char *file)
{
    struct table table = {0};
    struct buf why = {0};

    if (!table_open(&table, file, &why))
        fail(&why);
    return table;
}

static void reject(const struct table *table, const char *reason)
{
    struct buf why = {0};

    table_complain(table, reason, &why);
    fail(&why);
}

static uint32_t single_point(const struct table *table, struct span text)
{
    const char *at = text.at;
    uint32_t point = text.len > 0 ? utf8_next(&at) : 0;

    if (text.len == 0 || at != text.at + text.len)
        reject(table, "one character is wanted");
    return point;
}

static size_t cell_of(const struct tables *tables, uint32_t point)
{
    return point < 0x10000 && tables->codes[point] ? tables->codes[point] - 0x8100u : CELLS;
}

static void read_code_page(struct tables *tables, const char *file)
{
    struct table table = open_table(file);
    struct table_row row;

    while (table_row(&table, &row)) {
        unsigned long lead = row.count == 2 ? strtoul(row.columns[0].at, NULL, 16) : 0;
        const char *at = row.columns[1].at, *end = at + row.columns[1].len;

        if (lead < 0x81 || lead > 0xFE)
            reject(&table, "a lead byte 81 to FE and a row of characters are wanted");
        for (unsigned trail = 0x40; trail <= 0xFE && at < end; trail++) {
            uint32_t point = trail == 0x7F ? UTF8_REPLACEMENT : utf8_next(&at);

            if (point == UTF8_REPLACEMENT || point > 0xFFFF)
                continue;
            tables->points[(lead - 0x81) * 256 + trail] = (uint16_t)point;
            tables->codes[point] = (uint16_t)(lead << 8 | trail);
        }
    }
    table_free(&table);
}

static int compare_syllables(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

static void read_readings(struct tables *tables, const char *file)
{
    struct table table = open_table(file);
    struct table_row row;

    while (table_row(&table, &row)) {
        size_t cell = cell_of(tables, single_point(&table, row.columns[0]));
        const char *at = row.columns[1].at, *end = at + row.columns[1].len;

        for (size_t n = 0; cell < CELLS && at < end && n < MAX_READINGS; at++) {
            uint64_t packed = 0;
            size_t len = 0;

            for (; at < end && *at != ' '; at++, len++)
                packed = packed << 8 | (unsigned char)*at;
            if (len == 0 || len > 8)
                continue;
            tables->of_cell[cell][n++] = packed << (8 * (8 - len));
        }
    }
    table_free(&table);
}

static uint64_t *find_syllable(const struct tables *tables, uint64_t packed)
{
    return bsearch(&packed, tables->syllables, tables->syllable_count, sizeof packed,
                   compare_syllables);
}

/* Numbers the syllables and lays the readings of the cells one behind the other. */
static void number_readings(struct tables *tables)
{
    size_t kept = 0, all = 0;
    uint64_t *every = memory_new((size_t)CELLS * MAX_READINGS, sizeof *every);

    for (size_t cell = 0; cell < CELLS; cell++)
        for (size_t n = 0; n < MAX_READINGS && tables->of_cell[cell][n]; n++)
            every[all++] = tables->of_cell[cell][n];
    qsort(every, all, sizeof *every, compare_syllables);
    for (size_t i = 0; i < all; i++)
        if (i == 0 || every[i] != every[i - 1])
            tables->syllables[kept++] = every[i];
    tables->syllable_count = kept;
    free(every);
    for (size_t cell = 0; cell < CELLS; cell++) {
        tables->first[cell] = (uint32_t)(tables->readings.len / 2);
        for (size_t n = 0; n < MAX_READINGS && tables->of_cell[cell][n]; n++) {
            uint16_t number = (uint16_t)(find_syllable(tables, tables->of_cell[cell][n]) -
                                         tables->syllables);

            buf_add(&tables->readings, &number, sizeof number);
        }
    }
    tables->first[CELLS] = (uint32_t)(tables->readings.len / 2);
}

/* The readings the other way round. */
static void add_readers(const struct tables *tables, struct blob_writer *writer)
{
    struct buf first = {0}, readers = {0};

    for (size_t number = 0; number <= tables->syllable_count; number++) {
        uint32_t start = (uint32_t)(readers.len / 2);

        buf_add(&first, &start, sizeof start);
        for (size_t cell = 0; number < tables->syllable_count && cell < CELLS; cell++)
            for (size_t n = 0; n < MAX_READINGS && tables->of_cell[cell][n]; n++)
                if (tables->of_cell[cell][n] == tables->syllables[number]) {
                    uint16_t code = (uint16_t)(cell + 0x8100);

                    buf_add(&readers, &code, sizeof code);
                    break;
                }
    }
    blob_add(writer, "first-reader", first.data, first.len);
    blob_add(writer, "readers", readers.data, readers.len);
    buf_free(&first);
    buf_free(&readers);
}

/* A Simplified form that nothing Traditional is written with, and the other way round. */
static void read_scripts(struct tables *tables, const char *file)
{
    struct table table = open_table(file);
    struct table_row row;
    uint8_t *seen = memory_new(CELLS + 1, 1);

    while (table_row(&table, &row)) {
        seen[cell_of(tables, single_point(&table, row.columns[0]))] |= 1;
        seen[cell_of(tables, single_point(&table, row.columns[1]))] |= 2;
    }
    for (size_t cell = 0; cell < CELLS; cell++)
        tables->scripts[cell] = seen[cell] == 3 ? 2 : seen[cell];
    free(seen);
    table_free(&table);
}

struct form {
    uint32_t from, to;
};

static int compare_forms(const void *a, const void *b)
{
    const struct form *left = a, *right = b;

    return (left->from > right->from) - (left->from < right->from);
}

static void add_forms(struct blob_writer *writer, const char *file)
{
    struct table table = open_table(file);
    struct table_row row;
    struct buf forms = {0};

    while (table_row(&table, &row)) {
        struct form form = {single_point(&table, row.columns[0]),
                            single_point(&table, row.columns[1])};

        buf_add(&forms, &form, sizeof form);
    }
    qsort(forms.data, forms.len / sizeof(struct form), sizeof(struct form), compare_forms);
    blob_add(writer, "forms", forms.data, forms.len);
    buf_free(&forms);
    table_free(&table);
}

/* The rows come sorted by name, in the order of bytes. */
static void add_entities(struct blob_writer *writer, const char *file)
{
    struct table table = open_table(file);
    struct table_row row;
    struct buf text = {0}, entities = {0};

    while (table_row(&table, &row)) {
        struct {
            uint32_t name, text;
            uint16_t name_len, text_len;
        } entity = {.name = (uint32_t)text.len,
                    .name_len = (uint16_t)row.columns[0].len,
                    .text_len = (uint16_t)row.columns[1].len};

        buf_add_span(&text, row.columns[0]);
        entity.text = (uint32_t)text.len;
        buf_add_span(&text, row.columns[1]);
        buf_add(&entities, &entity, sizeof entity);
    }
    blob_add(writer, "entities", entities.data, entities.len);
    blob_add(writer, "entity-text", text.data, text.len);
    buf_free(&entities);
    buf_free(&text);
    table_free(&table);
}

static uint8_t kind_of(const struct table *table, struct span word)
{
    static const char *const kinds[] = {"tag",  "bbcode", "escape", "about",
                                        "near", "block",  "lost"};

    for (uint8_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (span_is(word, kinds[i]))
            return i;
    reject(table, "a kind is wanted: tag, bbcode, escape, about, near, block or lost");
    return 0;
}

static void add_leftovers(struct blob_writer *writer, const char *file)
{
    struct table table = open_table(file);
    struct table_row row;
    struct buf text = {0}, leftovers = {0};

    while (table_row(&table, &row)) {
        struct span put = row.count > 2 ? row.columns[2] : (struct span){"", 0};
        struct {
            uint32_t name;
            uint16_t len;
            uint8_t kind;
            char put;
        } leftover = {(uint32_t)text.len, (uint16_t)row.columns[1].len,
                      kind_of(&table, row.columns[0]),
                      span_is(put, "break")   ? '\n'
                      : span_is(put, "space") ? ' '
                                              : '\0'};

        if (row.columns[1].len == 0 || (put.len > 0 && leftover.put == '\0'))
            reject(&table, "a name is wanted, and break, space or nothing");
        buf_add_span(&text, row.columns[1]);
        buf_add(&leftovers, &leftover, sizeof leftover);
    }
    blob_add(writer, "leftovers", leftovers.data, leftovers.len);
    blob_add(writer, "leftover-text", text.data, text.len);
    buf_free(&leftovers);
    buf_free(&text);
    table_free(&table);
}

int main(int argc, char **argv)
{
    struct tables *tables = memory_new(1, sizeof *tables);
    struct blob_writer writer = {0};

    if (argc != 8) {
        fprintf(stderr, "usage: compile-clean-repair BLOB cp936 readings one-to-one forms entities "
                        "leftovers\n");
        return 2;
    }
    read_code_page(tables, argv[2]);
    read_readings(tables, argv[3]);
    read_scripts(tables, argv[4]);
    number_readings(tables);
    blob_add(&writer, "points", (const char *)tables->points, sizeof tables->points);
    blob_add(&writer, "codes", (const char *)tables->codes, sizeof tables->codes);
    blob_add(&writer, "scripts", (const char *)tables->scripts, sizeof tables->scripts);
    blob_add(&writer, "syllables", (const char *)tables->syllables,
             tables->syllable_count * sizeof *tables->syllables);
    blob_add(&writer, "first", (const char *)tables->first, sizeof tables->first);
    blob_add(&writer, "readings", tables->readings.data, tables->readings.len);
    add_readers(tables, &writer);
    add_forms(&writer, argv[5]);
    add_entities(&writer, argv[6]);
    add_leftovers(&writer, argv[7]);
    buf_free(&tables->readings);
    free(tables);
    if (!blob_write(&writer, "clean-repair", argv[1])) {
        perror(argv[1]);
        return 2;
    }
    return 0;
}
