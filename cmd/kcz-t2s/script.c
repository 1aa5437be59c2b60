#include "script.h"

#include <string.h>

#include "utf8.h"

/* Chinese text quotes some kana and hangul; in Japanese a third of the characters and more is kana,
 * in Korean nearly all is hangul. */
static bool is_foreign(uint64_t letters, uint64_t wide)
{
    return letters * 6 > wide;
}

/* Where one side has this many times the evidence of the other, the rest is names and slips. */
enum { CLEAR_MAJORITY = 50 };

const char *script_name(enum script script)
{
    static const char *const names[] = {"other", "Hant", "Hans", "mixed", "ja", "ko"};

    return names[script];
}

enum script script_of(const struct script_counts *counts)
{
    if (is_foreign(counts->hangul, counts->wide))
        return SCRIPT_KO;
    if (is_foreign(counts->kana, counts->wide))
        return SCRIPT_JA;
    if (counts->traditional == 0 && counts->simplified == 0)
        return SCRIPT_OTHER;
    if (counts->traditional == 0)
        return SCRIPT_HANS;
    if (counts->simplified * CLEAR_MAJORITY <= counts->traditional)
        return SCRIPT_HANT;
    return SCRIPT_MIXED;
}

static bool ends_run(uint32_t code)
{
    return code == '\n' || code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0xFF1B;
}

/* What belongs to the run that it stands behind. */
static bool closes(uint32_t code)
{
    return is_variation_selector(code) || code == 0x300D || code == 0x300F || code == 0x201D ||
           code == 0x2019 || code == 0xFF09;
}

size_t run_end(struct span text, size_t from)
{
    const char *at = text.at + from, *end = text.at + text.len;

    while (at < end && !ends_run(utf8_next(&at))) {
    }
    while (at < end) {
        const char *next = at;

        if (!closes(utf8_next(&next)))
            break;
        at = next;
    }
    return (size_t)(at - text.at);
}

bool run_is_traditional(const struct script_counts *counts, bool before)
{
    if (is_foreign(counts->kana, counts->wide) || is_foreign(counts->hangul, counts->wide))
        return false;
    if (counts->traditional == counts->simplified)
        return before && counts->traditional == 0;
    return counts->traditional > counts->simplified;
}
