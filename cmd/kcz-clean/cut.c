#include "cut.h"

/* Spaces that the least indented line of the body has before its text. */
static size_t common_indent(const struct work *work)
{
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < work->lines.count; i++) {
        const struct line *line = &work->lines.items[i];
        size_t indent = 0;

        if (work->verdicts[i] != KEEP)
            continue;
        while (work->page->text.at[line->start + indent] == ' ')
            indent++;
        if (indent < least)
            least = indent;
    }
    return least;
}

/* Where a kept line begins: without what indents all of them, and without wide spaces. */
static size_t kept_start(const struct work *work, size_t i, size_t indent)
{
    const struct line *line = &work->lines.items[i];
    const char *text = work->page->text.at;
    size_t start = (size_t)(line->text.at - text);

    for (size_t at = line->start; at < start; at++)
        if (text[at] != ' ' && text[at] != '\t')
            return start;
    return work->is_page && line->start + indent < start ? line->start + indent
           : work->is_page                               ? start
                                                         : line->start;
}

static const char *label_of(const struct work *work, size_t i)
{
    const struct line *line = &work->lines.items[i];

    if (line->class != CLASS_NONE)
        return work->tables->class_names[line->class].text;
    return work->verdicts[i] == DROP_META ? "particulars" : "outside";
}

static void drop_line(struct work *work, size_t i, size_t from, size_t to, struct span now)
{
    struct page *page = work->page;
    struct evidence why = {.label = label_of(work, i)};

    if (work->lines.items[i].class != CLASS_NONE)
        page->dropped[work->lines.items[i].class]++;
    page->rule = work->row + work->verdicts[i] - 1;
    page_replace(page, from, to, now, &why);
}

/* Most paragraphs are parted by blank lines, so that these mean nothing. */
static bool blanks_are_common(const struct work *work)
{
    size_t gaps = 0, blanks = 0;

    for (size_t i = 1; i < work->lines.count; i++)
        if (work->verdicts[i] == KEEP && work->verdicts[i - 1] == KEEP) {
            gaps++;
            blanks += work->lines.items[i].start > work->lines.items[i - 1].end + 1;
        }
    return 2 * blanks >= gaps;
}

/* Takes the dropped lines out, and on a page the indentation and idle blank lines, too. */
void cut_lines(struct work *work)
{
    struct page *page = work->page;
    size_t indent = common_indent(work), cursor = 0, dropped = SIZE_MAX;
    bool first = true, close = blanks_are_common(work);

    for (size_t i = 0; i < work->lines.count; i++) {
        const struct line *line = &work->lines.items[i];
        struct span gap = {"\n", first ? 0 : 1};
        size_t start;

        if (work->verdicts[i] != KEEP) {
            if (dropped != SIZE_MAX) {
                drop_line(work, dropped, cursor, work->lines.items[dropped].end, (struct span){0});
                cursor = work->lines.items[dropped].end;
            }
            dropped = i;
            continue;
        }
        start = kept_start(work, i, indent);
        if (dropped != SIZE_MAX)
            drop_line(work, dropped, cursor, start, gap);
        else if (work->is_page && !first && !close && line->start > cursor + 1)
            page_tidy(page, cursor, start, span_of("\n\n"));
        else if (work->is_page)
            page_tidy(page, cursor, start, gap);
        dropped = SIZE_MAX;
        cursor = (size_t)(line->text.at + line->text.len - page->text.at);
        first = false;
    }
    if (dropped != SIZE_MAX)
        drop_line(work, dropped, cursor, page->text.len, (struct span){0});
    else if (work->is_page)
        page_tidy(page, cursor, page->text.len, (struct span){0});
}
