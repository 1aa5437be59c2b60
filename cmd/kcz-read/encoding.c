#include "encoding.h"

#include <string.h>
#include <strings.h>

const char *encoding_name(enum encoding encoding)
{
    static const char *const names[ENCODING_OTHER + 1] = {
        [ENCODING_UTF8] = "UTF-8",       [ENCODING_GB18030] = "GB18030",  [ENCODING_BIG5] = "Big5",
        [ENCODING_UTF16LE] = "UTF-16LE", [ENCODING_UTF16BE] = "UTF-16BE", [ENCODING_OTHER] = NULL,
    };
    return names[encoding];
}

enum encoding encoding_of(struct span label)
{
    static const struct {
        const char *label;
        enum encoding encoding;
    } labels[] = {
        {"utf-8", ENCODING_UTF8},
        {"utf8", ENCODING_UTF8},
        {"unicode-1-1-utf-8", ENCODING_UTF8},
        {"x-unicode20utf8", ENCODING_UTF8},
        {"utf-8-sig", ENCODING_UTF8},
        {"ascii", ENCODING_UTF8},
        {"us-ascii", ENCODING_UTF8},
        {"gb18030", ENCODING_GB18030},
        {"gbk", ENCODING_GB18030},
        {"x-gbk", ENCODING_GB18030},
        {"gb2312", ENCODING_GB18030},
        {"gb_2312", ENCODING_GB18030},
        {"gb_2312-80", ENCODING_GB18030},
        {"csgb2312", ENCODING_GB18030},
        {"chinese", ENCODING_GB18030},
        {"csiso58gb231280", ENCODING_GB18030},
        {"iso-ir-58", ENCODING_GB18030},
        {"euc-cn", ENCODING_GB18030},
        {"cp936", ENCODING_GB18030},
        {"ms936", ENCODING_GB18030},
        {"windows-936", ENCODING_GB18030},
        {"big5", ENCODING_BIG5},
        {"big-5", ENCODING_BIG5},
        {"big5-hkscs", ENCODING_BIG5},
        {"big5hkscs", ENCODING_BIG5},
        {"cn-big5", ENCODING_BIG5},
        {"csbig5", ENCODING_BIG5},
        {"x-x-big5", ENCODING_BIG5},
        {"cp950", ENCODING_BIG5},
        {"ms950", ENCODING_BIG5},
        {"windows-950", ENCODING_BIG5},
        {"utf-16le", ENCODING_UTF16LE},
        {"utf16le", ENCODING_UTF16LE},
        {"utf-16", ENCODING_UTF16LE},
        {"utf16", ENCODING_UTF16LE},
        {"ucs-2", ENCODING_UTF16LE},
        {"unicode", ENCODING_UTF16LE},
        {"csunicode", ENCODING_UTF16LE},
        {"iso-10646-ucs-2", ENCODING_UTF16LE},
        {"unicodefeff", ENCODING_UTF16LE},
        {"utf-16be", ENCODING_UTF16BE},
        {"utf16be", ENCODING_UTF16BE},
        {"unicodefffe", ENCODING_UTF16BE},
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (label.len == strlen(labels[i].label) &&
            strncasecmp(label.at, labels[i].label, label.len) == 0)
            return labels[i].encoding;
    return ENCODING_OTHER;
}

enum encoding encoding_of_mark(struct span bytes, size_t *length)
{
    static const struct {
        const char *mark;
        size_t length;
        enum encoding encoding;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, ENCODING_UTF8},
        {"\xFF\xFE", 2, ENCODING_UTF16LE},
        {"\xFE\xFF", 2, ENCODING_UTF16BE},
        {"\x84\x31\x95\x33", 4, ENCODING_GB18030},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (bytes.len >= marks[i].length && memcmp(bytes.at, marks[i].mark, marks[i].length) == 0) {
            *length = marks[i].length;
            return marks[i].encoding;
        }
    *length = 0;
    return ENCODING_OTHER;
}
