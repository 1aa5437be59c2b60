/*
 * R2: text that was decoded as what it was not. A run of characters is put back into the bytes that
 * it came from and read again: UTF-8 taken for Windows-1252, GBK taken for Windows-1252 (with stray
 * characters kept as UTF-8), UTF-8 taken for GBK. Only what then is Chinese is taken. What went
 * through U+FFFD and back is lost and becomes U+FFFD again.
 */
#include "characters.h"
#include "repair.h"
#include "scan.h"

enum { RUN_MAX = 4096, GAIN = 2 * NGRAM_UNIT, HAN_MIN = 2, LATIN_MIN = 4, LOST_MIN = 2 };

/* Latin, Greek and Cyrillic letters, or one of the characters that UTF-8 shows as when read as GBK.
 */
static inline unsigned char may_be_mojibake(unsigned char a, unsigned char b, unsigned char c)
{
    return (
        unsigned char)(((a >= 0xC3) & (a <= 0xD1)) |
                       ((a == 0xE9) & (((b == 0x94) & ((c == 0x9B) | (c == 0x9F))) |
                                       ((b == 0x8A) & (c == 0x86)) | ((b == 0x90) & (c == 0xA8)))) |
                       ((a == 0xE6) & (b == 0xB6) & (c == 0x93)) |
                       ((a == 0xE7) & (b == 0x83) & (c == 0xAB)) |
                       ((a == 0xE5) & (b == 0xB1) & (c == 0xAF)));
}

SCAN_FUNCTION(next_mojibake, may_be_mojibake)

/* The byte that Windows-1252 shows as this character; -1 if none. */
static int byte_of_1252(uint32_t point)
{
    static const uint16_t high[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

    if (point < 0x100)
        return (int)point;
    for (int i = 0; i < 32; i++)
        if (high[i] == point)
            return 0x80 + i;
    return -1;
}

/* Cost in nats * NGRAM_UNIT a character, and how many Hanzi there are. */
static int cost_each(const struct repair_tables *tables, struct span text, size_t *han)
{
    struct ngram_state state = ngram_start(&tables->ngram);
    const char *at = text.at, *end = text.at + text.len;
    int cost = 0, count = 0;

    *han = 0;
    while (at < end) {
        uint32_t point = utf8_next(&at);
        uint16_t symbol = ngram_symbol(&tables->gbk, point);

        *han += is_han(point);
        cost += symbol ? ngram_step(&tables->ngram, &state, symbol, &state) : 14 * NGRAM_UNIT;
        count++;
    }
    return count ? cost / count : 0;
}

/* The bytes as UTF-8, if they are, but for a character cut off at the end. */
static bool read_utf8(const struct buf *bytes, struct buf *out)
{
    size_t good = utf8_valid_prefix(bytes->data, bytes->len);

    buf_clear(out);
    if (good == 0 || bytes->len - good > 2)
        return false;
    buf_add(out, bytes->data, good);
    if (good < bytes->len)
        buf_add_code(out, UTF8_REPLACEMENT);
    return true;
}

/* The bytes as GBK, if they are pairs of it and ASCII. */
static bool read_gbk(const struct gbk *gbk, const struct buf *bytes, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < bytes->len; i++) {
        unsigned lead = (unsigned char)bytes->data[i];
        uint32_t point;

        if (lead < 0x80) {
            buf_add_char(out, (char)lead);
            continue;
        }
        if (i + 1 == bytes->len)
            return false;
        point = gbk_point(gbk, lead, (unsigned char)bytes->data[++i]);
        if (!point)
            return false;
        buf_add_code(out, point);
    }
    return true;
}

/*
 * A run from start on that Windows-1252 may show, as its bytes; strays are taken as UTF-8. *latin
 * says how many bytes are none of strays.
 */
static size_t bytes_of_latin(struct span text, size_t start, struct buf *bytes, bool strays,
                             size_t *latin)
{
    const char *at = text.at + start, *end = text.at + text.len;

    *latin = 0;
    buf_clear(bytes);
    while (at < end && bytes->len < RUN_MAX) {
        const char *from = at;
        uint32_t point = utf8_next(&at);
        int byte = byte_of_1252(point);

        if (point < 0x80 || (byte < 0 && !(strays && point < 0x800))) {
            at = from;
            break;
        }
        *latin += byte >= 0;
        if (byte >= 0)
            buf_add_char(bytes, (char)byte);
        else
            buf_add(bytes, from, (size_t)(at - from));
    }
    return (size_t)(at - text.at);
}

/* A run from start on that GBK may show, as its bytes. */
static size_t bytes_of_gbk(const struct gbk *gbk, struct span text, size_t start, struct buf *bytes)
{
    const char *at = text.at + start, *end = text.at + text.len;

    buf_clear(bytes);
    while (at < end && bytes->len < RUN_MAX) {
        const char *from = at;
        uint32_t point = utf8_next(&at);
        uint16_t code = point == 0x20AC ? 0x80 : point < 0x80 ? 0 : gbk_code(gbk, point);

        if (code == 0) {
            at = from;
            break;
        }
        if (code > 0xFF)
            buf_add_char(bytes, (char)(code >> 8));
        buf_add_char(bytes, (char)code);
    }
    return (size_t)(at - text.at);
}

/* Takes the reading if it is Chinese and so much likelier than what stands there. */
static bool accept(struct page *page, size_t start, size_t end, const struct buf *now)
{
    const struct repair_tables *tables = page->settings->repair;
    size_t han, before;
    int cost = cost_each(tables, buf_span(now), &han);
    int old = cost_each(tables, (struct span){page->text.at + start, end - start}, &before);

    if (han < HAN_MIN || cost + GAIN > old)
        return false;
    page_replace(
        page, start, end, page_keep(page, buf_span(now)),
        &(struct evidence){.has_margin = true, .margin = (double)(old - cost) / NGRAM_UNIT});
    return true;
}

/* The end of two or more of what is left of lost characters; see leftovers.tsv. */
static size_t lost_run(const struct repair_tables *tables, struct span text, size_t at)
{
    for (size_t i = 0; i < tables->leftover_count; i++) {
        const struct leftover *mark = &tables->leftovers[i];
        const char *name = tables->leftover_text + mark->name;
        size_t end = at, times = 0;

        if (mark->kind != LEFTOVER_LOST)
            continue;
        for (; end + mark->len <= text.len && memcmp(text.at + end, name, mark->len) == 0; times++)
            end += mark->len;
        if (times >= LOST_MIN)
            return end;
    }
    return at;
}

/* Start of the run of characters of page 936 that at stands in; not below floor. */
static size_t start_of_run(const struct gbk *gbk, struct span text, size_t at, size_t floor)
{
    while (at > floor) {
        size_t before = back_from(text, at);
        uint32_t point = point_at(text, before);

        if (before < floor || point < 0x80 || (point != 0x20AC && gbk_code(gbk, point) == 0))
            break;
        at = before;
    }
    return at;
}

/* Mends what is at at, and says how far it looked. */
static size_t mend(struct page *page, size_t at, size_t floor, struct buf *bytes, struct buf *now)
{
    const struct repair_tables *tables = page->settings->repair;
    struct span text = page->text;
    bool is_latin = (unsigned char)text.at[at] < 0xE0;
    size_t end, start, latin;

    if (is_latin &&
        (at + 2 >= text.len || (unsigned char)text.at[at + 2] < 0x80)) /* alone, as in pinyin */
        return at + 2;
    end = is_latin ? at : lost_run(tables, text, at);
    if (end > at) {
        page_replace(page, at, end, (struct span){"\uFFFD", 3}, NULL);
        return end;
    }
    if (is_latin) {
        end = bytes_of_latin(text, at, bytes, false, &latin);
        if (latin >= LATIN_MIN && read_utf8(bytes, now) && accept(page, at, end, now))
            return end;
        end = bytes_of_latin(text, at, bytes, true, &latin);
        if (latin >= LATIN_MIN && read_gbk(&tables->gbk, bytes, now))
            accept(page, at, end, now);
        return end > at ? end : at + 1;
    }
    start = start_of_run(&tables->gbk, text, at, floor);
    end = bytes_of_gbk(&tables->gbk, text, start, bytes);
    if (bytes->len >= 6 && read_utf8(bytes, now))
        accept(page, start, end, now);
    return end > at ? end : at + 1;
}

void repair_mojibake(struct page *page)
{
    struct span text = page->text;
    struct buf bytes = {0}, now = {0};
    size_t at = next_mojibake(text, 0), floor = 0;

    page->idle[page->rule] = at == text.len;
    while (at < text.len) {
        floor = mend(page, at, floor, &bytes, &now);
        at = next_mojibake(text, floor);
    }
    buf_free(&bytes);
    buf_free(&now);
}
