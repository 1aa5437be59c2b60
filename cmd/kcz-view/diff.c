#include "diff.h"

#include <stdint.h>

#include "hash.h"

enum { CONTEXT = 3, MOST_EDITS = 1000 };

struct line {
    struct span text;
    uint64_t hash;
};

struct side {
    struct line *lines;
    size_t count;
};

/* One row of the diff: a line that was taken away (-), put there (+) or left ( ). */
struct row {
    char kind;
    struct span text;
};

struct diff {
    struct side old, new;
    struct row *rows;
    size_t count;
};

static struct side cut_lines(struct span text, struct arena *arena)
{
    const char *at = text.at, *end = at + text.len;
    struct side side = {.count = text.len > 0 && end[-1] != '\n'};

    for (size_t i = 0; i < text.len; i++)
        side.count += text.at[i] == '\n';
    side.lines = arena_take(arena, side.count + 1, sizeof *side.lines);
    for (size_t i = 0; i < side.count; i++) {
        const char *lf = memchr(at, '\n', (size_t)(end - at));
        struct span line = span_between(at, lf != NULL ? lf : end);

        side.lines[i] = (struct line){line, hash_bytes(line, 0)};
        at = line.at + line.len + 1;
    }
    return side;
}

static bool same_line(const struct line *a, const struct line *b)
{
    return a->hash == b->hash && span_equal(a->text, b->text);
}

static void add_row(struct diff *diff, char kind, const struct line *line)
{
    diff->rows[diff->count++] = (struct row){kind, line->text};
}

/*
 * The furthest old line that is reached on every diagonal (old minus new) by every number of
 * edits: reach[edits] holds diagonals -edits, -edits + 2, ..., edits at the index (d + edits) / 2.
 */
struct search {
    const struct line *old, *new;
    long old_count, new_count;
    long *reach[MOST_EDITS + 1];
    long edits;
};

/* What comes before diagonal in a shortest script: whether the last edit puts a line there. */
static bool puts_line(const struct search *search, long edits, long diagonal)
{
    const long *before = search->reach[edits - 1];
    long index = (diagonal + edits) / 2;

    return diagonal == -edits || (diagonal != edits && before[index - 1] < before[index]);
}

static long start_on(const struct search *search, long edits, long diagonal)
{
    long index = (diagonal + edits) / 2;

    if (edits == 0)
        return 0;
    return puts_line(search, edits, diagonal) ? search->reach[edits - 1][index]
                                              : search->reach[edits - 1][index - 1] + 1;
}

/* False if the lines differ in more than MOST_EDITS. */
static bool find_script(struct search *search, struct arena *arena)
{
    for (search->edits = 0; search->edits <= MOST_EDITS; search->edits++) {
        long edits = search->edits;

        search->reach[edits] = arena_take(arena, (size_t)edits + 1, sizeof(long));
        for (long diagonal = -edits; diagonal <= edits; diagonal += 2) {
            long old = start_on(search, edits, diagonal), new = old - diagonal;

            while (old < search->old_count && new < search->new_count &&
                   same_line(&search->old[old], &search->new[new])) {
                old++;
                new ++;
            }
            search->reach[edits][(diagonal + edits) / 2] = old;
            if (old >= search->old_count && new >= search->new_count)
                return true;
        }
    }
    return false;
}

/* Walks the script back from its end, filling rows from the last on; returns where they begin. */
static struct row *trace_back(const struct search *search, struct row *end)
{
    long old = search->old_count, new = search->new_count;

    for (long edits = search->edits; edits >= 0; edits--) {
        long diagonal = old - new, start = start_on(search, edits, diagonal);

        while (old > start) {
            old--;
            new --;
            *--end = (struct row){' ', search->old[old].text};
        }
        if (edits == 0)
            break;
        if (puts_line(search, edits, diagonal))
            *--end = (struct row){'+', search->new[--new].text};
        else
            *--end = (struct row){'-', search->old[--old].text};
    }
    return end;
}

/* The rows between the alike starts and ends of both sides. */
static void compare_middle(struct diff *diff, size_t start, size_t old_end, size_t new_end,
                           struct arena *arena)
{
    struct search search = {
        .old = diff->old.lines + start,
        .new = diff->new.lines + start,
        .old_count = (long)(old_end - start),
        .new_count = (long)(new_end - start),
    };
    size_t most = old_end - start + new_end - start;

    if (find_script(&search, arena)) {
        struct row *rows = arena_take(arena, most + 1, sizeof *rows);

        for (struct row *row = trace_back(&search, rows + most); row < rows + most; row++)
            diff->rows[diff->count++] = *row;
        return;
    }
    for (size_t i = start; i < old_end; i++)
        add_row(diff, '-', &diff->old.lines[i]);
    for (size_t i = start; i < new_end; i++)
        add_row(diff, '+', &diff->new.lines[i]);
}

static void compare(struct diff *diff, struct arena *arena)
{
    size_t old_end = diff->old.count, new_end = diff->new.count, start = 0;

    while (start < old_end && start < new_end &&
           same_line(&diff->old.lines[start], &diff->new.lines[start]))
        start++;
    while (old_end > start && new_end > start &&
           same_line(&diff->old.lines[old_end - 1], &diff->new.lines[new_end - 1])) {
        old_end--;
        new_end--;
    }
    for (size_t i = 0; i < start; i++)
        add_row(diff, ' ', &diff->old.lines[i]);
    compare_middle(diff, start, old_end, new_end, arena);
    for (size_t i = old_end; i < diff->old.count; i++)
        add_row(diff, ' ', &diff->old.lines[i]);
}

static bool is_near_change(const struct diff *diff, size_t row)
{
    size_t first = row > CONTEXT ? row - CONTEXT : 0;

    for (size_t i = first; i <= row + CONTEXT && i < diff->count; i++) {
        if (diff->rows[i].kind != ' ')
            return true;
    }
    return false;
}

static void write_alike(size_t count, const struct layout *layout, struct wrapper *wrapper,
                        struct buf *out)
{
    struct buf text = {0};
    struct layout dim = *layout;

    dim.style = SGR_DIM;
    buf_printf(&text, "… %zu line%s alike …", count, count == 1 ? "" : "s");
    wrap_add(wrapper, &dim, buf_span(&text), NULL, 0, out);
    buf_free(&text);
}

static void write_row(const struct row *row, const struct layout *layout, struct wrapper *wrapper,
                      struct buf *out)
{
    struct layout own = *layout;

    own.first = row->kind == '-' ? "- " : row->kind == '+' ? "+ " : "  ";
    own.next = "  ";
    own.style = row->kind == '-' ? SGR_RED : row->kind == '+' ? SGR_GREEN : NULL;
    wrap_add(wrapper, &own, row->text, NULL, 0, out);
}

void diff_write(struct span old, struct span new, const struct layout *layout, struct arena *arena,
                struct wrapper *wrapper, struct buf *out)
{
    struct diff diff = {.old = cut_lines(old, arena), .new = cut_lines(new, arena)};

    diff.rows = arena_take(arena, diff.old.count + diff.new.count + 1, sizeof *diff.rows);
    compare(&diff, arena);
    for (size_t i = 0; i < diff.count;) {
        size_t alike = i;

        while (alike < diff.count && !is_near_change(&diff, alike))
            alike++;
        if (alike > i) {
            write_alike(alike - i, layout, wrapper, out);
            i = alike;
        } else {
            write_row(&diff.rows[i++], layout, wrapper, out);
        }
    }
}
