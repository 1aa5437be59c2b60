#include "sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "memory.h"

void fail(const char *what, const char *detail)
{
    fprintf(stderr, "compile-t2s: %s: %s\n", what, detail);
    exit(2);
}

static struct span first_of(struct span values)
{
    const char *space = memchr(values.at, ' ', values.len);

    return space == NULL ? values : span_between(values.at, space);
}

static struct span condition(struct span column)
{
    return span_is(column, "*") ? (struct span){column.at, 0} : column;
}

/* opencc-newer.tsv and phrases.tsv have the table's name before the key: it is kept in left. */
static void read_source(struct source *source, const char *file)
{
    struct buf why = {0};
    struct table_row row;
    const char *slash = strrchr(file, '/');

    snprintf(source->name, sizeof source->name, "%s", slash == NULL ? file : slash + 1);
    if (!table_open(&source->table, file, &why))
        fail("cannot read", buf_string(&why));
    bool named = strcmp(source->name, "opencc-newer.tsv") == 0 ||
                 strcmp(source->name, "phrases.tsv") == 0 ||
                 strcmp(source->name, "dropped.tsv") == 0;
    bool context = strcmp(source->name, "context.tsv") == 0;
    while (table_row(&source->table, &row)) {
        size_t key = named ? 1 : 0;
        struct item item = {.key = row.columns[key], .value = first_of(row.columns[key + 1])};

        if (named)
            item.left = row.columns[0];
        if (item.value.len < row.columns[key + 1].len)
            item.choices = row.columns[key + 1];
        if (context) {
            item.left = condition(row.columns[2]);
            item.right = condition(row.columns[3]);
        }
        list_put(&source->rows, item);
    }
}

void sources_read(struct sources *sources, char **files, size_t count)
{
    sources->count = count;
    sources->items = memory_new(count, sizeof *sources->items);
    for (size_t i = 0; i < count; i++)
        read_source(&sources->items[i], files[i]);
}

const struct list *sources_rows(const struct sources *sources, const char *name)
{
    for (size_t i = 0; i < sources->count; i++) {
        if (strncmp(sources->items[i].name, name, strlen(name)) == 0 &&
            strcmp(sources->items[i].name + strlen(name), ".tsv") == 0)
            return &sources->items[i].rows;
    }
    fail("no such table", name);
    return NULL;
}

bool sources_drop(const struct sources *sources, const char *table, struct span key)
{
    const struct list *dropped = sources_rows(sources, "dropped");

    for (size_t i = 0; i < dropped->count; i++) {
        if (span_equal(dropped->items[i].key, key) && span_is(dropped->items[i].left, table))
            return true;
    }
    return false;
}

static bool group_has(struct span groups, const char *group)
{
    size_t len = strlen(group);

    for (size_t i = 0; i + len <= groups.len; i++) {
        if (memcmp(groups.at + i, group, len) == 0)
            return true;
    }
    return false;
}

void sources_put_phrases(const struct sources *sources, const char *group, struct list *list)
{
    const struct list *rows = sources_rows(sources, "phrases");

    for (size_t i = 0; i < rows->count; i++) {
        struct item item = rows->items[i];

        if (!group_has(item.left, group))
            continue;
        item.left = (struct span){NULL, 0};
        item.rule = is_single(item.key) ? RULE_CHARACTER : RULE_PHRASE;
        list_put(list, item);
    }
}

void sources_put(const struct sources *sources, const char *name, enum rule rule, struct list *list)
{
    const struct list *rows = sources_rows(sources, name);

    for (size_t i = 0; i < rows->count; i++) {
        struct item item = rows->items[i];

        item.rule = rule;
        list_put(list, item);
    }
}
