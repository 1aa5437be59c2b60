/*
 * Keys as cells: the groups of --by, then the elements of a value.
 */
#include "job.h"
#include "tuple.h"

void job_group_columns(const struct job *job, struct sheet *sheet)
{
    struct buf name = {0};

    for (size_t i = 0; i < job->by.count; i++) {
        buf_clear(&name);
        select_path_name(&job->by_paths[i], &name);
        sheet_column(sheet, buf_string(&name));
    }
    buf_free(&name);
}

void job_element_cell(struct job *job, struct sheet *sheet, struct span element)
{
    struct tuple_cursor cursor = {element.at, element.at + element.len, false};
    struct tuple_element piece;

    tuple_next(&cursor, &piece, &job->scratch);
    if (!piece.json)
        sheet_text(sheet, piece.text);
    else if (span_is(piece.text, "null"))
        sheet_null(sheet);
    else
        sheet_json(sheet, piece.text);
}

void job_value_cell(struct job *job, struct sheet *sheet, struct span value, const char *joint)
{
    struct tuple_cursor cursor = {value.at, value.at + value.len, false};
    struct tuple_element piece;
    struct buf text = {0};

    if (joint == NULL) {
        job_element_cell(job, sheet, value);
        return;
    }
    while (tuple_next(&cursor, &piece, &job->scratch)) {
        if (text.len > 0)
            buf_add_text(&text, joint);
        buf_add_span(&text, piece.text);
    }
    sheet_text(sheet, buf_span(&text));
    buf_free(&text);
}

bool job_is_shown(struct job *job, struct span key)
{
    size_t skip = tuple_prefix(key, job->by.count);

    return job_shows_value(job, (struct span){key.at + skip, key.len - skip});
}

bool job_shows_value(struct job *job, struct span element)
{
    struct tuple_cursor cursor = {element.at, element.at + element.len, false};
    struct tuple_element piece;

    while (job->content && tuple_next(&cursor, &piece, &job->scratch)) {
        if (piece.json || !stoplist_is_content(&job->stoplist, piece.text))
            return false;
    }
    return true;
}

size_t job_group_cells(struct job *job, struct sheet *sheet, struct span key)
{
    size_t start = 0;

    for (size_t i = 0; i < job->by.count; i++) {
        job_element_cell(job, sheet, (struct span){key.at + start, key.len - start});
        start += tuple_prefix((struct span){key.at + start, key.len - start}, 1);
    }
    return start;
}
