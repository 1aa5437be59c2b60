/*
 * Records for the eye: on a terminal nothing leaves but printable text and line ends, and with
 * colours the few escapes that are ours; on the page nothing can end or open an element, and what
 * is there is JSON.
 */
#include <string.h>

#include "../../cmd/kcz-view/page.h"
#include "../../cmd/kcz-view/show.h"
#include "fuzz.h"
#include "json.h"
#include "memory.h"
#include "utf8.h"

/* The escape sequences of this program: digits and semicolons between ESC [ and m. */
static const char *skip_colour(const char *at, const char *end)
{
    if (end - at < 3 || at[0] != '\033' || at[1] != '[')
        return at;
    for (at += 2; at < end && (*at == ';' || (*at >= '0' && *at <= '9'));)
        at++;
    require(at < end && *at == 'm');
    return at + 1;
}

static bool is_harmless(uint32_t code)
{
    return code == '\n' ||
           (code >= 0x20 && !(code >= 0x7F && code < 0xA0) && code != 0x061C && code != 0x200E &&
            code != 0x200F && !(code >= 0x202A && code <= 0x202E) &&
            !(code >= 0x2066 && code <= 0x2069));
}

static void check_terminal(struct span text, bool colour)
{
    const char *at = text.at, *end = text.at + text.len;

    require(utf8_valid_prefix(text.at, text.len) == text.len);
    while (at < end) {
        const char *behind = colour ? skip_colour(at, end) : at;

        if (behind > at)
            at = behind;
        else
            require(is_harmless(utf8_next(&at)));
    }
}

static void show(struct record *record, const struct path *field, const struct raw *raw,
                 uint8_t choice)
{
    struct show show = {.columns = 20 + choice / 4,
                        .colour = choice & 1,
                        .field = field,
                        .raw = choice & 2 ? raw : NULL};
    struct buf out = {0};

    show_record(&show, record, true, &out);
    show_record(&show, record, false, &out);
    check_terminal(buf_span(&out), show.colour);
    show_free(&show);
    buf_free(&out);
}

static void check_page(struct record *record, const struct path *field)
{
    struct page page = {.fd = -1};
    struct buf list = {0};
    size_t where;

    page_add(&page, record, field);
    page_add(&page, record, field);
    require(memchr(page.out.data, '<', page.out.len) == NULL);
    buf_add_char(&list, '[');
    buf_add_span(&list, buf_span(&page.out));
    buf_add_char(&list, ']');
    require(json_check(buf_span(&list), &where) == NULL);
    buf_free(&list);
    buf_free(&page.out);
}

/* Once: the field, and a record to compare with. */
static void open_once(struct path *field, struct raw *raw)
{
    static const char line[] =
        "{\"id\":\"x\",\"text\":\"first line\\nsecond line\\n\\nthe last\"}\n";
    struct buf why = {0};

    require(path_parse(field, "text", &why));
    require(raw_load(raw, fuzz_file(0, span_of(line)), field, &why));
    buf_free(&why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct path field;
    static struct raw raw;
    struct record record = {0};
    size_t where;
    char *line;

    if (size < 1)
        return 0;
    if (field.count == 0)
        open_once(&field, &raw);
    line = memory_copy(data + 1, size - 1);
    if (record_read(&record, (struct span){line, size - 1}, &where) == NULL) {
        show(&record, &field, &raw, data[0]);
        check_page(&record, &field);
    }
    record_free(&record);
    free(line);
    return 0;
}
