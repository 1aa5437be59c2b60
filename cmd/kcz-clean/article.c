#include "article.h"

#include "body.h"
#include "cues.h"
#include "fields.h"
#include "lines.h"
#include "metadata.h"
#include "rules.h"
#include "title.h"

/*
 * Evidence from which lines around the body go because they lie outside it, and from which a
 * heading above it is taken for the title.
 */
enum {
    EVIDENCE_PAGE = 4,
    EVIDENCE_LIST = 6,
    EVIDENCE_TITLE = 2,
    EVIDENCE_SPAM = 3,
    EVIDENCE_TWIN = 4,
    EVIDENCE_INJECTED = 2,
    EVIDENCE_CRUMBS = 2,
    SCORE_TITLE = -15 /* tenths */
};

/* Lines that hijackers use; lines above the body where little speaks of a page; bytes. */
enum {
    SPAM_LINES = 3,
    ABOVE_FEW = 3,
    SPAM_LINE_MAX = 400,
    SPAM_LOOKS = 64,
    SAMPLE_MAX = 65536,
    INNER_MAX = 60,
    COUNT_MAX = 20,
    TWIN_REACH = 24,
    TWIN_MIN = 24,
    TWIN_FEW = 6,
    TWIN_MAX = 200,
    LEAD_FEW = 3
};

/* What becomes of a line. */
enum verdict { KEEP, DROP_SPAM, DROP_FURNITURE, DROP_OUTSIDE, DROP_META };

struct work {
    struct page *page;
    const struct article_tables *tables;
    struct lines lines;
    struct body body;
    enum verdict *verdicts;
    size_t row; /* of the first of the four rules */
    bool has_title;
    size_t title; /* the line that is the title */
    size_t lead;  /* the last line of furniture between the particulars and the prose */
    size_t tail;  /* the first line of furniture behind the prose */
    bool is_page; /* enough speaks of a page to trust the limits of the body */
};

/* The words of hijackers. */
static bool is_suspect(const struct work *work, const struct line *line)
{
    struct folded folded;

    if (line->text.len > SPAM_LINE_MAX)
        return false;
    cues_fold(work->tables, line->text, &folded);
    return cues_spam(work->tables, &folded, 0, folded.count) >= 2;
}

static bool any_suspect(const struct work *work)
{
    for (size_t i = 0; i < work->lines.count && i < SPAM_LINES; i++)
        if (is_suspect(work, &work->lines.items[i]))
            return true;
    return false;
}

/*
 * Finds a line among the first ones that an earlier one repeats or begins with, parted from what
 * follows: the document's title and the article's.
 */
static bool find_twin(const struct work *work, size_t *earlier, size_t *later)
{
    for (size_t i = 1; i < work->lines.count && i < TWIN_REACH; i++) {
        struct span text = work->lines.items[i].text;

        if (text.len < TWIN_FEW || text.len > TWIN_MAX || (unsigned char)*text.at < 0x80)
            continue;
        for (size_t k = 0; k < i; k++) {
            struct span above = work->lines.items[k].text;

            if ((text.len >= TWIN_MIN || (k == 0 && above.len > text.len)) &&
                above.len <= 2 * TWIN_MAX && title_begins_with(above, text)) {
                *earlier = k;
                *later = i;
                return true;
            }
        }
    }
    return false;
}

/* Pages from which an earlier rule took injected pinyin came from a crawl. */
static bool was_injected(const struct work *work)
{
    size_t count;
    const struct rule *rules = rules_all(&count);

    for (size_t row = 0; row < work->row; row++)
        if (strncmp(rules[row].id, "R5", 2) == 0 && work->page->counts[row] > 0)
            return true;
    return false;
}

/* Enough of the prose to tell which words recur in it. */
static struct span body_text(const struct work *work)
{
    const struct line *items = work->lines.items;
    struct span text = span_between(items[work->body.core].text.at,
                                    work->page->text.at + items[work->body.end - 1].end);

    if (text.len > SAMPLE_MAX)
        text.len = SAMPLE_MAX;
    return text;
}

static void mark_spam(struct work *work)
{
    size_t looks = 0;

    for (size_t i = 0; i < work->lines.count && looks < SPAM_LOOKS; i++) {
        struct line *line = &work->lines.items[i];
        bool inside = i >= work->body.core && i < work->body.end;

        if (inside || line->class != CLASS_NONE || !is_suspect(work, line))
            continue;
        looks++;
        if (title_is_spam(work->tables, line->text, body_text(work))) {
            line->class = work->tables->hijack;
            work->lines.evidence += EVIDENCE_SPAM;
        }
    }
}

/* A paper's abstract, which keywords follow, is text like these; an editor's summary is not. */
static void admit_abstracts(struct work *work)
{
    for (size_t i = 0; i + 1 < work->lines.count; i++) {
        struct line *line = &work->lines.items[i];

        if (!(line->fields >> FIELD_SUMMARY & 1) || !line->field_first || line->length < 60)
            continue;
        for (size_t k = i + 1; k < work->lines.count && k <= i + 2; k++) {
            struct line *below = &work->lines.items[k];

            if (!(below->fields >> FIELD_KEYWORDS & 1))
                continue;
            line->field_first = below->field_first = false;
            line->fields = below->fields = 0;
            line->score = 60;
            below->score = 6;
        }
    }
}

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

/* Cues within what reads as prose may be words of it: by themselves they make no page. */
static bool is_plain_text(const struct work *work)
{
    int inner = 0;

    for (size_t i = work->body.core; i < work->body.end; i++)
        if (work->lines.items[i].class != CLASS_NONE)
            inner += work->tables->classes[work->lines.items[i].class].evidence;
    return inner > 0 && inner < EVIDENCE_PAGE && inner >= work->lines.evidence;
}

static bool has_role(const struct work *work, const struct line *line, int32_t role)
{
    return line->class != CLASS_NONE && (work->tables->classes[line->class].roles & role);
}

/* 阅读:7591 */
static bool is_count(const struct line *line)
{
    return (line->fields >> FIELD_COUNT & 1) && line->length <= COUNT_MAX;
}

static enum verdict judge_above(const struct work *work, size_t i)
{
    const struct line *line = &work->lines.items[i];
    bool few = work->body.first <= ABOVE_FEW && work->lines.evidence >= EVIDENCE_TITLE;

    if (line->class == work->tables->hijack)
        return DROP_SPAM;
    if (line->class != CLASS_NONE)
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

    if (line->class != CLASS_NONE && has_role(work, line, ROLE_DROP))
        return DROP_FURNITURE;
    if (line->field_first && is_particulars(work, line) && i < work->body.tail)
        return DROP_META;
    return work->is_page ? DROP_OUTSIDE : KEEP;
}

/* The first line of furniture behind the prose: what follows it belongs to it. */
static size_t find_tail(const struct work *work)
{
    for (size_t i = work->body.end; i < work->lines.count; i++)
        if (has_role(work, &work->lines.items[i], ROLE_DROP))
            return i;
    return work->lines.count;
}

static enum verdict judge_inside(const struct work *work, size_t i)
{
    const struct line *line = &work->lines.items[i];

    if (i < work->body.core) {
        if (line->class == work->tables->hijack)
            return DROP_SPAM;
        if (line->class != CLASS_NONE)
            return DROP_FURNITURE;
        if (work->is_page && i < work->lead)
            return DROP_OUTSIDE;
        if ((line->field_first && is_particulars(work, line)) || is_count(line) ||
            title_is_repeated(work->page->meta.title, line->text) ||
            (*line->text.at == '#' && work->page->meta.keywords.count > 0))
            return DROP_META;
        return KEEP;
    }
    if (i >= work->body.end && is_count(line) &&
        (unsigned char)line->text.at[line->text.len - 1] < 0x80)
        return DROP_META;
    if (i >= work->body.end &&
        (has_role(work, line, ROLE_DROP) || line->field_first || i > work->tail))
        return judge_below(work, i);
    if (has_role(work, line, ROLE_DROP) && line->length <= INNER_MAX)
        return DROP_FURNITURE;
    if (line->fields >> FIELD_ORIGINAL & 1 && line->field_first)
        return DROP_META;
    return KEEP;
}

static void judge_lines(struct work *work)
{
    work->tail = find_tail(work);
    for (size_t i = work->body.first; i < work->body.core; i++)
        if (work->lines.items[i].class != CLASS_NONE)
            work->lead = i;
    for (size_t i = 0; i < work->lines.count; i++) {
        enum verdict verdict = i < work->body.first  ? judge_above(work, i)
                               : i < work->body.last ? judge_inside(work, i)
                                                     : judge_below(work, i);

        if (verdict != KEEP && !work->page->settings->enabled[work->row + verdict - 1])
            verdict = KEEP;
        work->verdicts[i] = verdict;
    }
}

/* Spaces that the least indented line of the body has before its text. */
static size_t common_indent(const struct work *work)
{
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < work->lines.count; i++) {
        const struct line *line = &work->lines.items[i];
        size_t indent = 0;

        if (work->verdicts[i] != KEEP)
            continue;
        while (work->page->text.at[line->start + indent] == ' ')
            indent++;
        if (indent < least)
            least = indent;
    }
    return least;
}

/* Where a kept line begins: without what indents all of them, and without wide spaces. */
static size_t kept_start(const struct work *work, size_t i, size_t indent)
{
    const struct line *line = &work->lines.items[i];
    const char *text = work->page->text.at;
    size_t start = (size_t)(line->text.at - text);

    for (size_t at = line->start; at < start; at++)
        if (text[at] != ' ' && text[at] != '\t')
            return start;
    return work->is_page && line->start + indent < start ? line->start + indent
           : work->is_page                               ? start
                                                         : line->start;
}

static const char *label_of(const struct work *work, size_t i)
{
    const struct line *line = &work->lines.items[i];

    if (line->class != CLASS_NONE)
        return work->tables->class_names[line->class].text;
    return work->verdicts[i] == DROP_META ? "particulars" : "outside";
}

static void drop_line(struct work *work, size_t i, size_t from, size_t to, struct span now)
{
    struct page *page = work->page;
    struct evidence why = {.label = label_of(work, i)};

    if (work->lines.items[i].class != CLASS_NONE)
        page->dropped[work->lines.items[i].class]++;
    page->rule = work->row + work->verdicts[i] - 1;
    page_replace(page, from, to, now, &why);
}

/* Most paragraphs are parted by blank lines, so that these mean nothing. */
static bool blanks_are_common(const struct work *work)
{
    size_t gaps = 0, blanks = 0;

    for (size_t i = 1; i < work->lines.count; i++)
        if (work->verdicts[i] == KEEP && work->verdicts[i - 1] == KEEP) {
            gaps++;
            blanks += work->lines.items[i].start > work->lines.items[i - 1].end + 1;
        }
    return 2 * blanks >= gaps;
}

/* Takes the dropped lines out, and on a page the indentation and idle blank lines, too. */
static void cut_lines(struct work *work)
{
    struct page *page = work->page;
    size_t indent = common_indent(work), cursor = 0, dropped = SIZE_MAX;
    bool first = true, close = blanks_are_common(work);

    for (size_t i = 0; i < work->lines.count; i++) {
        const struct line *line = &work->lines.items[i];
        struct span gap = {"\n", first ? 0 : 1};
        size_t start;

        if (work->verdicts[i] != KEEP) {
            if (dropped != SIZE_MAX) {
                drop_line(work, dropped, cursor, work->lines.items[dropped].end, (struct span){0});
                cursor = work->lines.items[dropped].end;
            }
            dropped = i;
            continue;
        }
        start = kept_start(work, i, indent);
        if (dropped != SIZE_MAX)
            drop_line(work, dropped, cursor, start, gap);
        else if (work->is_page && !first && !close && line->start > cursor + 1)
            page_tidy(page, cursor, start, span_of("\n\n"));
        else if (work->is_page)
            page_tidy(page, cursor, start, gap);
        dropped = SIZE_MAX;
        cursor = (size_t)(line->text.at + line->text.len - page->text.at);
        first = false;
    }
    if (dropped != SIZE_MAX)
        drop_line(work, dropped, cursor, page->text.len, (struct span){0});
    else if (work->is_page)
        page_tidy(page, cursor, page->text.len, (struct span){0});
}

/* Without particulars, the lines between the title and the prose are the article's, if few. */
static void grow_to_title(struct work *work, size_t title)
{
    if (work->body.has_header || title >= work->body.first ||
        work->body.first - title > LEAD_FEW + 1)
        return;
    for (size_t i = title + 1; i < work->body.first; i++)
        if (work->lines.items[i].class != CLASS_NONE || work->lines.items[i].fields)
            return;
    work->body.first = title + 1;
}

static void take_meta(struct work *work)
{
    struct page *page = work->page;

    if (!page->settings->enabled[work->row + ARTICLE_META])
        return;
    metadata_take(page, work->tables, &work->lines, &work->body);
    work->has_title = (work->is_page || work->lines.evidence >= EVIDENCE_TITLE) &&
                      title_find(&work->lines, work->tables, &work->body, page->title_hint,
                                 body_text(work), &page->meta, &work->title);
    if (work->has_title)
        grow_to_title(work, work->title);
    meta_keep(&page->meta, &page->arena);
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

/* A page of menus and lists of links only has no article. */
static void drop_list(struct work *work)
{
    size_t links = 0, ends = 0;

    for (size_t i = 0; i < work->lines.count; i++) {
        const struct line *line = &work->lines.items[i];

        if (line->class == CLASS_NONE && line->sentence)
            return;
        ends += has_role(work, line, ROLE_STOP);
        links += line->class != CLASS_NONE || is_dated_link(line);
    }
    if (work->lines.evidence < EVIDENCE_LIST || ends == 0 || 3 * links < 2 * work->lines.count)
        return;
    work->is_page = true;
    work->verdicts = arena_take(&work->page->arena, work->lines.count, sizeof *work->verdicts);
    for (size_t i = 0; i < work->lines.count; i++) {
        enum verdict verdict = work->lines.items[i].class == CLASS_NONE ? DROP_OUTSIDE
                                                                        : DROP_FURNITURE;

        work->verdicts[i] = work->page->settings->enabled[work->row + verdict - 1] ? verdict : KEEP;
    }
    cut_lines(work);
}

void article_apply(struct page *page)
{
    struct work work = {.page = page, .tables = page->settings->article, .row = page->rule};
    size_t earlier = 0, later = 0;
    bool twin;

    if (!lines_read(&work.lines, work.tables, page->text, &page->arena))
        return;
    if (was_injected(&work))
        work.lines.evidence += EVIDENCE_INJECTED;
    twin = find_twin(&work, &earlier, &later);
    if (work.lines.evidence == 0 && !any_suspect(&work) && !twin)
        return;
    lines_measure(&work.lines, work.tables);
    if (twin)
        work.lines.items[earlier].score = work.lines.items[later].score = SCORE_TITLE;
    admit_abstracts(&work);
    if (!body_find(&work.lines, work.tables, work.lines.evidence >= EVIDENCE_PAGE, &work.body)) {
        drop_list(&work);
        return;
    }
    mark_spam(&work);
    if (twin && later < work.body.core)
        work.lines.evidence += EVIDENCE_TWIN;
    if (work.lines.evidence == 0 || is_plain_text(&work))
        return;
    if (metadata_mark_crumbs(&work.lines, work.tables, &work.body))
        work.lines.evidence += EVIDENCE_CRUMBS;
    if (work.body.has_header && !work.lines.items[work.body.header].field_first)
        work.lines.evidence += EVIDENCE_FIELD;
    work.is_page = work.lines.evidence >= EVIDENCE_PAGE;
    take_meta(&work);
    work.verdicts = arena_take(&page->arena, work.lines.count, sizeof *work.verdicts);
    judge_lines(&work);
    cut_lines(&work);
}
