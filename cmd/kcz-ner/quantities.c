#include "quantities.h"

#include "numerals.h"

/* The unit right behind a number: it must not be the start of a longer word. */
static const struct entry *unit_at(const struct document *document, size_t position, size_t *length)
{
    const struct entry *unit = scan_longest(&document->scan, position, NAME_UNIT, length);
    const struct word *word;

    if (!unit)
        return NULL;
    if (kind_at(document, position) == CHAR_LETTER &&
        kind_at(document, position + *length) == CHAR_LETTER)
        return NULL;
    word = &document->scan.words[document->scan.word_at[position]];
    if (word->start == position && word->length > *length &&
        document->gazetteer->entries[word->entry].classes & NAME_WORD)
        return NULL;
    return unit;
}

/* 四个面向, 三个必须: what is counted is said by a verb, so that this is a name and no figure. */
static bool counts_verbs(const struct document *document, size_t end)
{
    const struct scan *scan = &document->scan;
    const struct word *word;
    size_t behind;

    if (end >= document->chars.count || !char_in(document, end - 1, "个"))
        return false;
    word = &scan->words[scan->word_at[end]];
    behind = word->start + word->length;
    return word->start == end && word->length == 2 &&
           (scan->gazetteer->entries[word->entry].pos == 'v' ||
            scan->gazetteer->entries[word->entry].pos == 'd') &&
           kind_at(document, behind) != CHAR_HAN;
}

/* 居前五位, 进入前50名: how far to the front, and no figure. */
static bool is_place_of_rank(const struct document *document, size_t start, size_t unit)
{
    return start > 0 && char_in(document, start - 1, "前") && char_in(document, unit, "位名强");
}

/* A classifier behind characters is a quantity only if it counts: 三家, but not 三级 or 一个. */
static bool counts(const struct document *document, size_t start, const struct numeral *numeral,
                   const struct entry *unit)
{
    if (numeral->han && char_in(document, numeral->end, "方") && unit->unit == UNIT_VOLUME)
        return false; /* 三方, 一方 */
    if (is_place_of_rank(document, start, numeral->end))
        return false;
    if (unit->unit != UNIT_COUNT || numeral->plain || numeral->vague)
        return true;
    if (!numeral->han)
        return true;
    if (numeral->end == start + 1 && char_in(document, start, "一两"))
        return false;
    if (numeral->digits_only_han && numeral->end > start + 1)
        return false;
    return context_at(document, numeral->end, CONTEXT_COUNTED) &&
           !(numeral->end == start + 1 && counts_verbs(document, numeral->end + 1));
}

/* The whole of a short quote is a name, and its number is part of it: “四个一”. */
static bool quoted(const struct document *document, size_t start, size_t end)
{
    return start > 0 && char_in(document, start - 1, "“‘") && !char_in(document, end, "”’") &&
           (char_in(document, end + 1, "”’") || char_in(document, end + 2, "”’"));
}

/* What stands before a number that is not one: 第三, 二〇二三, 编号. */
static bool broken_before(const struct document *document, size_t position)
{
    uint8_t before = kind_at(document, position - 1);

    if (position == 0)
        return false;
    return before == CHAR_DIGIT || before == CHAR_LETTER || before == CHAR_NUMERAL ||
           char_in(document, position - 1, "第.初#×") ||
           (char_in(document, position - 1, "每") && kind_at(document, position) == CHAR_NUMERAL) ||
           (char_in(document, position - 1, "-—/") &&
            kind_at(document, position - 2) == CHAR_LETTER);
}

static void add_quantity(struct document *document, size_t start, size_t end, double value,
                         size_t unit_start, const struct entry *unit)
{
    struct entity *entity = document_add(document, ENTITY_QUANTITY, start, end, RANK_SURE);

    entity->value = value;
    entity->has_value = true;
    entity->unit_start = (uint32_t)unit_start;
    entity->kind = unit->unit;
    document_cover(document, start, end, ENTITY_QUANTITY);
}

/* 百分之三十. */
static size_t read_percent(struct document *document, size_t position)
{
    static const struct entry percent = {.unit = UNIT_PERCENT};
    struct numeral numeral;

    if (!text_at(document, position, "百分之"))
        return 0;
    numeral = numeral_at(document, position + 3);
    if (numeral.end == 0)
        return 0;
    add_quantity(document, position, numeral.end, numeral.value, position, &percent);
    return numeral.end;
}

/* The last part of a range such as 3—5名 or 3至5名 begins behind the dash. */
static size_t range_end(const struct document *document, const struct numeral *first,
                        struct numeral *second)
{
    size_t at = first->end;

    if (!first->plain && !first->han)
        at = first->end;
    if (char_in(document, at, "%％"))
        at++;
    if (!char_in(document, at, "—-~～至到"))
        return 0;
    *second = numeral_at(document, at + 1);
    return second->end;
}

/* 五位一体, 三门峡: number and classifier are the start of a word. */
static bool in_longer_word(const struct document *document, size_t start, size_t end)
{
    const struct word *word = &document->scan.words[document->scan.word_at[start]];

    return (word->start + word->length > end || word->start < start) && word->length > 2 &&
           word->start + word->length >= end;
}

/* 元|港币, 立方米|每秒, 公里|/小时: what a unit goes on to. */
static size_t whole_unit(const struct document *document, const struct entry *unit, size_t end)
{
    size_t length = 0, per = char_in(document, end, "每/") ? end + 1 : 0;
    const struct entry *more = scan_longest(&document->scan, end, NAME_UNIT, &length);

    if (unit->unit == UNIT_MONEY && more && more->unit == UNIT_MONEY && length >= 2)
        return end + length;
    if (per == 0)
        return end;
    length = context_at(document, per, CONTEXT_SPAN);
    if (length > 0)
        return per + length;
    if (char_in(document, end, "/") && char_in(document, per, "HSsh") &&
        kind_at(document, per + 1) != CHAR_LETTER)
        return per + 1;
    return end;
}

static size_t read_quantity(struct document *document, size_t position)
{
    struct numeral numeral, last;
    const struct entry *unit;
    size_t length = 0, end;

    if (char_in(document, position, "百") && (end = read_percent(document, position)) > 0)
        return end;
    numeral = numeral_at(document, position);
    if (numeral.end == 0)
        return 0;
    if (numeral.han && in_longer_word(document, position, numeral.end + 1))
        return numeral.end;
    unit = unit_at(document, numeral.end, &length);
    if ((end = range_end(document, &numeral, &last)) > 0) {
        const struct entry *shared = unit_at(document, end, &length);

        if (shared && (!unit || shared->unit == unit->unit)) {
            add_quantity(document, position, end + length, last.value, end, shared);
            return end + length;
        }
        unit = unit_at(document, numeral.end, &length);
    }
    if (!unit || !counts(document, position, &numeral, unit) ||
        (numeral.han && numeral.value == 0 && unit->unit != UNIT_TEMPERATURE))
        return numeral.end; /* 零 counts nothing: 零担, 零件 */
    end = whole_unit(document, unit, numeral.end + length);
    if (char_in(document, end, "版第"))
        return end;
    if (char_in(document, end, "余多") && unit->unit != UNIT_PERCENT &&
        !char_in(document, end + 1, "年元样种"))
        end++;
    if (!quoted(document, position, end))
        add_quantity(document, position, end, numeral.value, numeral.end, unit);
    return end;
}

void find_quantities(struct document *document)
{
    for (size_t i = 0; i < document->chars.count; i++) {
        uint8_t kind = kind_at(document, i);
        size_t end;

        if (document->cover[i] != ENTITY_NONE)
            continue;
        if (kind != CHAR_DIGIT && kind != CHAR_NUMERAL && code_at(document, i) != 0x51E0 &&
            code_at(document, i) != 0x6570) /* 几, 数 */
            continue;
        if (broken_before(document, i))
            continue;
        end = read_quantity(document, i);
        if (end > i)
            i = end - 1;
    }
}
