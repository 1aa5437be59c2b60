/*
 * Particulars that a page prints over several lines are made one line each: the cells of a box, the
 * parts of a date, a label and its value. Labels within a form say nothing of the article.
 */
#include "lines.h"
#include "utf8.h"

enum {
    BARE_MIN = 2,     /* code points of a label without a colon */
    BOX_MIN = 3,      /* labels with their values that make a box */
    BOX_MAX = 24,     /* of a longer one the rest is looked at as another */
    ITEM_MAX = 6,     /* code points of a form's label */
    LABEL_ALONE = 24, /* bytes of a label on a line of its own */
    VALUE_MAX = 60    /* bytes of its value */
};

/* A label without a colon that is all of a line, as in the cells of a table; FIELD_NONE if not. */
static enum field bare_label(const struct article_tables *tables, const struct line *line)
{
    struct folded folded;
    size_t length = 0;
    enum field field;
    const char *at = line->text.at;
    uint32_t code;

    if (line->text.len > LABEL_ALONE)
        return FIELD_NONE;
    code = utf8_next(&at);
    if (code < 0x10000 && !cues_starts(tables, tables->fold[code], STARTS_LABEL))
        return FIELD_NONE;
    cues_fold(tables, line->text, &folded);
    field = folded.count < BARE_MIN ? FIELD_NONE : cues_label(tables, &folded, 0, &length);
    return length == folded.count ? field : FIELD_NONE;
}

/*
 * The box of particulars of an office, cell by cell: labels and values take turns. Joins each label
 * with its value, where at least BOX_MIN of them stand together.
 */
static void join_box(struct lines *lines, const struct article_tables *tables)
{
    size_t kept = 0;

    for (size_t i = 0; i < lines->count;) {
        enum field fields[BOX_MAX];
        size_t rows = 0;

        while (rows < BOX_MAX && i + 2 * rows + 1 < lines->count &&
               (fields[rows] = bare_label(tables, &lines->items[i + 2 * rows])) != FIELD_NONE &&
               bare_label(tables, &lines->items[i + 2 * rows + 1]) == FIELD_NONE)
            rows++;
        for (size_t row = 0; rows >= BOX_MIN && row < rows; row++, i += 2) {
            struct line *line = &lines->items[i], *next = line + 1, *joined = &lines->items[kept++];

            *joined = *line;
            joined->end = next->end;
            joined->text = span_between(line->text.at, next->text.at + next->text.len);
            joined->class = CLASS_NONE;
            joined->fields = 1U << fields[row];
            joined->labels = 1;
            joined->field_first = joined->speaks = true;
        }
        if (rows < BOX_MIN)
            lines->items[kept++] = lines->items[i++];
        else
            lines->evidence += EVIDENCE_BOX;
    }
    lines->count = kept;
}

static bool is_number(struct span text, size_t digits, char between)
{
    if (text.len != (between ? 2 * digits + 1 : digits))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (between && i == digits ? text.at[i] != between : text.at[i] < '0' || text.at[i] > '9')
            return false;
    return true;
}

/* 2019, 11/25 and 08:30:12 on three lines are one date. */
static void join_dates(struct lines *lines)
{
    size_t kept = 0;

    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i], *joined = &lines->items[kept++];

        *joined = *line;
        if (i + 2 >= lines->count || !is_number(line->text, 4, '\0') ||
            (!is_number(line[1].text, 2, '/') && !is_number(line[1].text, 2, '-')) ||
            line[2].text.len < 5 || !is_number((struct span){line[2].text.at, 5}, 2, ':'))
            continue;
        joined->end = line[2].end;
        joined->text = span_between(line->text.at, line[2].text.at + line[2].text.len);
        joined->speaks = true;
        lines->evidence += EVIDENCE_FIELD;
        i += 2;
    }
    lines->count = kept;
}

/* 来源: on a line of its own has its value on the next. */
static void join_labels(struct lines *lines)
{
    size_t kept = 0;

    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i], *next = line + 1;
        const char *end = line->text.at + line->text.len;

        lines->items[kept] = *line;
        if (i + 1 < lines->count && line->field_first && line->text.len <= LABEL_ALONE &&
            (end[-1] == ':' || memcmp(end - 3, "：", 3) == 0) && next->text.len <= VALUE_MAX &&
            next->class == CLASS_NONE && next->fields == 0) {
            lines->items[kept].end = next->end;
            lines->items[kept].text = span_between(line->text.at, next->text.at + next->text.len);
            i++;
        }
        kept++;
    }
    lines->count = kept;
}

/* 题目:... with no label that is known: an item of a form. */
static bool is_item(const struct line *line)
{
    const char *at = line->text.at, *end = at + line->text.len;

    if (line->class != CLASS_NONE || line->fields)
        return false;
    for (size_t codes = 0; at < end && codes <= ITEM_MAX; codes++) {
        uint32_t code = utf8_next(&at);

        if (code == ':' || code == 0xFF1A)
            return codes > 1 && at < end;
    }
    return false;
}

/* 时间:... among such items tells when a lecture is held, not when the page was written. */
static void unlabel_forms(struct lines *lines)
{
    for (size_t i = 1; i + 1 < lines->count; i++) {
        struct line *line = &lines->items[i];

        if (line->fields != 1U << FIELD_DATE || !is_item(line - 1) ||
            (!is_item(line + 1) && (i < 2 || !is_item(line - 2))) ||
            (memcmp(line->text.at, "时间", 6) != 0 && memcmp(line->text.at, "時間", 6) != 0 &&
             memcmp(line->text.at, "日期", 6) != 0))
            continue;
        if (line->field_first)
            lines->evidence -= EVIDENCE_FIELD;
        line->fields = line->labels = 0;
        line->field_first = line->speaks = false;
    }
}

void lines_join(struct lines *lines, const struct article_tables *tables)
{
    join_box(lines, tables);
    join_dates(lines);
    join_labels(lines);
    unlabel_forms(lines);
}
