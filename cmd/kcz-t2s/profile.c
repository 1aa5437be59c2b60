#include "profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "utf8.h"

static void take_value(struct point *point, const struct point *other)
{
    point->value = other->value;
    point->value_len = other->value_len;
    point->rule = RULE_RARE;
}

/* Puts the inferred forms over the points that they belong to, and over what is read as these. */
static bool add_rare(struct profile *profile, const struct blob *blob, struct buf *why)
{
    size_t count;
    const struct point *rare = blob_array(blob, "rare.points", sizeof *rare, &count, why);

    for (size_t i = 0; rare != NULL && i < count; i++) {
        const struct point *point = profile_find_point(profile, rare[i].code);

        if (point != NULL)
            take_value(&profile->points[point - profile->points], &rare[i]);
    }
    for (size_t i = 0; i < profile->point_count; i++) {
        struct span value = profile_single(profile, &profile->points[i]);
        const struct point *point = value.len == 0
                                        ? NULL
                                        : profile_find_point(profile, utf8_next(&value.at));

        if (point != NULL && point->rule == RULE_RARE)
            take_value(&profile->points[i], point);
    }
    return rare != NULL;
}

/* What the options switch off becomes itself. */
static void switch_off(struct profile *profile, const struct profile_options *options)
{
    for (size_t i = 0; i < profile->point_count; i++) {
        struct point *point = &profile->points[i];

        if ((point->rule == RULE_QUOTE && !options->quotes) ||
            (point->rule == RULE_COMPAT && options->keep_compat)) {
            point->value_len = 0;
            if (point->rule == RULE_COMPAT)
                point->second = 0;
        }
    }
}

bool profile_open(struct profile *profile, const struct blob *blob, const char *name,
                  const struct profile_options *options, struct buf *why)
{
    char section[BLOB_NAME];

    snprintf(section, sizeof section, "%s.points", name);
    const struct point *points = blob_array(blob, section, sizeof *points, &profile->point_count,
                                            why);
    if (points == NULL || !dictionary_open(&profile->phrases, blob, name, why))
        return false;
    profile->aliases = blob_array(blob, "aliases", sizeof *profile->aliases, &profile->alias_count,
                                  why);
    if (profile->aliases == NULL)
        return false;
    profile->keep_compat = options->keep_compat;
    profile->points = memory_new(profile->point_count, sizeof *points);
    memcpy(profile->points, points, profile->point_count * sizeof *points);
    if (options->tofu && !add_rare(profile, blob, why))
        return false;
    switch_off(profile, options);
    profile_heat(profile);
    return true;
}

void profile_close(struct profile *profile)
{
    free(profile->hot);
    free(profile->numbers);
    free(profile->pairs);
    free(profile->points);
    free(profile->entries);
    trie_image_free(&profile->image);
    buf_free(&profile->text);
}

const struct point *profile_find_point(const struct profile *profile, uint32_t code)
{
    size_t low = 0, high = profile->point_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (profile->points[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < profile->point_count && profile->points[low].code == code ? &profile->points[low]
                                                                           : NULL;
}

struct span profile_single(const struct profile *profile, const struct point *point)
{
    if (point == NULL || point->value_len == 0)
        return (struct span){NULL, 0};
    return (struct span){profile->phrases.text + point->value, point->value_len};
}

uint32_t profile_alias(const struct profile *profile, uint32_t code)
{
    size_t low = 0, high = profile->alias_count;

    if (!may_have_alias(code) || profile->keep_compat)
        return code;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (profile->aliases[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < profile->alias_count && profile->aliases[low].code == code
               ? profile->aliases[low].target
               : code;
}

static uint64_t three_bytes(const char *bytes)
{
    const unsigned char *p = (const unsigned char *)bytes;

    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16;
}

static void heat_close_look(uint64_t *hot, uint32_t first, uint32_t last)
{
    for (uint32_t code = first; code <= last; code++)
        hot[code] |= UINT64_C(0xFFFFFFFF) << HOT_SECOND | UINT64_C(1) << HOT_ODD;
}

uint32_t profile_follower(struct span key)
{
    size_t first = utf8_length((unsigned char)*key.at);
    unsigned char four[4] = {0};

    if (key.len == first)
        return UINT32_MAX; /* a condition decides */
    if ((unsigned char)key.at[first] < 0xE0)
        return UINT32_MAX; /* a shorter character: the three bytes reach into the next */
    memcpy(four, key.at + first, 3);
    return UINT32_C(1) << follower_hash((uint32_t)four[0] | (uint32_t)four[1] << 8 |
                                        (uint32_t)four[2] << 16);
}

static void measure_ascii_keys(struct profile *profile)
{
    profile->ascii_prefix = 0;
    profile->ascii_keys = false;
    for (size_t i = 0; i < profile->point_count; i++)
        profile->ascii_keys |= profile->points[i].code < 0x80 && profile->points[i].value_len > 0;
    for (size_t i = 0; i < profile->phrases.entry_count; i++) {
        struct span key = dictionary_key(&profile->phrases, &profile->phrases.entries[i]);
        size_t prefix = 0;

        while (prefix < key.len && (unsigned char)key.at[prefix] < 0x80)
            prefix++;
        profile->ascii_keys |= prefix == key.len;
        if (prefix > profile->ascii_prefix)
            profile->ascii_prefix = prefix;
    }
}

/* Notes the first two characters of each phrase. */
static void heat_pairs(struct profile *profile)
{
    for (size_t i = 0; i < profile->phrases.entry_count; i++) {
        struct span key = dictionary_key(&profile->phrases, &profile->phrases.entries[i]);

        if (key.len < 6)
            continue;
        uint32_t hash = pair_hash((uint32_t)three_bytes(key.at), (uint32_t)three_bytes(key.at + 3));
        profile->pairs[hash / 64] |= UINT64_C(1) << hash % 64;
    }
}

/* Every character of three bytes as itself. */
static uint64_t *new_heat(void)
{
    uint64_t *hot = memory_new(HOT_COUNT, sizeof *hot);

    for (uint32_t code = 0x800; code < HOT_COUNT; code++) {
        hot[code] = 0xE0 | code >> 12 | (0x80 | (code >> 6 & 0x3F)) << 8 |
                    (0x80 | (code & 0x3F)) << 16;
    }
    return hot;
}

void profile_heat(struct profile *profile)
{
    char own[UTF8_MAX_BYTES];

    if (profile->hot == NULL)
        profile->hot = new_heat();
    if (profile->numbers == NULL)
        profile->numbers = memory_new(HOT_COUNT, sizeof *profile->numbers);
    if (profile->pairs == NULL)
        profile->pairs = memory_new(PAIR_WORDS, sizeof *profile->pairs);
    heat_pairs(profile);
    measure_ascii_keys(profile);
    for (size_t i = 0; i < profile->point_count; i++) {
        const struct point *point = &profile->points[i];
        struct span value = profile_single(profile, point);
        bool odd = value.len != 0 && value.len != 3;

        if (point->code < HOT_COUNT)
            profile->numbers[point->code] = (uint16_t)(i + 1);
        if (point->code < 0x800 || point->code >= HOT_COUNT)
            continue;
        utf8_encode(own, point->code);
        profile->hot[point->code] = three_bytes(value.len == 3 ? value.at : own) |
                                    (uint64_t)((point->flags & POINT_TRADITIONAL) != 0)
                                        << HOT_TRADITIONAL |
                                    (uint64_t)((point->flags & POINT_SIMPLIFIED) != 0)
                                        << HOT_SIMPLIFIED |
                                    (uint64_t)odd << HOT_ODD |
                                    (uint64_t)(odd ? UINT32_MAX : point->second) << HOT_SECOND;
    }
    heat_close_look(profile->hot, 0x2FF0, 0x2FFF); /* ideographic description */
    heat_close_look(profile->hot, 0x3040, 0x30FF); /* kana */
    heat_close_look(profile->hot, 0x1100, 0x11FF); /* hangul */
    heat_close_look(profile->hot, 0xAC00, 0xD7A3);
    heat_close_look(profile->hot, 0xFE00, 0xFE0F); /* variation selectors */
}
