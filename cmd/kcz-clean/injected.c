/*
 * R5a and R5b: annotations that an injecting tool wrote, on a page that it has been over. One tool
 * writes toned pinyin behind certain characters of Traditional text (noise.h); another one strews
 * toneless pinyin over Simplified text.
 */
#include "characters.h"
#include "repair.h"

enum {
    TONELESS_MIN = 10, /* annotations and ... */
    TYPES_MIN = 8,     /* ... different characters that prove a page noisy */
    TYPES_MAX = 16     /* as many are told apart */
};

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
    if (!profile.noisy && /* what proved it may have been mended by now */
        !noise_profile(&tables->gbk, &tables->pinyin, page->input, &page->arena).noisy)
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

/* What the brackets behind Hanzi hold on a page: the signs of toneless noise. */
struct toneless {
    size_t latin; /* brackets that begin with a letter */
    size_t right; /* those that hold a reading of the character before */
    size_t types; /* different characters among these */
    uint16_t marked[TYPES_MAX];
};

/* A bracket at at that holds a toneless reading of the Hanzi before; counts what it sees. */
static bool is_toneless(const struct repair_tables *tables, struct span text, size_t at,
                        struct mark *mark, struct toneless *seen)
{
    struct syllable syllable;
    uint32_t before = point_before(text, at);
    unsigned char first = at + 1 < text.len ? (unsigned char)text.at[at + 1] : 0;
    bool right;

    if (!is_han(before) || !((first | 0x20) >= 'a' && (first | 0x20) <= 'z'))
        return false;
    seen->latin++;
    if (!noise_mark_at(&tables->pinyin, (struct span){text.at + at, text.len - at}, mark,
                       &syllable) ||
        syllable.toned)
        return false;
    mark->code = gbk_code(&tables->gbk, before);
    right = pinyin_reads_toneless(&tables->pinyin, mark->code, syllable.packed);
    seen->right += right;
    return right;
}

static void count_type(struct toneless *seen, uint16_t code)
{
    for (size_t i = 0; i < seen->types; i++)
        if (seen->marked[i] == code)
            return;
    if (seen->types < TYPES_MAX)
        seen->marked[seen->types++] = code;
}

/* Simplified text, few of its Hanzi annotated, as a gloss for learners would not be. */
static bool is_sparse_simplified(const struct repair_tables *tables, struct span text,
                                 size_t annotated)
{
    const char *at = text.at, *end = text.at + text.len;
    size_t han = 0, scripts[3] = {0};

    while (at < end) {
        uint32_t point = utf8_next(&at);

        if (!is_han(point))
            continue;
        han++;
        scripts[pinyin_script(&tables->pinyin, gbk_code(&tables->gbk, point))]++;
    }
    return scripts[SCRIPT_SIMPLIFIED] > 5 * scripts[SCRIPT_TRADITIONAL] && annotated * 5 < han;
}

void repair_toneless_pinyin(struct page *page)
{
    const struct repair_tables *tables = page->settings->repair;
    struct span text = page->text;
    struct toneless seen = {.latin = 0};
    struct mark mark;
    const char *at, *stop = text.at + text.len;

    for (at = text.at; at < stop && (at = memchr(at, '(', (size_t)(stop - at))); at++)
        if (is_toneless(tables, text, (size_t)(at - text.at), &mark, &seen))
            count_type(&seen, mark.code);
    if (seen.right < TONELESS_MIN || seen.types < TYPES_MIN || 10 * seen.right < 9 * seen.latin ||
        !is_sparse_simplified(tables, text, seen.right))
        return;
    for (at = text.at; at < stop && (at = memchr(at, '(', (size_t)(stop - at))); at++) {
        size_t start = (size_t)(at - text.at);

        if (is_toneless(tables, text, start, &mark, &seen))
            page_replace(page, start, start + mark.end, (struct span){"", 0}, NULL);
    }
}
