#include "report.h"

#include "json.h"

void report_begin(struct report *report, const char *profile, const char *verdict)
{
    report->profile = profile;
    report->verdict = verdict;
    report->changed = 0;
    buf_clear(&report->edits);
    buf_clear(&report->choices);
}

/* A path as it is written on the command line, which is the key of a field in the report. */
static void report_path(const struct path *path, struct buf *out)
{
    for (size_t i = 0; i < path->count; i++) {
        const struct path_step *step = &path->steps[i];

        if (step->kind == PATH_MEMBER) {
            if (path->count > 1)
                buf_add_char(out, '.');
            buf_add_span(out, step->name);
        } else {
            buf_printf(out, "[%ld]", step->from);
        }
    }
}

static void add_changes(struct buf *out, struct span name, const struct changes *changes)
{
    if (changes->count == 0)
        return;
    buf_add_char(out, out->len == 0 ? '{' : ',');
    json_encode_string(out, name);
    buf_add_char(out, ':');
    log_write(changes, out);
}

void report_add(struct report *report, const struct path *field, const struct log *log, bool edits,
                bool choices)
{
    buf_clear(&report->name);
    report_path(field, &report->name);
    report->changed += log->edits.count;
    if (edits)
        add_changes(&report->edits, buf_span(&report->name), &log->edits);
    if (choices)
        add_changes(&report->choices, buf_span(&report->name), &log->choices);
}

static void add_member(struct buf *json, const char *name, const struct buf *changes)
{
    json_add_key(json, name);
    buf_add_text(json, changes->len == 0 ? "{" : "");
    buf_add_span(json, buf_span(changes));
    buf_add_char(json, '}');
}

/* Of a run before this one, which left nothing to be done. */
static bool has_report(const struct record *record)
{
    struct span kcz = record_json(record, "kcz");

    return kcz.at != NULL && json_kind(kcz) == JSON_OBJECT &&
           json_get(kcz, span_of("t2s")).at != NULL;
}

void report_write(struct report *report, struct record *record, bool edits, bool choices)
{
    struct buf *json = &report->json;

    if (report->changed == 0 && has_report(record))
        return;
    buf_clear(json);
    buf_add_char(json, '{');
    json_add_text(json, "profile", span_of(report->profile));
    json_add_text(json, "verdict", span_of(report->verdict));
    json_add_uint(json, "changed", report->changed);
    if (edits)
        add_member(json, "edits", &report->edits);
    if (choices)
        add_member(json, "ambiguous", &report->choices);
    buf_add_char(json, '}');
    record_set_in(record, "kcz", "t2s", buf_span(json));
}

void report_free(struct report *report)
{
    buf_free(&report->edits);
    buf_free(&report->choices);
    buf_free(&report->name);
    buf_free(&report->json);
}
