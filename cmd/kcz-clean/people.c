#include "people.h"

#include "utf8.h"
#include "values.h"

/* Bytes. */
enum { NAME_MAX = 60, NAMES_MAX = 600, HAN = 3, FULL_NAME_MAX = 16 };

static bool parts_names(uint32_t code)
{
    return code <= ' ' || code == 0x3001 || code == 0xFF0C || code == ',' || code == ';' ||
           code == 0xFF1B || code == '/' || code == '|' || code == 0x3000 || code == 0xA0 ||
           code == '&' || code == 0xFF5C || code == ':' || code == 0xFF1A;
}

static bool is_latin(struct span piece)
{
    return piece.len > 0 &&
           ((*piece.at >= 'A' && *piece.at <= 'Z') || (*piece.at >= 'a' && *piece.at <= 'z'));
}

/* 本报记者甲某某: without the office. A whole office is no name. */
static struct span without_office(const struct article_tables *tables, struct span piece)
{
    struct folded folded;
    size_t length = 0;
    enum field field;

    cues_fold(tables, piece, &folded);
    field = cues_label(tables, &folded, 0, &length);
    if ((field == FIELD_AUTHOR || field == FIELD_EDITOR) && length >= 2)
        return (struct span){piece.at + folded.offsets[length], piece.len - folded.offsets[length]};
    return piece;
}

/* PN030: the number of an editor whose name stands before it. */
static bool is_code(struct span name)
{
    bool digit = false;

    for (size_t i = 0; i < name.len; i++) {
        if ((unsigned char)name.at[i] >= 0x80)
            return false;
        digit |= name.at[i] >= '0' && name.at[i] <= '9';
    }
    return digit;
}

/* 摄影 and the like begin a list of other people. */
static bool list_ends_at(const struct article_tables *tables, struct span piece)
{
    struct folded folded;
    size_t length = 0;

    cues_fold(tables, piece, &folded);
    return folded.count >= 2 && cues_label(tables, &folded, 0, &length) == FIELD_COUNT &&
           length == folded.count;
}

/* Codes of the surname that a folded name begins with; 0 if it is none. */
static size_t surname_length(const struct article_tables *tables, const struct folded *folded)
{
    int32_t node = TRIE_ROOT;
    size_t length = 0;

    for (size_t i = 0; i < folded->count && i < 2; i++) {
        node = trie_step(&tables->surnames, node, folded->codes[i]);
        if (node == TRIE_NONE)
            break;
        if (trie_value(&tables->surnames, node) != TRIE_NONE)
            length = i + 1;
    }
    return length;
}

bool people_is_name(const struct article_tables *tables, struct span text)
{
    struct folded folded;
    size_t surname;

    if (text.len > FULL_NAME_MAX)
        return false;
    cues_fold(tables, text, &folded);
    for (size_t i = 0; i < folded.count; i++)
        if (folded.codes[i] < 0x3400 || folded.codes[i] > 0x9FFF)
            return false;
    surname = surname_length(tables, &folded);
    return surname > 0 && folded.count > surname && folded.count <= surname + 2;
}

/* Without the numbers and signs behind it that refer to houses. */
static struct span without_marks(struct span piece)
{
    while (piece.len > 0 && piece.at[piece.len - 1] > 0 &&
           !is_latin((struct span){&piece.at[piece.len - 1], 1}))
        piece.len--;
    return piece;
}

/* 呼吸科: behind a name it tells where that person works. */
static bool is_house(const struct article_tables *tables, struct span name)
{
    return !people_is_name(tables, name) && cues_ends_as(tables, name, ENDING_SOURCE);
}

static void add_name(const struct article_tables *tables, struct meta_list *list, struct span name)
{
    name.len -= cues_last_word(tables, WORDS_CREDIT, name).len;
    if (people_is_name(tables, without_marks(name)))
        name = without_marks(name);
    if (name.len < 2 || name.len > NAME_MAX || list->count == META_LIST ||
        (list->count > 0 && (is_code(name) || is_house(tables, name))))
        return;
    for (size_t i = 0; i < list->count; i++)
        if (span_equal(list->items[i], name))
            return;
    list->items[list->count++] = name;
}

/* 李 明 is one name, and so is John Smith. */
static bool joins(struct span before, struct span piece, struct span between)
{
    if (before.len + piece.len > NAME_MAX)
        return false;
    if (between.len != 1 || *between.at != ' ')
        return is_latin(piece) == is_latin(before) && before.len == HAN && piece.len == HAN &&
               between.len > 0 && *between.at == ' ';
    return (before.len == HAN && piece.len == HAN) || (is_latin(before) && is_latin(piece));
}

static struct span joined(struct span before, struct span piece, struct arena *arena)
{
    size_t gap = is_latin(before) ? 1 : 0;
    char *name = arena_take(arena, before.len + gap + piece.len, 1);

    memcpy(name, before.at, before.len);
    memset(name + before.len, ' ', gap);
    memcpy(name + before.len + gap, piece.at, piece.len);
    return (struct span){name, before.len + gap + piece.len};
}

bool people_is_list(const struct article_tables *tables, struct span line)
{
    const char *at = line.at, *end = line.at + line.len, *start = at;
    size_t names = 0;

    if (line.len > NAMES_MAX)
        return false;
    while (at <= end) {
        const char *here = at;
        uint32_t code = at < end ? utf8_next(&at) : ',';

        if (parts_names(code)) {
            struct span piece = without_marks(span_between(start, here));

            if (piece.len > 0 && !people_is_name(tables, piece))
                return false;
            names += piece.len > 0;
            start = at;
        }
        if (here == end)
            break;
    }
    return names >= 2;
}

void people_split(const struct article_tables *tables, struct span value, struct meta_list *list,
                  struct arena *arena)
{
    const char *at = value.at, *end = value.at + (value.len < NAMES_MAX ? value.len : NAMES_MAX);
    const char *start = at;
    struct span pending = {0};
    const char *pending_end = NULL;

    while (end > at && end < value.at + value.len && ((unsigned char)*end & 0xC0) == 0x80)
        end--;
    while (at <= end) {
        const char *here = at;
        uint32_t code = at < end ? utf8_next(&at) : ')';
        bool last = code == ')' || code == 0xFF09; /* behind a bracket there are no names */

        if (last || parts_names(code)) {
            struct span piece = value_trim(span_between(start, here));

            if (list_ends_at(tables, piece))
                break;
            piece = without_office(tables, piece);
            start = at;
            if (piece.len > 0 && pending.len > 0 &&
                joins(pending, piece, span_between(pending_end, piece.at))) {
                pending = joined(pending, piece, arena);
            } else if (piece.len > 0) {
                if (pending.len > 0)
                    add_name(tables, list, pending);
                pending = piece;
            }
            if (piece.len > 0)
                pending_end = piece.at + piece.len;
        }
        if (last)
            break;
    }
    if (pending.len > 0)
        add_name(tables, list, pending);
}
