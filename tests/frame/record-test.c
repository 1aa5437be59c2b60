/* Reading and editing of records where it is intricate: order of edits, white space, nesting. */
#include "record.h"

#include <string.h>

#include "check.h"

/* What becomes of line when member name of object is set, and the member last besides. */
static bool sets_in(const char *line, const char *object, const char *name, const char *result)
{
    struct record record = {0};
    struct buf out = {0};
    size_t where;
    bool good = record_read(&record, span_of(line), &where) == NULL;

    if (good) {
        record_set_in(&record, object, name, span_of("1"));
        record_write(&record, &out);
        good = span_equal(buf_span(&out), span_of(result));
        if (!good)
            fprintf(stderr, "%s gives %s\n", line, buf_string(&out));
    }
    record_free(&record);
    buf_free(&out);
    return good;
}

static int check_nested(void)
{
    int failures = 0;

    CHECK(sets_in("{}", "kcz", "a", "{\"kcz\":{\"a\":1}}"));
    CHECK(sets_in("{ }", "kcz", "a", "{\"kcz\":{\"a\":1} }"));
    CHECK(sets_in("{\"kcz\":{}}", "kcz", "a", "{\"kcz\":{\"a\":1}}"));
    CHECK(sets_in("{\"kcz\":{ \t} }", "kcz", "a", "{\"kcz\":{\"a\":1} }"));
    CHECK(sets_in("{\"kcz\":{\"b\":2 }}", "kcz", "a", "{\"kcz\":{\"b\":2,\"a\":1}}"));
    CHECK(sets_in("{\"kcz\":{\"a\": 5, \"b\":2}}", "kcz", "a", "{\"kcz\":{\"a\": 1, \"b\":2}}"));
    CHECK(sets_in("{\"kcz\":{\"a\":1}}", "kcz", "a", "{\"kcz\":{\"a\":1}}"));
    CHECK(sets_in("{\"kcz\":[3]}", "kcz", "a", "{\"kcz\":{\"a\":1}}"));
    CHECK(sets_in("{\"x\":0 }\r", "kcz", "a", "{\"x\":0,\"kcz\":{\"a\":1} }\r"));
    return failures;
}

static int check_many_edits(void)
{
    struct record record = {0};
    struct buf out = {0};
    struct span text;
    size_t where;
    int failures = 0;

    CHECK(record_read(&record, span_of("{\"a\":1,\"b\":\"x\",\"a\":2,\"c\":3}"), &where) == NULL);
    CHECK(!record_changed(&record));
    record_set_json(&record, "a", span_of("2"));
    CHECK(!record_changed(&record)); /* what stands there already is no edit */
    record_set_json(&record, "c", span_of("[]"));
    record_set_json(&record, "new", span_of("{}"));
    record_set_string(&record, "b", span_of("y\""));
    record_set_json(&record, "a", span_of("9"));
    record_set_string(&record, "second", span_of("2"));
    record_set_json(&record, "new", span_of("null"));
    for (int i = 0; i < 9; i++) { /* more members than the record had room for */
        char name[] = {'m', (char)('0' + i), '\0'};

        record_set_json(&record, name, span_of("0"));
    }
    CHECK(record_changed(&record));
    CHECK(record_string(&record, "b", &text) && span_is(text, "y\""));
    CHECK(!record_string(&record, "a", &text) && !record_string(&record, "absent", &text));
    CHECK(span_is(record_json(&record, "new"), "null"));
    record_write(&record, &out);
    CHECK(span_equal(
        buf_span(&out),
        span_of("{\"a\":1,\"b\":\"y\\\"\",\"a\":9,\"c\":[],\"new\":null,\"second\":\"2\","
                "\"m0\":0,\"m1\":0,\"m2\":0,\"m3\":0,\"m4\":0,\"m5\":0,\"m6\":0,"
                "\"m7\":0,\"m8\":0}")));
    buf_clear(&out);
    CHECK(record_read(&record, span_of("{\"z\":0}"), &where) == NULL && !record_changed(&record));
    record_write(&record, &out);
    CHECK(span_equal(buf_span(&out), span_of("{\"z\":0}")));
    record_free(&record);
    buf_free(&out);
    return failures;
}

/* What line becomes when its member t is set to text. */
static bool sets_text(const char *line, const char *text, const char *result)
{
    struct record record = {0};
    struct buf out = {0};
    size_t where;
    bool good = record_read(&record, span_of(line), &where) == NULL;

    record_set_string(&record, "t", span_of(text));
    good = good && record_changed(&record) == (strcmp(line, result) != 0);
    record_write(&record, &out);
    good = good && span_equal(buf_span(&out), span_of(result));
    record_free(&record);
    buf_free(&out);
    return good;
}

static int check_texts(void)
{
    int failures = 0;

    CHECK(sets_text("{\"t\":\"ab\"}", "ab", "{\"t\":\"ab\"}"));
    CHECK(sets_text("{\"t\":\"ab\"}", "a", "{\"t\":\"a\"}"));
    CHECK(sets_text("{\"t\":\"ab\"}", "abc", "{\"t\":\"abc\"}"));
    CHECK(sets_text("{\"t\":\"ab\"}", "ax", "{\"t\":\"ax\"}"));
    CHECK(sets_text("{\"t\":\"a\\u0062\"}", "ab", "{\"t\":\"a\\u0062\"}"));
    CHECK(sets_text("{\"t\":\"a\\u0062\"}", "a", "{\"t\":\"a\"}"));
    CHECK(sets_text("{\"t\":\"\\u0062\"}", "\\u0062", "{\"t\":\"\\\\u0062\"}"));
    CHECK(sets_text("{\"t\":5}", "5", "{\"t\":\"5\"}"));
    CHECK(sets_text("{}", "", "{\"t\":\"\"}"));
    return failures;
}

static int check_paths(void)
{
    struct record record = {0};
    struct path path;
    struct buf out = {0}, why = {0};
    struct span text;
    size_t where;
    int failures = 0;

    CHECK(path_parse(&path, ".m.list[1].t", &why));
    CHECK(record_read(&record, span_of("{\"m\":{\"list\":[0,{\"t\":\"a\\n\"}]},\"n\":1}"),
                      &where) == NULL);
    CHECK(record_string_at(&record, &path, &text) && span_is(text, "a\n"));
    CHECK(record_set_string_at(&record, &path, span_of("a\n")) && !record_changed(&record));
    CHECK(record_set_string_at(&record, &path, span_of("b")) && record_changed(&record));
    CHECK(span_is(record_json_at(&record, &path), "\"b\""));
    record_write(&record, &out);
    CHECK(span_equal(buf_span(&out), span_of("{\"m\":{\"list\":[0,{\"t\":\"b\"}]},\"n\":1}")));
    path_free(&path);
    CHECK(path_parse(&path, ".n.t", &why) && !record_string_at(&record, &path, &text));
    CHECK(!record_set_string_at(&record, &path, span_of("b")));
    path_free(&path);
    CHECK(path_parse(&path, ".absent", &why) && record_json_at(&record, &path).at == NULL);
    CHECK(!record_set_string_at(&record, &path, span_of("b")));
    path_free(&path);
    CHECK(path_parse(&path, "n", &why) && !record_set_string_at(&record, &path, span_of("b")));
    path_free(&path);
    record_free(&record);
    buf_free(&out);
    buf_free(&why);
    return failures;
}

int main(void)
{
    return check_nested() + check_many_edits() + check_texts() + check_paths() > 0;
}
