#include "rules.h"

#include <ctype.h>
#include <string.h>

#include "article.h"
#include "duplicates.h"
#include "quality.h"
#include "repair.h"

/* A page whose text still changes after so many rounds is left as it is then. */
enum { ROUNDS_MAX = 8 };

static const struct rule rules[] = {
    {"R2", "mojibake", true, repair_mojibake},
    {"R3", "byte-shift", true, repair_shift},
    {"R4a", "entities", true, repair_entities},
    {"R4b", "lone-nbsp", false, repair_space_references},
    {"R4c", "leftovers", true, repair_leftovers},
    {"R5a", "pinyin-toned", true, repair_toned_pinyin},
    {"R5b", "pinyin-toneless", true, repair_toneless_pinyin},
    {"R6", "invisible", true, repair_invisible},
    {"R7", "forms", true, repair_forms},
    {"R8a", "width", true, repair_width},
    {"R8b", "punctuation", true, repair_marks},
    {"R8c", "wide-style", false, repair_wide_style},
    {"R9", "spacing", true, repair_spacing},
    {"R10", "spam", true, article_apply},
    {"R11", "furniture", true, NULL},
    {"R12", "body", true, NULL},
    {"R13", "particulars", true, NULL},
    {"R14", "duplicates", true, duplicates_apply},
    {"R15", "quality", true, quality_apply},
};

enum { RULE_COUNT = sizeof rules / sizeof *rules };

const struct rule *rules_all(size_t *count)
{
    *count = RULE_COUNT;
    return rules;
}

bool rules_is_on(const bool enabled[RULES_MAX], const char *id)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (strcmp(rules[i].id, id) == 0)
            return enabled[i];
    return false;
}

void rules_defaults(bool enabled[RULES_MAX])
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        enabled[i] = rules[i].on;
}

/* R5 names R5a and R5b, but R1 does not name R10. */
static bool rule_is(const struct rule *rule, struct span word)
{
    size_t len = word.len;

    if (span_is(word, "all") || span_is(word, rule->name))
        return true;
    return strncmp(rule->id, word.at, len) == 0 && !isdigit((unsigned char)rule->id[len]);
}

static bool switch_one(bool enabled[RULES_MAX], struct span word, bool on, struct buf *why)
{
    bool known = false;

    for (size_t i = 0; i < RULE_COUNT; i++)
        if (word.len > 0 && rule_is(&rules[i], word)) {
            enabled[i] = on;
            known = true;
        }
    if (!known)
        buf_printf(why, "no rule is called '%.*s'; kcz-clean(1) lists them", (int)word.len,
                   word.at);
    return known;
}

bool rules_switch(bool enabled[RULES_MAX], const char *word, bool on, struct buf *why)
{
    for (;;) {
        size_t len = strcspn(word, ",");

        if (!switch_one(enabled, (struct span){word, len}, on, why))
            return false;
        if (word[len] == '\0')
            return true;
        word += len + 1;
    }
}

/* What an earlier round saw and left, the next round sees again. */
static void drop_remarks(struct page *page)
{
    size_t kept = 0;

    for (size_t i = 0; i < page->note_count; i++)
        if (page->notes[i].changed)
            page->notes[kept++] = page->notes[i];
    page->note_count = kept;
}

/* Whether a rule is on, or one of those that it carries out along with itself. */
static bool is_wanted(const struct page *page, size_t row)
{
    bool wanted = page->settings->enabled[row];

    for (row++; row < RULE_COUNT && !rules[row].apply; row++)
        wanted |= page->settings->enabled[row];
    return wanted;
}

/*
 * Taking out lines makes no work for a rule that had none. What duplicates leave may be another
 * page, and what changes characters may make work for all.
 */
static void wake(struct page *page, bool all)
{
    for (size_t row = 0; row < RULE_COUNT; row++)
        if (all || rules[row].apply == article_apply)
            page->idle[row] = false;
}

bool rules_run(struct page *page)
{
    bool changed = true;

    for (int round = 0; changed && round < ROUNDS_MAX; round++) {
        changed = false;
        drop_remarks(page);
        for (size_t row = 0; row < RULE_COUNT; row++) {
            if (!rules[row].apply || !is_wanted(page, row) || page->idle[row])
                continue;
            page->rule = row;
            rules[row].apply(page);
            if (!page_commit(page))
                continue;
            changed = true;
            if (rules[row].apply != article_apply)
                wake(page, rules[row].apply != duplicates_apply);
        }
    }
    return !span_equal(page->text, page->input);
}
