#include "report.h"

#include "cues.h"
#include "json.h"
#include "quality.h"
#include "rules.h"

static void add_real(struct buf *out, const char *name, double number)
{
    json_add_key(out, name);
    buf_printf(out, "%.2f", number);
}

static void write_note(const struct page_note *note, struct buf *out)
{
    const struct evidence *why = &note->evidence;
    size_t count;

    buf_add_char(out, '{');
    json_add_uint(out, "at", note->at);
    json_add_text(out, "rule", span_of(rules_all(&count)[note->rule].id));
    if (why->label)
        json_add_text(out, "label", span_of(why->label));
    json_add_text(out, "was", note->was);
    json_add_text(out, note->changed ? "now" : "kept_from", note->now);
    if (why->has_margin)
        add_real(out, "margin", why->margin);
    if (why->alternative_count) {
        json_add_key(out, "alternatives");
        buf_add_char(out, '[');
        for (size_t i = 0; i < why->alternative_count; i++) {
            if (i)
                buf_add_char(out, ',');
            json_encode_string(out, why->alternatives[i]);
        }
        buf_add_char(out, ']');
    }
    buf_add_char(out, '}');
}

static void write_fixes(const struct page *page, struct buf *out)
{
    size_t count;
    const struct rule *rules = rules_all(&count);

    json_add_key(out, "fix");
    buf_add_char(out, '{');
    for (size_t i = 0; i < count; i++)
        if (page->counts[i])
            json_add_uint(out, rules[i].name, page->counts[i]);
    buf_add_char(out, '}');
}

/* Lines of furniture by class: {"nav":13,"legal":1}. */
static void write_dropped(const struct page *page, struct buf *out)
{
    const struct article_tables *tables = page->settings->article;

    json_add_key(out, "dropped");
    buf_add_char(out, '{');
    for (size_t i = 0; i < tables->class_count; i++)
        if (page->dropped[i])
            json_add_uint(out, tables->class_names[i].text, page->dropped[i]);
    buf_add_char(out, '}');
}

static void write_quality(const struct quality *quality, struct buf *out)
{
    const char *script = quality_script(quality);

    json_add_key(out, "quality");
    buf_add_char(out, '{');
    json_add_uint(out, "chars", quality->chars);
    add_real(out, "han", quality->chars ? (double)quality->han / (double)quality->chars : 0);
    if (script)
        json_add_text(out, "script", span_of(script));
    json_add_uint(out, "lossy", quality->lossy);
    json_add_uint(out, "spam", quality->spam);
    buf_add_char(out, '}');
}

static void write_notes(struct page *page, struct buf *out)
{
    page_place_notes(page);
    json_add_key(out, "notes");
    buf_add_char(out, '[');
    for (size_t i = 0; i < page->note_count; i++) {
        if (i)
            buf_add_char(out, ',');
        write_note(&page->notes[i], out);
    }
    buf_add_char(out, ']');
}

void report_write(struct page *page, struct buf *out)
{
    buf_add_char(out, '{');
    write_fixes(page, out);
    write_dropped(page, out);
    write_quality(&page->quality, out);
    if (page->settings->explain)
        write_notes(page, out);
    buf_add_char(out, '}');
}
