#include "cues.h"

#include "utf8.h"

extern const char blob_clean_lines[], blob_clean_lines_end[];

/* As compile-clean-lines writes them. */
enum { WHERE_WHOLE = 1, WHERE_HEAD = 2, WHERE_TAIL = 4, WHERE_IN = 8, WHERE_LONG = 16 };

/* Code points: a line up to this is short enough to be a label or a menu. */
enum { SHORT_LINE = 60, PROSE_MIN = 20, NAMED_MAX = 10 };

static const char *const field_names[FIELDS] = {
    "author",  "count",  "date",     "editor",  "keywords", "original", "publisher",
    "section", "source", "subtitle", "summary", "title",    "written",
};

static int class_number(const struct article_tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->class_count; i++)
        if (strcmp(tables->class_names[i].text, name) == 0)
            return (int)i;
    return CLASS_NONE;
}

static bool number_fields(struct article_tables *tables, struct buf *why)
{
    size_t count;
    const struct cue_name *names = blob_array(&tables->blob, "fields", CUE_NAME, &count, why);

    if (!names || count > FIELDS) {
        buf_add_text(why, "labels name too many fields");
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        tables->fields[i] = FIELD_NONE;
        for (int field = 0; field < FIELDS; field++)
            if (strcmp(names[i].text, field_names[field]) == 0)
                tables->fields[i] = (enum field)field;
    }
    return true;
}

bool cues_open(struct article_tables *tables, struct buf *why)
{
    const struct blob *blob = &tables->blob;
    size_t size = (size_t)(blob_clean_lines_end - blob_clean_lines), count;

    if (!blob_from_memory(&tables->blob, blob_clean_lines, size, "clean-lines", false, why) ||
        !trie_open(&tables->cues, blob, "cues", why) ||
        !trie_open(&tables->labels, blob, "labels", why) ||
        !trie_open(&tables->spam, blob, "spam", why) ||
        !trie_open(&tables->endings, blob, "endings", why) ||
        !trie_open(&tables->values, blob, "values", why) ||
        !trie_open(&tables->surnames, blob, "surnames", why))
        return false;
    tables->kinds = blob_array(blob, "cue-kinds", sizeof *tables->kinds, &count, why);
    tables->needs = blob_array(blob, "cue-needs", 1, &count, why);
    tables->class_names = blob_array(blob, "classes", CUE_NAME, &tables->class_count, why);
    tables->classes = blob_array(blob, "class-values", sizeof *tables->classes, &count, why);
    tables->fold = blob_array(blob, "fold", sizeof *tables->fold, &count, why);
    tables->starts = blob_array(blob, "starts", sizeof *tables->starts, &count, why);
    tables->script = blob_array(blob, "script", sizeof *tables->script, &count, why);
    if (!tables->starts || !tables->script || !tables->kinds || !tables->needs ||
        !tables->class_names || !tables->classes || !tables->fold)
        return false;
    tables->advert = class_number(tables, "advert");
    tables->crumb = class_number(tables, "crumb");
    tables->nav = class_number(tables, "nav");
    tables->page = class_number(tables, "page");
    tables->token = class_number(tables, "template");
    tables->hijack = class_number(tables, "spam");
    return cues_open_words(tables, why) && number_fields(tables, why);
}

static void fold(const struct article_tables *tables, struct span line, size_t max,
                 struct folded *out)
{
    const char *at = line.at, *end = line.at + line.len;

    out->count = 0;
    while (at < end && out->count < max) {
        const char *start = at;
        uint32_t code = utf8_next(&at);

        if (code < 0x10000)
            code = tables->fold[code];
        if (code == 0)
            continue;
        out->offsets[out->count] = (size_t)(start - line.at);
        out->codes[out->count++] = code;
    }
    out->offsets[out->count] = (size_t)(at - line.at);
    out->whole = at == end;
}

void cues_fold(const struct article_tables *tables, struct span line, struct folded *out)
{
    fold(tables, line, FOLD_MAX, out);
}

void cues_fold_head(const struct article_tables *tables, struct span line, struct folded *out)
{
    fold(tables, line, FOLD_HEAD, out);
}

/* Brackets, bars and bullets around the words of a menu. */
static bool is_edge(uint32_t code)
{
    switch (code) {
    case '|':
    case ':':
    case '-':
    case '>':
    case '<':
    case '[':
    case ']':
    case '*':
    case '+':
    case '(':
    case ')':
    case '/':
    case 0xB7:   /* · */
    case 0xBB:   /* » */
    case 0xAB:   /* « */
    case 0x203A: /* › */
    case 0x2022: /* • */
    case 0x25BC: /* ▼ */
    case 0x25B2: /* ▲ */
    case 0x3010: /* 【 */
    case 0x3011: /* 】 */
    case 0x4E28: /* 丨 */
        return true;
    default:
        return false;
    }
}

/* What is looked for in a line, and what was found. */
struct search {
    const struct article_tables *tables;
    const struct folded *folded;
    size_t first, last; /* codes without the edges: half-open */
    size_t uncounted; /* the same end without a number behind the words: 评论(58), 赞同 1.2万 */
    int best;
};

static void take_class(struct search *search, int number)
{
    const struct class_values *classes = search->tables->classes;

    if (search->best == CLASS_NONE || classes[number].evidence > classes[search->best].evidence ||
        (classes[number].evidence == classes[search->best].evidence &&
         classes[number].score < classes[search->best].score))
        search->best = number;
}

/*
 * A line that ends in a full stop or goes on in the next is no label, whatever words it holds; nor
 * is a sentence that leads to a list.
 */
static bool is_prose(const struct folded *folded)
{
    uint32_t last = folded->count ? folded->codes[folded->count - 1] : 0;
    bool comma = false;

    for (size_t i = 0; last == ':' && folded->count >= PROSE_MIN && i < folded->count; i++)
        comma |= folded->codes[i] == ',';
    return last == 0x3002 || last == ';' || last == ',' || last == 0x3001 || comma;
}

/* Whether the words from word to its end stand at code at. */
static bool stands_at(const struct folded *folded, size_t at, const char *word, const char *end)
{
    while (word < end && at < folded->count)
        if (utf8_next(&word) != folded->codes[at++])
            return false;
    return word == end;
}

/* Whether one of the words parted by * stands at code at or behind it; where there are none, yes.
 */
static bool is_followed(const struct folded *folded, size_t at, const char *words)
{
    while (*words) {
        const char *end = words + strcspn(words, "*");

        for (size_t i = at; i < folded->count; i++)
            if (stands_at(folded, i, words, end))
                return true;
        if (!*end)
            return false;
        words = end + 1;
    }
    return true;
}

/* Tries all cues that start at code at. */
static void try_cues_at(struct search *search, size_t at, bool is_short)
{
    const struct folded *folded = search->folded;
    const struct trie *trie = &search->tables->cues;
    int32_t node = TRIE_ROOT;

    for (size_t i = at; i < folded->count; i++) {
        int32_t value;
        uint32_t kind, where;

        node = trie_step(trie, node, folded->codes[i]);
        if (node == TRIE_NONE)
            return;
        value = trie_value(trie, node);
        if (value == TRIE_NONE)
            continue;
        kind = search->tables->kinds[value];
        where = kind >> 8 & 0xFF;
        if ((!is_short && !(where & WHERE_LONG)) ||
            !is_followed(folded, i + 1, search->tables->needs + (kind >> 16)))
            continue;
        if ((where & WHERE_IN) || ((where & WHERE_HEAD) && (at == 0 || at == search->first)) ||
            ((where & WHERE_TAIL) && i + 1 == folded->count) ||
            ((where & WHERE_WHOLE) && at == search->first &&
             (i + 1 == search->last || i + 1 == search->uncounted)) ||
            ((where & WHERE_WHOLE) && at == 0 && i + 1 == folded->count))
            take_class(search, (int)(kind & 0xFF));
    }
}

/* 某某网声明:... begins with a name, and what it is follows: 声明: as at the head of a line. */
static void try_named(struct search *search)
{
    const struct folded *folded = search->folded;
    size_t first = search->first;

    for (size_t i = 3; i < folded->count && i <= NAMED_MAX; i++)
        if (folded->codes[i] == ':') {
            search->first = i - 2;
            try_cues_at(search, i - 2, false);
            search->first = first;
            return;
        }
}

/* Where the words end that a count stands behind, in digits and the signs of large numbers. */
static size_t without_count(const struct folded *folded, size_t first, size_t last)
{
    size_t end = last;
    bool digit = false;

    for (; end > first; end--) {
        uint32_t code = folded->codes[end - 1];

        if (code >= '0' && code <= '9')
            digit = true;
        else if (code != '.' && code != ',' && code != '+' && code != 'k' && code != 'w' &&
                 code != 0x4E07) /* 万 */
            break;
    }
    while (end > first && is_edge(folded->codes[end - 1]))
        end--;
    return digit && end > first + 1 ? end : last;
}

/* The class of a line's own words, without regard to its pieces. */
static int classify_whole(const struct article_tables *tables, const struct folded *folded)
{
    struct search search = {
        .tables = tables, .folded = folded, .last = folded->count, .best = CLASS_NONE};

    while (search.first < search.last && is_edge(folded->codes[search.first]))
        search.first++;
    while (search.last > search.first && folded->whole && is_edge(folded->codes[search.last - 1]))
        search.last--;
    search.uncounted = folded->whole ? without_count(folded, search.first, search.last)
                                     : search.last;
    if (folded->whole && folded->count <= SHORT_LINE && !is_prose(folded)) {
        for (size_t at = 0; at < folded->count; at++)
            if (cues_starts(tables, folded->codes[at], STARTS_CUE))
                try_cues_at(&search, at, true);
    } else if (folded->count > 0) {
        try_cues_at(&search, 0, false);
        if (search.first > 0)
            try_cues_at(&search, search.first, false);
        try_named(&search);
    }
    return search.best;
}

static bool parts_menu(const char *at, size_t *len)
{
    unsigned char lead = (unsigned char)*at;

    *len = utf8_length(lead);
    if (lead >= 0xE5 && lead < 0xEF)
        return false;
    return lead <= ' ' || lead == '|' || lead == '>' || lead == '/' ||
           (lead == 0xC2 && (unsigned char)at[1] == 0xA0) ||
           memcmp(at, "\xE3\x80\x80", *len) == 0 || memcmp(at, "\xE4\xB8\xA8", *len) == 0 ||
           memcmp(at, "\xEF\xBD\x9C", *len) == 0;
}

/* A line of pieces between bars or spaces of which half are words of menus. */
static int classify_pieces(const struct article_tables *tables, struct span line)
{
    const char *at = line.at, *end = line.at + line.len, *start = at;
    size_t pieces = 0, cues = 0, len = 1;
    struct folded folded;

    while (at < end && !parts_menu(at, &len))
        at += len;
    if (at == end)
        return CLASS_NONE;
    at = start;
    while (at <= end) {
        bool parts;

        len = 1;
        parts = at == end || parts_menu(at, &len);
        if (parts && at > start) {
            struct span piece = span_between(start, at);

            pieces++;
            if (piece.len <= 36) {
                cues_fold(tables, piece, &folded);
                cues += classify_whole(tables, &folded) != CLASS_NONE;
            }
        }
        at += len;
        if (parts)
            start = at;
    }
    return cues >= 2 && 2 * cues >= pieces ? tables->nav : CLASS_NONE;
}

int cues_classify(const struct article_tables *tables, const struct folded *folded,
                  struct span line)
{
    int class = classify_whole(tables, folded);

    if (class == CLASS_NONE && folded->whole && folded->count >= 4 && !is_prose(folded))
        class = classify_pieces(tables, line);
    return class;
}

enum field cues_label(const struct article_tables *tables, const struct folded *folded, size_t at,
                      size_t *length)
{
    enum field found = FIELD_NONE;
    int32_t node = TRIE_ROOT;

    for (size_t i = at; i < folded->count; i++) {
        int32_t value;

        node = trie_step(&tables->labels, node, folded->codes[i]);
        if (node == TRIE_NONE)
            break;
        value = trie_value(&tables->labels, node);
        if (value != TRIE_NONE) {
            found = tables->fields[value];
            *length = i + 1 - at;
        }
    }
    return found;
}

unsigned cues_spam(const struct article_tables *tables, const struct folded *folded, size_t from,
                   size_t to)
{
    unsigned weight = 0;

    for (size_t at = from; at < to;) {
        int32_t node = TRIE_ROOT, best = TRIE_NONE;
        size_t length = 1;

        if (!cues_starts(tables, folded->codes[at], STARTS_SPAM)) {
            at++;
            continue;
        }
        for (size_t i = at; i < to; i++) {
            int32_t value;

            node = trie_step(&tables->spam, node, folded->codes[i]);
            if (node == TRIE_NONE)
                break;
            value = trie_value(&tables->spam, node);
            if (value != TRIE_NONE) {
                best = value;
                length = i + 1 - at;
            }
        }
        if (best != TRIE_NONE)
            weight += (unsigned)best;
        at += length;
    }
    return weight;
}

bool cues_ends_as(const struct article_tables *tables, struct span name, enum ending ending)
{
    struct folded folded;

    cues_fold(tables, name, &folded);
    if (!folded.whole)
        return false;
    for (size_t at = 1; at < folded.count; at++) {
        int32_t node = TRIE_ROOT, value;

        for (size_t i = at; i < folded.count && node != TRIE_NONE; i++)
            node = trie_step(&tables->endings, node, folded.codes[i]);
        value = node == TRIE_NONE ? TRIE_NONE : trie_value(&tables->endings, node);
        if (value != TRIE_NONE && (value & (int32_t)ending))
            return true;
    }
    return false;
}

bool cues_is_idle(const struct article_tables *tables, struct span value, enum idle kind)
{
    struct folded folded;
    int32_t node = TRIE_ROOT;

    cues_fold(tables, value, &folded);
    if (!folded.whole || folded.count == 0)
        return false;
    for (size_t i = 0; i < folded.count && node != TRIE_NONE; i++)
        node = trie_step(&tables->values, node, folded.codes[i]);
    return node != TRIE_NONE && trie_value(&tables->values, node) == (int32_t)kind;
}
