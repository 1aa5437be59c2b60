/* Words of the lexicon within a token. */
#include "subwords.h"

#include "memory.h"
#include "utf8.h"

enum { LONGEST_TOKEN = 64 }; /* longer ones are addresses and the like */

static uint32_t id_of(const struct words_table *table, uint32_t code)
{
    return code < 0x10000 ? table->ids[code] : 0;
}

static void add(struct subwords *subwords, struct subword word)
{
    if (subwords->count == subwords->capacity) {
        subwords->capacity = 2 * subwords->capacity + 16;
        subwords->items = memory_resize(subwords->items, subwords->capacity,
                                        sizeof *subwords->items);
    }
    subwords->items[subwords->count++] = word;
}

void subwords_find(const struct words_table *table, struct span token, struct subwords *subwords)
{
    uint32_t ids[LONGEST_TOKEN];
    size_t starts[LONGEST_TOKEN + 1], count = 0;
    const char *at = token.at, *end = token.at + token.len;

    subwords->count = 0;
    for (; at < end; count++) {
        if (count == LONGEST_TOKEN)
            return;
        starts[count] = (size_t)(at - token.at);
        ids[count] = id_of(table, utf8_next(&at));
    }
    starts[count] = token.len;
    for (size_t first = 0; count > 2 && first + 1 < count; first++) {
        uint32_t node = table->entries[words_find(table, ids[first], ids[first + 1])].node;

        for (size_t last = first + 1; node; node = words_follow(table, node, ids[last])) {
            if ((node & NODE_KIND) && (first > 0 || last + 1 < count))
                add(subwords, (struct subword){starts[first], starts[last + 1], first});
            if (!(node & NODE_MORE) || ++last == count)
                break;
        }
    }
}
