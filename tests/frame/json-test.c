/* Walking, decoding and encoding of JSON values, and what the checker says of malformed ones. */
#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static bool decodes(const char *value, const char *text, size_t lone)
{
    struct buf out = {0};
    size_t found = json_decode_string(&out, span_of(value));
    bool same = span_equal(buf_span(&out), span_of(text)) && found == lone;

    buf_free(&out);
    return same;
}

static bool encodes(const char *text, const char *value)
{
    struct buf out = {0};

    json_encode_string(&out, span_of(text));
    bool same = span_equal(buf_span(&out), span_of(value));
    buf_free(&out);
    return same;
}

/* The members of an object or array, keys and values joined by spaces. */
static bool walks(const char *value, const char *joined)
{
    struct json_cursor cursor = json_open(span_of(value));
    struct json_member member;
    struct buf out = {0};

    while (json_next(&cursor, &member)) {
        buf_add_span(&out, member.key);
        buf_add_char(&out, ' ');
        buf_add_span(&out, member.value);
        buf_add_char(&out, ' ');
    }
    bool same = span_equal(buf_span(&out), span_of(joined));
    buf_free(&out);
    return same;
}

/* Whether the checker refuses text at that offset. */
static bool refused_at(const char *text, size_t offset)
{
    size_t where = 0;
    const char *wrong = json_check(span_of(text), &where);

    if (wrong == NULL || where != offset)
        fprintf(stderr, "%s: %s at %zu\n", text, wrong == NULL ? "accepted" : wrong, where);
    return wrong != NULL && where == offset;
}

static bool accepted(const char *text)
{
    size_t where;

    return json_check(span_of(text), &where) == NULL;
}

static int check_walking(void)
{
    int failures = 0;
    size_t number = 7;

    CHECK(walks("{}", "") && walks("[]", "") && walks("{ \t}", "") && walks("[\n\r]", ""));
    CHECK(walks("{ \"a\" : 1 , \"b\":[2,{\"c\":\"]\"}]\t}", "a 1 b [2,{\"c\":\"]\"}] "));
    CHECK(walks("[1,\t\"x\\\"y\", true,null ,-2e5\n]", " 1  \"x\\\"y\"  true  null  -2e5 "));
    CHECK(walks("[[ ] , {\"a\" :\r{ } }]", " [ ]  {\"a\" :\r{ } } "));
    CHECK(json_kind(span_of("\"")) == JSON_STRING && json_kind(span_of("{")) == JSON_OBJECT);
    CHECK(json_kind(span_of("[")) == JSON_ARRAY && json_kind(span_of("true")) == JSON_TRUE);
    CHECK(json_kind(span_of("false")) == JSON_FALSE && json_kind(span_of("null")) == JSON_NULL);
    CHECK(json_kind(span_of("-1")) == JSON_NUMBER);
    CHECK(span_is(json_get(span_of("{\"a\":1,\"\\u0061\":2}"), span_of("a")), "2"));
    CHECK(json_get(span_of("{\"a\":1}"), span_of("b")).at == NULL);
    CHECK(json_key_is(span_of(""), span_of("")) && !json_key_is(span_of(""), span_of("a")));
    CHECK(!json_key_is(span_of("\\u0062"), span_of("a")));
    CHECK(json_uint(span_of("0"), &number) && number == 0);
    CHECK(json_uint(span_of("123456789012345678"), &number) && number == 123456789012345678U);
    CHECK(!json_uint(span_of(""), &number) && !json_uint(span_of("1234567890123456789"), &number));
    CHECK(!json_uint(span_of("1.5"), &number) && !json_uint(span_of("1a"), &number));
    return failures;
}

/* Whether a value's text is what is wanted, decoded or where it lies. */
static bool text_is(const char *value, const char *text)
{
    struct buf scratch = {0};
    bool same = span_is(json_string(span_of(value), &scratch), text);

    buf_free(&scratch);
    return same;
}

static int check_strings(void)
{
    int failures = 0;

    CHECK(decodes("\"\"", "", 0) && decodes("\"abc\"", "abc", 0));
    CHECK(decodes("\"\\b\\f\\n\\r\\t\\/\\\\\\\"\"", "\b\f\n\r\t/\\\"", 0));
    CHECK(decodes("\"x\\u00E9\\u6f22y\"", "xé漢y", 0));
    CHECK(decodes("\"\\ud83d\\ude00\"", "😀", 0));
    CHECK(decodes("\"\\ud83d\"", "\xEF\xBF\xBD", 1) && decodes("\"\\ude00\"", "\xEF\xBF\xBD", 1));
    CHECK(decodes("\"\\ud83dabcdef\"",
                  "\xEF\xBF\xBD"
                  "abcdef",
                  1));
    CHECK(decodes("\"\\ud83d\\nabcd\"", "\xEF\xBF\xBD\nabcd", 1));
    CHECK(decodes("\"\\ud83d\\u0041\"",
                  "\xEF\xBF\xBD"
                  "A",
                  1));
    CHECK(text_is("\"\"", "") && text_is("\"ab\"", "ab") && text_is("\"a\\u0062\"", "ab"));
    CHECK(encodes("", "\"\"") && encodes("漢é", "\"漢é\""));
    CHECK(encodes("a\"\\\b\f\n\r\t\x01\x1f/", "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/\""));
    CHECK(encodes("twenty bytes and more, then \"", "\"twenty bytes and more, then \\\"\""));
    return failures;
}

/* What is written member by member. */
static int check_adding(void)
{
    struct buf out = {0};
    int failures = 0;

    json_add_uint(&out, "alone", 1);
    CHECK(span_is(buf_span(&out), "\"alone\":1"));
    json_add_text(&out, "b", span_of("\""));
    CHECK(span_is(buf_span(&out), "\"alone\":1,\"b\":\"\\\"\""));
    buf_clear(&out);
    buf_add_char(&out, '{');
    json_add_key(&out, "a");
    CHECK(span_is(buf_span(&out), "{\"a\":"));
    buf_free(&out);
    return failures;
}

/* The members of a line, which must be an object. */
static int check_objects(void)
{
    static const struct {
        const char *text, *wrong;
        size_t where;
    } cases[] = {
        {"", "not JSON: the line ends too early", 0},
        {" ", "not JSON: the line ends too early", 1},
        {"[1]", "not an object", 0},
        {" [1", "not JSON: the line ends too early", 3},
        {" {\"a\":1}", NULL, 8},
    };
    struct json_member *members = NULL;
    size_t capacity = 0, count = 0, where = 0;
    int failures = 0;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span text = span_of(cases[i].text);
        const char *wrong = json_check_object(text, &members, &capacity, &count, &where);

        CHECK((wrong == NULL) == (cases[i].wrong == NULL) && where == cases[i].where);
        CHECK(wrong == NULL || strcmp(wrong, cases[i].wrong) == 0);
    }
    CHECK(count == 1 && span_is(members[0].key, "a") && span_is(members[0].value, "1"));
    free(members);
    return failures;
}

static int check_checking(void)
{
    int failures = 0;

    CHECK(accepted(" [0,-0,10,1.5,-1.5e10,1E-2,1e+2,\"\\u00aF\",true,false,null,{},[]]\t\r\n"));
    CHECK(accepted("{\"a\":{\"b\":[]} , \"c\" : [ 1 ] }"));
    CHECK(refused_at("", 0) && refused_at("  ", 2) && refused_at("[", 1) && refused_at("{", 1));
    CHECK(refused_at("[1", 2) && refused_at("[1,", 3) && refused_at("{\"a\"", 4));
    CHECK(refused_at("{\"a\":", 5) && refused_at("{\"a\":1", 6) && refused_at("{\"a\":1,", 7));
    CHECK(refused_at("[1}", 2) && refused_at("{\"a\":1]", 6) && refused_at("{\"a\" 1}", 5));
    CHECK(refused_at("{1:2}", 1) && refused_at("{a:2}", 1) && refused_at("[,]", 1));
    CHECK(refused_at("[1,]", 3) && refused_at("{\"a\":1,}", 7) && refused_at("1 2", 2));
    CHECK(accepted("[\"a\"]") && accepted("[\"a\",\"b\",1]") && accepted("[\"a\",\"\\n\",\"b\"]"));
    CHECK(accepted("[\"a\" ,\"b\"]") && accepted("[\"\",\"a\", \"b\"]"));
    CHECK(refused_at("[\"a\"x\"b\"]", 4) && refused_at("[\"a\",", 5) && refused_at("[\"a", 3));
    CHECK(refused_at("trux", 0) && refused_at("nulx", 0) && refused_at("falsx", 0));
    CHECK(refused_at("tru", 0) && refused_at("nul", 0) && refused_at("fal", 0));
    CHECK(refused_at("+1", 0) && refused_at(":", 0) && refused_at("/", 0));
    CHECK(refused_at("-", 1) && refused_at("01", 1) && refused_at("1.", 2) && refused_at("1.x", 2));
    CHECK(refused_at("1e", 2) && refused_at("1e+", 3) && refused_at("1ex", 2));
    CHECK(refused_at("\"a", 2) && refused_at("\"\\", 1) && refused_at("\"\\x\"", 1));
    CHECK(refused_at("\"\\u12", 1) && refused_at("\"\\u12g4\"", 1) && refused_at("\"\\u12@4\"", 1));
    CHECK(refused_at("\"\\u12/4\"", 1) && refused_at("\"\\u12:4\"", 1) &&
          refused_at("\"\\u12G4\"", 1));
    CHECK(refused_at("\"\\u12`4\"", 1) && refused_at("\"\x01\"", 1) &&
          refused_at("\"abcdefghi\x1f\"", 10));
    return failures;
}

int main(void)
{
    return check_walking() + check_strings() + check_adding() + check_objects() + check_checking() >
           0;
}
