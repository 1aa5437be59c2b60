#include "verdict.h"

#include "people.h"
#include "title_pieces.h"

/*
 * Lines above the body where little speaks of a page; code points of furniture within the body, and
 * of a count of readers; evidence that a list of links is a page.
 */
enum { ABOVE_FEW = 3, INNER_MAX = 60, COUNT_MAX = 20, EVIDENCE_LIST = 6 };

/*
 * Summary and keywords are particulars of a page, but text where nothing else speaks of one. Others
 * are no sentences: 资料来源:... explains a table.
 */
static bool is_particulars(const struct work *work, const struct line *line)
{
    unsigned weak = 1U << FIELD_SUMMARY | 1U << FIELD_KEYWORDS | 1U << FIELD_SUBTITLE;

    if (line->fields & weak)
        return work->is_page || (line->fields & ~weak);
    return line->fields && !line_is_explained(line);
}

/* 阅读:7591, 文 号:... 主 题 词:... */
static bool is_count(const struct line *line)
{
    return (line->fields >> FIELD_COUNT & 1) &&
           (line->length <= COUNT_MAX || (line->labels > 1 && !line->sentence));
}

static enum verdict judge_above(const struct work *work, size_t i)
{
    const struct line *line = &work->lines.items[i];
    bool few = work->body.first <= ABOVE_FEW && work->lines.evidence >= EVIDENCE_TITLE;

    if (line->class == work->tables->hijack)
        return DROP_SPAM;
    if (line->class != CLASS_NONE && (work->is_page || !work_has_role(work, line, ROLE_TEXT)))
        return DROP_FURNITURE;
    if (is_particulars(work, line) || (work->body.has_header && i == work->body.header) ||
        title_is_repeated(work->page->meta.title, line->text))
        return DROP_META;
    few &= line->han == 0 || (work->has_title && i <= work->title);
    return work->is_page || few ? DROP_OUTSIDE : KEEP;
}

static enum verdict judge_below(const struct work *work, size_t i)
{
    const struct line *line = &work->lines.items[i];

    if (line->class != CLASS_NONE && work_has_role(work, line, ROLE_DROP))
        return DROP_FURNITURE;
    if (line->field_first && is_particulars(work, line) && i < work->body.tail)
        return DROP_META;
    return work->is_page ? DROP_OUTSIDE : KEEP;
}

/* The first line of furniture behind the prose: what follows it belongs to it. */
static size_t find_tail(const struct work *work)
{
    for (size_t i = work->body.end; i < work->lines.count; i++)
        if (work_has_role(work, &work->lines.items[i], ROLE_DROP))
            return i;
    return work->lines.count;
}

static struct span without_dashes(struct span text)
{
    static const char dashes[] = "——";
    size_t len = sizeof dashes - 1;

    return text.len > len && memcmp(text.at, dashes, len) == 0
               ? (struct span){text.at + len, text.len - len}
               : (struct span){0};
}

/* Below the title: a line that underlines it, the authors of a paper, and the house of these. */
static bool is_of_title(const struct work *work, size_t i)
{
    const struct line *items = work->lines.items;

    if (!work->has_title || i <= work->title || i > work->title + 2)
        return false;
    if (i == work->title + 1)
        return line_is_rule(&items[i]) || people_is_list(work->tables, items[i].text) ||
               (work->page->meta.subtitle.len > 0 &&
                span_equal(work->page->meta.subtitle, without_dashes(items[i].text)));
    return people_is_list(work->tables, items[i - 1].text) &&
           (*items[i].text.at == '(' || memcmp(items[i].text.at, "（", 3) == 0);
}

static enum verdict judge_inside(const struct work *work, size_t i)
{
    const struct line *line = &work->lines.items[i];

    if (i < work->body.core) {
        if (line->class == work->tables->hijack)
            return DROP_SPAM;
        if (line->class != CLASS_NONE && (i < work->lead || !work_has_role(work, line, ROLE_TEXT)))
            return DROP_FURNITURE;
        if (work->is_page && i < work->lead)
            return DROP_OUTSIDE;
        if ((line->field_first && is_particulars(work, line)) || is_count(line) ||
            title_is_repeated(work->page->meta.title, line->text) || is_of_title(work, i) ||
            (*line->text.at == '#' && work->page->meta.keywords.count > 0))
            return DROP_META;
        return KEEP;
    }
    if (i >= work->body.end && is_count(line) &&
        (unsigned char)line->text.at[line->text.len - 1] < 0x80)
        return DROP_META;
    if (i >= work->body.end &&
        (work_has_role(work, line, ROLE_DROP) || line->field_first || i > work->tail))
        return judge_below(work, i);
    if (work_has_role(work, line, ROLE_DROP) && line->length <= INNER_MAX)
        return DROP_FURNITURE;
    if ((line->fields >> FIELD_ORIGINAL & 1 && line->field_first) ||
        title_is_of_page(work->page->meta.title, line->text))
        return DROP_META;
    return KEEP;
}

static bool is_enabled(const struct work *work, enum verdict verdict)
{
    return verdict == KEEP || work->page->settings->enabled[work->row + verdict - 1];
}

void verdict_find(struct work *work)
{
    work->tail = find_tail(work);
    for (size_t i = work->body.first; i < work->body.core; i++)
        if (work->lines.items[i].class != CLASS_NONE &&
            !work_has_role(work, &work->lines.items[i], ROLE_TEXT))
            work->lead = i;
    for (size_t i = 0; i < work->lines.count; i++) {
        enum verdict verdict = i < work->body.first  ? judge_above(work, i)
                               : i < work->body.last ? judge_inside(work, i)
                                                     : judge_below(work, i);

        work->verdicts[i] = is_enabled(work, verdict) ? verdict : KEEP;
    }
}

/* 三条城际公交线路开通 03-12 */
static bool is_dated_link(const struct line *line)
{
    struct span text = line->text;

    while (text.len > 0 && (text.at[text.len - 1] == ']' || text.at[text.len - 1] == ')'))
        text.len--;
    if (text.len < 5 || text.at[text.len - 1] < '0' || text.at[text.len - 1] > '9' ||
        text.at[text.len - 2] < '0' || text.at[text.len - 2] > '9')
        return false;
    return text.at[text.len - 3] == '-' || text.at[text.len - 3] == '/';
}

/* Whether all there is are menus and links, and the foot of a page. */
static bool is_list(const struct work *work)
{
    size_t links = 0, ends = 0;

    for (size_t i = 0; i < work->lines.count; i++) {
        const struct line *line = &work->lines.items[i];

        if (line->class == CLASS_NONE && line->sentence)
            return false;
        ends += work_has_role(work, line, ROLE_STOP);
        links += line->class != CLASS_NONE || is_dated_link(line);
    }
    return work->lines.evidence >= EVIDENCE_LIST && ends > 0 && 3 * links >= 2 * work->lines.count;
}

bool verdict_find_list(struct work *work)
{
    if (!is_list(work))
        return false;
    for (size_t i = 0; i < work->lines.count; i++) {
        enum verdict verdict = work->lines.items[i].class == CLASS_NONE ? DROP_OUTSIDE
                                                                        : DROP_FURNITURE;

        work->verdicts[i] = is_enabled(work, verdict) ? verdict : KEEP;
    }
    return true;
}
