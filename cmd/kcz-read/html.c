#include "html.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { MAX_OPEN = 256 }; /* elements; with more the parser starts anew where it stands */

/* One run of the parser over what is left of a page. */
struct run {
    struct html_text *html;
    htmlParserCtxtPtr parser;
    struct span rest; /* of the page, not yet parsed when the run started */
    size_t fed;       /* how much of it the parser has read */
    size_t stopped;   /* where it was stopped; 0: it was not */
};

static int feed(void *run_, char *into, int size)
{
    struct run *run = run_;
    size_t left = run->rest.len - run->fed, len = (size_t)size < left ? (size_t)size : left;

    memcpy(into, run->rest.at + run->fed, len);
    run->fed += len;
    return (int)len;
}

static void on_start(void *run_, const xmlChar *name, const xmlChar **attributes)
{
    struct run *run = run_;

    html_start(run->html, (const char *)name, (html_attributes)attributes);
    if (run->parser->nameNr > MAX_OPEN && run->stopped == 0) {
        run->stopped = (size_t)xmlByteConsumed(run->parser);
        xmlStopParser(run->parser);
    }
}

static void on_end(void *run_, const xmlChar *name)
{
    struct run *run = run_;

    if (run->stopped == 0)
        html_end(run->html, (const char *)name);
}

static void on_characters(void *run_, const xmlChar *text, int len)
{
    struct run *run = run_;

    html_characters(run->html, (struct span){(const char *)text, (size_t)len});
}

/* libxml2 with our allocation: where memory ends, the program does, and not the page. */

static void *allocate(size_t size)
{
    return memory_new(size, 1);
}

static void *reallocate(void *old, size_t size)
{
    return memory_resize(old, size, 1);
}

static char *duplicate(const char *text)
{
    return memory_copy(text, strlen(text));
}

void html_init(void)
{
    xmlMemSetup(free, allocate, reallocate, duplicate);
    xmlInitParser();
}

/* Parses up to the end or to where too much is open; returns how much of rest that is. */
static size_t parse_some(struct run *run)
{
    static const int options = HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC |
                               HTML_PARSE_NONET;
    htmlParserCtxtPtr parser = htmlNewParserCtxt();

    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->startElement = on_start;
    parser->sax->endElement = on_end;
    parser->sax->characters = on_characters;
    parser->sax->ignorableWhitespace = on_characters;
    parser->userData = run;
    run->parser = parser;
    htmlCtxtReadIO(parser, feed, NULL, run, NULL, "UTF-8", options);
    htmlFreeParserCtxt(parser);
    return run->stopped > 0 ? run->stopped : run->rest.len;
}

void html_parse(struct span page, struct html_text *html)
{
    struct buf tame = {0};
    struct span rest;

    html_tame(page, &tame);
    rest = buf_span(&tame);
    while (rest.len > 0) {
        struct run run = {.html = html, .rest = rest};
        size_t done = parse_some(&run);

        rest = (struct span){rest.at + done, rest.len - done};
        if (run.stopped == 0)
            break;
        /* The parser stops within a tag, before the > that ends it. */
        while (rest.len > 0 && rest.at[0] != '\0' && strchr(" \t\r\n\f/", rest.at[0]) != NULL)
            rest = (struct span){rest.at + 1, rest.len - 1};
        if (rest.len > 0 && rest.at[0] == '>')
            rest = (struct span){rest.at + 1, rest.len - 1};
        html_lost(html);
    }
    buf_free(&tame);
}
