/*
 * libkcz: what kcz-clean, kcz-t2s, kcz-segment and kcz-ner do, for one text in memory. libkcz(3) is
 * its manual.
 *
 * A handle is opened once and serves any number of texts, and any number of threads at a time; it
 * is closed when no call is at work on it. A result is one thing, owned by the caller, independent
 * of the text and of the handle; kcz_free frees it, with all that it points to.
 *
 * Texts are UTF-8 with a length; a NUL is an ordinary character. start and end count code points,
 * first_byte and end_byte count bytes; both are half-open ranges of the text that was given.
 * Strings in results have a NUL behind them; those that say nothing are NULL.
 *
 * Where a function fails it returns NULL and fills error, unless that is NULL. Given NULL for a
 * handle it returns NULL and leaves error as it is, so that one check after opening and a call is
 * enough. It writes nothing anywhere and never ends the process, with one exception: where memory
 * is exhausted, abort(3).
 */
#ifndef KCZ_H
#define KCZ_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The library's version, "0.1.0". */
const char *kcz_version(void);

enum kcz_status {
    KCZ_OK,
    KCZ_BAD_ARGUMENT, /* nothing has that name, or a file cannot be read or is not well-formed */
    KCZ_BAD_TEXT,     /* not well-formed UTF-8 */
    KCZ_TOO_LONG      /* more than KCZ_TEXT_MAX bytes */
};

enum { KCZ_TEXT_MAX = 1 << 30 };

struct kcz_error {
    enum kcz_status status;
    char message[252]; /* what is wrong, in one line of UTF-8 */
};

/* Frees a result; NULL is no result. */
void kcz_free(void *result);

/* Dirty page to article: kcz-clean(1). */
struct kcz_cleaner;
struct kcz_article {
    const char *text; /* what is left */
    size_t text_len;
    const char *meta; /* the record's member "meta", a JSON object; NULL if nothing is known */
    size_t meta_len;
};

/* without, with: rules switched off, then on, by id or name, with commas; NULL: none. */
struct kcz_cleaner *kcz_cleaner_open(const char *without, const char *with,
                                     struct kcz_error *error);
void kcz_cleaner_close(struct kcz_cleaner *cleaner);
struct kcz_article *kcz_clean(struct kcz_cleaner *cleaner, const char *text, size_t len,
                              struct kcz_error *error);

/* Traditional to Simplified: kcz-t2s(1). */
struct kcz_converter;
struct kcz_converted {
    const char *text;
    size_t text_len;
    const char *script; /* what the text that came is in: Hant, Hans, mixed, ja, ko, other */
};

/* profile: auto, t2s, tw2s, tw2sp, hk2s, hk2sp; NULL: auto. user_dict: a file, or NULL. */
struct kcz_converter *kcz_converter_open(const char *profile, const char *user_dict,
                                         struct kcz_error *error);
void kcz_converter_close(struct kcz_converter *converter);
struct kcz_converted *kcz_convert(struct kcz_converter *converter, const char *text, size_t len,
                                  struct kcz_error *error);

/* Words: kcz-segment(1). */
struct kcz_segmenter;
struct kcz_word {
    size_t start, end;
    size_t first_byte, end_byte;
    const char *pos; /* part of speech; NULL unless the segmenter was opened for it */
};
struct kcz_words {
    const struct kcz_word *items;
    size_t count;
    const char *json; /* an object with tokens, offsets and, if asked for, pos */
    size_t json_len;
};

/* standard: pku, ctb, ud; NULL: pku. model, user_dict: files, or NULL. pos: parts of speech too. */
struct kcz_segmenter *kcz_segmenter_open(const char *standard, const char *model,
                                         const char *user_dict, bool pos, struct kcz_error *error);
void kcz_segmenter_close(struct kcz_segmenter *segmenter);
struct kcz_words *kcz_segment(struct kcz_segmenter *segmenter, const char *text, size_t len,
                              struct kcz_error *error);

/* Named entities: kcz-ner(1). */
struct kcz_recogniser;
struct kcz_entity {
    const char *type; /* PER, ORG, LOC, TITLE, DATE, ... */
    size_t start, end;
    size_t first_byte, end_byte;
    bool nested;      /* it lies in the last one before it that is not nested */
    const char *kind; /* of an ORG or a QUANTITY */
    const char *code; /* of a LOC: its division in GB/T 2260 */
    const char *norm; /* of a DATE or TIME: ISO 8601 */
    bool has_value;   /* of a QUANTITY: value and unit are known */
    double value;
    const char *unit;
};
struct kcz_entities {
    const struct kcz_entity *items;
    size_t count;
    const char *json; /* the record's member "entities", an array */
    size_t json_len;
};

/* model: a file, or NULL. rules_only: without a model, faster, finds less. */
struct kcz_recogniser *kcz_recogniser_open(const char *model, bool rules_only,
                                           struct kcz_error *error);
void kcz_recogniser_close(struct kcz_recogniser *recogniser);

/* date: of the text, YYYY-MM-DD, YYYY-MM or YYYY, for what it calls 昨天; NULL: not known. */
struct kcz_entities *kcz_entities(struct kcz_recogniser *recogniser, const char *text, size_t len,
                                  const char *date, struct kcz_error *error);

#ifdef __cplusplus
}
#endif

#endif
