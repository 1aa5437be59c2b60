/* R5a: annotations that the injecting tool wrote, on a page that it has been over. */
#include "repair.h"
#include "utf8.h"

/*
 * Whether the mark belongs to the two characters' bytes in between: the trail byte of the one
 * before and the ASCII letter that stands before the mark.
 */
static bool straddles_letter(const struct repair_tables *tables, struct span text,
                             const struct mark *mark)
{
    size_t at = mark->start;
    const char *character;
    uint16_t code;

    if (at < 4 || (unsigned char)text.at[at - 1] < 0x40 || (unsigned char)text.at[at - 1] > 0x7E ||
        ((unsigned char)text.at[at - 2] & 0xC0) != 0x80)
        return false;
    character = text.at + at - 4;
    if (((unsigned char)*character & 0xF0) != 0xE0)
        return false;
    code = gbk_code(&tables->gbk, utf8_next(&character));
    return pinyin_reads(&tables->pinyin,
                        (uint16_t)((code & 0xFF) << 8 | (unsigned char)text.at[at - 1]),
                        mark->syllable);
}

static bool is_injected(const struct repair_tables *tables, struct span text,
                        const struct profile *profile, const struct mark *mark)
{
    if (mark->cut || mark->syllable == PINYIN_NONE)
        return false;
    if (mark->code == 0)
        return straddles_letter(tables, text, mark);
    return pinyin_reads(&tables->pinyin, mark->code, mark->syllable) &&
           (pinyin_script(&tables->pinyin, mark->code) == SCRIPT_TRADITIONAL ||
            noise_annotates(profile, mark->code));
}

/* A syllable in the neutral tone, of a character that the tool annotates: 們(men). */
static bool is_neutral(const struct repair_tables *tables, struct span text, size_t at,
                       struct mark *mark)
{
    struct syllable syllable;
    size_t before = at;
    const char *character;

    if (!noise_mark_at(&tables->pinyin, (struct span){text.at + at, text.len - at}, mark,
                       &syllable) ||
        syllable.toned || mark->syllable == PINYIN_NONE || at < 3)
        return false;
    do
        before--;
    while (before > 0 && ((unsigned char)text.at[before] & 0xC0) == 0x80);
    character = text.at + before;
    mark->code = gbk_code(&tables->gbk, utf8_next(&character));
    return pinyin_reads(&tables->pinyin, mark->code, mark->syllable) &&
           pinyin_script(&tables->pinyin, mark->code) == SCRIPT_TRADITIONAL;
}

/* Removes neutral syllables from start to end. */
static void remove_neutral(struct page *page, size_t start, size_t end)
{
    const char *at = page->text.at + start, *stop = page->text.at + end;

    while ((at = memchr(at, '(', (size_t)(stop - at)))) {
        size_t offset = (size_t)(at - page->text.at);
        struct mark mark;

        at++;
        if (is_neutral(page->settings->repair, page->text, offset, &mark))
            page_replace(page, offset, offset + mark.end, (struct span){"", 0}, NULL);
    }
}

void repair_toned_pinyin(struct page *page)
{
    const struct repair_tables *tables = page->settings->repair;
    struct profile profile;
    size_t done = 0;

    if (noise_next_toned(page->text, 0) == page->text.len)
        return;
    profile = noise_profile(&tables->gbk, &tables->pinyin, page->text, &page->arena);
    if (!profile.noisy)
        return;
    for (size_t i = 0; i < profile.count; i++) {
        const struct mark *mark = &profile.marks[i];

        remove_neutral(page, done, mark->start);
        if (is_injected(tables, page->text, &profile, mark))
            page_replace(page, mark->start, mark->end, (struct span){"", 0}, NULL);
        done = mark->end;
    }
    remove_neutral(page, done, page->text.len);
}
