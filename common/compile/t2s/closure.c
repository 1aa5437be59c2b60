#include "closure.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_SOURCES = 16, MAX_SPELLINGS = 256, MAX_KEY = 32 };

/* A character whose value would change again becomes what that becomes. */
static void follow_characters(struct list *list, struct texts *texts)
{
    struct converter converter = {0};

    converter_open(&converter, list, texts);
    for (size_t i = 0; i < list->count; i++) {
        struct item *item = &list->items[i];

        if (is_single(item->key) && !has_condition(item))
            item->value = converter_convert(&converter, item->value);
    }
    converter_close(&converter);
}

/*
 * Of a single character all those that become it, at most max; itself comes first. Compatibility
 * characters only if asked for: matching reads through them, conditions do not.
 */
static size_t find_sources(const struct list *list, struct span one, bool compat,
                           struct span *found, size_t max)
{
    size_t count = 0;

    found[count++] = one;
    for (size_t i = 0; i < list->count && count < max; i++) {
        const struct item *item = &list->items[i];

        if (span_equal(item->value, one) && is_single(item->key) && !has_condition(item) &&
            (compat || item->rule != RULE_COMPAT) && !span_equal(item->key, one))
            found[count++] = item->key;
    }
    return count;
}

/* One alternative of a condition: a single character stands for all that become what it becomes. */
static void add_alternative(const struct converter *converter, const struct list *list,
                            struct span one, struct buf *out)
{
    struct span found[MAX_SOURCES];

    buf_add_span(out, one);
    if (one.len < 3 || !is_single(one))
        return;
    size_t count = find_sources(list, converter_convert(converter, one), true, found, MAX_SOURCES);
    for (size_t i = 0; i < count; i++) {
        buf_add_char(out, '|');
        buf_add_span(out, found[i]);
    }
}

static struct span widen_condition(const struct converter *converter, const struct list *list,
                                   struct span condition)
{
    struct buf *out = texts_new(converter->texts);
    const char *at = condition.at, *end = at + condition.len;

    if (at < end && *at == '!')
        buf_add_char(out, *at++);
    while (at < end) {
        const char *bar = memchr(at, '|', (size_t)(end - at));

        if (bar == NULL)
            bar = end;
        add_alternative(converter, list, span_between(at, bar), out);
        if (bar < end)
            buf_add_char(out, '|');
        at = bar < end ? bar + 1 : end;
    }
    return buf_span(out);
}

/* Conditions hold for the text as it comes and for what it becomes. */
static void widen_conditions(struct list *list, struct texts *texts)
{
    struct converter converter = {0};

    converter_open(&converter, list, texts);
    for (size_t i = 0; i < list->count; i++) {
        struct item *item = &list->items[i];

        if (!has_condition(item))
            continue;
        item->left = widen_condition(&converter, list, item->left);
        item->right = widen_condition(&converter, list, item->right);
    }
    converter_close(&converter);
}

/*
 * What comes out must stay as it is when it goes in again, so that the second time the text falls
 * into the same pieces: the value of each phrase becomes a phrase that keeps it. A phrase of
 * another table that would change that value is overruled.
 */
static void keep_values(struct list *list)
{
    size_t count = list->count;

    for (size_t i = 0; i < count; i++) {
        struct item item = list->items[i];

        if (is_single(item.key) && !has_condition(&item))
            continue;
        item.key = item.value;
        if (!is_single(item.key))
            list_put_first(list, item);
    }
}

static int compare_values(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    size_t len = a->value.len < b->value.len ? a->value.len : b->value.len;
    int order = memcmp(a->value.at, b->value.at, len);

    return order != 0 ? order : (a->value.len > b->value.len) - (a->value.len < b->value.len);
}

static bool begins_with(struct span text, struct span start)
{
    return text.len >= start.len && memcmp(text.at, start.at, start.len) == 0;
}

static size_t first_with_value(const struct list *by_value, struct span start)
{
    const struct item wanted = {.value = start};
    size_t low = 0, high = by_value->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_values(&by_value->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * What becomes first and then the value of a phrase that begins with rest: it must stay so. Where
 * that is a phrase itself, which is to be converted, what would become it stays instead: 演算法 is
 * 算法, so 演演算法 is left alone.
 */
static void keep_joint(const struct converter *converter, const struct list *by_value,
                       struct span first, struct span rest, struct list *list)
{
    for (size_t i = first_with_value(by_value, rest);
         i < by_value->count && begins_with(by_value->items[i].value, rest); i++) {
        const struct item *behind = &by_value->items[i];
        struct buf *joint = texts_new(converter->texts), *before = texts_new(converter->texts);

        buf_add_span(joint, first);
        buf_add_span(joint, behind->value);
        buf_add_span(before, first);
        buf_add_span(before, behind->key);
        if (span_equal(converter_convert(converter, buf_span(before)), buf_span(joint)) &&
            !span_equal(converter_convert(converter, buf_span(joint)), buf_span(joint))) {
            struct span kept = buf_span(list_has(list, buf_span(joint)) ? before : joint);

            list_put_first(list, (struct item){.key = kept, .value = kept, .rule = RULE_PHRASE});
        }
    }
}

/*
 * A phrase may also arise where the value of another begins with its end: 滑 and 滑鼠, which
 * becomes 鼠标, are 滑鼠标 then, and the 滑鼠 in it would become 鼠标 when it goes in again. So
 * 滑鼠标 becomes a phrase that stays.
 */
static void keep_joints(struct list *list, struct texts *texts)
{
    struct converter converter = {0};
    struct list by_value = {0};
    size_t count = list->count;

    converter_open(&converter, list, texts);
    for (size_t i = 0; i < count; i++) {
        if (!has_condition(&list->items[i]) && !is_single(list->items[i].key) &&
            !span_equal(list->items[i].key, list->items[i].value))
            list_put(&by_value, list->items[i]);
    }
    qsort(by_value.items, by_value.count, sizeof *by_value.items, compare_values);
    for (size_t i = 0; i < by_value.count; i++) {
        struct span key = by_value.items[i].key;

        for (size_t at = utf8_length((unsigned char)*key.at); at < key.len;
             at += utf8_length((unsigned char)key.at[at]))
            keep_joint(&converter, &by_value, (struct span){key.at, at},
                       (struct span){key.at + at, key.len - at}, list);
    }
    converter_close(&converter);
    free(by_value.items);
}

/* A key's characters and what else becomes them. */
struct spelling {
    struct span sources[MAX_KEY][MAX_SOURCES];
    size_t counts[MAX_KEY];
    size_t length, combinations;
};

static void find_spellings(const struct list *list, struct span key, struct spelling *spelling)
{
    spelling->length = 0;
    spelling->combinations = 1;
    while (key.len > 0 && spelling->length < MAX_KEY) {
        struct span one = {key.at, utf8_length((unsigned char)*key.at)};
        size_t count = find_sources(list, one, false, spelling->sources[spelling->length],
                                    MAX_SOURCES);

        spelling->counts[spelling->length++] = count;
        spelling->combinations *= count;
        key = (struct span){key.at + one.len, key.len - one.len};
        if (spelling->combinations > MAX_SPELLINGS)
            return;
    }
}

/* The spelling of that number, in memory of its own. */
static struct span spell(struct texts *texts, const struct spelling *spelling, size_t number)
{
    struct buf *key = texts_new(texts);

    for (size_t i = 0; i < spelling->length; i++) {
        buf_add_span(key, spelling->sources[i][number % spelling->counts[i]]);
        number /= spelling->counts[i];
    }
    return buf_span(key);
}

/*
 * A phrase may also stand there in characters that become its own one by one: 微控製器 for
 * 微控制器. Converted one by one it would be the phrase's key, and would change when it goes in
 * again; so it is taken for the phrase at once.
 */
static void add_spellings(struct list *list, struct texts *texts)
{
    struct converter converter = {0};
    struct spelling spelling;
    size_t count = list->count;

    converter_open(&converter, list, texts);
    for (size_t i = 0; i < count; i++) {
        struct item item = list->items[i];

        if (is_single(item.key) || has_condition(&item) || span_equal(item.key, item.value) ||
            !span_equal(converter_convert(&converter, item.key), item.value))
            continue;
        find_spellings(list, item.key, &spelling);
        for (size_t j = 1; spelling.combinations <= MAX_SPELLINGS && j < spelling.combinations;
             j++) {
            struct span key = spell(texts, &spelling, j);
            struct span now = converter_convert(&converter, key);
            struct item other = item;

            other.key = key;
            if (span_equal(now, item.key))
                list_put(list, other);
        }
    }
    converter_close(&converter);
}

void closure_make(struct list *list, struct texts *texts)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i].order = (long)i;
    follow_characters(list, texts);
    widen_conditions(list, texts);
    keep_values(list);
    add_spellings(list, texts);
    keep_joints(list, texts);
}
