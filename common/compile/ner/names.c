#include "names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "table.h"

enum {
    NAME_COST = 110, /* of a name that the lexicon does not have: 22 bits */
    WORD_BIT = 5     /* units of cost a bit */
};

static const char *const place_kinds[PLACE_KINDS] = {
    [PLACE_DIVISION] = "division", [PLACE_ZONE] = "zone",     [PLACE_VENUE] = "venue",
    [PLACE_NATURAL] = "natural",   [PLACE_REGION] = "region", [PLACE_WATER] = "water",
    [PLACE_MOUNTAIN] = "mountain", [PLACE_ISLAND] = "island", [PLACE_CITY] = "city"};

static const char *const surname_kinds[] = {
    [SURNAME_STRONG] = "strong", [SURNAME_DOUBLE] = "double"};

static const char *const calendar_roles[CALENDAR_ROLES] = {
    [CALENDAR_FESTIVAL] = "festival", [CALENDAR_YEAR] = "year",    [CALENDAR_MONTH] = "month",
    [CALENDAR_DAY] = "day",           [CALENDAR_WEEK] = "week",    [CALENDAR_SEASON] = "season",
    [CALENDAR_HALF] = "half",         [CALENDAR_PART] = "part",    [CALENDAR_EDGE] = "edge",
    [CALENDAR_PLAN] = "plan",         [CALENDAR_ZODIAC] = "zodiac"};

static const char *const title_roles[] = {"post", "prefix", "organ", "lone", "honour", "byline"};
static const char *const head_kinds[] = {"PROG", "EVENT", "AWARD"};

static const char *const context_roles[CONTEXT_ROLES] = {
    [CONTEXT_COMPANY_LIST] = "company-list",
    [CONTEXT_NOT_LAST] = "not-last",
    [CONTEXT_AFTER_PERSON] = "after-person",
    [CONTEXT_BEFORE_FOREIGN] = "before-foreign",
    [CONTEXT_AFTER_FOREIGN] = "after-foreign",
    [CONTEXT_AFTER_PLACE] = "after-place",
    [CONTEXT_AFTER_LEVEL] = "after-level",
    [CONTEXT_COUNTRY] = "country",
    [CONTEXT_GENERIC] = "generic",
    [CONTEXT_INSIDE] = "inside",
    [CONTEXT_OUTSIDE] = "outside",
    [CONTEXT_POST_GOES_ON] = "post-goes-on",
    [CONTEXT_POST_VERB] = "post-verb",
    [CONTEXT_BRAND_END] = "brand-end",
    [CONTEXT_PROGRAMME_HEAD] = "programme-head",
    [CONTEXT_PLACE_END] = "place-end",
    [CONTEXT_NOT_QUOTED] = "not-quoted",
    [CONTEXT_DIVIDER] = "divider",
    [CONTEXT_HOLD] = "hold",
    [CONTEXT_PRIZE_CLASS] = "prize-class",
    [CONTEXT_PRIZE_VERB] = "prize-verb",
    [CONTEXT_NOT_TRADE] = "not-trade",
    [CONTEXT_COUNTED] = "counted",
    [CONTEXT_NOT_EXTENSION] = "not-extension",
    [CONTEXT_ZONE_END] = "zone-end",
    [CONTEXT_NOT_CLOCK] = "not-clock",
    [CONTEXT_SPAN] = "span",
    [CONTEXT_NOT_SPAN] = "not-span",
    [CONTEXT_APPOINT] = "appoint",
    [CONTEXT_BECOMES] = "becomes",
    [CONTEXT_ALIAS] = "alias",
    [CONTEXT_TERM_LIST] = "term-list"};

/* The index of word in list; 0 if it is not there. */
static uint8_t kind_of(const char *const *list, size_t count, struct span word)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] && span_is(word, list[i]))
            return (uint8_t)i;
    return 0;
}

static uint8_t bit_of(const char *const *list, size_t count, struct span word)
{
    for (size_t i = 0; i < count; i++)
        if (span_is(word, list[i]))
            return (uint8_t)(1U << i);
    return 0;
}

#define KIND_OF(list, word) kind_of(list, sizeof(list) / sizeof *(list), word)
#define BIT_OF(list, word) bit_of(list, sizeof(list) / sizeof *(list), word)

/* False if no such kind is known. */
static bool set_kind(uint8_t *place, uint8_t kind)
{
    *place = kind;
    return kind != 0;
}

static struct name *add_name(struct names *names, struct span text, uint32_t classes)
{
    struct name *name;

    if (names->count == names->capacity) {
        names->capacity = names->capacity * 2 + 4096;
        names->items = memory_resize(names->items, names->capacity, sizeof *names->items);
    }
    name = &names->items[names->count++];
    memset(name, 0, sizeof *name);
    name->text = (struct span){memory_copy(text.at, text.len), text.len};
    name->entry.classes = classes;
    name->entry.cost = NAME_COST;
    return name;
}

static uint32_t number(struct span digits)
{
    uint32_t value = 0;

    for (size_t i = 0; i < digits.len; i++)
        if (digits.at[i] >= '0' && digits.at[i] <= '9')
            value = value * 10 + (uint32_t)(digits.at[i] - '0');
    return value;
}

static void add_division(struct names *names, const struct table_row *row)
{
    for (size_t column = 1; column <= 3; column++) {
        struct name *name;

        if (row->columns[column].len == 0)
            continue;
        name = add_name(names, row->columns[column], column == 1 ? NAME_DIVISION : NAME_SHORT);
        name->codes[0] = number(row->columns[0]);
        name->entry.code_count = 1;
        name->entry.place = PLACE_DIVISION;
    }
}

/* Half a power of ten a class, from four occurrences on in sixty million. */
static uint8_t word_cost(struct span class)
{
    double frequency = 7.1 * pow(10, ((double)number(class) - 1) / 2);
    double bits = log2(60101967.0 / frequency);

    return (uint8_t)(bits * WORD_BIT);
}

static void add_word(struct names *names, const struct table_row *row)
{
    struct name *name = add_name(names, row->columns[0], NAME_WORD);
    struct span tag = row->columns[2];

    name->entry.pos = tag.len > 0 ? (uint8_t)tag.at[0] : POS_NONE;
    if (tag.len > 1 && tag.at[0] == 'n')
        name->entry.pos = tag.at[1] == 'r'   ? (tag.len > 2 ? POS_FOREIGN : POS_PERSON)
                          : tag.at[1] == 's' ? POS_PLACE
                          : tag.at[1] == 't' ? POS_ORG
                          : tag.at[1] == 'z' ? POS_NAME
                                             : 'n';
    name->entry.cost = word_cost(row->columns[1]);
}

static bool add_calendar_word(struct names *names, const struct table_row *row)
{
    struct name *name = add_name(names, row->columns[0], NAME_CALENDAR);
    struct span value = row->columns[2];
    int32_t size = (int32_t)number(value);

    name->entry.first_code = (uint32_t)(value.len > 0 && value.at[0] == '-' ? -size : size);
    return set_kind(&name->entry.calendar, KIND_OF(calendar_roles, row->columns[1]));
}

/* The rows of context.tsv, each text once, with its roles in classes and its unit in codes[0].
 * False if there is no such role. */
static bool add_context(struct names *contexts, const struct table_row *row)
{
    struct span text = row->columns[0], unit = row->columns[2];
    struct name *last = contexts->count > 0 ? &contexts->items[contexts->count - 1] : NULL;

    if (!last || !span_equal(last->text, text))
        last = add_name(contexts, text, 0);
    for (size_t role = 0; role < CONTEXT_ROLES; role++)
        if (span_is(row->columns[1], context_roles[role])) {
            last->entry.classes |= 1U << role;
            last->codes[0] |= unit.len > 0 ? (uint8_t)unit.at[0] : 0;
            return true;
        }
    return false;
}

/* The row of any other table: the file's name says which. False if no such table or kind is known.
 */
static bool add_row(struct names *names, struct names *contexts, const char *table,
                    const struct table_row *row)
{
    struct span text = row->columns[0], kind = row->columns[1];

    if (strcmp(table, "divisions.tsv") == 0)
        add_division(names, row);
    else if (strcmp(table, "lexicon.tsv") == 0 || strcmp(table, "characters.tsv") == 0)
        add_word(names, row);
    else if (strcmp(table, "countries.tsv") == 0)
        add_name(names, text, NAME_COUNTRY);
    else if (strcmp(table, "places.tsv") == 0)
        return set_kind(&add_name(names, text, NAME_PLACE)->entry.place,
                        KIND_OF(place_kinds, kind));
    else if (strcmp(table, "place-suffixes.tsv") == 0)
        return set_kind(&add_name(names, text, NAME_PLACE_SUFFIX)->entry.place,
                        KIND_OF(place_kinds, kind));
    else if (strcmp(table, "organisations.tsv") == 0)
        return set_kind(&add_name(names, text, NAME_ORG)->entry.org,
                        KIND_OF(gazetteer_org_kinds, kind));
    else if (strcmp(table, "organisation-suffixes.tsv") == 0)
        return set_kind(&add_name(names, text, NAME_ORG_SUFFIX)->entry.org,
                        KIND_OF(gazetteer_org_kinds, kind));
    else if (strcmp(table, "titles.tsv") == 0)
        return set_kind(&add_name(names, text, NAME_TITLE)->entry.title, BIT_OF(title_roles, kind));
    else if (strcmp(table, "surnames.tsv") == 0)
        return set_kind(&add_name(names, text, NAME_SURNAME)->entry.surname,
                        KIND_OF(surname_kinds, kind));
    else if (strcmp(table, "given-names.tsv") == 0)
        add_name(names, text, NAME_GIVEN);
    else if (strcmp(table, "units.tsv") == 0)
        return set_kind(&add_name(names, text, NAME_UNIT)->entry.unit,
                        KIND_OF(gazetteer_unit_kinds, kind));
    else if (strcmp(table, "name-heads.tsv") == 0)
        return set_kind(&add_name(names, text, NAME_HEAD)->entry.head, BIT_OF(head_kinds, kind));
    else if (strcmp(table, "terms.tsv") == 0)
        add_name(names, text, NAME_TERM);
    else if (strcmp(table, "programmes.tsv") == 0)
        add_name(names, text, NAME_PROGRAMME);
    else if (strcmp(table, "inner-verbs.tsv") == 0)
        add_name(names, text, NAME_INNER_VERB);
    else if (strcmp(table, "outer-words.tsv") == 0)
        add_name(names, text, NAME_OUTER);
    else if (strcmp(table, "brand-suffixes.tsv") == 0)
        return set_kind(&add_name(names, text, NAME_BRAND)->entry.org,
                        KIND_OF(gazetteer_org_kinds, kind));
    else if (strcmp(table, "context.tsv") == 0)
        return add_context(contexts, row);
    else if (strcmp(table, "calendar.tsv") == 0)
        return add_calendar_word(names, row);
    else
        return false;
    return true;
}

bool names_read(struct names *names, struct names *contexts, const char *file, struct buf *why)
{
    const char *slash = strrchr(file, '/');
    struct table table = {0};
    struct table_row row;

    if (!table_open(&table, file, why))
        return false;
    while (table_row(&table, &row))
        if (!add_row(names, contexts, slash ? slash + 1 : file, &row)) {
            table_complain(&table, "no such table or kind is known", why);
            return false;
        }
    table_free(&table);
    return true;
}

static int by_text(const void *left, const void *right)
{
    const struct name *a = left, *b = right;
    size_t len = a->text.len < b->text.len ? a->text.len : b->text.len;
    int order = memcmp(a->text.at, b->text.at, len);

    if (order == 0)
        order = (a->text.len > b->text.len) - (a->text.len < b->text.len);
    if (order == 0)
        order = (a->codes[0] > b->codes[0]) - (a->codes[0] < b->codes[0]);
    return order;
}

static uint8_t either(uint8_t a, uint8_t b)
{
    return a ? a : b;
}

/* Puts what b says into a, which has the same text. */
static void merge_name(struct name *a, const struct name *b)
{
    if (b->entry.code_count > 0 && a->entry.code_count < MAX_CODES)
        a->codes[a->entry.code_count++] = b->codes[0];
    a->entry.classes |= b->entry.classes;
    if (!a->entry.first_code)
        a->entry.first_code = b->entry.first_code;
    a->entry.org = either(a->entry.org, b->entry.org);
    a->entry.place = either(a->entry.place, b->entry.place);
    a->entry.calendar = either(a->entry.calendar, b->entry.calendar);
    a->entry.unit = either(a->entry.unit, b->entry.unit);
    a->entry.surname = either(a->entry.surname, b->entry.surname);
    a->entry.pos = either(a->entry.pos, b->entry.pos);
    a->entry.title |= b->entry.title;
    a->entry.head |= b->entry.head;
    if (b->entry.cost < a->entry.cost)
        a->entry.cost = b->entry.cost;
}

void names_merge(struct names *names)
{
    size_t kept = 0;

    if (names->count == 0)
        return;
    qsort(names->items, names->count, sizeof *names->items, by_text);
    for (size_t i = 0; i < names->count; i++) {
        if (kept > 0 && span_equal(names->items[kept - 1].text, names->items[i].text))
            merge_name(&names->items[kept - 1], &names->items[i]);
        else
            names->items[kept++] = names->items[i];
    }
    names->count = kept;
}
