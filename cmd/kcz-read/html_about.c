#include "html_about.h"

#include <string.h>

#include "json.h"

enum { TAGS_KEPT = 64, TIMES_KEPT = 32 };

static struct span attribute(html_attributes attributes, const char *name)
{
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
        if (strcmp((const char *)attributes[0], name) == 0)
            return attributes[1] != NULL ? span_of((const char *)attributes[1])
                                         : (struct span){"", 0};
    return (struct span){NULL, 0};
}

/* Whether an object's members, as JSON, have this name already. */
static bool has_member(const struct buf *members, const struct buf *key)
{
    return members->len > 0 && memmem(members->data, members->len, key->data, key->len) != NULL;
}

void html_about_meta(struct html_about *about, html_attributes attributes)
{
    static const char *const names[] = {"name", "property", "itemprop"};
    struct span name = {NULL, 0}, content = attribute(attributes, "content");
    struct buf key = {0};

    for (size_t i = 0; i < 3 && name.len == 0; i++)
        name = attribute(attributes, names[i]);
    if (name.len == 0 || content.len == 0 || about->tag_count >= TAGS_KEPT)
        return;
    json_encode_string(&key, name);
    buf_add_char(&key, ':');
    if (!has_member(&about->tags, &key)) {
        if (about->tag_count++ > 0)
            buf_add_char(&about->tags, ',');
        buf_add_span(&about->tags, buf_span(&key));
        json_encode_string(&about->tags, content);
    }
    buf_free(&key);
}

void html_about_link(struct html_about *about, html_attributes attributes)
{
    struct span rel = attribute(attributes, "rel"), href = attribute(attributes, "href");

    if (about->canonical.len == 0 && rel.at != NULL && href.len > 0 && span_is(rel, "canonical"))
        buf_add_span(&about->canonical, href);
}

static void keep_time(struct html_about *about, struct span time)
{
    if (time.len == 0 || about->time_count >= TIMES_KEPT)
        return;
    if (about->time_count++ > 0)
        buf_add_char(&about->times, ',');
    json_encode_string(&about->times, time);
}

void html_about_time(struct html_about *about, html_attributes attributes)
{
    struct span stamp = attribute(attributes, "datetime");

    keep_time(about, stamp);
    about->in_time = stamp.len == 0;
    buf_clear(&about->time);
}

void html_about_time_end(struct html_about *about)
{
    if (about->in_time)
        keep_time(about, buf_span(&about->time));
    about->in_time = false;
}

/* Words with one space between them, for title and time. */
static void add_words(struct buf *words, struct span text)
{
    for (const char *at = text.at, *end = at + text.len; at < end; at++) {
        if (!html_is_space(*at))
            buf_add_char(words, *at);
        else if (words->len > 0 && words->data[words->len - 1] != ' ')
            buf_add_char(words, ' ');
    }
}

void html_about_title(struct html_about *about, bool shown)
{
    about->in_title = !about->had_title && shown;
    about->had_title = true;
}

void html_about_title_end(struct html_about *about)
{
    about->in_title = false;
}

bool html_about_characters(struct html_about *about, struct span text)
{
    if (about->in_title) {
        add_words(&about->title, text);
        return false;
    }
    if (about->in_time)
        add_words(&about->time, text);
    return true;
}

void html_about_lost(struct html_about *about)
{
    about->in_title = about->in_time = false;
}

static struct span trimmed(const struct buf *words)
{
    size_t len = words->len;

    return (struct span){words->data, len > 0 && words->data[len - 1] == ' ' ? len - 1 : len};
}

bool html_about_write(const struct html_about *about, struct buf *json)
{
    if (about->title.len == 0 && about->canonical.len == 0 && about->time_count == 0 &&
        about->tag_count == 0)
        return false;
    buf_add_text(json, "{\"page\":{");
    if (about->title.len > 0)
        json_add_text(json, "title", trimmed(&about->title));
    if (about->canonical.len > 0)
        json_add_text(json, "canonical", buf_span(&about->canonical));
    if (about->time_count > 0) {
        json_add_key(json, "time");
        buf_add_char(json, '[');
        buf_add_span(json, buf_span(&about->times));
        buf_add_char(json, ']');
    }
    if (about->tag_count > 0) {
        json_add_key(json, "tags");
        buf_add_char(json, '{');
        buf_add_span(json, buf_span(&about->tags));
        buf_add_char(json, '}');
    }
    buf_add_text(json, "}}");
    return true;
}

void html_about_free(struct html_about *about)
{
    buf_free(&about->title);
    buf_free(&about->tags);
    buf_free(&about->times);
    buf_free(&about->time);
    buf_free(&about->canonical);
}
