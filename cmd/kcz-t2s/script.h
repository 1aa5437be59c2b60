/*
 * What script a text is in, from the counts that converting it gives, and what follows for the
 * profile auto: Traditional text is converted, all else left alone, mixed text run by run, a run
 * being a sentence or a line.
 */
#ifndef KCZ_T2S_SCRIPT_H
#define KCZ_T2S_SCRIPT_H

#include "convert.h"
#include "span.h"

enum script {
    SCRIPT_OTHER, /* nothing that tells, or no Han text at all */
    SCRIPT_HANT,
    SCRIPT_HANS,
    SCRIPT_MIXED,
    SCRIPT_JA,
    SCRIPT_KO
};

const char *script_name(enum script script);

enum script script_of(const struct script_counts *counts);

/* What chooses the form of the character before it, which stays as it is. */
static inline bool is_variation_selector(uint32_t code)
{
    return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
}

/* The end of the run that starts at byte at of text: behind a sentence's end or a line's. */
size_t run_end(struct span text, size_t at);

/*
 * Whether a run of a mixed text is to be converted: Traditional by its own counts, or, where these
 * say nothing, as the run before it was (before).
 */
bool run_is_traditional(const struct script_counts *counts, bool before);

#endif
