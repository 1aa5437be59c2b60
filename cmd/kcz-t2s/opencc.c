#include "opencc.h"

#include <string.h>

#include "ids.h"
#include "utf8.h"

static bool add(struct opencc_group *group, const struct blob *blob, const char *name,
                struct buf *why)
{
    return dictionary_open(&group->members[group->count++], blob, name, why);
}

/* Regional dictionaries by profile: vocabulary, phrases, characters. */
static bool add_regional(struct opencc_group *group, const struct blob *blob, const char *profile,
                         struct buf *why)
{
    bool taiwan = profile[0] == 't', vocabulary = profile[4] == 'p';

    return (!vocabulary || add(group, blob, taiwan ? "cc.twv" : "cc.hkv", why)) &&
           add(group, blob, taiwan ? "cc.twp" : "cc.hkp", why) &&
           add(group, blob, taiwan ? "cc.twc" : "cc.hkc", why);
}

bool opencc_open(struct opencc *opencc, const struct blob *blob, const char *profile, bool tofu,
                 struct buf *why)
{
    *opencc = (struct opencc){0};
    if (!add(&opencc->normalization, blob, "cc.cjk", why))
        return false;
    if (strcmp(profile, "t2s") != 0) {
        if (!add(&opencc->segmentation, blob, "cc.tsp", why) ||
            !add_regional(&opencc->stages[opencc->stage_count++], blob, profile, why))
            return false;
    }
    struct opencc_group *last = &opencc->stages[opencc->stage_count++];
    return add(last, blob, "cc.tsp", why) && (!tofu || add(last, blob, "cc.tsr", why)) &&
           add(last, blob, "cc.tsc", why);
}

/* The longest key of the first member that has one; NULL if none has. */
static const struct entry *find(const struct opencc_group *group, struct span text, size_t *bytes,
                                struct span *value)
{
    for (size_t i = 0; i < group->count; i++) {
        const struct dictionary *member = &group->members[i];
        int32_t found = trie_longest(&member->trie, text, bytes);

        if (found != TRIE_NONE) {
            *value = dictionary_value(member, &member->entries[found]);
            return &member->entries[found];
        }
    }
    return NULL;
}

/* Bytes of what starts text and matches nothing: an ideographic description or one character. */
static size_t skip(struct span text)
{
    size_t bytes = ids_length(text);

    return bytes > 0 ? bytes : utf8_length((unsigned char)*text.at);
}

void opencc_convert_group(const struct opencc_group *group, struct span text, struct buf *out)
{
    while (text.len > 0) {
        struct span value;
        size_t bytes;

        if (find(group, text, &bytes, &value) == NULL) {
            bytes = skip(text);
            value = (struct span){text.at, bytes};
        }
        buf_add_span(out, value);
        text = (struct span){text.at + bytes, text.len - bytes};
    }
}

static void convert_segment(const struct opencc *opencc, struct span segment, struct buf *first,
                            struct buf *out)
{
    if (opencc->stage_count == 1) {
        opencc_convert_group(&opencc->stages[0], segment, out);
        return;
    }
    buf_clear(first);
    opencc_convert_group(&opencc->stages[0], segment, first);
    opencc_convert_group(&opencc->stages[1], buf_span(first), out);
}

void opencc_convert(const struct opencc *opencc, struct span text, struct opencc_scratch *scratch,
                    struct buf *out)
{
    buf_clear(&scratch->normal);
    opencc_convert_group(&opencc->normalization, text, &scratch->normal);
    text = buf_span(&scratch->normal);
    const char *at = text.at, *end = text.at + text.len, *start = at;

    while (opencc->segmentation.count > 0 && at < end) {
        struct span rest = span_between(at, end), value;
        size_t bytes;

        if (find(&opencc->segmentation, rest, &bytes, &value) == NULL) {
            at += skip(rest);
            continue;
        }
        convert_segment(opencc, span_between(start, at), &scratch->first, out);
        convert_segment(opencc, (struct span){at, bytes}, &scratch->first, out);
        at += bytes;
        start = at;
    }
    convert_segment(opencc, span_between(start, end), &scratch->first, out);
}

void opencc_scratch_free(struct opencc_scratch *scratch)
{
    buf_free(&scratch->normal);
    buf_free(&scratch->first);
}
