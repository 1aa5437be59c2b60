#include "dictionary.h"

#include <stdio.h>

const char *rule_name(enum rule rule)
{
    static const char *const names[RULE_COUNT] = {
        [RULE_NONE] = "none",       [RULE_CHARACTER] = "character", [RULE_PHRASE] = "phrase",
        [RULE_CONTEXT] = "context", [RULE_VARIANT] = "variant",     [RULE_RARE] = "rare",
        [RULE_COMPAT] = "compat",   [RULE_QUOTE] = "quote",         [RULE_USER] = "user",
    };

    return names[rule];
}

bool dictionary_open(struct dictionary *dictionary, const struct blob *blob, const char *name,
                     struct buf *why)
{
    char section[BLOB_NAME];

    snprintf(section, sizeof section, "%s.entries", name);
    dictionary->entries = blob_array(blob, section, sizeof *dictionary->entries,
                                     &dictionary->entry_count, why);
    struct span text = blob_section(blob, "text");
    dictionary->text = text.at;
    dictionary->text_len = text.len;
    return dictionary->entries != NULL && trie_open(&dictionary->trie, blob, name, why);
}
