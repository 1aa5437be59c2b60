#include "body.h"

/*
 * Tenths of a score, and lines. A run of fragments costs no more than GAP_MAX, so that a long list
 * does not part an article; with less than WORTH a run is no article.
 */
enum {
    GAP_MAX = 36,
    WORTH = 30,
    WORTH_BELOW = 12, /* below a line of particulars */
    LEAD_MAX = 12,
    LEAD_FEW = 4,
    TRAIL_MAX = 3,
    HEADER_REACH = 20,
    HEADER_GAP = 3,
    TAIL_REACH = 12,
    BOX_MAX = 60,
    VERSE_MIN = 3
};

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

/* A heading of other articles or of comments, which is never above an article's text. */
static bool ends_early(const struct line *line, const struct article_tables *tables)
{
    return line->class != CLASS_NONE && (tables->classes[line->class].roles & ROLE_EARLY);
}

/* Whether the line tells when, from where or by whom the article is. */
static bool is_particulars(const struct line *line, const struct article_tables *tables)
{
    bool labelled = has_field(line, FIELD_DATE) || has_field(line, FIELD_SOURCE) ||
                    has_field(line, FIELD_AUTHOR) || has_field(line, FIELD_EDITOR) ||
                    has_field(line, FIELD_PUBLISHER);

    if (stops(line, tables) || line->length > 120 || (line->sentence && line->length > 40) ||
        line_is_explained(line))
        return false;
    if (line->field_first)
        return labelled;
    return (labelled && line->length <= 80) || (line->date_first && line->length <= 60);
}

/* An editor's line ends an article if there was one. */
static bool is_colophon(const struct line *line, const struct article_tables *tables)
{
    return has_field(line, FIELD_EDITOR) && line->field_first && line->length <= 60 &&
           !stops(line, tables);
}

/* The best run of the lines from first to last. */
static struct run best_run(const struct lines *lines, const struct article_tables *tables,
                           size_t first, size_t last)
{
    struct run best = {first, first, 0}, now = {first, first, 0};
    int gap = 0;

    for (size_t i = first; i < last; i++) {
        const struct line *line = &lines->items[i];
        int score = line->score;

        /* What goes inside an article, too, parts it less. */
        if (line->class != CLASS_NONE && !stops(line, tables))
            score /= 4;
        if (score < 0 && !stops(line, tables)) {
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

/* Whether prose follows line i, with no list of links between. */
static bool leads_to_prose(const struct lines *lines, const struct article_tables *tables, size_t i)
{
    for (size_t below = i + 1; below < lines->count && below <= i + HEADER_REACH; below++) {
        const struct line *line = &lines->items[below];

        if (ends_early(line, tables))
            return false;
        if (line->score >= 10)
            return true;
    }
    return false;
}

/*
 * The line of particulars above the prose: the last one before the first prose that one leads to,
 * and of those that stand together the first.
 */
static bool find_header(const struct lines *lines, const struct article_tables *tables,
                        size_t *header)
{
    bool found = false;
    size_t last = 0;

    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];

        if (line->score >= (found ? 10 : WORTH))
            break;
        if (!is_particulars(line, tables) || !leads_to_prose(lines, tables, i))
            continue;
        if (!found || i - last > HEADER_GAP)
            *header = i;
        found = true;
        last = i;
    }
    return found;
}

/* The sum of scores of the prose between stop i and the next. */
static int prose_behind(const struct lines *lines, const struct article_tables *tables, size_t i)
{
    int sum = 0;

    for (i++; i < lines->count && !stops(&lines->items[i], tables); i++)
        if (lines->items[i].score > 0)
            sum += lines->items[i].score;
    return sum;
}

/*
 * Behind the segment that starts at first: the next stop, or the editor's line where enough prose
 * (a sum of scores) came before it. A legal notice with more prose behind it than before is none.
 */
static size_t segment_end(const struct lines *lines, const struct article_tables *tables,
                          size_t first, int before, int worth)
{
    for (size_t i = first; i < lines->count; i++) {
        const struct line *line = &lines->items[i];

        if (line->score > 0)
            before += line->score;
        if (before >= worth && is_colophon(line, tables))
            return i;
        if (ends_early(line, tables))
            return i;
        if (before >= worth && stops(line, tables) && prose_behind(lines, tables, i) <= before)
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
        run = best_run(lines, tables, first, segment_end(lines, tables, first, 0, WORTH_BELOW));
        if (run.value >= WORTH_BELOW)
            return run;
    }
    for (first = 0; first < lines->count;) {
        size_t end = segment_end(lines, tables, first, 0, WORTH);

        run = best_run(lines, tables, first, end);
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

/* Up over a few fragments, such as subheads, to prose above them. */
static void join_above(const struct lines *lines, const struct article_tables *tables,
                       struct body *body)
{
    size_t first = body->first;

    while (first > 0 && body->first - first < LEAD_FEW &&
           is_plain(&lines->items[first - 1], tables) && lines->items[first - 1].score < 0)
        first--;
    if (first > 0 && is_plain(&lines->items[first - 1], tables) &&
        lines->items[first - 1].score >= WORTH_BELOW &&
        (!body->has_header || first - 1 > body->header))
        body->first = body->core = first - 1;
}

/*
 * Up to the first sentence of an article of an encyclopaedia, which defines what a line above it
 * names, over its box of facts and its table of contents.
 */
static void join_definition(const struct lines *lines, const struct article_tables *tables,
                            struct body *body)
{
    size_t least = body->first > BOX_MAX ? body->first - BOX_MAX : 0;

    for (size_t i = body->first; i-- > least;) {
        const struct line *line = &lines->items[i];

        if (stops(line, tables) || (body->has_header && i <= body->header))
            return;
        for (size_t k = i; line->score >= WORTH_BELOW && k > 0 && i - k < HEADER_REACH; k--)
            if (line_is_defined(lines->items[k - 1].text, line->text)) {
                body->first = body->core = i;
                return;
            }
    }
}

/* Up over the subheads and captions between the particulars and the prose, not over a menu. */
static void grow_up(const struct lines *lines, const struct article_tables *tables,
                    struct body *body)
{
    size_t plain = 0, menus = 0;

    if (!body->has_header || body->first <= body->header)
        return;
    for (size_t i = body->header + 1; i < body->first; i++) {
        plain += is_plain(&lines->items[i], tables);
        menus += lines->items[i].class == tables->nav || lines->items[i].class == tables->crumb;
    }
    if (plain <= (menus ? LEAD_FEW : LEAD_MAX))
        body->first = body->header + 1;
}

/* What has only links behind it: 附件: and files to load, by their bare names. */
static bool leads_off(const struct line *line, const struct article_tables *tables)
{
    const char *end = line->text.at + line->text.len;
    bool colon = memchr(line->text.at, ':', line->text.len) ||
                 memmem(line->text.at, line->text.len, "：", 3);

    if (line->class != CLASS_NONE)
        return (tables->classes[line->class].roles & ROLE_LINK) && !colon;
    return end[-1] == ':' || (line->text.len >= 3 && memcmp(end - 3, "：", 3) == 0);
}

/* A row of a table, whose cells tabs part. */
static bool is_row(const struct line *line)
{
    const char *tab = memchr(line->text.at, '\t', line->text.len);

    return tab && memchr(tab + 1, '\t', (size_t)(line->text.at + line->text.len - tab - 1));
}

/* Down over a signature, a table or the last items of a list, not over a list of links. */
static void grow_down(const struct lines *lines, const struct article_tables *tables, bool listy,
                      struct body *body)
{
    size_t end = segment_end(lines, tables, body->last, WORTH, WORTH), plain = 0;

    for (size_t i = body->last; i < end; i++)
        plain += is_plain(&lines->items[i], tables) && !lines->items[i].numbered &&
                 !is_row(&lines->items[i]) && lines->items[i].score < 0;
    if (plain <= TRAIL_MAX || listy)
        body->last = end;
    while (body->last > body->end && leads_off(&lines->items[body->last - 1], tables))
        body->last--;
}

/* No prose, but lines between particulars and what ends a page: verse, say, or a list. */
static bool find_verse(const struct lines *lines, const struct article_tables *tables,
                       struct body *body)
{
    size_t plain = 0;

    for (size_t i = 0; i < lines->count && !body->has_header; i++) {
        body->has_header = is_particulars(&lines->items[i], tables);
        body->header = i;
    }
    if (!body->has_header)
        return false;
    body->first = body->core = body->header + 1;
    while (body->first < lines->count &&
           (!is_plain(&lines->items[body->first], tables) || lines->items[body->first].fields))
        body->core = ++body->first;
    body->end = body->last = segment_end(lines, tables, body->first, WORTH, WORTH);
    for (size_t i = body->first; i < body->last; i++)
        plain += is_plain(&lines->items[i], tables) && lines->items[i].han > 0;
    return plain >= VERSE_MIN && 4 * plain >= 3 * (body->last - body->first);
}

bool body_find(const struct lines *lines, const struct article_tables *tables, bool is_page,
               struct body *body)
{
    struct run run;
    int worth;

    *body = (struct body){0};
    body->has_header = find_header(lines, tables, &body->header);
    run = choose_run(lines, tables, body);
    worth = is_page || (body->has_header && run.first > body->header) ? WORTH_BELOW : WORTH;
    if (run.value >= worth) {
        if (body->has_header && run.first <= body->header)
            body->has_header = false;
        body->first = body->core = run.first;
        body->last = body->end = run.last;
        join_above(lines, tables, body);
        join_definition(lines, tables, body);
        grow_up(lines, tables, body);
        grow_down(lines, tables, is_listy(lines, &run), body);
    } else if (!find_verse(lines, tables, body)) {
        return false;
    }
    body->tail = body->last;
    for (size_t i = body->last; i < lines->count && i < body->last + TAIL_REACH; i++)
        if (!stops(&lines->items[i], tables) || lines->items[i].fields)
            body->tail = i + 1;
    return true;
}
