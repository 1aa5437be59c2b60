#include "table.h"

#include "stream.h"
#include "utf8.h"

enum { TABLE_MAX_BYTES = 1 << 30 };

bool table_open(struct table *table, const char *file, struct buf *why)
{
    bool read;

    *table = (struct table){.file = file};
    read = stream_read_file(file, TABLE_MAX_BYTES, &table->text, why);
    if (read && utf8_valid_prefix(table->text.data, table->text.len) < table->text.len) {
        buf_printf(why, "%s: not UTF-8; iconv -t UTF-8 -f GB18030 makes it so, if it is GBK", file);
        read = false;
    }
    if (!read)
        table_free(table);
    else if (table->text.len >= 3 && memcmp(table->text.data, "\xEF\xBB\xBF", 3) == 0)
        table->at = 3;
    return read;
}

static void split_columns(struct span line, struct table_row *row)
{
    const char *at = line.at, *end = at + line.len;

    *row = (struct table_row){0};
    while (row->count < TABLE_MAX_COLUMNS) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));

        row->columns[row->count++] = span_between(at, tab != NULL ? tab : end);
        if (tab == NULL)
            break;
        at = tab + 1;
    }
    for (size_t i = row->count; i < TABLE_MAX_COLUMNS; i++)
        row->columns[i] = span_of("");
}

bool table_row(struct table *table, struct table_row *row)
{
    while (table->at < table->text.len) {
        const char *start = table->text.data + table->at;
        const char *end = table->text.data + table->text.len;
        const char *lf = memchr(start, '\n', (size_t)(end - start));
        struct span line = span_between(start, lf != NULL ? lf : end);

        table->at += line.len + 1;
        table->line++;
        if (line.len > 0 && line.at[line.len - 1] == '\r')
            line.len--;
        if (line.len == 0 || line.at[0] == '#')
            continue;
        split_columns(line, row);
        return true;
    }
    return false;
}

void table_free(struct table *table)
{
    buf_free(&table->text);
}

void table_complain(const struct table *table, const char *reason, struct buf *why)
{
    buf_printf(why, "%s:%zu: %s", table->file, table->line, reason);
}
