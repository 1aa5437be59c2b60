#include "body.h"

/*
 * Tenths of a score, and lines. A run of fragments costs no more than GAP_MAX, so that a long list
 * does not part an article; with less than WORTH a run is no article.
 */
enum { GAP_MAX = 45, WORTH = 30, LEAD_MAX = 4, TRAIL_MAX = 3, HEADER_REACH = 14, TAIL_REACH = 12 };

struct run {
    size_t first, last;
    int value;
};

static bool has_field(const struct line *line, enum field field)
{
    return (line->fields >> field & 1) != 0;
}

static bool stops(const struct line *line, const struct article_tables *tables)
{
    return line->class != CLASS_NONE && (tables->classes[line->class].roles & ROLE_STOP);
}

/* Whether the line tells when, from where or by whom the article is. */
static bool is_particulars(const struct line *line, const struct article_tables *tables)
{
    bool labelled = has_field(line, FIELD_DATE) || has_field(line, FIELD_SOURCE) ||
                    has_field(line, FIELD_AUTHOR) || has_field(line, FIELD_EDITOR);

    if (stops(line, tables) || line->length > 120 || (line->sentence && line->length > 40))
        return false;
    return line->field_first
               ? labelled
               : (labelled && line->length <= 80) || (line->dated && line->length <= 40);
}

/* An editor's line ends an article if there was one. */
static bool is_colophon(const struct line *line, const struct article_tables *tables)
{
    return has_field(line, FIELD_EDITOR) && line->length <= 60 && !stops(line, tables);
}

/* The best run of the lines from first to last. */
static struct run best_run(const struct lines *lines, size_t first, size_t last)
{
    struct run best = {first, first, 0}, now = {first, first, 0};
    int gap = 0;

    for (size_t i = first; i < last; i++) {
        const struct line *line = &lines->items[i];
        int score = line->score;

        if (score < 0 && line->class == CLASS_NONE) {
            if (gap - score > GAP_MAX)
                score = gap - GAP_MAX;
            gap -= score;
        } else if (score >= 0) {
            gap = 0;
        }
        now.value += score;
        if (now.value <= 0) {
            now = (struct run){i + 1, i + 1, 0};
            gap = 0;
        }
        now.last = i + 1;
        if (now.value > best.value)
            best = now;
    }
    return best;
}

/* The first line of particulars with prose below it that no stop parts from it. */
static bool find_header(const struct lines *lines, const struct article_tables *tables,
                        size_t *header)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];

        if (line->score >= WORTH)
            return false;
        if (!is_particulars(line, tables))
            continue;
        for (size_t j = i + 1; j < lines->count && j <= i + HEADER_REACH; j++) {
            const struct line *below = &lines->items[j];

            if (stops(below, tables))
                break;
            if (below->score >= 10) {
                *header = i;
                return true;
            }
        }
    }
    return false;
}

/*
 * Behind the segment that starts at first: the next stop, or the editor's line where enough prose
 * (a sum of scores) came before it.
 */
static size_t segment_end(const struct lines *lines, const struct article_tables *tables,
                          size_t first, int before)
{
    for (size_t i = first; i < lines->count; i++) {
        const struct line *line = &lines->items[i];

        if (line->score > 0)
            before += line->score;
        if (before >= WORTH && is_colophon(line, tables))
            return i;
        if (stops(line, tables))
            return i;
    }
    return lines->count;
}

static struct run choose_run(const struct lines *lines, const struct article_tables *tables,
                             const struct body *body)
{
    struct run best = {0, 0, 0}, run;
    size_t first = body->has_header ? body->header + 1 : 0;

    if (body->has_header) {
        run = best_run(lines, first, segment_end(lines, tables, first, 0));
        if (run.value >= WORTH)
            return run;
    }
    for (first = 0; first < lines->count;) {
        size_t end = segment_end(lines, tables, first, 0);

        run = best_run(lines, first, end);
        if (run.value > 4 * best.value && run.value > best.value)
            best = run;
        first = end + 1;
    }
    return best;
}

/* Fragments between prose: a page of lists, specifications or verse. */
static bool is_listy(const struct lines *lines, const struct run *run)
{
    size_t fragments = 0;

    for (size_t i = run->first; i < run->last; i++)
        fragments += lines->items[i].score < 0 && lines->items[i].class == CLASS_NONE;
    return fragments >= 4 && 3 * fragments >= run->last - run->first;
}

static bool is_plain(const struct line *line, const struct article_tables *tables)
{
    return line->class == CLASS_NONE && !is_particulars(line, tables) && !line->field_first;
}

/* Up over the subheads and captions between the particulars and the prose. */
static void grow_up(const struct lines *lines, const struct article_tables *tables, bool listy,
                    struct body *body)
{
    size_t plain = 0, from = body->first;

    if (!body->has_header || body->first <= body->header)
        return;
    for (size_t i = body->header + 1; i < body->first; i++)
        plain += is_plain(&lines->items[i], tables);
    if (plain > LEAD_MAX && !listy)
        return;
    while (from > body->header + 1)
        from--;
    body->first = from;
}

/* Down over a signature or the last items of a list, not over a list of links. */
static void grow_down(const struct lines *lines, const struct article_tables *tables, bool listy,
                      struct body *body)
{
    size_t end = segment_end(lines, tables, body->last, WORTH), plain = 0;

    for (size_t i = body->last; i < end; i++)
        plain += is_plain(&lines->items[i], tables);
    if (plain <= TRAIL_MAX || listy)
        body->last = end;
}

bool body_find(const struct lines *lines, const struct article_tables *tables, struct body *body)
{
    struct run run;

    *body = (struct body){0};
    body->has_header = find_header(lines, tables, &body->header);
    run = choose_run(lines, tables, body);
    if (run.value < WORTH)
        return false;
    if (body->has_header && run.first <= body->header)
        body->has_header = false;
    body->first = body->core = run.first;
    body->last = body->end = run.last;
    grow_up(lines, tables, is_listy(lines, &run), body);
    grow_down(lines, tables, is_listy(lines, &run), body);
    body->tail = body->last;
    for (size_t i = body->last; i < lines->count && i < body->last + TAIL_REACH; i++)
        if (!stops(&lines->items[i], tables) || lines->items[i].fields)
            body->tail = i + 1;
    return true;
}
