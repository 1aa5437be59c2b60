#include "gazetteer.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { LONGEST = 24, UNKNOWN_COST = 150, AHEAD = 6 };

const char *const gazetteer_org_kinds[ORG_KINDS] = {[ORG_GOVERNMENT] = "government",
                                                    [ORG_PARTY] = "party",
                                                    [ORG_CONGRESS] = "congress",
                                                    [ORG_SOCIETY] = "society",
                                                    [ORG_UNIVERSITY] = "university",
                                                    [ORG_SCHOOL] = "school",
                                                    [ORG_INSTITUTE] = "institute",
                                                    [ORG_COMPANY] = "company",
                                                    [ORG_MEDIA] = "media",
                                                    [ORG_MEDICAL] = "medical",
                                                    [ORG_CULTURE] = "culture",
                                                    [ORG_TEAM] = "team",
                                                    [ORG_ARMY] = "army",
                                                    [ORG_INSTITUTION] = "institution",
                                                    [ORG_INTERNATIONAL] = "international",
                                                    [ORG_DEPARTMENT] = "department"};

const char *const gazetteer_unit_kinds[UNIT_KINDS] = {[UNIT_MONEY] = "money",
                                                      [UNIT_AREA] = "area",
                                                      [UNIT_LENGTH] = "length",
                                                      [UNIT_MASS] = "mass",
                                                      [UNIT_VOLUME] = "volume",
                                                      [UNIT_ENERGY] = "energy",
                                                      [UNIT_TEMPERATURE] = "temperature",
                                                      [UNIT_PRESSURE] = "pressure",
                                                      [UNIT_DATA] = "data",
                                                      [UNIT_SPEED] = "speed",
                                                      [UNIT_COUNT] = "count",
                                                      [UNIT_PERCENT] = "percent"};

bool gazetteer_open(struct gazetteer *gazetteer, const void *data, size_t size, struct buf *why)
{
    memset(gazetteer, 0, sizeof *gazetteer);
    if (!blob_from_memory(&gazetteer->blob, data, size, "gazetteer", false, why) ||
        !trie_open(&gazetteer->trie, &gazetteer->blob, "names", why) ||
        !trie_open(&gazetteer->context_words, &gazetteer->blob, "context", why))
        return false;
    gazetteer->entries = blob_array(&gazetteer->blob, "entries", sizeof *gazetteer->entries,
                                    &gazetteer->entry_count, why);
    gazetteer->codes = blob_array(&gazetteer->blob, "codes", sizeof *gazetteer->codes,
                                  &gazetteer->code_count, why);
    gazetteer->contexts = blob_array(&gazetteer->blob, "contexts", sizeof *gazetteer->contexts,
                                     &gazetteer->context_count, why);
    return gazetteer->entries && gazetteer->codes && gazetteer->contexts;
}

static void scan_grow(struct scan *scan, size_t count)
{
    if (scan->capacity > count)
        return;
    scan->capacity = count + count / 2 + 64;
    scan->first = memory_resize(scan->first, scan->capacity + 1, sizeof *scan->first);
    scan->classes = memory_resize(scan->classes, scan->capacity + 1, sizeof *scan->classes);
    scan->labels = memory_resize(scan->labels, scan->capacity + 1, sizeof *scan->labels);
    scan->words = memory_resize(scan->words, scan->capacity, sizeof *scan->words);
    scan->word_at = memory_resize(scan->word_at, scan->capacity + 1, sizeof *scan->word_at);
    scan->cost = memory_resize(scan->cost, scan->capacity + 1, sizeof *scan->cost);
    scan->step = memory_resize(scan->step, scan->capacity + 1, sizeof *scan->step);
}

/* All entries that start at position. */
static void find_hits(struct scan *scan, size_t position)
{
    const struct trie *trie = &scan->gazetteer->trie;
    const struct chars *chars = scan->chars;
    size_t limit = chars->count - position < LONGEST ? chars->count - position : LONGEST;
    int32_t node = TRIE_ROOT;
    uint32_t classes = 0;

    scan->classes[position] = 0;
    for (size_t i = 0; i < limit; i++) {
        int32_t value;

        node = trie_step_label(trie, node, scan->labels[position + i]);
        if (node == TRIE_NONE)
            return;
        value = trie_value(trie, node);
        if (value == TRIE_NONE)
            continue;
        if (scan->hit_count == scan->hit_capacity) {
            scan->hit_capacity = scan->hit_capacity * 2 + 256;
            scan->hits = memory_resize(scan->hits, scan->hit_capacity, sizeof *scan->hits);
        }
        scan->hits[scan->hit_count++] = (struct hit){(uint16_t)value, (uint16_t)(i + 1)};
        classes |= scan->gazetteer->entries[value].classes;
        scan->classes[position] = classes;
    }
}

/* Where a walk from each position takes its first two steps is known early: those nodes are
 * fetched. */
static void fetch_ahead(const struct scan *scan, size_t position)
{
    const struct trie *trie = &scan->gazetteer->trie;
    size_t far = position + 2 * AHEAD, near = position + AHEAD, first;

    if (far >= scan->chars->count)
        return;
    __builtin_prefetch(trie->units + trie->units[TRIE_ROOT].base + scan->labels[far]);
    first = (size_t)trie->units[TRIE_ROOT].base + scan->labels[near];
    if (first < trie->unit_count && trie->units[first].base > 0)
        __builtin_prefetch(trie->units + trie->units[first].base + scan->labels[near + 1]);
}

/* A number or a Latin word is one word: how far it goes, told how far it goes from the next place.
 */
static size_t run_length(const struct chars *chars, size_t position, size_t next_run)
{
    uint8_t kind = chars->kind[position];

    if ((kind != CHAR_DIGIT && kind != CHAR_LETTER) || chars->kind[position + 1] != kind ||
        next_run >= USHRT_MAX)
        return 1;
    return next_run + 1;
}

/* Backwards: the cheapest way from every position to the end. */
static void find_costs(struct scan *scan)
{
    const struct chars *chars = scan->chars;
    size_t run = 0;

    scan->cost[chars->count] = 0;
    for (size_t i = chars->count; i-- > 0;) {
        run = run_length(chars, i, run);
        int32_t best = scan->cost[i + run] + UNKNOWN_COST;
        uint16_t step = (uint16_t)run;

        for (uint32_t h = scan->first[i]; h < scan->first[i + 1]; h++) {
            const struct hit *hit = &scan->hits[h];
            int32_t cost = scan->cost[i + hit->length] + hit_entry(scan, hit)->cost;

            if (cost < best) {
                best = cost;
                step = hit->length;
            }
        }
        scan->cost[i] = best;
        scan->step[i] = step;
    }
}

static uint16_t entry_of(const struct scan *scan, size_t start, size_t length)
{
    for (uint32_t h = scan->first[start]; h < scan->first[start + 1]; h++)
        if (scan->hits[h].length == length)
            return scan->hits[h].entry;
    return 0;
}

static void cut_words(struct scan *scan)
{
    size_t count = scan->chars->count;

    scan->word_count = 0;
    for (size_t i = 0; i < count;) {
        uint16_t length = scan->step[i];

        for (size_t k = 0; k < length; k++)
            scan->word_at[i + k] = (uint32_t)scan->word_count;
        scan->words[scan->word_count++] = (struct word){(uint32_t)i, length,
                                                        entry_of(scan, i, length)};
        i += length;
    }
    scan->word_at[count] = (uint32_t)scan->word_count;
}

void scan_text(struct scan *scan, const struct gazetteer *gazetteer, const struct chars *chars)
{
    scan_grow(scan, chars->count);
    scan->gazetteer = gazetteer;
    scan->chars = chars;
    scan->hit_count = 0;
    scan->classes[chars->count] = 0;
    for (size_t i = 0; i < chars->count; i++)
        scan->labels[i] = (uint16_t)trie_label(&gazetteer->trie, chars->code[i]);
    for (size_t i = 0; i < chars->count; i++) {
        scan->first[i] = (uint32_t)scan->hit_count;
        fetch_ahead(scan, i);
        find_hits(scan, i);
    }
    scan->first[chars->count] = (uint32_t)scan->hit_count;
    find_costs(scan);
    cut_words(scan);
}

void scan_free(struct scan *scan)
{
    free(scan->hits);
    free(scan->first);
    free(scan->classes);
    free(scan->labels);
    free(scan->words);
    free(scan->word_at);
    free(scan->cost);
    free(scan->step);
    memset(scan, 0, sizeof *scan);
}

const struct entry *scan_longest(const struct scan *scan, size_t position, uint32_t classes,
                                 size_t *length)
{
    if (position >= scan->chars->count || !(scan->classes[position] & classes))
        return NULL;
    for (uint32_t h = scan->first[position + 1]; h-- > scan->first[position];) {
        const struct entry *entry = hit_entry(scan, &scan->hits[h]);

        if (entry->classes & classes) {
            *length = scan->hits[h].length;
            return entry;
        }
    }
    return NULL;
}

const struct entry *scan_exact(const struct scan *scan, size_t start, size_t end)
{
    if (start >= end || end > scan->chars->count)
        return NULL;
    for (uint32_t h = scan->first[start]; h < scan->first[start + 1]; h++)
        if (scan->hits[h].length == end - start)
            return hit_entry(scan, &scan->hits[h]);
    return NULL;
}
