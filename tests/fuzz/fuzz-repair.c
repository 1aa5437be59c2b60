/*
 * What mends characters, on damage as it comes about. The first byte chooses: the tool that injects
 * pinyin is played on text made of the input (its bytes put behind every occurrence of a
 * character's bytes, also those astride two characters, and decoded as the pages were), or the
 * input is text as it is. Whatever comes of it is well-formed, and mended once more it stays as it
 * is.
 */
#include <string.h>

#include "../../cmd/kcz-clean/repair.h"
#include "../../cmd/kcz-clean/rules.h"
#include "fuzz.h"
#include "memory.h"
#include "utf8.h"

enum { GENERATED = 1, FREE_RULES = 2, LOSSY = 4 };

static struct {
    struct repair_tables tables;
    struct clean_settings some, all; /* pinyin and shift alone; all that mends characters */
    bool open;
} fuzzed;

static void switch_rules(struct clean_settings *settings, const char *words)
{
    struct buf why = {0};

    settings->repair = &fuzzed.tables;
    settings->repair_min = 1;
    settings->explain = settings->report = true;
    require(rules_switch(settings->enabled, words, true, &why));
}

static void open_once(void)
{
    struct buf why = {0};

    if (fuzzed.open)
        return;
    require(repair_open(&fuzzed.tables, &why));
    switch_rules(&fuzzed.some, "R3,R5");
    switch_rules(&fuzzed.all, "R2,R3,R4,R5,R6,R7,R8,R9");
    fuzzed.open = true;
}

/* Text in the code page: two bytes of input choose one of its frequent characters, or ASCII. */
static void make_bytes(struct span input, struct buf *out)
{
    for (size_t i = 0; i + 1 < input.len; i += 2) {
        unsigned lead = 0x81 + (unsigned char)input.at[i] % 126;
        unsigned trail = 0x40 + (unsigned char)input.at[i + 1] % 191;

        if (gbk_point(&fuzzed.tables.gbk, lead, trail) != 0) {
            buf_add_char(out, (char)lead);
            buf_add_char(out, (char)trail);
        } else {
            buf_add_char(out, input.at[i + 1] & 0x7F);
        }
    }
}

/* Puts "(py)" behind every place where the two bytes of a character stand. */
static void inject(const char character[2], struct span syllable, const struct buf *bytes,
                   struct buf *out)
{
    for (size_t i = 0; i < bytes->len; i++) {
        buf_add_char(out, bytes->data[i]);
        if (i > 0 && bytes->data[i - 1] == character[0] && bytes->data[i] == character[1]) {
            buf_add_char(out, '(');
            buf_add_span(out, syllable);
            buf_add_char(out, ')');
        }
    }
}

/* Decodes as the pages were decoded: a pair that is none becomes a question mark, or is lost. */
static void decode(const struct buf *bytes, bool lossy, struct buf *out)
{
    for (size_t i = 0; i < bytes->len; i++) {
        unsigned lead = (unsigned char)bytes->data[i];
        unsigned trail = i + 1 < bytes->len ? (unsigned char)bytes->data[i + 1] : 0;
        uint32_t point;

        if (lead < 0x81) {
            buf_add_char(out, lead < 0x80 ? (char)lead : '?');
            continue;
        }
        point = gbk_point(&fuzzed.tables.gbk, lead, trail);
        if (point != 0)
            buf_add_code(out, point);
        else if (trail < 0x40 || !lossy)
            buf_add_char(out, '?');
        i++;
    }
}

static void make_text(struct span input, bool lossy, struct buf *text)
{
    static const char *const syllables[] = {"xu\xC3\xA9",  "chu\xC3\xA0ng", "l\xC7\x9C",
                                            "ji\xC3\xA0n", "xue",           "shi",
                                            "f\xC4\x81",   "gu\xC3\xB3"};
    struct buf bytes = {0}, injected = {0};

    make_bytes(input, &bytes);
    if (bytes.len >= 2) {
        size_t at = (unsigned char)input.at[0] % (bytes.len - 1) & ~(size_t)1;
        const char character[2] = {bytes.data[at], bytes.data[at + 1]};

        inject(character, span_of(syllables[(unsigned char)input.at[1] % 8]), &bytes, &injected);
        decode(&injected, lossy, text);
    }
    buf_free(&bytes);
    buf_free(&injected);
}

/* The text as the rules leave it. */
static void mend(const struct clean_settings *settings, struct span text, struct buf *out)
{
    struct page page = {0};

    page_open(&page, settings, text);
    rules_run(&page);
    buf_clear(out);
    buf_reserve(out, 1);
    buf_add_span(out, page.text);
    page_place_notes(&page);
    page_free(&page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf text = {0}, once = {0}, twice = {0};
    const struct clean_settings *settings;

    open_once();
    if (size < 4)
        return 0;
    settings = data[0] & FREE_RULES ? &fuzzed.all : &fuzzed.some;
    if (data[0] & GENERATED)
        make_text((struct span){(const char *)data + 1, size - 1}, data[0] & LOSSY, &text);
    else
        fuzz_text(&text, (struct span){(const char *)data + 1, size - 1});
    buf_reserve(&text, 1);
    mend(settings, buf_span(&text), &once);
    require(utf8_valid_prefix(once.data, once.len) == once.len);
    mend(settings, buf_span(&once), &twice);
    require(span_equal(buf_span(&once), buf_span(&twice)));
    buf_free(&text);
    buf_free(&once);
    buf_free(&twice);
    return 0;
}
