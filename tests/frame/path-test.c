/* Paths as in jq: what each names in a value, and which are refused. */
#include "path.h"

#include <string.h>

#include "check.h"

static bool join(void *state, struct span value)
{
    struct buf *out = state;

    if (out->len > 0)
        buf_add_char(out, ' ');
    buf_add_span(out, value);
    return true;
}

/* Whether path names just these values in root, joined by spaces. */
static bool names(const char *text, const char *root, const char *values)
{
    struct path path;
    struct buf found = {0}, scratch = {0}, why = {0};
    bool same = path_parse(&path, text, &why);

    if (same) {
        path_each(&path, span_of(root), &scratch, join, &found);
        same = strcmp(buf_string(&found), values) == 0;
        if (!same)
            fprintf(stderr, "%s in %s: %s\n", text, root, found.data);
        path_free(&path);
    }
    buf_free(&found);
    buf_free(&scratch);
    buf_free(&why);
    return same;
}

static bool refused(const char *text)
{
    struct path path;
    struct buf why = {0};
    bool read = path_parse(&path, text, &why);

    if (read)
        path_free(&path);
    buf_free(&why);
    return !read;
}

int main(void)
{
    static const char root[] = "{\"a\":{\"b c\":[1,[2,3],{\"d\":\"\\u6f22字é\"}],\"d\":null},"
                               "\"t\":\"2024-05-06T07:08\",\"x-y\":0,\"a\":{\"d\":5}}";
    static const char list[] = "{\"l\":[{\"n\":1},{\"m\":2},{\"n\":\"q\"},7]}";
    int failures = 0;

    CHECK(names("t", root, "\"2024-05-06T07:08\""));
    CHECK(names(".t[0:7]", root, "\"2024-05\""));
    CHECK(names(".t[-5:]", root, "\"07:08\""));
    CHECK(names(".t[:4]", root, "\"2024\""));
    CHECK(names(".t[9:4]", root, "\"\""));
    CHECK(names(".a.d", root, "5"));
    CHECK(names(".x-y", root, "0"));
    CHECK(names(".a.absent.b", root, ""));
    CHECK(names(".t.d", root, ""));
    CHECK(names(".l[].n", list, "1 \"q\""));
    CHECK(names(".l[]", list, "{\"n\":1} {\"m\":2} {\"n\":\"q\"} 7"));
    CHECK(names(".l[1]", list, "{\"m\":2}"));
    CHECK(names(".l[-1]", list, "7"));
    CHECK(names(".l[9]", list, ""));
    CHECK(names(".l[1:3][].n", list, "\"q\""));
    CHECK(names(".l[0:3][1:2]", list, "[{\"m\":2}]"));
    CHECK(names(".a[\"b c\"][1][0]", "{\"a\":{\"b c\":[1,[2,3]]}}", "2"));
    CHECK(names(".a[0:2]", "{\"a\":\"\\u6f22字é\"}", "\"漢字\""));
    CHECK(names(".\"", root, "") == false);
    CHECK(refused(".[\"a\\x\"]") && refused(".[\"a\\\"]") && refused(".[\"a\"b]"));
    CHECK(refused("") && refused(".") && refused(".a[") && refused(".a[x]") && refused(".[]"));
    CHECK(refused(".a[1") && refused(".a..b") && refused(".a b") && refused(".a[\"b\""));
    CHECK(refused(".a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a"));
    return failures > 0;
}
