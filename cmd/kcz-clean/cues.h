/*
 * The words by which lines show what they are: cues (首页, 相关阅读, 版权所有 ...), labels of
 * particulars (来源:, 责任编辑: ...) and the lexicon of hijacked titles; all of it data of
 * common/data/clean. Lines are compared folded: Simplified, lower case, half width, without white
 * space.
 */
#ifndef KCZ_CLEAN_CUES_H
#define KCZ_CLEAN_CUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blob.h"
#include "buf.h"
#include "span.h"
#include "trie.h"

/* Code points of a line that are folded; what is longer is no label, menu or heading. */
enum { FOLD_MAX = 120, FOLD_HEAD = 40, CUE_NAME = 16, CLASS_NONE = -1, CLASSES_MAX = 64 };

enum class_role {
    ROLE_STOP = 1,  /* ends the article */
    ROLE_DROP = 2,  /* goes inside the body, too */
    ROLE_EARLY = 4, /* never stands above the text */
    ROLE_LINK = 8,  /* a link to what belongs to the article */
    ROLE_TEXT = 16  /* may be a line of the article's own */
};

/* The particulars that labels announce, in the order of their names in cues.c. */
enum field {
    FIELD_AUTHOR,
    FIELD_COUNT, /* of no interest: clicks, font size, auditors */
    FIELD_DATE,
    FIELD_EDITOR,
    FIELD_KEYWORDS,
    FIELD_ORIGINAL,  /* the title elsewhere */
    FIELD_PUBLISHER, /* who put it there: an office, or failing another the author */
    FIELD_SECTION,
    FIELD_SOURCE,
    FIELD_SUBTITLE,
    FIELD_SUMMARY,
    FIELD_TITLE,   /* the title in a box or form: 标题:... */
    FIELD_WRITTEN, /* the date of a document, which counts where none of the page is told */
    FIELDS,
    FIELD_NONE = -1
};

/* Lists of words.tsv, each in the order of the file. */
enum word_list {
    WORDS_CREDIT,
    WORDS_HEAD_AUTHOR,
    WORDS_HEAD_DATE,
    WORDS_HEAD_KEYWORDS,
    WORDS_HEAD_SITE,
    WORDS_HEAD_SOURCE,
    WORDS_HEAD_SUMMARY,
    WORDS_HOUSE,
    WORDS_ORIGINAL,
    WORDS_REPORTER,
    WORDS_TOKEN,
    WORDS_WIRE,
    WORD_LISTS
};

struct class_values {
    int32_t score, evidence, roles;
};

struct cue_name {
    char text[CUE_NAME];
};

struct article_tables {
    struct blob blob;
    struct trie cues, labels, spam, endings, values, surnames;
    const uint32_t *kinds; /* of cues: class | where << 8 | offset into needs << 16 */
    const char *needs;     /* words parted by *, of which one must follow such a cue in its line */
    const struct cue_name *class_names;
    const struct class_values *classes;
    size_t class_count;
    enum field fields[FIELDS + 1]; /* by the number that labels have in the blob */
    struct span words[WORD_LISTS]; /* a NUL behind each word */
    const uint16_t *fold;          /* by code point below U+10000 */
    const uint8_t *starts;         /* by folded code point: see cues_starts */
    const uint8_t *script;         /* by code point: 1 Simplified only, 2 Traditional only */
    int advert, crumb, nav, page, hijack, token; /* the classes that more is known of */
};

struct folded {
    uint32_t codes[FOLD_MAX];
    size_t
        offsets[FOLD_MAX + 1]; /* bytes from the line's start; the last is behind the last code */
    size_t count;
    bool whole; /* the line was no longer than that */
};

/* The embedded tables. False with the reason in why. */
bool cues_open(struct article_tables *tables, struct buf *why);

void cues_fold(const struct article_tables *tables, struct span line, struct folded *out);

/* The same for a line of which only the head can tell anything. */
void cues_fold_head(const struct article_tables *tables, struct span line, struct folded *out);

/* Whether a cue, a label or a word of spam begins with this folded code. */
enum starts { STARTS_CUE = 1, STARTS_LABEL = 2, STARTS_SPAM = 4 };

static inline bool cues_starts(const struct article_tables *tables, uint32_t code, enum starts what)
{
    return code >= 0x10000 || (tables->starts[code] & what);
}

/* The class of a line, or CLASS_NONE. line is what folded was made of. */
int cues_classify(const struct article_tables *tables, const struct folded *folded,
                  struct span line);

/* The label that starts at code at: its field and its length in codes. */
enum field cues_label(const struct article_tables *tables, const struct folded *folded, size_t at,
                      size_t *length);

/* Weight of the spam words in a folded line; words count once each, longest first. */
unsigned cues_spam(const struct article_tables *tables, const struct folded *folded, size_t from,
                   size_t to);

/* Whether a name ends as the names of sites, or of sources, do. */
enum ending { ENDING_SITE = 1, ENDING_SOURCE = 2 };
bool cues_ends_as(const struct article_tables *tables, struct span name, enum ending ending);

/* Finds the lists in the blob, for cues_open. False with the reason in why. */
bool cues_open_words(struct article_tables *tables, struct buf *why);

/* Takes the first word off what is left of a list; false at its end. */
bool cues_next_word(struct span *list, struct span *word);

/* The first place of a word of the list in the text, and the word; NULL if there is none. */
const char *cues_find_word(const struct article_tables *tables, enum word_list list,
                           struct span text, struct span *word);

/* The word of the list that the text ends with; absent if there is none. */
struct span cues_last_word(const struct article_tables *tables, enum word_list list,
                           struct span text);

/* Whether the whole of a value names nothing: 未知, or 正文 among breadcrumbs. */
enum idle { IDLE_UNKNOWN, IDLE_PLACE };
bool cues_is_idle(const struct article_tables *tables, struct span value, enum idle kind);

#endif
