/* The names that words.tsv and frames.tsv use, and how a compiled blob is opened. */
#include "rules.h"

const char *const rules_class_names[] = {
    [WORD_STOP] = "stop",
    [WORD_CLAUSE] = "clause",
    [WORD_PAUSE] = "pause",
    [WORD_SPACE] = "space",
    [WORD_COLON] = "colon",
    [WORD_OPEN] = "open",
    [WORD_CLOSE] = "close",
    [WORD_QUOTE] = "quote",
    [WORD_AND] = "and",
    [WORD_WITH] = "with",
    [WORD_OF] = "of",
    [WORD_ETC] = "etc",
    [WORD_PREPOSITION] = "preposition",
    [WORD_LOCATIVE] = "locative",
    [WORD_AGENT] = "agent",
    [WORD_TO] = "to",
    [WORD_IS] = "is",
    [WORD_ALSO] = "also",
    [WORD_FORMER] = "former",
    [WORD_HOLDS] = "holds",
    [WORD_HELD] = "held",
    [WORD_LEFT] = "left",
    [WORD_APPOINT] = "appoint",
    [WORD_DISMISS] = "dismiss",
    [WORD_SHARED] = "shared",
    [WORD_GOVERNS] = "governs",
    [WORD_UNIT] = "unit",
    [WORD_EACH] = "each",
    [WORD_SEVERAL] = "several",
    [WORD_BEHALF] = "behalf",
    [WORD_WITNESS] = "witness",
    [WORD_SIGN] = "sign",
    [WORD_PARTIES] = "parties",
    [WORD_AGREEMENT] = "agreement",
    [WORD_UNREAL] = "unreal",
    [WORD_CEREMONY] = "ceremony",
    [WORD_BECOME] = "become",
    [WORD_NAMED] = "named",
    [WORD_MAKE] = "make",
    [WORD_PILOT] = "pilot",
    [WORD_INCLUDE] = "include",
    [WORD_INTENT] = "intent",
    [WORD_REACH] = "reach",
    [WORD_PASSIVE] = "passive",
    [WORD_ISSUE] = "issue",
    [WORD_WIN] = "win",
    [WORD_LAUREATE] = "laureate",
    [WORD_HOLD] = "hold",
    [WORD_LAUNCH] = "launch",
    [WORD_LAUNCHED] = "launched",
    [WORD_SAY] = "say",
    [WORD_FROM] = "from",
    [WORD_LEAD] = "lead",
    [WORD_SHORT] = "short",
    [WORD_TRIM] = "trim",
    [WORD_ADVERB] = "adverb",
    [WORD_DISPATCH] = "dispatch",
    [WORD_PLAN] = "plan",
    [WORD_CUT] = "cut",
    [WORD_MASS] = "mass",
    [WORD_POST] = "post",
    [WORD_VAGUE] = "vague",
    [WORD_GRADE] = "grade",
    [WORD_OTHER] = "other",
    [WORD_CLASSES] = NULL,
};

const char *const rules_place_names[] = {
    [AT_AFTER] = "after",       [AT_BEFORE] = "before",     [AT_SUBJECT] = "subject",
    [AT_AGENT] = "agent",       [AT_BEING] = "being",       [AT_FIRST] = "first",
    [AT_LOCATIVE] = "locative", [AT_SENTENCE] = "sentence", [AT_PLACES] = NULL,
};

const char *const rules_suffix_names[] = {
    [SUFFIX_PROVINCE] = "province", [SUFFIX_CITY] = "city", [SUFFIX_COUNTY] = "county",
    [SUFFIX_COMPANY] = "company",   [SUFFIX_KINDS] = NULL,
};

int rules_index(const char *const *names, struct span name)
{
    for (int i = 0; names[i] != NULL; i++)
        if (span_is(name, names[i]))
            return i;
    return -1;
}

uint64_t rules_classes(const struct rules *rules, struct span text)
{
    int32_t value = trie_find(&rules->words, text);

    return value == TRIE_NONE || (size_t)value >= rules->class_count ? 0 : rules->classes[value];
}

/* The next of a section's lines: two columns with a tab between. False at the end or if damaged. */
static bool next_pair(struct span *rest, struct span columns[2])
{
    const char *line_end = rest->len > 0 ? memchr(rest->at, '\n', rest->len) : NULL;
    const char *tab = rest->len > 0 ? memchr(rest->at, '\t', rest->len) : NULL;

    if (line_end == NULL || tab == NULL || tab > line_end)
        return false;
    columns[0] = span_between(rest->at, tab);
    columns[1] = span_between(tab + 1, line_end);
    *rest = span_between(line_end + 1, rest->at + rest->len);
    return true;
}

static bool read_provinces(struct rules *rules, struct span rest, struct buf *why)
{
    struct span columns[2];

    while (rules->province_count < MAX_PROVINCES && next_pair(&rest, columns))
        rules->provinces[rules->province_count++] = (struct province){columns[0], columns[1]};
    if (rest.len > 0)
        buf_add_text(why, "the provinces are damaged");
    return rest.len == 0;
}

static bool read_suffixes(struct rules *rules, struct span rest, struct buf *why)
{
    struct span columns[2];
    int kind;

    while (rules->suffix_count < MAX_SUFFIXES && next_pair(&rest, columns) &&
           (kind = rules_index(rules_suffix_names, columns[1])) >= 0)
        rules->suffixes[rules->suffix_count++] = (struct suffix){columns[0],
                                                                 (enum suffix_kind)kind};
    if (rest.len > 0)
        buf_add_text(why, "the suffixes of names are damaged");
    return rest.len == 0;
}

bool rules_open(struct rules *rules, const struct blob *blob, struct buf *why)
{
    if (!trie_open(&rules->words, blob, "words", why))
        return false;
    rules->classes = blob_array(blob, "classes", sizeof *rules->classes, &rules->class_count, why);
    if (rules->classes == NULL)
        return false;
    rules->frames = blob_array(blob, "frames", sizeof *rules->frames, &rules->frame_count, why);
    return rules->frames != NULL && read_provinces(rules, blob_section(blob, "provinces"), why) &&
           read_suffixes(rules, blob_section(blob, "suffixes"), why);
}
