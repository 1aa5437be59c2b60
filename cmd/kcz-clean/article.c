#include "article.h"

#include "cut.h"
#include "evidence.h"
#include "metadata.h"
#include "title.h"
#include "title_pieces.h"
#include "verdict.h"

enum {
    EVIDENCE_SPAM = 3,
    EVIDENCE_TWIN = 4,
    EVIDENCE_INJECTED = 2,
    EVIDENCE_CRUMBS = 2,
    SCORE_TITLE = -15, /* tenths */
    SPAM_LOOKS = 64,
    SAMPLE_MAX = 65536, /* bytes */
    LEAD_FEW = 3,
    CONTENTS_MAX = 40,
    ABSTRACT_MAX = 12
};

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

        if (inside || line->class != CLASS_NONE || !evidence_is_suspect(work->tables, line))
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
    struct line *items = work->lines.items;

    for (size_t i = 0; i + 1 < work->lines.count; i++) {
        size_t length = items[i].length, k = i + 1;

        if (!(items[i].fields >> FIELD_SUMMARY & 1) || !items[i].field_first)
            continue;
        for (; k < work->lines.count && items[k].class == CLASS_NONE && !items[k].fields &&
               (k == i + 1 || (k < i + ABSTRACT_MAX && !items[k - 1].sentence));
             k++)
            length += items[k].length;
        if (k == work->lines.count || !(items[k].fields >> FIELD_KEYWORDS & 1) || length < 60)
            continue;
        items[i].field_first = items[k].field_first = false;
        items[i].fields = items[k].fields = 0;
        items[i].score = 60;
        items[k].score = 6;
    }
}

/* Without the number of a section before it, and spaces. */
static struct span without_number(struct span text)
{
    while (text.len > 0 && ((*text.at >= '0' && *text.at <= '9') || *text.at == '.' ||
                            *text.at == ' ' || *text.at == '\t')) {
        text.at++;
        text.len--;
    }
    return text;
}

/* A table of contents: lines behind 目录 that stand on the page again as subheads. */
static void mark_contents(struct work *work)
{
    struct line *items = work->lines.items;
    size_t count = work->lines.count, first = 0;

    while (first < count && !span_is(items[first].text, "目录") &&
           !span_is(items[first].text, "目錄"))
        first++;
    for (size_t i = first + 1; i < count && i <= first + CONTENTS_MAX; i++) {
        struct span heading = without_number(items[i].text);
        size_t k = i + 1;

        while (k < count && !span_equal(without_number(items[k].text), heading))
            k++;
        if (heading.len == 0 || k >= count)
            return;
        items[i].class = work->tables->page;
    }
}

/* 以下文章来源于甲 ,作者乙: the account's name with a full stop and its motto follow. */
static void mark_accounts(struct work *work)
{
    struct line *items = work->lines.items;

    for (size_t i = 0; i + 2 < work->lines.count; i++) {
        struct span name = items[i + 1].text;

        if (items[i].class != work->tables->advert || name.len < 2 ||
            name.at[name.len - 1] != '.' ||
            !memmem(items[i].text.at, items[i].text.len, name.at, name.len - 1))
            continue;
        items[i + 1].class = items[i + 2].class = work->tables->advert;
    }
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
                      title_find(&work->lines, work->tables, &work->body, page, body_text(work),
                                 &page->meta, &work->title);
    if (work->has_title)
        grow_to_title(work, work->title);
    if (work->is_page) {
        metadata_take_account(page, &work->lines, &work->body,
                              work->has_title ? (ptrdiff_t)work->title : NO_LINE);
        metadata_take_closing(page, &work->lines, &work->body);
    }
    meta_keep(&page->meta, &page->arena);
}

/*
 * What is kept says nothing of a page, so that to look at it again is idle: no line of it has a cue
 * or label, repeats another or is suspect.
 */
static bool is_settled(const struct work *work)
{
    struct lines kept = {0};
    size_t earlier, later;

    kept.items = arena_take(&work->page->arena, work->lines.count, sizeof *kept.items);
    for (size_t i = 0; i < work->lines.count; i++) {
        if (work->verdicts[i] != KEEP)
            continue;
        if (work->lines.items[i].speaks)
            return false;
        kept.items[kept.count++] = work->lines.items[i];
    }
    return !evidence_any_suspect(work->tables, &kept) &&
           !evidence_find_twin(&kept, &earlier, &later);
}

/* Judges the lines and takes out those that go. */
static void take_article(struct work *work)
{
    struct page *page = work->page;

    work->verdicts = arena_take(&page->arena, work->lines.count, sizeof *work->verdicts);
    if (work->is_list) {
        if (!verdict_find_list(work))
            return;
        work->is_page = true;
    } else {
        take_meta(work);
        verdict_find(work);
    }
    page->idle[work->row] = is_settled(work);
    cut_lines(work);
}

void article_apply(struct page *page)
{
    struct work work = {.page = page, .tables = page->settings->article, .row = page->rule};
    size_t earlier = 0, later = 0;
    bool twin;

    if (!lines_read(&work.lines, work.tables, page->text, &page->arena))
        return;
    if (evidence_was_injected(page))
        work.lines.evidence += EVIDENCE_INJECTED;
    twin = evidence_find_twin(&work.lines, &earlier, &later);
    if (work.lines.evidence == 0 && !evidence_any_suspect(work.tables, &work.lines) && !twin)
        return;
    lines_measure(&work.lines, work.tables);
    if (twin)
        work.lines.items[earlier].score = work.lines.items[later].score = SCORE_TITLE;
    admit_abstracts(&work);
    mark_contents(&work);
    mark_accounts(&work);
    if (!body_find(&work.lines, work.tables, work.lines.evidence >= EVIDENCE_PAGE, &work.body)) {
        work.is_list = true;
        take_article(&work);
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
    take_article(&work);
}
