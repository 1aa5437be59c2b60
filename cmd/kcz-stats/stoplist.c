#include "words.h"

#include <utf8proc.h>

#include "utf8.h"

extern const char blob_stats[], blob_stats_end[];

bool words_open(struct words *words, struct buf *why)
{
    return blob_from_memory(&words->blob, blob_stats, (size_t)(blob_stats_end - blob_stats),
                            "stats", false, why) &&
           trie_open(&words->stopwords, &words->blob, "stopwords", why);
}

bool words_has_letter(struct span text)
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

bool words_is_stopword(const struct words *words, struct span text)
{
    return text.len > 0 && trie_find(&words->stopwords, text) != TRIE_NONE;
}

bool words_is_content(const struct words *words, struct span text)
{
    return words_has_letter(text) && !words_is_stopword(words, text);
}
