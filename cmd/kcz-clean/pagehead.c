#include "pagehead.h"

#include "dates.h"
#include "fields.h"
#include "json.h"
#include "people.h"
#include "title.h"

/* The names of meta tags that sites use, the best first in each column. */
static const char *const date_tags[] = {
    "article:published_time", "og:release_date", "publishdate", "PubDate", "pubdate",
    "datePublished",          "DC.date.issued",  "date",        NULL};
static const char *const source_tags[] = {"ContentSource", "source", "mediaid", NULL};
static const char *const author_tags[] = {"author", "Author", "article:author", NULL};
static const char *const keyword_tags[] = {"keywords", "Keywords", "news_keywords", NULL};
static const char *const summary_tags[] = {"description", "Description", "og:description", NULL};
static const char *const site_tags[] = {"og:site_name", "application-name", "SiteName", NULL};

static struct span text_of(struct page *page, struct span value)
{
    struct buf scratch = {0};
    struct span text = {0};

    if (!value.at || json_kind(value) != JSON_STRING)
        return text;
    text = fields_trim(page_keep(page, json_string(value, &scratch)));
    buf_free(&scratch);
    return text;
}

static struct span member(struct span object, const char *name)
{
    if (!object.at || json_kind(object) != JSON_OBJECT)
        return (struct span){0};
    return json_get(object, span_of(name));
}

/* The first of these tags that is there. */
static struct span tag_of(struct page *page, struct span tags, const char *const *names)
{
    struct span text = {0};

    for (; text.len == 0 && *names; names++)
        text = text_of(page, member(tags, *names));
    return text;
}

struct span pagehead_title(struct page *page, struct span meta)
{
    struct span title = text_of(page, member(meta, "title"));

    return title.len > 0 ? title : text_of(page, member(member(meta, "page"), "title"));
}

static void take_date(struct page *page, struct span head, struct span tags)
{
    struct span times = member(head, "time"), text = tag_of(page, tags, date_tags);
    struct json_cursor cursor;
    struct json_member first;
    struct date date;

    if (text.len == 0 && times.at && json_kind(times) == JSON_ARRAY) {
        cursor = json_open(times);
        if (json_next(&cursor, &first))
            text = text_of(page, first.value);
    }
    if (page->meta.date.len == 0 && text.len > 0 && date_find(text, DATE_STRICT, &date))
        page->meta.date = page_keep(page, span_of(date.text));
}

static void fill(struct span *column, struct span text)
{
    if (column->len == 0)
        *column = text;
}

void pagehead_take(struct page *page, struct span meta)
{
    const struct article_tables *tables = page->settings->article;
    struct span head = member(meta, "page"), tags = member(head, "tags");

    if (!head.at)
        return;
    fill(&page->meta.title, title_without_site(tables, text_of(page, member(head, "title")),
                                               page->text, &page->meta.site));
    take_date(page, head, tags);
    fill(&page->meta.source, tag_of(page, tags, source_tags));
    if (page->meta.author.count == 0)
        people_split(tables, tag_of(page, tags, author_tags), &page->meta.author, &page->arena);
    if (page->meta.keywords.count == 0)
        fields_split(page->settings->article, tag_of(page, tags, keyword_tags),
                     &page->meta.keywords);
    fill(&page->meta.summary, tag_of(page, tags, summary_tags));
    fill(&page->meta.site, tag_of(page, tags, site_tags));
}
