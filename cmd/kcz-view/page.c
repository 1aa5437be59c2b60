#include "page.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "foreign.h"
#include "json.h"
#include "stream.h"

extern const char blob_view_page[], blob_view_page_end[];

/* The line of the page at whose place the records go. */
#define PLACE "<!-- records -->\n"

enum { FLUSH_AT = 1 << 20 };

/* Of a record the page needs these, as they stand. */
static const char *const members[] = {"id", "meta", "entities", "facts"};

static void flush(struct page *page)
{
    if (page->error == 0 && !stream_write(page->fd, page->out.data, page->out.len))
        page->error = errno;
    buf_clear(&page->out);
}

/* What stands before or behind the place of the records. */
static struct span half(bool behind)
{
    const size_t len = (size_t)(blob_view_page_end - blob_view_page);
    const char *place = memmem(blob_view_page, len, PLACE, strlen(PLACE));

    return behind ? span_between(place + strlen(PLACE), blob_view_page_end)
                  : span_between(blob_view_page, place);
}

/* A JSON value in which nothing can end the script element: < stands in strings only. */
static void add_json(struct buf *out, struct span value)
{
    const char *at = value.at, *end = at + value.len, *sign;

    while ((sign = memchr(at, '<', (size_t)(end - at))) != NULL) {
        buf_add(out, at, (size_t)(sign - at));
        buf_add_text(out, "\\u003c");
        at = sign + 1;
    }
    buf_add(out, at, (size_t)(end - at));
}

/* Whether the file has a content that is no page: who names it meant it to be read. */
static bool holds_else(const char *file)
{
    struct stat status;
    struct buf start = {0};
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    bool else_held = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
                     stream_read(fd, &start) > 0 && !foreign_is_html(buf_span(&start));

    if (fd >= 0)
        close(fd);
    buf_free(&start);
    return else_held;
}

bool page_open(struct page *page, const char *file, struct buf *why)
{
    page->file = file;
    if (holds_else(file)) {
        buf_printf(why, "--html %s: holds something else than a page; name the page to write",
                   file);
        return false;
    }
    page->fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (page->fd < 0) {
        buf_printf(why, "--html %s: %s", file, strerror(errno));
        return false;
    }
    buf_add_span(&page->out, half(false));
    buf_add_text(&page->out, "<script type=\"application/json\" id=\"records\">[");
    return true;
}

void page_add(struct page *page, struct record *record, const struct path *field)
{
    struct span text = record_json_at(record, field);
    struct buf *out = &page->out;

    if (page->documents == PAGE_MOST_DOCUMENTS) {
        page->left_out++;
        return;
    }
    buf_add_text(out, page->documents++ > 0 ? ",\n{" : "\n{");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct span value = record_json(record, members[i]);

        if (value.at == NULL)
            continue;
        json_add_key(out, members[i]);
        add_json(out, value);
    }
    if (text.at != NULL) {
        json_add_key(out, "text");
        add_json(out, text);
    }
    buf_add_char(out, '}');
    if (out->len > FLUSH_AT)
        flush(page);
}

bool page_finish(struct page *page, struct buf *why)
{
    buf_printf(&page->out,
               "\n]</script>\n"
               "<script type=\"application/json\" id=\"left-out\">%zu</script>\n",
               page->left_out);
    buf_add_span(&page->out, half(true));
    flush(page);
    if (close(page->fd) != 0 && page->error == 0)
        page->error = errno;
    page->fd = -1;
    if (page->error != 0)
        buf_printf(why, "--html %s: %s", page->file, strerror(page->error));
    return page->error == 0;
}

void page_close(struct page *page)
{
    struct buf why = {0};

    if (page->file != NULL && page->fd >= 0)
        page_finish(page, &why);
    buf_free(&why);
    buf_free(&page->out);
}
