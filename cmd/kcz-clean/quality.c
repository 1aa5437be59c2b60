#include "quality.h"

#include "cues.h"
#include "utf8.h"

/*
 * Characters of one script only from which a text is called by it, and the share in percent that
 * those of the other script must not reach.
 */
enum { TELLING_MIN = 4, MIXED_FROM = 15 };

/* Weight of spam words, line by line: a line's head tells as much as all of it. */
static size_t spam_in(const struct article_tables *tables, struct span text)
{
    const char *at = text.at, *end = text.at + text.len;
    size_t weight = 0;

    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        struct span line = span_between(at, stop ? stop : end);
        struct folded folded;

        cues_fold(tables, line, &folded);
        weight += cues_spam(tables, &folded, 0, folded.count);
        at = stop ? stop + 1 : end;
    }
    return weight;
}

void quality_apply(struct page *page)
{
    const struct article_tables *tables = page->settings->article;
    const char *at = page->text.at, *end = at + page->text.len;
    struct quality found = {0};

    if (!page->settings->report)
        return;
    while (at < end) {
        uint32_t code = utf8_next(&at);

        found.chars++;
        if ((code >= 0x3400 && code <= 0x9FFF) || code >= 0x20000) {
            unsigned script = code < 0x10000 ? tables->script[code] : 0;

            found.han++;
            found.simplified += script == 1;
            found.traditional += script == 2;
        }
        found.lossy += code == UTF8_REPLACEMENT;
    }
    found.spam = spam_in(tables, page->text);
    page->quality = found;
}

const char *quality_script(const struct quality *quality)
{
    size_t telling = quality->simplified + quality->traditional;
    size_t other = quality->simplified < quality->traditional ? quality->simplified
                                                              : quality->traditional;

    if (telling < TELLING_MIN)
        return NULL;
    if (100 * other >= MIXED_FROM * telling)
        return "mixed";
    return quality->simplified > quality->traditional ? "hans" : "hant";
}
