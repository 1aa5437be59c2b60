#include "diff.h"

#include "utf8.h"
#include "visible.h"

enum { CONTEXT = 3 };

#define COLOUR_NAME "\033[1m"
#define COLOUR_PLACE "\033[36m"
#define COLOUR_OLD "\033[31m"
#define COLOUR_NEW "\033[32m"
#define COLOUR_MARK "\033[7m"
#define COLOUR_MARK_END "\033[27m"
#define COLOUR_END "\033[m"

/* A text cut into lines, and for each byte whether it stands in the other text, too. */
struct side {
    struct span text;
    unsigned char *shared;
    size_t *lines; /* where each line starts; one more at the end */
    size_t count;
};

/* One row of the diff: a line of one side, or of both. */
struct row {
    char kind; /* ' ', '-', '+' */
    size_t line;
};

struct diff {
    struct side old, new;
    struct row *rows;
    size_t count;
};

static void cut_lines(struct side *side, struct span text, struct arena *arena)
{
    size_t count = 1;

    for (size_t i = 0; i < text.len; i++)
        count += text.at[i] == '\n';
    side->text = text;
    side->shared = arena_take(arena, text.len + 1, 1);
    memset(side->shared, 0, text.len + 1);
    side->lines = arena_take(arena, count + 1, sizeof *side->lines);
    side->count = 0;
    side->lines[side->count++] = 0;
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.at[i] == '\n')
            side->lines[side->count++] = i + 1;
    side->lines[side->count] = text.len;
}

/* A character is shared if it comes from an equal one behind the last shared one. */
static void trace(struct diff *diff, const struct page *page)
{
    size_t next = 0;

    for (size_t at = 0; at < diff->new.text.len;) {
        size_t len = utf8_length((unsigned char)diff->new.text.at[at]);
        size_t origin = page_origin(page, at);

        if (origin >= next && origin + len <= diff->old.text.len &&
            memcmp(diff->old.text.at + origin, diff->new.text.at + at, len) == 0) {
            memset(diff->old.shared + origin, 1, len);
            memset(diff->new.shared + at, 1, len);
            next = origin + len;
        }
        at += len;
    }
}

static struct span line_of(const struct side *side, size_t line)
{
    struct span text = span_between(side->text.at + side->lines[line],
                                    side->text.at + side->lines[line + 1]);

    if (text.len > 0 && text.at[text.len - 1] == '\n')
        text.len--;
    return text;
}

static size_t line_at(const struct side *side, size_t at)
{
    size_t low = 0, high = side->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (side->lines[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Each new line comes from the old line of its first shared character; old lines between went. */
static void align(struct diff *diff, const struct page *page)
{
    size_t old = 0;

    for (size_t line = 0; line < diff->new.count; line++) {
        size_t at = diff->new.lines[line], source;

        while (at + 1 < diff->new.lines[line + 1] && !diff->new.shared[at])
            at++;
        source = line_at(&diff->old, page_origin(page, at));
        while (old < diff->old.count && old < source)
            diff->rows[diff->count++] = (struct row){'-', old++};
        if (old == source && span_equal(line_of(&diff->old, old), line_of(&diff->new, line))) {
            diff->rows[diff->count++] = (struct row){' ', line};
            old++;
            continue;
        }
        if (old == source)
            diff->rows[diff->count++] = (struct row){'-', old++};
        diff->rows[diff->count++] = (struct row){'+', line};
    }
    while (old < diff->old.count)
        diff->rows[diff->count++] = (struct row){'-', old++};
}

/* Tabs keep their place in a line; what else could drive or deceive the terminal is escaped. */
static void add_shown(struct buf *out, const char *at, size_t len)
{
    if (*at == '\t')
        buf_add_char(out, '\t');
    else
        visible_add_next(out, at, at + len);
}

/* A line of which nothing is in the other text needs no marks within it. */
static bool has_shared(const struct side *side, size_t line)
{
    size_t start = side->lines[line], end = side->lines[line + 1];

    return memchr(side->shared + start, 1, end - start) != NULL;
}

static void write_row(const struct diff *diff, const struct row *row, struct buf *out)
{
    const struct side *side = row->kind == '-' ? &diff->old : &diff->new;
    struct span text = line_of(side, row->line);
    bool marked = false, partly = row->kind != ' ' && has_shared(side, row->line);

    if (row->kind != ' ')
        buf_add_text(out, row->kind == '-' ? COLOUR_OLD : COLOUR_NEW);
    buf_add_char(out, row->kind);
    for (size_t i = 0; i < text.len;) {
        size_t len = utf8_length((unsigned char)text.at[i]);
        bool mark = partly && !side->shared[side->lines[row->line] + i];

        if (mark != marked)
            buf_add_text(out, mark ? COLOUR_MARK : COLOUR_MARK_END);
        marked = mark;
        add_shown(out, text.at + i, len);
        i += len;
    }
    buf_add_text(out, row->kind == ' ' ? "\n" : COLOUR_END "\n");
}

/* The rows of one hunk from first on: up to where no change is near. */
static size_t hunk_end(const struct diff *diff, size_t first)
{
    size_t end = first, quiet = 0;

    for (size_t i = first; i < diff->count && quiet <= 2 * CONTEXT; i++) {
        quiet = diff->rows[i].kind == ' ' ? quiet + 1 : 0;
        if (quiet == 0)
            end = i + 1;
    }
    return end + CONTEXT < diff->count ? end + CONTEXT : diff->count;
}

static void write_hunk(const struct diff *diff, size_t first, size_t end, size_t old, size_t new,
                       struct buf *out)
{
    size_t olds = 0, news = 0;

    for (size_t i = first; i < end; i++) {
        olds += diff->rows[i].kind != '+';
        news += diff->rows[i].kind != '-';
    }
    buf_printf(out, COLOUR_PLACE "@@ -%zu,%zu +%zu,%zu @@" COLOUR_END "\n", old + (olds > 0), olds,
               new + (news > 0), news);
    for (size_t i = first; i < end; i++)
        write_row(diff, &diff->rows[i], out);
}

void diff_write(struct page *page, struct span name, struct buf *out)
{
    struct diff diff = {0};
    size_t old = 0, new = 0, done = 0;

    if (span_equal(page->text, page->input))
        return;
    cut_lines(&diff.old, page->input, &page->arena);
    cut_lines(&diff.new, page->text, &page->arena);
    trace(&diff, page);
    diff.rows = arena_take(&page->arena, diff.old.count + diff.new.count, sizeof *diff.rows);
    align(&diff, page);
    buf_add_text(out, COLOUR_NAME "--- ");
    for (size_t i = 0; i < name.len; i += utf8_length((unsigned char)name.at[i]))
        add_shown(out, name.at + i, utf8_length((unsigned char)name.at[i]));
    buf_add_text(out, COLOUR_END "\n");
    for (size_t i = 0; i < diff.count; i++) {
        size_t first, end;

        if (diff.rows[i].kind == ' ')
            continue;
        first = i >= done + CONTEXT ? i - CONTEXT : done;
        end = hunk_end(&diff, i);
        for (; done < first; done++) {
            old += diff.rows[done].kind != '+';
            new += diff.rows[done].kind != '-';
        }
        write_hunk(&diff, first, end, old, new, out);
        for (; done < end; done++) {
            old += diff.rows[done].kind != '+';
            new += diff.rows[done].kind != '-';
        }
        i = end - 1;
    }
}
