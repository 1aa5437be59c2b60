#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "memory.h"

static void grow(struct vocabulary *vocabulary, size_t tokens)
{
    if (vocabulary->token_capacity >= tokens)
        return;
    vocabulary->token_capacity = tokens + tokens / 2 + 64;
    vocabulary->text = memory_resize(vocabulary->text, vocabulary->token_capacity,
                                     sizeof *vocabulary->text);
    vocabulary->words = memory_resize(vocabulary->words, vocabulary->token_capacity,
                                      sizeof *vocabulary->words);
    vocabulary->counts = memory_resize(vocabulary->counts, vocabulary->token_capacity,
                                       sizeof *vocabulary->counts);
}

void vocabulary_read(struct vocabulary *vocabulary, const struct sequence *sequence,
                     bool (*keep)(const struct stoplist *stoplist, struct span word),
                     const struct stoplist *stoplist)
{
    if (vocabulary->numbers.slots == NULL)
        tally_init(&vocabulary->numbers, 1, false);
    else
        tally_clear(&vocabulary->numbers);
    grow(vocabulary, sequence->count);
    vocabulary->types = vocabulary->tokens = 0;
    for (size_t i = 0; i < sequence->count; i++) {
        struct span word = sequence->words[i];
        const uint64_t *number;

        if (word.at == NULL || (keep != NULL && !keep(stoplist, word)))
            continue;
        number = tally_find(&vocabulary->numbers, word);
        if (number == NULL) {
            vocabulary->words[vocabulary->types] = word;
            vocabulary->counts[vocabulary->types] = 0;
            tally_add(&vocabulary->numbers, word, 0, ++vocabulary->types);
            number = tally_find(&vocabulary->numbers, word);
        }
        vocabulary->counts[*number - 1]++;
        vocabulary->text[vocabulary->tokens++] = (uint32_t)(*number - 1);
    }
}

void vocabulary_free(struct vocabulary *vocabulary)
{
    tally_free(&vocabulary->numbers);
    free(vocabulary->words);
    free(vocabulary->text);
    free(vocabulary->counts);
}
