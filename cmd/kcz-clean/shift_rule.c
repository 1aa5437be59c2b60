/* R3: every "?py)" of a noisy page is read back; what is sure enough is written. */
#include "repair.h"

enum { LEFT_BYTES = 40 };

/* What stands before a site, as it truly is: the text, without annotations, sites before it read.
 */
struct left {
    char bytes[3 * LEFT_BYTES];
    size_t len;
};

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Appends the end of a piece, whole characters of its last line. */
static void left_add(struct left *left, struct span piece)
{
    const char *end = piece.at + piece.len, *at = end;
    const char *floor = piece.len > LEFT_BYTES ? end - LEFT_BYTES : piece.at;

    while (at > floor && at[-1] != '\n')
        at--;
    if (at > piece.at || left->len + piece.len > sizeof left->bytes)
        left->len = 0;
    while (at < end && is_continuation(*at))
        at++;
    memcpy(left->bytes + left->len, at, (size_t)(end - at));
    left->len += (size_t)(end - at);
}

/* Appends the text from start to end without the marks in it, of which *next is the first. */
static void left_add_marked(struct left *left, struct span text, size_t start, size_t end,
                            const struct profile *profile, size_t first)
{
    while (first < profile->count && profile->marks[first].start < end) {
        const struct mark *mark = &profile->marks[first++];

        if (mark->start < start || mark->cut)
            continue;
        left_add(left, (struct span){text.at + start, mark->start - start});
        start = mark->end;
    }
    if (end > start)
        left_add(left, (struct span){text.at + start, end - start});
}

static void report(struct page *page, const struct mark *mark, const struct shift_result *result)
{
    struct span *others = arena_take(&page->arena, SHIFT_BEST, sizeof *others);
    struct evidence why = {.has_margin = true, .margin = result->margin};

    for (size_t i = 1; i < result->count; i++)
        others[why.alternative_count++] = result->best[i];
    why.alternatives = others;
    if (result->margin >= page->settings->repair_min)
        page_replace(page, mark->start, result->end, result->best[0], &why);
    else
        page_remark(page, mark->start, result->end, result->best[0], &why);
}

void repair_shift(struct page *page)
{
    const struct repair_tables *tables = page->settings->repair;
    struct profile profile;
    struct left left = {.len = 0};
    size_t done = 0, first = 0;

    if (noise_next_toned(page->text, 0) == page->text.len)
        return;
    profile = noise_profile(&tables->gbk, &tables->pinyin, page->text, &page->arena);
    if (!profile.noisy)
        return;
    for (size_t i = 0; i < profile.count; i++) {
        const struct mark *mark = &profile.marks[i];
        struct shift_result result;
        struct span before;

        if (!mark->cut || mark->start < done || mark->syllable == PINYIN_NONE)
            continue;
        left_add_marked(&left, page->text, done, mark->start, &profile, first);
        done = mark->start;
        first = i;
        before = (struct span){left.bytes, left.len};
        if (!shift_read(&tables->shift, &profile, page->text, mark, before, &page->arena, &result))
            continue;
        report(page, mark, &result);
        left_add(&left, result.best[0]);
        done = result.end;
    }
}
