#include "duplicates.h"

#include "blob.h"

/* Bytes: 40 Han characters. Verse and refrains have shorter lines. */
enum { PARAGRAPH_MIN = 120 };

struct paragraph {
    size_t start, end; /* the line without its line end */
    struct span text;  /* without white space around it */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct span trimmed(struct span line)
{
    while (line.len > 0 && is_blank(line.at[line.len - 1]))
        line.len--;
    while (line.len > 0 && is_blank(*line.at)) {
        line.at++;
        line.len--;
    }
    return line;
}

/* The next paragraph that is long enough, from *at on; false if there is none. */
static bool next_paragraph(struct span text, size_t *at, struct paragraph *found)
{
    while (*at < text.len) {
        size_t start = *at;
        const char *end = memchr(text.at + start, '\n', text.len - start);
        size_t stop = end ? (size_t)(end - text.at) : text.len;

        *at = end ? stop + 1 : stop;
        if (stop - start < PARAGRAPH_MIN)
            continue;
        found->text = trimmed((struct span){text.at + start, stop - start});
        found->start = start;
        found->end = stop;
        if (found->text.len >= PARAGRAPH_MIN)
            return true;
    }
    return false;
}

/* Where the paragraph is in the table, or the free slot where it would go. */
static size_t slot_of(const struct paragraph *table, size_t size, struct span text)
{
    size_t slot = (size_t)blob_checksum(text.at, text.len) & (size - 1);

    while (table[slot].text.at && !span_equal(table[slot].text, text))
        slot = (slot + 1) & (size - 1);
    return slot;
}

void duplicates_apply(struct page *page)
{
    struct span text = page->text;
    struct paragraph paragraph;
    size_t count = 0, size = 4;

    for (size_t at = 0; next_paragraph(text, &at, &paragraph);)
        count++;
    if (count < 2)
        return;
    while (size < 2 * count)
        size *= 2;

    struct paragraph *table = arena_take(&page->arena, size, sizeof *table);

    memset(table, 0, size * sizeof *table);
    for (size_t at = 0; next_paragraph(text, &at, &paragraph);) {
        struct paragraph *entry = &table[slot_of(table, size, paragraph.text)];

        if (!entry->text.at)
            *entry = paragraph;
        else
            page_replace(page, paragraph.start - 1, paragraph.end, (struct span){0}, NULL);
    }
}
