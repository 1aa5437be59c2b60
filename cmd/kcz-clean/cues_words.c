#include "cues.h"

static const char *const list_names[WORD_LISTS] = {
    "credit",       "head-author", "head-date", "head-keywords", "head-site", "head-source",
    "head-summary", "house",       "original",  "reporter",      "token",     "wire",
};

bool cues_open_words(struct article_tables *tables, struct buf *why)
{
    for (int i = 0; i < WORD_LISTS; i++) {
        tables->words[i] = blob_section(&tables->blob, list_names[i]);
        if (tables->words[i].len == 0) {
            buf_printf(why, "there are no words of kind %s", list_names[i]);
            return false;
        }
    }
    return true;
}

bool cues_next_word(struct span *list, struct span *word)
{
    if (list->len == 0)
        return false;
    *word = (struct span){list->at, strlen(list->at)};
    list->at += word->len + 1;
    list->len -= word->len + 1;
    return true;
}

const char *cues_find_word(const struct article_tables *tables, enum word_list list,
                           struct span text, struct span *word)
{
    struct span words = tables->words[list], each;
    const char *first = NULL;

    while (cues_next_word(&words, &each)) {
        const char *found = memmem(text.at, text.len, each.at, each.len);

        if (found && (!first || found < first)) {
            first = found;
            *word = each;
        }
    }
    return first;
}

struct span cues_last_word(const struct article_tables *tables, enum word_list list,
                           struct span text)
{
    struct span words = tables->words[list], each;

    while (cues_next_word(&words, &each))
        if (text.len >= each.len && memcmp(text.at + text.len - each.len, each.at, each.len) == 0)
            return each;
    return (struct span){0};
}
