#include "foreign.h"

#include <stddef.h>
#include <strings.h>

#include "utf8.h"

const char *foreign_bytes(struct span bytes)
{
    static const struct {
        const char *magic;
        const char *advice;
    } kinds[] = {
        {"\x1F\x8B", "compressed by gzip? zcat unpacks it"},
        {"\xFD"
         "7zXZ",
         "compressed by xz? xzcat unpacks it"},
        {"\x28\xB5\x2F\xFD", "compressed by zstd? zstdcat unpacks it"},
        {"BZh", "compressed by bzip2? bzcat unpacks it"},
        {"PK\x03\x04", "a zip archive or an office document? unzip -p unpacks it"},
        {"%PDF-", "a PDF? pdftotext takes the text out of it"},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct span magic = span_of(kinds[i].magic);

        if (bytes.len > magic.len && memcmp(bytes.at, magic.at, magic.len) == 0)
            return kinds[i].advice;
    }
    return NULL;
}

static struct span without_bom_and_space(struct span text)
{
    if (text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
        text = (struct span){text.at + 3, text.len - 3};
    while (text.len > 0 && text.at[0] != '\0' && strchr(" \t\r\n", text.at[0]) != NULL)
        text = (struct span){text.at + 1, text.len - 1};
    return text;
}

bool foreign_is_html(struct span text)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<!--[if"};

    text = without_bom_and_space(text);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t len = strlen(starts[i]);

        if (text.len >= len && strncasecmp(text.at, starts[i], len) == 0)
            return true;
    }
    return false;
}

const char *foreign_line(struct span line, bool cut_short)
{
    const char *packed = foreign_bytes(line);
    bool utf8 = utf8_valid_prefix(line.at, line.len) == line.len;

    line = without_bom_and_space(line);
    if (packed != NULL)
        return packed;
    if (line.len > 0 && line.at[0] == '{') {
        if (!utf8)
            return "records in another encoding? kcz-read --json re-encodes them";
        return cut_short ? "a record over several lines? jq -c . puts each on one" : NULL;
    }
    if (!utf8)
        return "text in another encoding? kcz-read makes records of it";
    if (line.len > 0 && line.at[0] == '[')
        return "a list? jq -c '.[]' puts what it holds on lines";
    if (line.len > 0 && line.at[0] == '<')
        return "HTML? kcz-read --html makes records of it";
    return "plain text? kcz-read makes records of it";
}
