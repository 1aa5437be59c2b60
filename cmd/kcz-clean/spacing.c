/*
 * R9: spaces that character recognition and PDF put between Hanzi, and lines that were wrapped at
 * a fixed width. Tables, verse and lists of names are set with spaces and short lines, too; a line
 * is taken for damaged only where it is a sentence.
 */
#include "characters.h"
#include "repair.h"

enum {
    GAPS_MIN = 4,       /* spaces between Hanzi on a line that is to lose them */
    WRAP_MIN = 20,      /* code points on a wrapped line */
    WRAP_MAX = 120,     /* longer lines are paragraphs */
    WRAP_TOLERANCE = 2, /* by how much the widths of wrapped lines differ */
    WRAP_LINES = 3      /* lines of a width that make a wrapped text */
};

struct line {
    size_t start, end;  /* bytes, without the line feed */
    size_t width;       /* code points */
    size_t pairs, gaps; /* Hanzi side by side, and with one space between */
    size_t single;      /* Hanzi with a gap, or the line's end, on both sides */
    size_t han;
    bool sentence; /* it holds a mark that only sentences have */
    bool table;    /* tabs, or two spaces in a row */
    bool closed;   /* it ends in a mark that ends sentences */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool ends_sentence(uint32_t point)
{
    return point == 0x3002 || point == 0xFF01 || point == 0xFF1F || point == '!' || point == '?' ||
           point == 0xFF1B || point == ';' || point == 0x2026 || point == 0xFF1A || point == ':' ||
           point == 0x201D || point == 0x300D || point == 0x300B || point == '.' || point == ')' ||
           point == 0xFF09 || point == 0x3011;
}

static bool is_sentence_mark(uint32_t point)
{
    return point == 0x3002 || point == 0xFF0C || point == ',' || point == 0xFF1B || point == ';' ||
           point == 0xFF01 || point == 0xFF1F;
}

static struct line measure(struct span text, size_t start)
{
    struct line line = {.start = start};
    const char *at = text.at + start, *end = memchr(at, '\n', text.len - start);
    uint32_t before = 0, second = 0; /* the characters before at, nearest first */

    if (!end)
        end = text.at + text.len;
    line.end = (size_t)(end - text.at);
    while (at < end) {
        uint32_t point = utf8_next(&at);

        line.width++;
        line.sentence |= is_sentence_mark(point);
        line.table |= point == '\t' || (point == ' ' && before == ' ');
        if (is_han(point)) {
            line.han++;
            line.pairs += is_han(before);
            line.gaps += before == ' ' && is_han(second);
        }
        line.single += point == ' ' && is_han(before) && (second == ' ' || second == 0);
        second = before;
        before = point;
    }
    line.closed = ends_sentence(before);
    return line;
}

/* At least three of ten neighbours stand apart, and most Hanzi alone: recognised character by
 * character. */
static bool is_spaced_out(const struct line *line)
{
    return line->gaps >= GAPS_MIN && line->sentence && !line->table &&
           10 * line->gaps >= 3 * (line->gaps + line->pairs) &&
           5 * line->single >= 2 * (line->gaps + 1);
}

static void close_gaps(struct page *page, const struct line *line)
{
    struct span text = page->text;

    for (size_t at = line->start; at < line->end; at++) {
        const char *space = memchr(text.at + at, ' ', line->end - at);
        uint32_t before, after;

        if (!space)
            return;
        at = (size_t)(space - text.at);
        before = point_before(text, at);
        after = point_at(text, at + 1);
        if ((is_han(before) || is_cjk_mark(before)) && (is_han(after) || is_cjk_mark(after)))
            page_replace(page, at, at + 1, (struct span){"", 0}, NULL);
    }
}

/* Running text, wide enough and of Hanzi, with spaces only here and there. */
static bool may_be_wrapped(const struct line *line)
{
    return !line->table && line->width >= WRAP_MIN && line->width <= WRAP_MAX &&
           2 * line->han >= line->width && 8 * line->gaps < line->width;
}

static bool are_of_width(const struct line *a, const struct line *b)
{
    return a->width <= b->width + WRAP_TOLERANCE && b->width <= a->width + WRAP_TOLERANCE;
}

/* Whether the line starts a paragraph of its own: it is indented, or an item of a list. */
static bool is_start(struct span text, const struct line *line)
{
    size_t at = line->start;
    uint32_t mark;

    if (line->end == at || text.at[at] == ' ' || point_at(text, at) == 0x3000)
        return true;
    while (at < line->end && is_digit(text.at[at]))
        at++;
    mark = at > line->start ? point_at(text, at) : 0;
    return (mark == '.' && !is_digit(text.at[at + 1])) || mark == 0x3001 || mark == ')' ||
           mark == 0xFF09 || mark == ' ' || mark == 0xFF0E;
}

static void join_lines(struct page *page, const struct line *run, size_t count)
{
    struct span text = page->text;

    for (size_t i = 0; i + 1 < count; i++) {
        uint32_t before = point_before(text, run[i].end);
        uint32_t after = point_at(text, run[i + 1].start);
        bool latin = before < 0x80 && after < 0x80;

        if (!run[i].closed && !is_start(text, &run[i + 1]))
            page_replace(page, run[i].end, run[i + 1].start,
                         latin ? (struct span){" ", 1} : (struct span){"", 0}, NULL);
    }
}

/*
 * Lines of a width from the first of *run on, and the shorter one behind them. Headings and entries
 * of lists are alike in width, too, but hold few of the marks of sentences.
 */
static void end_run(struct page *page, const struct line *run, size_t count,
                    const struct line *next)
{
    size_t open = 0, sentences = 0;

    for (size_t i = 0; i < count; i++) {
        open += !run[i].closed;
        sentences += run[i].sentence;
    }
    if (count < WRAP_LINES || open < WRAP_LINES - 1 || 2 * sentences < count)
        return;
    join_lines(page, run, count);
    if (next && !run[count - 1].closed && next->width < run[count - 1].width && next->han > 0 &&
        !next->table && next->closed) {
        struct line last[2] = {run[count - 1], *next};

        join_lines(page, last, 2);
    }
}

/* Bytes that a line which is wrapped, and one that is spaced out, has at least. */
enum { WRAP_BYTES = WRAP_MIN / 2 * 4, SPACED_BYTES = 4 * GAPS_MIN };

/* Only a long line that ends within a sentence, and a line with several spaces, is measured. */
static bool is_worth_measuring(struct span text)
{
    size_t open = 0;

    for (const char *at = text.at, *end = text.at + text.len; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at)), *space = at;
        size_t len = (size_t)((stop ? stop : end) - at), spaces = 0;

        if (len >= WRAP_BYTES && !ends_sentence(point_before(text, (size_t)(at - text.at) + len)) &&
            ++open >= WRAP_LINES - 1)
            return true;
        while (len >= SPACED_BYTES && spaces < GAPS_MIN &&
               (space = memchr(space, ' ', (size_t)(at + len - space)))) {
            space++;
            spaces++;
        }
        if (spaces == GAPS_MIN)
            return true;
        at += len + 1;
    }
    return false;
}

void repair_spacing(struct page *page)
{
    struct span text = page->text;
    struct line *run = NULL;
    size_t count = 0, capacity = 0;

    if (!is_worth_measuring(text))
        return;
    for (size_t at = 0; at < text.len;) {
        struct line line = measure(text, at);

        if (is_spaced_out(&line)) {
            end_run(page, run, count, NULL);
            count = 0;
            close_gaps(page, &line);
        } else if (!may_be_wrapped(&line) || (count > 0 && !are_of_width(&run[0], &line))) {
            end_run(page, run, count, &line);
            count = 0;
        }
        if (!is_spaced_out(&line) && may_be_wrapped(&line)) {
            if (count == capacity) {
                struct line *more = arena_take(&page->arena, capacity = 2 * capacity + 16,
                                               sizeof *more);

                if (count > 0)
                    memcpy(more, run, count * sizeof *more);
                run = more;
            }
            run[count++] = line;
        }
        at = line.end + 1;
    }
    end_run(page, run, count, NULL);
}
