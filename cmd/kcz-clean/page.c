#include "page.h"

#include <stdlib.h>

#include "memory.h"
#include "utf8.h"

void page_open(struct page *page, const struct clean_settings *settings, struct span text)
{
    page->settings = settings;
    page->text = text;
    page->input = text;
    page->title_given = page->title_hint = (struct span){0};
    arena_reset(&page->arena);
    page->rule = 0;
    memset(page->counts, 0, sizeof page->counts);
    memset(page->idle, 0, sizeof page->idle);
    memset(&page->meta, 0, sizeof page->meta);
    memset(&page->quality, 0, sizeof page->quality);
    memset(page->dropped, 0, sizeof page->dropped);
    page->edit_count = page->pass_count = page->note_count = 0;
    page->half = 0;
}

void page_free(struct page *page)
{
    arena_free(&page->arena);
    free(page->edits);
    free(page->passes);
    free(page->notes);
    buf_free(&page->halves[0]);
    buf_free(&page->halves[1]);
    memset(page, 0, sizeof *page);
}

struct span page_keep(struct page *page, struct span bytes)
{
    char *copy = arena_take(&page->arena, bytes.len + 1, 1);

    memcpy(copy, bytes.at ? bytes.at : "", bytes.len);
    return (struct span){copy, bytes.len};
}

/* An array with room for one more item. */
static void *room_for_one(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? 2 * *capacity : 64;
    return memory_resize(items, *capacity, size);
}

static void add_note(struct page *page, bool changed, struct span was, struct span now,
                     const struct evidence *why)
{
    page->notes = room_for_one(page->notes, page->note_count, &page->note_capacity,
                               sizeof *page->notes);
    page->notes[page->note_count++] = (struct page_note){
        .rule = page->rule,
        .pass = page->pass_count,
        .at = (size_t)(was.at - page->text.at),
        .changed = changed,
        .was = page_keep(page, was),
        .now = page_keep(page, now),
        .evidence = why ? *why : (struct evidence){0},
    };
}

static void add_edit(struct page *page, size_t start, size_t end, struct span now)
{
    page->edits = room_for_one(page->edits, page->edit_count, &page->edit_capacity,
                               sizeof *page->edits);
    page->edits[page->edit_count++] = (struct page_edit){.start = start, .end = end, .now = now};
}

void page_tidy(struct page *page, size_t start, size_t end, struct span now)
{
    if (span_equal((struct span){page->text.at + start, end - start}, now))
        return;
    add_edit(page, start, end, now);
}

void page_replace(struct page *page, size_t start, size_t end, struct span now,
                  const struct evidence *why)
{
    page->edits = room_for_one(page->edits, page->edit_count, &page->edit_capacity,
                               sizeof *page->edits);
    page->edits[page->edit_count++] = (struct page_edit){.start = start, .end = end, .now = now};
    page->counts[page->rule]++;
    if (page->settings->explain)
        add_note(page, true, (struct span){page->text.at + start, end - start}, now, why);
}

void page_remark(struct page *page, size_t start, size_t end, struct span now,
                 const struct evidence *why)
{
    if (page->settings->explain)
        add_note(page, false, (struct span){page->text.at + start, end - start}, now, why);
}

static void keep_pass(struct page *page)
{
    struct page_edit *edits = arena_take(&page->arena, page->edit_count, sizeof *edits);

    memcpy(edits, page->edits, page->edit_count * sizeof *edits);
    page->passes = room_for_one(page->passes, page->pass_count, &page->pass_capacity,
                                sizeof *page->passes);
    page->passes[page->pass_count++] = (struct page_pass){edits, page->edit_count};
}

bool page_commit(struct page *page)
{
    struct span text = page->text;
    struct buf *out = &page->halves[page->half];
    size_t from = 0;

    if (page->edit_count == 0)
        return false;
    buf_clear(out);
    buf_reserve(out, text.len);
    for (size_t i = 0; i < page->edit_count; i++) {
        struct page_edit *edit = &page->edits[i];

        buf_add(out, text.at + from, edit->start - from);
        edit->new_start = out->len;
        buf_add_span(out, edit->now);
        from = edit->end;
    }
    buf_add(out, text.at + from, text.len - from);
    if (page->settings->explain)
        keep_pass(page);
    page->edit_count = 0;
    page->half = !page->half;
    page->text = buf_span(out);
    return !span_equal(page->text, text);
}

/* The place before a pass of a place after it; what a pass put in comes from where it put it. */
static size_t before_pass(const struct page_pass *pass, size_t at)
{
    size_t low = 0, high = pass->count; /* edits below low begin at or before at */

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (pass->edits[middle].new_start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return at;

    const struct page_edit *edit = &pass->edits[low - 1];
    size_t behind = edit->new_start + edit->now.len;

    return at < behind ? edit->start : edit->end + (at - behind);
}

size_t page_origin(const struct page *page, size_t at)
{
    for (size_t pass = page->pass_count; pass > 0; pass--)
        at = before_pass(&page->passes[pass - 1], at);
    return at;
}

static int by_place(const void *a, const void *b)
{
    const struct page_note *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->pass != y->pass)
        return x->pass < y->pass ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

void page_place_notes(struct page *page)
{
    size_t byte = 0, point = 0;

    for (size_t i = 0; i < page->note_count; i++) {
        struct page_note *note = &page->notes[i];

        for (size_t pass = note->pass; pass > 0; pass--)
            note->at = before_pass(&page->passes[pass - 1], note->at);
    }
    if (page->note_count)
        qsort(page->notes, page->note_count, sizeof *page->notes, by_place);
    for (size_t i = 0; i < page->note_count; i++) {
        struct page_note *note = &page->notes[i];

        point += utf8_count(page->input.at + byte, note->at - byte);
        byte = note->at;
        note->at = point;
    }
}
