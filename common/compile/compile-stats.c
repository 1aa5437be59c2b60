/*
 * Compiles word lists into build/data/stats.blob: for each common/data/stats/NAME.txt a trie of
 * that name.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "memory.h"
#include "table.h"
#include "trie.h"

/* "path/NAME.txt" without folder and ending. */
static char *section_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash != NULL ? slash + 1 : file;

    return memory_copy(name, strcspn(name, "."));
}

static bool add_list(struct blob_writer *writer, const char *file, struct buf *why)
{
    struct table table = {0};
    struct table_row row;
    struct trie_key *keys = NULL;
    size_t count = 0, capacity = 0;
    char *name = section_name(file);
    bool good = table_open(&table, file, why);

    while (good && table_row(&table, &row)) {
        if (count == capacity) {
            capacity = capacity * 2 + 256;
            keys = memory_resize(keys, capacity, sizeof *keys);
        }
        keys[count] = (struct trie_key){row.columns[0], (int32_t)count};
        count++;
    }
    if (good)
        trie_add(writer, name, keys, count);
    free(keys);
    free(name);
    table_free(&table);
    return good;
}

int main(int argc, char **argv)
{
    struct blob_writer writer = {0};
    struct buf why = {0};

    for (int i = 2; i < argc; i++) {
        if (!add_list(&writer, argv[i], &why)) {
            fprintf(stderr, "compile-stats: %s\n", buf_string(&why));
            return 1;
        }
    }
    if (argc < 3 || !blob_write(&writer, "stats", argv[1])) {
        perror("compile-stats");
        return 1;
    }
    return 0;
}
