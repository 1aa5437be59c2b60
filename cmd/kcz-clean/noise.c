#include "noise.h"

#include "utf8.h"

enum { BLOCK = 64, BITS = GBK_CELLS / 64 };

/* What shows of a bad pair whose second byte is a bracket, to decoders that keep the bracket. */
#define KEPT_OPENING "\uFFFD("

/*
 * Toned letters begin with C3 to C7 or E1 B8 (for m with acute, which is not looked for); no
 * Chinese character does.
 */
static bool is_toned_lead(unsigned char byte)
{
    return (unsigned char)(byte - 0xC3) <= 4;
}

size_t noise_next_toned(struct span text, size_t from)
{
    const unsigned char *bytes = (const unsigned char *)text.at;

    while (from + BLOCK <= text.len) {
        unsigned char any = 0, hits[BLOCK];

        for (size_t i = 0; i < BLOCK; i++)
            any |= (unsigned char)(bytes[from + i] - 0xC3) <= 4;
        if (any) { /* once more, to see where */
            for (size_t i = 0; i < BLOCK; i++)
                hits[i] = (unsigned char)(bytes[from + i] - 0xC3) <= 4;
            return from + (size_t)((unsigned char *)memchr(hits, 1, BLOCK) - hits);
        }
        from += BLOCK;
    }
    while (from < text.len && !is_toned_lead(bytes[from]))
        from++;
    return from;
}

static bool starts(struct span text, const char *bytes)
{
    size_t len = strlen(bytes);

    return text.len >= len && memcmp(text.at, bytes, len) == 0;
}

/* Length of an opening bracket, or of what stands where one was eaten. */
static size_t opening(struct span text, bool *cut)
{
    *cut = false;
    if (starts(text, "("))
        return 1;
    if (starts(text, "\uFF08"))
        return 3;
    *cut = true;
    if (starts(text, "?"))
        return 1;
    if (starts(text, KEPT_OPENING))
        return strlen(KEPT_OPENING);
    return starts(text, "\uFF1F") || starts(text, "\uFFFD") || starts(text, "\u25A1") ? 3 : 0;
}

static size_t closing(struct span text)
{
    size_t space = starts(text, " ") ? 1 : 0;

    text = (struct span){text.at + space, text.len - space};
    return starts(text, ")") ? space + 1 : starts(text, "\uFF09") ? space + 3 : 0;
}

bool noise_mark_at(const struct pinyin *pinyin, struct span text, struct mark *mark,
                   struct syllable *syllable)
{
    size_t open = opening(text, &mark->cut), close;

    if (open == 0 || !pinyin_letters((struct span){text.at + open, text.len - open}, syllable))
        return false;
    close = closing((struct span){text.at + open + syllable->len, text.len - open - syllable->len});
    mark->start = 0;
    mark->end = open + syllable->len + close;
    mark->syllable = close ? pinyin_number(pinyin, syllable->packed) : PINYIN_NONE;
    mark->code = 0;
    return close != 0;
}

/* Where a mark may open that has a toned letter at toned: before up to 6 letters and a bracket. */
static size_t back_to_opening(struct span text, size_t toned, size_t floor)
{
    size_t at = toned;

    for (int letters = 0; at > floor && letters < PINYIN_MAX_LETTERS; letters++) {
        unsigned char before = (unsigned char)text.at[at - 1];

        if (before >= 'a' && before <= 'z')
            at--;
        else if (at >= floor + 2 && before >= 0x80 && before < 0xC0 &&
                 ((unsigned char)text.at[at - 2] == 0xC3 || (unsigned char)text.at[at - 2] == 0xC9))
            at -= 2;
        else
            break;
    }
    if (at >= floor + strlen(KEPT_OPENING) &&
        memcmp(text.at + at - strlen(KEPT_OPENING), KEPT_OPENING, strlen(KEPT_OPENING)) == 0)
        return at - strlen(KEPT_OPENING);
    if (at > floor && (text.at[at - 1] == '(' || text.at[at - 1] == '?'))
        return at - 1;
    return at >= floor + 3 ? at - 3 : toned;
}

/* Code of the character that ends at end; 0 if there is none, or it has none. */
static uint16_t code_before(const struct gbk *gbk, struct span text, size_t end)
{
    size_t start = end;
    const char *at;

    if (end == 0)
        return 0;
    do
        start--;
    while (start > 0 && ((unsigned char)text.at[start] & 0xC0) == 0x80);
    at = text.at + start;
    return gbk_code(gbk, utf8_next(&at));
}

static struct mark *push_mark(struct arena *arena, struct mark *marks, size_t *count,
                              size_t *capacity, const struct mark *mark)
{
    if (*count == *capacity) {
        struct mark *more = arena_take(arena, *capacity = *capacity * 2 + 32, sizeof *more);

        if (*count > 0)
            memcpy(more, marks, *count * sizeof *more);
        marks = more;
    }
    marks[(*count)++] = *mark;
    return marks;
}

/* All marks with a tone, in order. */
static const struct mark *find_marks(const struct gbk *gbk, const struct pinyin *pinyin,
                                     struct span text, struct arena *arena, size_t *count)
{
    struct mark *marks = NULL;
    size_t capacity = 0, floor = 0;

    *count = 0;
    for (size_t at = noise_next_toned(text, 0); at < text.len; at = noise_next_toned(text, at)) {
        size_t start = back_to_opening(text, at, floor);
        struct mark mark;
        struct syllable syllable;

        if (!noise_mark_at(pinyin, (struct span){text.at + start, text.len - start}, &mark,
                           &syllable) ||
            !syllable.toned || start + mark.end <= at) {
            at += 2;
            continue;
        }
        mark.start = start;
        mark.end += start;
        mark.code = *count > 0 && marks[*count - 1].end == start ? marks[*count - 1].code
                                                                 : code_before(gbk, text, start);
        marks = push_mark(arena, marks, count, &capacity, &mark);
        at = floor = mark.end;
    }
    return marks;
}

/* ，：；！？（ or ） */
static bool is_full_width_mark(uint16_t code)
{
    return code == 0xA3AC || code == 0xA3BA || code == 0xA3BB || code == 0xA3A1 || code == 0xA3BF ||
           code == 0xA3A8 || code == 0xA3A9;
}

static void set_bit(uint64_t *bits, uint16_t code)
{
    bits[(code - 0x8100) / 64] |= (uint64_t)1 << (code % 64);
}

/* The characters that the page annotates while they are counted. */
struct census {
    struct noise_type *types;
    size_t count, capacity;
    uint64_t *marked; /* one bit a cell: it has a type, whose place is in places */
    uint16_t *places; /* defined where marked is set */
    uint64_t *seen, *always;
    uint16_t *readings;
};

static struct census census_new(struct arena *arena)
{
    struct census census = {.marked = arena_take(arena, (size_t)3 * BITS, sizeof *census.marked),
                            .places = arena_take(arena, (size_t)2 * GBK_CELLS, sizeof(uint16_t))};

    memset(census.marked, 0, (size_t)3 * BITS * sizeof *census.marked);
    census.seen = census.marked + BITS;
    census.always = census.seen + BITS;
    census.readings = census.places + GBK_CELLS;
    return census;
}

static struct noise_type *type_of(struct census *census, uint16_t code)
{
    return census->types && noise_bit(census->marked, code)
               ? &census->types[census->places[code - 0x8100]]
               : NULL;
}

static void count_annotated(struct census *census, const struct mark *mark, struct arena *arena)
{
    struct noise_type *type = type_of(census, mark->code);

    if (!type) {
        if (census->count == census->capacity) {
            type = arena_take(arena, census->capacity = census->capacity * 2 + 32, sizeof *type);
            if (census->count > 0)
                memcpy(type, census->types, census->count * sizeof *type);
            census->types = type;
        }
        set_bit(census->marked, mark->code);
        census->places[mark->code - 0x8100] = (uint16_t)census->count;
        type = &census->types[census->count++];
        *type = (struct noise_type){.code = mark->code};
    }
    type->annotated++;
    type->reading = (uint16_t)mark->syllable;
}

static void count_code(struct census *census, uint16_t code)
{
    set_bit(census->seen, code);
    if (noise_bit(census->marked, code) && census->types)
        census->types[census->places[code - 0x8100]].seen++;
}

/* Counts the characters and looks which width punctuation has behind Hanzi. */
static void count_seen(const struct gbk *gbk, struct span text, struct profile *profile,
                       struct census *census)
{
    const char *at = text.at, *end = text.at + text.len;
    bool wide = false, narrow = false;
    uint16_t before = 0;

    while (at < end) {
        unsigned char lead = (unsigned char)*at;
        uint32_t point;

        if (lead < 0x80) {
            narrow |= before != 0 && (lead == ',' || lead == ':' || lead == ';' || lead == '!');
            before = 0;
            at++;
            continue;
        }
        point = utf8_next(&at);
        before = gbk_code(gbk, point);
        if (before == 0)
            continue;
        count_code(census, before);
        if (lead >= 0xEE) {
            profile->kept_private |= point >= 0xE000 && point <= 0xF8FF;
            wide |= is_full_width_mark(before);
        }
    }
    profile->folded = narrow && !wide;
}

/* What is annotated wherever it stands, give or take a tenth. */
static void find_always(struct census *census)
{
    for (size_t i = 0; i < census->count; i++) {
        const struct noise_type *type = &census->types[i];

        if (10 * (uint64_t)type->annotated < 9 * (uint64_t)type->seen)
            continue;
        set_bit(census->always, type->code);
        census->readings[type->code - 0x8100] = type->reading;
    }
}

/* Annotations of characters that Simplified writes otherwise against all. */
static bool is_noisy(const struct pinyin *pinyin, const struct profile *profile)
{
    size_t all = 0, ours = 0, cuts = 0;

    for (size_t i = 0; i < profile->count; i++) {
        const struct mark *mark = &profile->marks[i];

        if (mark->cut) {
            cuts += mark->syllable != PINYIN_NONE && mark->code != 0;
            continue;
        }
        if (!pinyin_reads(pinyin, mark->code, mark->syllable))
            continue;
        all++;
        ours += pinyin_script(pinyin, mark->code) == SCRIPT_TRADITIONAL &&
                noise_annotates(profile, mark->code);
    }
    if (all > 0 && 2 * ours < all)
        return false;
    return (ours >= 3 && 10 * ours >= 8 * all) || cuts > 0;
}

/* The next places of either form of a cut; NULL where there is no further one. */
struct cuts {
    const char *asked, *kept;
};

/* The next cut at or behind at; each form is looked for only behind where it was found last. */
static const char *next_cut(struct cuts *cuts, const char *at, const char *end)
{
    if (cuts->asked && cuts->asked < at)
        cuts->asked = memchr(at, '?', (size_t)(end - at));
    if (cuts->kept && cuts->kept < at)
        cuts->kept = memmem(at, (size_t)(end - at), KEPT_OPENING, strlen(KEPT_OPENING));
    if (!cuts->asked || !cuts->kept)
        return cuts->asked ? cuts->asked : cuts->kept;
    return cuts->asked < cuts->kept ? cuts->asked : cuts->kept;
}

/* "?men)" and the like, neutral syllables that the tool wrote, among the other marks. */
static void add_neutral_cuts(const struct gbk *gbk, const struct pinyin *pinyin, struct span text,
                             struct profile *profile, struct arena *arena)
{
    const char *at = text.at, *end = text.at + text.len;
    struct cuts cuts = {memchr(at, '?', text.len),
                        memmem(at, text.len, KEPT_OPENING, strlen(KEPT_OPENING))};
    struct mark *marks = NULL;
    size_t capacity = 0, count = 0, next = 0;

    while ((at = next_cut(&cuts, at, end))) {
        size_t start = (size_t)(at++ - text.at);
        struct mark mark;
        struct syllable syllable;

        if (!noise_mark_at(pinyin, (struct span){text.at + start, text.len - start}, &mark,
                           &syllable) ||
            syllable.toned || mark.syllable == PINYIN_NONE)
            continue;
        mark.start = start;
        mark.end += start;
        while (next < profile->count && profile->marks[next].start < start)
            marks = push_mark(arena, marks, &count, &capacity, &profile->marks[next++]);
        mark.code = count > 0 && marks[count - 1].end == start ? marks[count - 1].code
                                                               : code_before(gbk, text, start);
        if (mark.code != 0)
            marks = push_mark(arena, marks, &count, &capacity, &mark);
    }
    if (count == next)
        return;
    while (next < profile->count)
        marks = push_mark(arena, marks, &count, &capacity, &profile->marks[next++]);
    profile->marks = marks;
    profile->count = count;
}

struct profile noise_profile(const struct gbk *gbk, const struct pinyin *pinyin, struct span text,
                             struct arena *arena)
{
    struct profile profile = {0};
    struct census census;

    profile.marks = find_marks(gbk, pinyin, text, arena, &profile.count);
    if (profile.count == 0)
        return profile;
    census = census_new(arena);
    for (size_t i = 0; i < profile.count; i++) {
        const struct mark *mark = &profile.marks[i];

        profile.kept_ascii |= mark->cut && text.at[mark->start] != '?' &&
                              text.at[mark->start + strlen(KEPT_OPENING) - 1] == '(';
        if (!mark->cut && pinyin_reads(pinyin, mark->code, mark->syllable))
            count_annotated(&census, mark, arena);
    }
    count_seen(gbk, text, &profile, &census);
    find_always(&census);
    profile.types = census.types;
    profile.type_count = census.count;
    profile.seen = census.seen;
    profile.always = census.always;
    profile.readings = census.readings;
    profile.noisy = is_noisy(pinyin, &profile);
    if (profile.noisy)
        add_neutral_cuts(gbk, pinyin, text, &profile, arena);
    return profile;
}
