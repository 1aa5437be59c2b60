/*
 * compile-ner OUT TABLE...: the tables of common/data/ner into the blob "gazetteer". A table is
 * known by its file name; a string that stands in several is one entry with all their classes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "memory.h"
#include "ner/names.h"
#include "trie.h"

/* The index of an entry equal to this one in entries, added at the end if there is none. */
static size_t intern(struct buf *entries, const struct entry *entry)
{
    size_t count = entries->len / sizeof *entry;
    const struct entry *all = (const struct entry *)(const void *)entries->data;

    for (size_t i = 0; i < count; i++)
        if (memcmp(&all[i], entry, sizeof *entry) == 0)
            return i;
    buf_add(entries, entry, sizeof *entry);
    return count;
}

/* Sixteen bits of what an entry is, apart from codes and frequency: the same whatever else there
 * is. */
static uint16_t shape_of(const struct entry *entry)
{
    const uint32_t parts[] = {entry->classes & ~(uint32_t)NAME_GIVEN,
                              entry->org,
                              entry->place,
                              entry->title,
                              entry->unit,
                              entry->head,
                              entry->surname,
                              entry->pos,
                              entry->calendar};
    uint32_t hash = 2166136261U;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (int shift = 0; shift < 32; shift += 8)
            hash = (hash ^ (parts[i] >> shift & 0xFF)) * 16777619U;
    return (uint16_t)(hash ^ hash >> 16);
}

/* Entries and codes; sets the value of each key. */
static void number_entries(const struct names *names, struct buf *entries, struct buf *codes,
                           struct trie_key *keys)
{
    struct entry none = {0};

    buf_add(entries, &none, sizeof none);
    for (size_t i = 0; i < names->count; i++) {
        struct entry entry = names->items[i].entry;

        if (entry.code_count > 0) {
            entry.first_code = (uint32_t)(codes->len / sizeof(uint32_t));
            buf_add(codes, names->items[i].codes, entry.code_count * sizeof(uint32_t));
        }
        entry.shape = shape_of(&entry);
        keys[i].text = names->items[i].text;
        keys[i].value = (int32_t)intern(entries, &entry);
    }
}

static void write_contexts(struct blob_writer *writer, const struct names *names)
{
    struct buf contexts = {0};
    struct trie_key *keys = memory_new(names->count, sizeof *keys);

    for (size_t i = 0; i < names->count; i++) {
        struct context context = {names->items[i].entry.classes, names->items[i].codes[0]};

        keys[i] = (struct trie_key){names->items[i].text, (int32_t)i};
        buf_add(&contexts, &context, sizeof context);
    }
    trie_add(writer, "context", keys, names->count);
    blob_add(writer, "contexts", contexts.data, contexts.len);
    free(keys);
    buf_free(&contexts);
}

static bool write_blob(const struct names *names, const struct names *contexts, const char *file)
{
    struct blob_writer writer = {0};
    struct buf entries = {0}, codes = {0};
    struct trie_key *keys = memory_new(names->count, sizeof *keys);

    number_entries(names, &entries, &codes, keys);
    if (entries.len / sizeof(struct entry) > UINT16_MAX) {
        fprintf(stderr, "compile-ner: more kinds of entries than 16 bits can number\n");
        return false;
    }
    trie_add(&writer, "names", keys, names->count);
    blob_add(&writer, "entries", entries.data, entries.len);
    blob_add(&writer, "codes", codes.data, codes.len);
    write_contexts(&writer, contexts);
    free(keys);
    buf_free(&entries);
    buf_free(&codes);
    if (blob_write(&writer, "gazetteer", file))
        return true;
    perror(file);
    return false;
}

int main(int argc, char **argv)
{
    struct names names = {0}, contexts = {0};
    struct buf why = {0};

    for (int i = 2; i < argc; i++)
        if (!names_read(&names, &contexts, argv[i], &why)) {
            fprintf(stderr, "compile-ner: %s\n", buf_string(&why));
            return 1;
        }
    names_merge(&names);
    return argc > 2 && write_blob(&names, &contexts, argv[1]) ? 0 : 1;
}
