#include "intake.h"

#include <string.h>
#include <strings.h>

enum {
    MARK_LENGTH = 4,   /* bytes that show any byte order mark */
    CLEAR_MARGIN = 150 /* bits between the readings that make waiting for more needless */
};

static void drop(struct buf *buf, size_t count)
{
    buf_splice(buf, 0, count, (struct span){NULL, 0});
}

static bool is_utf16(enum encoding encoding)
{
    return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
}

bool intake_open(struct intake *intake)
{
    enum encoding encoding = ENCODING_UTF8;

    detector_start(&intake->detector, intake->tables);
    buf_reserve(&intake->held, 1); /* so that there are bytes to point to */
    intake->confidence = 1;
    if (intake->from != NULL) {
        encoding = encoding_of(span_of(intake->from));
        intake->basis = BY_OPTION;
    }
    return decoder_open(&intake->decoder, intake->tables, encoding, intake->from);
}

void intake_close(struct intake *intake)
{
    decoder_close(&intake->decoder);
    buf_free(&intake->held);
}

/*
 * A byte order mark decides, unless --from says otherwise; a mark of the encoding that --from names
 * is dropped, and for UTF-16 it also says which of the two.
 */
static void look_for_mark(struct intake *intake)
{
    size_t length;
    enum encoding marked = encoding_of_mark(buf_span(&intake->held), &length);
    enum encoding *encoding = &intake->decoder.encoding;

    if (intake->basis == BY_OPTION) {
        intake->decided = true;
        if (length == 0 || (marked != *encoding && !(is_utf16(marked) && is_utf16(*encoding))))
            return;
    } else if (length > 0) {
        intake->decided = true;
        intake->basis = BY_MARK;
    } else {
        return;
    }
    *encoding = marked;
    drop(&intake->held, length);
    intake->skipped = length;
}

/* The end of the next piece to weigh: behind a line end, at DETECT_UNIT bytes, or at the end. */
static bool next_unit(struct intake *intake, bool last, size_t *end)
{
    size_t limit = intake->weighed + DETECT_UNIT;
    size_t stop = intake->held.len < limit ? intake->held.len : limit;
    const char *bytes = intake->held.data;
    const char *line_end = stop > intake->searched
                               ? memchr(bytes + intake->searched, '\n', stop - intake->searched)
                               : NULL;

    intake->searched = stop;
    *end = line_end != NULL ? (size_t)(line_end + 1 - bytes) : stop;
    return line_end != NULL || stop == limit || (last && stop > intake->weighed);
}

/*
 * What a page says about its encoding counts unless the bytes clearly speak against it: pages that
 * were converted keep the old name, and Western names stand on Chinese pages by default.
 */
static bool follow_meta(struct intake *intake, enum encoding found)
{
    enum encoding named = encoding_of(span_of(intake->meta));
    struct decoder decoder;

    if (named != ENCODING_OTHER) {
        intake->decoder.encoding = named;
        return detector_distance(&intake->detector, named) < CLEAR_MARGIN;
    }
    if (found == ENCODING_UTF8 || strncasecmp(intake->meta, "iso-8859", 8) == 0 ||
        strncasecmp(intake->meta, "windows-125", 11) == 0 ||
        !decoder_open(&decoder, intake->tables, named, intake->meta))
        return false;
    intake->decoder = decoder;
    return true;
}

static void decide(struct intake *intake)
{
    struct verdict verdict = detector_verdict(&intake->detector);

    intake->decided = true;
    intake->confidence = verdict.confidence;
    if (intake->meta != NULL && follow_meta(intake, verdict.encoding))
        intake->basis = BY_META;
    else
        intake->decoder.encoding = verdict.encoding;
}

/* Whether what was weighed is enough to decide on. */
static bool enough(const struct intake *intake)
{
    if (intake->detector.evidence >= DETECT_ENOUGH)
        return true;
    return intake->early && (intake->weighed >= DETECT_UNIT ||
                             detector_verdict(&intake->detector).margin >= CLEAR_MARGIN);
}

/* Weighs what is held until it is clear what it is; ASCII that comes before goes on to text. */
static void detect(struct intake *intake, bool last, struct buf *text)
{
    size_t end, plain = 0;

    while (!intake->decided && next_unit(intake, last, &end)) {
        bool at_end = last && end == intake->held.len;
        bool open = detector_weigh(&intake->detector, intake->held.data, end, at_end);

        intake->weighed = intake->searched = end;
        if (!open) {
            decide(intake);
        } else if (detector_plain(&intake->detector)) {
            detector_keep_plain(&intake->detector);
            plain = end;
        } else if (enough(intake)) {
            decide(intake);
        }
    }
    if (last && !intake->decided)
        decide(intake);
    buf_add(text, intake->held.data, plain);
    drop(&intake->held, plain);
    detector_forget(&intake->detector, plain);
    intake->weighed -= plain;
    intake->searched -= plain;
    intake->skipped += plain;
}

/* CRLF → LF from offset on, which a CR may precede; a CR at the very end waits for what follows. */
static void join_line_ends(struct buf *text, size_t from)
{
    char *to, *at, *end = text->data + text->len;

    if (from > 0 && text->data[from - 1] == '\r')
        from--;
    at = from < text->len ? memchr(text->data + from, '\r', text->len - from) : NULL;
    if (at == NULL)
        return;
    for (to = at; at < end;) {
        char *next;

        if (at + 1 < end && at[1] == '\n')
            at++;
        next = memchr(at + 1, '\r', (size_t)(end - at - 1));
        next = next != NULL ? next : end;
        memmove(to, at, (size_t)(next - at));
        to += next - at;
        at = next;
    }
    text->len = (size_t)(to - text->data);
}

bool intake_feed(struct intake *intake, bool last, struct buf *text)
{
    size_t start = text->len;

    buf_reserve(text, 1);
    if (!intake->decided && intake->skipped == 0 && intake->weighed == 0) {
        if (intake->held.len < MARK_LENGTH && !last)
            return false;
        look_for_mark(intake);
    }
    intake->plain = false;
    if (!intake->decided) {
        detect(intake, last, text);
        intake->plain = intake->decided && text->len > start;
    }
    if (intake->decided && !intake->plain)
        drop(&intake->held, decoder_feed(&intake->decoder, buf_span(&intake->held), last, text));
    join_line_ends(text, start);
    return intake->plain;
}

const char *intake_encoding(const struct intake *intake)
{
    enum encoding encoding = intake->plain ? ENCODING_UTF8 : intake->decoder.encoding;
    const char *name = encoding_name(encoding);

    if (name != NULL)
        return name;
    return intake->basis == BY_META ? intake->meta : intake->from;
}

double intake_confidence(const struct intake *intake)
{
    return intake->plain ? 1 : intake->confidence;
}

const char *intake_basis_name(const struct intake *intake)
{
    static const char *const names[] = {
        [BY_BYTES] = "bytes", [BY_MARK] = "bom", [BY_OPTION] = "option", [BY_META] = "meta"};
    return names[intake->basis];
}
