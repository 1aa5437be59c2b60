#include "title.h"

#include "fields.h"
#include "people.h"
#include "title_pieces.h"
#include "utf8.h"
#include "values.h"

enum {
    UNSURE = 80,
    SURE = 100,
    LATIN_MIN = 12,
    LATIN_MAX = 150,
    BELOW_CRUMBS = 95,
    LABELLED_MIN = 12,
    SHORT_MAX = 5
};

/* A first line or hint that begins with the heading, or the heading with it, vouches for it. */
static bool is_vouched(struct span heading, struct span first)
{
    if (heading.len >= 6 && first.len > heading.len && title_begins_with(first, heading))
        return true;
    return first.len > 0 && heading.len >= 12 &&
           (starts_with(first, heading) ||
            memmem(first.at, first.len, heading.at, heading.len) != NULL);
}

/* Without a bullet before it. */
static struct span without_bullet(struct span text)
{
    static const char *const bullets[] = {"•", "·", "■", "◆", "●", "▪", "▲", "★", "☆", "□"};

    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (starts_with(text, span_of(bullets[i]))) {
            size_t len = strlen(bullets[i]);

            return value_trim((struct span){text.at + len, text.len - len});
        }
    return text;
}

/* A poem may be called by two or three characters. */
static bool is_short_heading(const struct line *line)
{
    return line->class == CLASS_NONE && !line->fields && line->han >= 2 &&
           line->han == line->length && line->length < SHORT_MAX;
}

/* Words between spaces, where the prose below is not Chinese. */
static bool is_latin_heading(const struct line *line)
{
    return line->class == CLASS_NONE && !line->fields && line->han == 0 && line->gaps >= 2 &&
           line->length >= LATIN_MIN && line->length <= LATIN_MAX && !line->dated;
}

static bool is_wrapped(struct span text, const char *open, const char *close)
{
    size_t a = strlen(open), b = strlen(close);

    return text.len > a + b && starts_with(text, span_of(open)) &&
           memcmp(text.at + text.len - b, close, b) == 0 &&
           !memmem(text.at + a, text.len - a, open, a);
}

/* A menu between bars, the name of an account, or what a bracket holds: an author's house. */
static bool is_no_heading(struct span text)
{
    const char *bar = memchr(text.at, '|', text.len), *end = text.at + text.len;

    return *text.at == '@' || starts_with(text, span_of("——")) ||
           (bar && memchr(bar + 1, '|', (size_t)(end - bar - 1))) || is_wrapped(text, "(", ")") ||
           is_wrapped(text, "（", "）");
}

/* Below it stands a line of nothing but asterisks or the like. */
static bool is_underlined(const struct lines *lines, size_t i)
{
    return i + 1 < lines->count && line_is_rule(&lines->items[i + 1]);
}

/* Spaces between all of its characters: the name of a journal at the head of its pages. */
static bool is_spaced_out(const struct line *line)
{
    return line->han >= 3 && line->gaps + 1 >= line->han;
}

/* What a title is judged by. */
struct search {
    const struct lines *lines;
    const struct article_tables *tables;
    const struct body *body;
    struct span hint;     /* the title that the record brought along, see page.h */
    struct span labelled; /* the title that a box of particulars tells */
};

/* Right below the breadcrumbs and above the particulars or prose: a name, or their last piece. */
static bool is_below_crumbs(const struct search *search, size_t i, size_t below)
{
    const struct line *items = search->lines->items, *line = &items[i];
    struct span crumbs;

    if (i == 0 || i + 1 != below || items[i - 1].class != search->tables->crumb || line->fields ||
        line->dated)
        return false;
    crumbs = items[i - 1].text;
    return is_short_heading(line) ||
           (line->han == line->length && crumbs.len > line->text.len &&
            memcmp(crumbs.at + crumbs.len - line->text.len, line->text.at, line->text.len) == 0);
}

/* How likely line i, which stands so far from where a title belongs, is it; 0: not at all. */
static int rate(const struct search *search, size_t i, size_t distance)
{
    const struct lines *lines = search->lines;
    const struct body *body = search->body;
    const struct line *line = &lines->items[i];
    bool latin = lines->items[body->core].han == 0 && is_latin_heading(line);
    bool defined = line->class == CLASS_NONE &&
                   line_is_defined(line->text, lines->items[body->core].text);
    int rating = 100 - 8 * (int)(distance < 10 ? distance : 10);

    if ((line->dated && line->length < 45) || is_no_heading(line->text) || is_spaced_out(line) ||
        people_is_list(search->tables, line->text))
        return 0;
    if (!latin && !line_is_heading(line) && !defined &&
        (line->class != CLASS_NONE || line->fields ||
         !is_vouched(line->text, lines->items[0].text)))
        return 0;
    if (line->length >= 10)
        rating += 20;
    if (i == 0 && line->length >= 10 && !cues_ends_as(search->tables, line->text, ENDING_SITE))
        rating += 20;
    if ((i > 0 && is_vouched(line->text, lines->items[0].text)) || defined)
        rating += 60;
    if (is_underlined(lines, i))
        rating += 40;
    if (i > 0 && lines->items[i - 1].class == search->tables->crumb && line->marks == 0)
        rating += 40;
    if (line->numbered && !starts_with(line->text, span_of("第")))
        rating -= 30;

    if (is_vouched(line->text, search->hint) || is_vouched(line->text, search->labelled))
        rating += 80;
    return rating > 50 ? rating : 0;
}

/* Furniture and particulars part a title from the prose less than other lines do. */
static size_t weight_of(const struct line *line)
{
    return line->han == 0 ? 1 : line->class == CLASS_NONE && !line->fields ? 4 : 2;
}

/* Three lines of particulars or more stand above: a box, which offices set above the title. */
static bool is_below_box(const struct lines *lines, size_t i)
{
    size_t rows = 0;

    while (rows < i && rows < 3 && lines->items[i - rows - 1].fields &&
           !lines->items[i - rows - 1].sentence)
        rows++;
    return rows >= 3;
}

/*
 * The best heading above the particulars (above the prose, if there are none), and failing a good
 * one, between the two. False if there is none.
 */
static bool choose(const struct search *search, struct span text, size_t *chosen)
{
    const struct line *items = search->lines->items;
    const struct body *body = search->body;
    size_t below = body->has_header ? body->header : body->core, weight = 0;
    int best = 0;

    for (size_t i = below; i-- > 0;) {
        int rating = is_below_crumbs(search, i, below) ? BELOW_CRUMBS
                                                       : rate(search, i, 1 + weight / 4);

        weight += weight_of(&items[i]);
        if (rating > best && !title_is_spam(search->tables, items[i].text, text)) {
            best = rating;
            *chosen = i;
        }
    }
    for (size_t i = below; i < body->core && best < SURE; i++) {
        bool boxed = items[i].length >= 10 && is_below_box(search->lines, i);
        int rating = rate(search, i, boxed ? 1 : i - below);

        if (rating > best + (boxed ? 0 : UNSURE / 2) && (boxed || best <= UNSURE)) {
            best = rating;
            *chosen = i;
        }
    }
    if (best == 0 && body->has_header && below > 0 && is_short_heading(&items[below - 1])) {
        *chosen = below - 1;
        best = 1;
    }
    return best > 0;
}

/* The title that a line above the prose is said to tell: 标题:... */
static struct span find_labelled(const struct lines *lines, const struct article_tables *tables,
                                 const struct body *body)
{
    for (size_t i = 0; i < body->core; i++) {
        struct particular found[PARTICULARS_MAX];
        size_t count;

        if (!lines->items[i].field_first || !(lines->items[i].fields >> FIELD_TITLE & 1))
            continue;
        count = fields_read(tables, lines->items[i].text, found);
        for (size_t k = 0; k < count; k++)
            if (found[k].field == FIELD_TITLE && found[k].value.len >= LABELLED_MIN)
                return found[k].value;
    }
    return (struct span){0};
}

/* Whether the title comes again with the number of another page behind it. */
static bool is_of_pages(const struct lines *lines, struct span stem, size_t chosen)
{
    for (size_t i = 0; i < lines->count; i++)
        if (i != chosen && title_is_of_page(stem, lines->items[i].text))
            return true;
    return false;
}

/* Where a title is known already, another heading is text: taken for it, it would be lost. */
static bool contradicts(struct span known, struct span title, struct span line)
{
    return known.len > 0 && !title_is_repeated(known, line) && !title_begins_with(known, title) &&
           !is_vouched(title, known);
}

bool title_find(const struct lines *lines, const struct article_tables *tables,
                const struct body *body, const struct page *page, struct span text,
                struct meta *meta, size_t *chosen)
{
    struct search search = {lines, tables, body, page->title_hint,
                            find_labelled(lines, tables, body)};
    struct span site = {0}, title;
    bool found = choose(&search, text, chosen);

    if (search.labelled.len > 0 &&
        (!found || !is_vouched(lines->items[*chosen].text, search.labelled))) {
        if (meta->title.len == 0)
            meta->title = search.labelled;
        return false;
    }
    if (!found)
        return false;
    title = title_without_spam(tables, without_bullet(lines->items[*chosen].text), text);
    if (*chosen == 0)
        title = title_part_site(tables, title, &site);
    else if (is_vouched(title, lines->items[0].text))
        title_part_site(tables, lines->items[0].text, &site);
    if (*chosen > 0)
        title = title_without_section(title, &meta->breadcrumbs);
    if (is_of_pages(lines, value_trim(title_without_page(title)), *chosen))
        title = value_trim(title_without_page(title));
    if (title.len == 0 || contradicts(meta->title.len > 0 ? meta->title : page->title_given, title,
                                      lines->items[*chosen].text))
        return false;
    if (meta->title.len == 0)
        meta->title = title;
    if (meta->site.len == 0)
        meta->site = site;
    return true;
}
