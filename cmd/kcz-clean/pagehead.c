#include "pagehead.h"

#include "dates.h"
#include "json.h"
#include "people.h"
#include "title_pieces.h"
#include "values.h"

static struct span text_of(struct page *page, struct span value)
{
    struct buf scratch = {0};
    struct span text = {0};

    if (!value.at || json_kind(value) != JSON_STRING)
        return text;
    text = value_trim(page_keep(page, json_string(value, &scratch)));
    buf_free(&scratch);
    return text;
}

static struct span member(struct span object, struct span name)
{
    if (!object.at || json_kind(object) != JSON_OBJECT)
        return (struct span){0};
    return json_get(object, name);
}

/* The first of these tags that is there. */
static struct span tag_of(struct page *page, struct span tags, enum word_list list)
{
    struct span names = page->settings->article->words[list], name, text = {0};

    while (text.len == 0 && cues_next_word(&names, &name))
        text = text_of(page, member(tags, name));
    return text;
}

void pagehead_hint(struct page *page, struct span meta)
{
    page->title_given = text_of(page, member(meta, span_of("title")));
    page->title_hint = page->title_given.len > 0
                           ? page->title_given
                           : text_of(page, member(member(meta, span_of("page")), span_of("title")));
}

static void take_date(struct page *page, struct span head, struct span tags)
{
    struct span times = member(head, span_of("time")), text = tag_of(page, tags, WORDS_HEAD_DATE);
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
    struct span head = member(meta, span_of("page")), tags = member(head, span_of("tags"));

    if (!head.at)
        return;
    fill(&page->meta.title,
         title_without_site(tables, text_of(page, member(head, span_of("title"))), page->text,
                            &page->meta.site));
    take_date(page, head, tags);
    fill(&page->meta.source, tag_of(page, tags, WORDS_HEAD_SOURCE));
    if (page->meta.author.count == 0)
        people_split(tables, tag_of(page, tags, WORDS_HEAD_AUTHOR), &page->meta.author,
                     &page->arena);
    if (page->meta.keywords.count == 0)
        value_split(page->settings->article, tag_of(page, tags, WORDS_HEAD_KEYWORDS),
                    &page->meta.keywords);
    fill(&page->meta.summary, tag_of(page, tags, WORDS_HEAD_SUMMARY));
    fill(&page->meta.site, tag_of(page, tags, WORDS_HEAD_SITE));
}
