#include "metadata.h"

#include "bylines.h"
#include "fields.h"
#include "people.h"
#include "utf8.h"
#include "values.h"

/* Bytes, but for the last: lines. */
enum {
    CRUMB_MAX = 48,
    TAIL_MAX = 120,
    LEGAL_SITE_MAX = 40,
    HASHES = 2,
    BYLINES = 2,
    CLOSING_REACH = 4,
    ACCOUNT_REACH = 20,
    ACCOUNT_MIN = 2, /* code points, as the next */
    ACCOUNT_LONG = 16
};

#define WEAK_FIELDS (1U << FIELD_PUBLISHER | 1U << FIELD_WRITTEN)

/* Length of the separator of breadcrumbs that at begins with; 0 if it is none. */
static size_t part_at(const char *at, const char *end)
{
    static const char *const parts[] = {"＞", "»", "›", "→"};
    unsigned char lead = (unsigned char)*at;

    if (lead < 0x80)
        return *at == '>';
    if (lead != 0xEF && lead != 0xC2 && lead != 0xE2)
        return 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t len = strlen(parts[i]);

        if ((size_t)(end - at) >= len && memcmp(at, parts[i], len) == 0)
            return len;
    }
    return 0;
}

/* The next separator of breadcrumbs from at on, and its length. */
static const char *next_part(const char *at, const char *end, size_t *len)
{
    for (; at < end; at += utf8_length((unsigned char)*at))
        if ((*len = part_at(at, end)) > 0)
            return at;
    return NULL;
}

/* A > B > C: short pieces, at least one separator. */
static bool is_crumb_shape(struct span line)
{
    const char *at = line.at, *end = line.at + line.len;
    size_t parts = 0;

    if (memchr(line.at, '<', line.len)) /* markup */
        return false;
    for (;;) {
        size_t len = 0;
        const char *part = next_part(at, end, &len);

        if ((size_t)((part ? part : end) - at) > CRUMB_MAX)
            return false;
        if (!part)
            return parts > 0;
        parts++;
        at = part + len;
    }
}

bool metadata_mark_crumbs(struct lines *lines, const struct article_tables *tables,
                          const struct body *body)
{
    bool marked = false;

    for (size_t i = 0; i < body->core; i++) {
        struct line *line = &lines->items[i];

        if (line->class == CLASS_NONE && !line->fields && !line->sentence && line->han > 0 &&
            is_crumb_shape(line->text)) {
            line->class = tables->crumb;
            marked = true;
        }
    }
    return marked;
}

/* 首页, 正文 and the like are places of the page, not sections. */
static bool is_section(const struct article_tables *tables, struct span piece)
{
    return piece.len > 0 && piece.len <= CRUMB_MAX && !cues_is_idle(tables, piece, IDLE_PLACE);
}

static void take_crumbs(const struct article_tables *tables, struct span line,
                        struct meta_list *list)
{
    const char *at = line.at, *end = line.at + line.len;
    static const char *const colons[] = {":", "："};

    for (size_t i = 0; i < 2; i++) {
        const char *colon = memmem(at, (size_t)(end - at), colons[i], strlen(colons[i]));

        if (colon)
            at = colon + strlen(colons[i]);
    }
    while (at < end && list->count < META_LIST) {
        size_t len = 0;
        const char *part = next_part(at, end, &len);
        struct span piece = value_trim(span_between(at, part ? part : end));

        if (is_section(tables, piece))
            list->items[list->count++] = piece;
        at = part ? part + len : end;
    }
}

/* The breadcrumbs nearest above the body; a crumb line may go on in the next. */
static void find_crumbs(const struct lines *lines, const struct article_tables *tables,
                        const struct body *body, struct meta *meta)
{
    size_t first = 0;
    bool found = false;

    if (meta->breadcrumbs.count > 0)
        return;
    for (size_t i = 0; i < body->core; i++) {
        const struct line *line = &lines->items[i];
        bool goes_on = found && i == first &&
                       next_part(line->text.at, line->text.at + 3, &(size_t){0});

        if (line->class != tables->crumb)
            continue;
        if (!goes_on)
            meta->breadcrumbs.count = 0;
        take_crumbs(tables, line->text, &meta->breadcrumbs);
        found = true;
        first = i + 1;
    }
}

/* ... 凡注明“来源:某某网”...: the site says what it is called. */
static void find_site(const struct article_tables *tables, const struct lines *lines,
                      const struct body *body, struct meta *meta)
{
    for (size_t i = body->end; i < lines->count && meta->site.len == 0; i++) {
        struct particular found[PARTICULARS_MAX];
        size_t count;

        if (!(lines->items[i].fields >> FIELD_SOURCE & 1) || lines->items[i].class == CLASS_NONE)
            continue;
        count = fields_read(tables, lines->items[i].text, found);
        for (size_t k = 0; k < count; k++) {
            struct span value = found[k].value;
            const char *quote = memmem(value.at, value.len, "”", 3);

            if (!quote)
                quote = memmem(value.at, value.len, "\"", 1);
            if (found[k].field == FIELD_SOURCE && quote && quote - value.at <= LEGAL_SITE_MAX)
                meta->site = value_trim(span_between(value.at, quote));
        }
    }
}

/* #one#two: the subjects as social media mark them. */
static void take_hashes(struct span line, struct meta *meta)
{
    size_t hashes = 0;

    for (size_t i = 0; i < line.len; i++)
        hashes += line.at[i] == '#';
    if (line.len < 2 || *line.at != '#' || line.at[1] == '#' || hashes < HASHES ||
        meta->keywords.count > 0)
        return;
    for (const char *at = line.at, *end = at + line.len;
         at < end && meta->keywords.count < META_LIST;) {
        const char *hash = memchr(at, '#', (size_t)(end - at));
        struct span piece = value_trim(span_between(at, hash ? hash : end));

        if (piece.len > 0)
            meta->keywords.items[meta->keywords.count++] = piece;
        at = hash ? hash + 1 : end;
    }
}

static void take_around(struct page *page, const struct article_tables *tables,
                        const struct lines *lines, const struct body *body)
{
    struct meta *meta = &page->meta;
    size_t header = body->has_header ? body->header : 0;

    for (size_t i = header; i < body->core; i++) {
        if ((lines->items[i].class == tables->nav && !lines->items[i].dated) ||
            lines->items[i].class == tables->crumb || lines->items[i].class == tables->advert)
            continue;
        fields_take(tables, lines->items[i].text, meta, &page->arena);
        if (dates_is_stamp(lines->items[i].text))
            value_set_date(lines->items[i].text, DATE_LOOSE, meta, &page->arena);
        take_hashes(lines->items[i].text, meta);
    }
    for (size_t i = body->end; i < body->tail; i++)
        if (lines->items[i].fields)
            fields_take(tables, lines->items[i].text, meta, &page->arena);
    for (size_t i = 0; i < header; i++)
        if (lines->items[i].field_first && lines->items[i].class == CLASS_NONE)
            fields_take(tables, lines->items[i].text, meta, &page->arena);
    for (size_t i = 0; i < lines->count; i++)
        if ((i < body->core || i >= body->end) && (lines->items[i].fields & WEAK_FIELDS))
            fields_take_weak(tables, lines->items[i].text, meta, &page->arena);
    for (size_t i = header; meta->date.len == 0 && i-- > 0;)
        if (lines->items[i].date_first && lines->items[i].class == CLASS_NONE)
            fields_take(tables, lines->items[i].text, meta, &page->arena);
}

/* A short name without marks. */
static bool is_account(const struct line *line)
{
    return line->class == CLASS_NONE && !line->fields && line->marks == 0 && !line->dated &&
           line->han > 0 && line->length >= ACCOUNT_MIN && line->length <= ACCOUNT_LONG &&
           !line->numbered;
}

/* Whether the line stands below the text once more, as the name of an account does. */
static bool is_repeated_below(const struct lines *lines, const struct body *body, size_t i)
{
    for (size_t k = body->end; k < lines->count; k++)
        if (span_equal(lines->items[k].text, lines->items[i].text))
            return true;
    return false;
}

/* ——泉水村四十年护泉记, below the title. */
static void take_subtitle(struct span line, struct meta *meta)
{
    static const char dashes[] = "——";
    size_t len = sizeof dashes - 1;

    if (meta->subtitle.len == 0 && line.len > len && memcmp(line.at, dashes, len) == 0)
        meta->subtitle = value_trim((struct span){line.at + len, line.len - len});
}

void metadata_take_account(struct page *page, const struct lines *lines, const struct body *body,
                           ptrdiff_t title)
{
    size_t date = body->core;

    if (title == NO_LINE)
        return;
    if ((size_t)title + 1 < body->core)
        take_subtitle(lines->items[title + 1].text, &page->meta);
    if (page->meta.author.count > 0)
        return;
    if ((size_t)title + 1 < body->core &&
        people_is_list(page->settings->article, lines->items[title + 1].text))
        people_split(page->settings->article, lines->items[title + 1].text, &page->meta.author,
                     &page->arena);
    if (page->meta.source.len > 0)
        return;
    for (size_t i = (size_t)title + 1; i < body->core && date == body->core; i++)
        if (lines->items[i].date_first)
            date = i;
    for (size_t i = (size_t)title + 1; i < body->core && i <= (size_t)title + ACCOUNT_REACH; i++)
        if (is_account(&lines->items[i]) && (i + 1 == date || is_repeated_below(lines, body, i))) {
            page->meta.source = lines->items[i].text;
            return;
        }
}

/* Nothing but a date. */
static bool is_date_alone(struct span text)
{
    struct date date;

    return date_find(text, DATE_STRICT, &date) && date.start == 0 && date.end == text.len;
}

void metadata_take_closing(struct page *page, const struct lines *lines, const struct body *body)
{
    size_t last = body->last + CLOSING_REACH < lines->count ? body->last + CLOSING_REACH
                                                            : lines->count;
    struct span found = {0};

    if (page->meta.date.len > 0)
        return;
    for (size_t i = body->core; i < body->last; i++)
        if (is_date_alone(lines->items[i].text))
            found = lines->items[i].text;
    for (size_t i = body->last; i < last && found.len == 0; i++)
        if (is_date_alone(lines->items[i].text))
            found = lines->items[i].text;
    value_set_date(found, DATE_STRICT, &page->meta, &page->arena);
}

/* Length of the opening bracket that at begins with; 0 if it is none. */
static size_t bracket_at(const char *at, const char *end)
{
    if (*at == '(' || *at == '[')
        return 1;
    return end - at >= 3 && (memcmp(at, "（", 3) == 0 || memcmp(at, "【", 3) == 0) ? 3 : 0;
}

size_t metadata_tail(const struct article_tables *tables, struct span line)
{
    size_t from = line.len > TAIL_MAX ? line.len - TAIL_MAX : 0;

    while (from < line.len && ((unsigned char)line.at[from] & 0xC0) == 0x80)
        from++;
    for (size_t at = from; at < line.len; at += utf8_length((unsigned char)line.at[at])) {
        size_t len = bracket_at(line.at + at, line.at + line.len), length;
        struct folded folded;
        enum field field;

        if (len == 0)
            continue;
        cues_fold(tables, (struct span){line.at + at + len, line.len - at - len}, &folded);
        field = cues_label(tables, &folded, 0, &length);
        if (field == FIELD_EDITOR && length < folded.count && folded.codes[length] == ':')
            return at;
    }
    return line.len;
}

void metadata_take(struct page *page, const struct article_tables *tables,
                   const struct lines *lines, const struct body *body)
{
    struct meta *meta = &page->meta;
    struct span last = lines->items[body->end - 1].text;
    size_t tail = metadata_tail(tables, last);

    take_around(page, tables, lines, body);
    if (tail < last.len)
        fields_take(tables, (struct span){last.at + tail, last.len - tail}, meta, &page->arena);
    bylines_dateline(tables, lines->items[body->core].text, meta, &page->arena);
    bylines_bracketed(tables, lines->items[body->core].text, meta, &page->arena);
    for (size_t i = body->end; i > body->core && body->end - i < BYLINES; i--)
        bylines_bracketed(tables, lines->items[i - 1].text, meta, &page->arena);
    bylines_closing(tables, last, meta, &page->arena);
    for (size_t i = body->last; i > body->core && body->last - i < BYLINES; i--)
        bylines_alone(tables, lines->items[i - 1].text, meta, &page->arena);
    find_crumbs(lines, tables, body, meta);
    find_site(tables, lines, body, meta);
}
