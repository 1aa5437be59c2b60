#include "stoplist.h"

#include <utf8proc.h>

#include "utf8.h"

extern const char blob_stats[], blob_stats_end[];

bool stoplist_open(struct stoplist *stoplist, struct buf *why)
{
    return blob_from_memory(&stoplist->blob, blob_stats, (size_t)(blob_stats_end - blob_stats),
                            "stats", false, why) &&
           trie_open(&stoplist->words, &stoplist->blob, "stopwords", why);
}

bool stoplist_has_letter(struct span text)
{
    const char *at = text.at;

    while (at < text.at + text.len) {
        uint32_t code = utf8_next(&at);

        if (code >= 0x4E00 && code < 0xA000)
            return true;
        switch (utf8proc_category((utf8proc_int32_t)code)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
            return true;
        default:
            break;
        }
    }
    return false;
}

static bool stoplist_is_stopword(const struct stoplist *stoplist, struct span text)
{
    return text.len > 0 && trie_find(&stoplist->words, text) != TRIE_NONE;
}

bool stoplist_is_content(const struct stoplist *stoplist, struct span text)
{
    return stoplist_has_letter(text) && !stoplist_is_stopword(stoplist, text);
}
