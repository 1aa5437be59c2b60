/* The user dictionary: reading it, finding its words, settling which stand. */
#include "user_dict.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "utf8.h"

static bool read_cost(struct span text, uint64_t *cost)
{
    *cost = 0;
    if (text.len > 18)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *cost = *cost * 10 + (uint64_t)(text.at[i] - '0');
    }
    return true;
}

bool user_dict_open(struct user_dict *dict, const char *file, struct buf *why)
{
    struct trie_key *keys = NULL;
    struct table_row row;
    size_t capacity = 0;

    *dict = (struct user_dict){0};
    if (!table_open(&dict->table, file, why))
        return false;
    while (table_row(&dict->table, &row)) {
        struct user_word word = {.tag = row.columns[2]};

        if (row.columns[0].len == 0 || !read_cost(row.columns[1], &word.cost)) {
            table_complain(&dict->table, "must be WORD [TAB COST] [TAB TAG], COST a number", why);
            free(keys);
            return false;
        }
        if (dict->count == capacity || !keys) {
            capacity = 2 * capacity + 256;
            keys = memory_resize(keys, capacity, sizeof *keys);
            dict->words = memory_resize(dict->words, capacity, sizeof *dict->words);
        }
        keys[dict->count] = (struct trie_key){row.columns[0], (int32_t)dict->count};
        dict->words[dict->count++] = word;
    }
    if (dict->count)
        trie_build(&dict->image, &dict->trie, keys, dict->count);
    free(keys);
    return true;
}

void user_dict_close(struct user_dict *dict)
{
    trie_image_free(&dict->image);
    table_free(&dict->table);
    free(dict->words);
    *dict = (struct user_dict){0};
}

static bool in_latin(const struct words_text *text, size_t left)
{
    return (text->classes[left] == CLASS_DIGIT || text->classes[left] == CLASS_LATIN) &&
           (text->classes[left + 1] == CLASS_DIGIT || text->classes[left + 1] == CLASS_LATIN);
}

/* The longest word that starts at character start and ends outside a run of letters and digits. */
static bool longest_match(const struct user_dict *dict, const struct words_text *text, size_t start,
                          struct user_match *match)
{
    int32_t node = TRIE_ROOT;

    match->word = TRIE_NONE;
    if (start > 0 && in_latin(text, start - 1))
        return false;
    for (size_t end = start; end < text->count; end++) {
        const char *at = text->bytes.at + text->starts[end];

        node = trie_step(&dict->trie, node, utf8_next(&at));
        if (node == TRIE_NONE)
            break;
        if (trie_value(&dict->trie, node) != TRIE_NONE && !in_latin(text, end))
            *match = (struct user_match){(uint32_t)start, (uint32_t)end + 1,
                                         trie_value(&dict->trie, node)};
    }
    return match->word != TRIE_NONE;
}

static void mark_words(struct words_text *text, const struct user_matches *matches)
{
    for (size_t i = 0; i < matches->count; i++) {
        struct user_match match = matches->items[i];

        if (match.start > 0)
            text->rules[match.start - 1] = GAP_CUT;
        memset(text->rules + match.start, GAP_JOIN, match.end - match.start - 1);
        text->rules[match.end - 1] = GAP_CUT;
    }
}

void user_dict_apply(const struct user_dict *dict, struct words_text *text,
                     struct user_matches *matches)
{
    matches->count = 0;
    for (size_t i = 0; i < text->count; i++) {
        struct user_match match, *last;

        if (!longest_match(dict, text, i, &match))
            continue;
        if (matches->count == matches->capacity) {
            matches->capacity = 2 * matches->capacity + 64;
            matches->items = memory_resize(matches->items, matches->capacity,
                                           sizeof *matches->items);
        }
        last = matches->count ? &matches->items[matches->count - 1] : NULL;
        if (!last || last->end <= match.start)
            matches->items[matches->count++] = match;
        else if (dict->words[match.word].cost < dict->words[last->word].cost)
            *last = match;
    }
    mark_words(text, matches);
}

int32_t user_match_at(const struct user_matches *matches, size_t start, size_t end, size_t *next)
{
    while (*next < matches->count && matches->items[*next].start < start)
        ++*next;
    if (*next < matches->count && matches->items[*next].start == start &&
        matches->items[*next].end == end)
        return matches->items[*next].word;
    return -1;
}
