#include "convert.h"

#include <string.h>

#include "condition.h"
#include "ids.h"
#include "log.h"
#include "script.h"
#include "utf8.h"

enum { LONGEST_KEY = 32 };

static bool followed_by_selector(const char *at, const char *end)
{
    return end - at >= 3 && (unsigned char)*at >= 0xEF && is_variation_selector(utf8_next(&at));
}

/* A key that the text starts with at some place, and where it ends. */
struct match {
    int32_t entry;
    const char *end;
};

static bool conditions_hold(const struct dictionary *phrases, const struct entry *entry,
                            struct span text, const char *at, const char *end)
{
    struct span left = {phrases->text + entry->left, entry->left_len};
    struct span right = {phrases->text + entry->right, entry->right_len};

    return (left.len == 0 || condition_left(left, text, at)) &&
           (right.len == 0 || condition_right(right, text, end));
}

/* The label of a character in the phrases' trie. */
static inline uint32_t label_of(const struct profile *profile, uint32_t code)
{
    if (may_have_alias(code))
        code = profile_alias(profile, code);
    return code < 0x10000 ? profile->phrases.trie.labels[code]
                          : trie_label(&profile->phrases.trie, code);
}

/* The longest key at at whose conditions hold; NULL if there is none. Sets *end to its end. */
static const struct entry *find_phrase(const struct profile *profile, struct span text,
                                       const char *at, const char *limit, const char **end)
{
    const struct dictionary *phrases = &profile->phrases;
    struct match matches[LONGEST_KEY];
    size_t count = 0;
    const char *next = at;
    int32_t node = TRIE_ROOT;

    while (next < limit && count < LONGEST_KEY) {
        node = trie_step_label(&phrases->trie, node, label_of(profile, utf8_next(&next)));
        if (node == TRIE_NONE)
            break;
        int32_t value = trie_value(&phrases->trie, node);
        if (value != TRIE_NONE)
            matches[count++] = (struct match){value, next};
    }
    while (count-- > 0) {
        *end = matches[count].end;
        if (followed_by_selector(*end, text.at + text.len))
            continue;
        for (int32_t i = matches[count].entry; i >= 0; i = phrases->entries[i].next) {
            if (conditions_hold(phrases, &phrases->entries[i], text, at, *end))
                return &phrases->entries[i];
        }
    }
    return NULL;
}

static struct piece kept(const char *at, const char *end)
{
    return (struct piece){.taken = (size_t)(end - at), .put = span_between(at, end)};
}

/* The piece of the character from at to next, whose point is point, if no phrase begins with it. */
static struct piece single_piece(const struct profile *profile, const struct point *point,
                                 const char *at, const char *next, const char *limit)
{
    struct piece piece = kept(at, next);

    if (followed_by_selector(next, limit)) {
        utf8_next(&next);
        piece = kept(at, next);
    } else if (point != NULL && point->value_len > 0) {
        piece.put = profile_single(profile, point);
        piece.rule = (enum rule)point->rule;
    }
    piece.point = point;
    return piece;
}

/* Of what goes over the end of a run (script.h), which may be converted by itself, nothing. */
static size_t description_length(struct span text)
{
    size_t length = ids_length(text);

    return run_end((struct span){text.at, length}, 0) < length ? 0 : length;
}

struct piece next_piece(const struct profile *profile, struct span text, size_t from, size_t to)
{
    const char *at = text.at + from, *limit = text.at + to, *next = at, *end;
    uint32_t code = utf8_next(&next);
    const struct point *point = profile_point(profile, code);
    size_t description = description_length(span_between(at, limit));

    if (description > 0)
        return kept(at, at + description);
    const struct entry *entry = find_phrase(profile, text, at, limit, &end);
    if (entry == NULL)
        return single_piece(profile, point, at, next, limit);
    return (struct piece){.taken = (size_t)(end - at),
                          .put = dictionary_value(&profile->phrases, entry),
                          .rule = (enum rule)entry->rule,
                          .point = point};
}

static void count_code(const struct point *point, uint32_t code, struct script_counts *counts)
{
    counts->kana += code >= 0x3040 && code <= 0x30FF && code != 0x30FB && code != 0x30FC;
    counts->hangul += (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0x1100 && code <= 0x11FF);
    counts->wide += code >= 0x800;
    if (point != NULL) {
        counts->traditional += (point->flags & POINT_TRADITIONAL) != 0;
        counts->simplified += (point->flags & POINT_SIMPLIFIED) != 0;
    }
}

/* The fast way's state: where it reads and where it writes, with room for all that is to come. */
struct cursor {
    const char *at;
    char *put;
    struct buf *out;
};

enum { ROOM = 16 }; /* bytes that the fast way may write too many */

/* Sees to it that extra bytes, and then one byte for each left to read, fit behind cursor->put. */
static void make_room(struct cursor *cursor, const char *end, size_t extra)
{
    cursor->out->len = (size_t)(cursor->put - cursor->out->data);
    cursor->put = buf_reserve(cursor->out, extra + (size_t)(end - cursor->at) + ROOM);
}

static uint32_t load_four(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;

    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void put_span(struct cursor *cursor, const char *end, struct span span, size_t taken)
{
    cursor->at += taken;
    if (span.len > taken)
        make_room(cursor, end, span.len);
    memcpy(cursor->put, span.at, span.len);
    cursor->put += span.len;
}

/* A phrase that starts at a character of three bytes, or else that character. */
static void put_phrase(const struct profile *profile, struct span text, size_t to, uint64_t hot,
                       struct cursor *cursor, struct script_counts *counts)
{
    const char *end = text.at + to, *phrase_end;
    const struct entry *entry = find_phrase(profile, text, cursor->at, end, &phrase_end);

    counts->traditional += hot >> HOT_TRADITIONAL & 1;
    counts->simplified += hot >> HOT_SIMPLIFIED & 1;
    counts->wide++;
    if (entry != NULL) {
        put_span(cursor, end, dictionary_value(&profile->phrases, entry),
                 (size_t)(phrase_end - cursor->at));
        return;
    }
    memcpy(cursor->put, &hot, 3);
    cursor->at += 3;
    cursor->put += 3;
}

/*
 * A character that needs a close look. A variation selector met here belongs to a character that
 * was taken the fast way, three bytes for three: that one is put back.
 */
static void look_closely(const struct profile *profile, struct span text, size_t from, size_t to,
                         struct cursor *cursor, struct script_counts *counts)
{
    const char *end = text.at + to, *next = cursor->at;
    uint32_t code = utf8_next(&next);
    struct piece piece = kept(cursor->at, next);

    if (code >= 0x800 && code < HOT_COUNT && (profile->hot[code] >> HOT_ODD & 1) == 0) {
        put_phrase(profile, text, to, profile->hot[code], cursor, counts);
        return;
    }
    if (is_variation_selector(code) && cursor->at - text.at >= (ptrdiff_t)from + 3 &&
        ((unsigned char)cursor->at[-3] & 0xF0) == 0xE0) {
        memcpy(cursor->put - 3, cursor->at - 3, 3);
    } else if (code < 0x3040 || code > 0x30FF) {
        piece = next_piece(profile, text, (size_t)(cursor->at - text.at), to);
    }
    count_code(piece.point, code, counts);
    put_span(cursor, end, piece.put, piece.taken);
}

/* Copies bytes below 0x80 up to the first that is not; at least eight bytes are left to read. */
static void copy_ascii(struct cursor *cursor, const char *end)
{
    uint64_t word;

    while (end - cursor->at >= 8) {
        memcpy(&word, cursor->at, 8);
        memcpy(cursor->put, &word, 8);
        word &= UINT64_C(0x8080808080808080);
        size_t count = word == 0 ? 8 : (size_t)__builtin_ctzll(word) / 8;
        cursor->at += count;
        cursor->put += count;
        if (word != 0)
            return;
    }
}

/* Keys such as A型肝炎 begin in the bytes just copied, before the first that is not ASCII. */
static void look_back_into_ascii(const struct profile *profile, struct span text, size_t start,
                                 size_t to, struct cursor *cursor)
{
    size_t at = (size_t)(cursor->at - text.at);
    size_t back = at - start < profile->ascii_prefix ? at - start : profile->ascii_prefix;

    for (; back > 0; back--) {
        struct piece piece = next_piece(profile, text, at - back, to);

        if (piece.taken > back) {
            cursor->at -= back;
            cursor->put -= back;
            put_span(cursor, text.at + to, piece.put, piece.taken);
            return;
        }
    }
}

/*
 * Whether a phrase may begin with the two characters at first and second. Only pairs of Han
 * characters that stand for themselves are looked up; for all others the answer is yes.
 */
static bool may_begin_phrase(const struct profile *profile, uint64_t entry, uint32_t first,
                             uint32_t second)
{
    bool plain = (first & 0xFF) >= 0xE3 && (first & 0xFF) <= 0xE9 && (second & 0xFF) >= 0xE3 &&
                 (second & 0xFF) <= 0xE9;

    if (!plain || entry >> HOT_SECOND == UINT32_MAX)
        return true;
    uint32_t hash = pair_hash(first, second);
    return profile->pairs[hash / 64] >> hash % 64 & 1;
}

/* next_piece, without a look for phrases where none can begin. */
static struct piece next_piece_quickly(const struct profile *profile, struct span text, size_t from,
                                       size_t to)
{
    const char *at = text.at + from, *limit = text.at + to;
    uint32_t four, next;

    if (limit - at < 8 || ((unsigned char)*at & 0xF0) != 0xE0)
        return next_piece(profile, text, from, to);
    four = load_four(at);
    next = load_four(at + 3);
    uint32_t code = (four & 0x0F) << 12 | (four >> 2 & 0xFC0) | (four >> 16 & 0x3F);
    uint64_t entry = profile->hot[code];
    if ((entry >> (HOT_SECOND + follower_hash(next)) & 1) != 0 &&
        may_begin_phrase(profile, entry, four, next))
        return next_piece(profile, text, from, to);
    return single_piece(profile, profile_point(profile, code), at, at + 3, limit);
}

void convert_by_piece(const struct profile *profile, struct span text, size_t from, size_t to,
                      struct buf *out, struct script_counts *counts)
{
    while (from < to) {
        struct piece piece = next_piece(profile, text, from, to);
        const char *at = text.at + from;

        count_code(piece.point, utf8_next(&at), counts);
        buf_add_span(out, piece.put);
        from += piece.taken;
    }
}

/* The end of a run of characters from at on that stay what they are and with which no phrase
 * begins. */
static const char *skip_kept(const struct profile *profile, const char *at, const char *limit)
{
    while (limit - at >= 8 && ((unsigned char)*at & 0xF0) == 0xE0) {
        uint32_t four = load_four(at), next = load_four(at + 3);
        uint64_t entry =
            profile->hot[(four & 0x0F) << 12 | (four >> 2 & 0xFC0) | (four >> 16 & 0x3F)];

        if (((entry ^ four) & 0xFFFFFF) != 0 || (next & 0xFF) >= 0xEF ||
            ((entry >> (HOT_SECOND + follower_hash(next)) & 1) != 0 &&
             may_begin_phrase(profile, entry, four, next)))
            break;
        at += 3;
    }
    return at;
}

void convert_logged(const struct profile *profile, struct span text, size_t from, size_t to,
                    struct buf *out, struct log *log)
{
    while (from < to) {
        size_t kept_end = from;

        if (!log->wants_choices)
            kept_end = (size_t)(skip_kept(profile, text.at + from, text.at + to) - text.at);
        if (kept_end > from) {
            buf_add(out, text.at + from, kept_end - from);
            log->position += (kept_end - from) / 3;
            from = kept_end;
            continue;
        }
        struct piece piece = next_piece_quickly(profile, text, from, to);
        buf_add_span(out, piece.put);
        log_piece(log, profile, (struct span){text.at + from, piece.taken}, &piece);
        from += piece.taken;
    }
}

enum { ADDABLE = 120 }; /* hot entries whose evidence can be added up in one number */

/*
 * Characters of three bytes, as long as they come, but no more than can be added up; at least eight
 * bytes are left to read. True if one needs a close look.
 */
static bool convert_wide(const struct profile *profile, struct cursor *cursor, const char *end,
                         struct script_counts *counts)
{
    const uint64_t *hot = profile->hot;
    const uint64_t flags = UINT64_C(1) << HOT_TRADITIONAL | UINT64_C(1) << HOT_SIMPLIFIED;
    const char *at = cursor->at, *last = end - 8;
    char *put = cursor->put;
    uint64_t evidence = 0;
    uint32_t four = load_four(at);
    bool close = false;

    if (last - at > 3 * ADDABLE)
        last = at + 3 * ADDABLE;
    do {
        uint64_t entry = hot[(four & 0x0F) << 12 | (four >> 2 & 0xFC0) | (four >> 16 & 0x3F)];

        uint32_t next = load_four(at + 3);

        close = (entry >> (HOT_SECOND + follower_hash(next)) & 1) != 0 &&
                may_begin_phrase(profile, entry, four, next);
        if (close)
            break;
        four = next;
        memcpy(put, &entry, 4);
        evidence += entry & flags;
        at += 3;
        put += 3;
    } while (at <= last && (four & 0xF0) == 0xE0);
    counts->traditional += evidence >> HOT_TRADITIONAL & 0x7F;
    counts->simplified += evidence >> HOT_SIMPLIFIED;
    counts->wide += (uint64_t)(at - cursor->at) / 3;
    cursor->at = at;
    cursor->put = put;
    return close;
}

void convert_text(const struct profile *profile, struct span text, size_t from, size_t to,
                  struct buf *out, struct script_counts *counts)
{
    const char *end = text.at + to;
    struct cursor cursor = {text.at + from, NULL, out};

    cursor.put = buf_reserve(out, 0);
    make_room(&cursor, end, 0);
    while (end - cursor.at >= 8) {
        unsigned char lead = (unsigned char)*cursor.at;

        if ((lead & 0xF0) == 0xE0) {
            if (!convert_wide(profile, &cursor, end, counts))
                continue;
        } else if (lead < 0x80 && !profile->ascii_keys) {
            size_t start = (size_t)(cursor.at - text.at);
            copy_ascii(&cursor, end);
            if (profile->ascii_prefix > 0 && end - cursor.at >= 3)
                look_back_into_ascii(profile, text, start, to, &cursor);
            continue;
        }
        look_closely(profile, text, from, to, &cursor, counts);
    }
    while (cursor.at < end)
        look_closely(profile, text, from, to, &cursor, counts);
    out->len = (size_t)(cursor.put - out->data);
}
