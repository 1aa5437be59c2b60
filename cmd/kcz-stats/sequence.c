#include "sequence.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "json.h"
#include "memory.h"
#include "utf8.h"

/* Appends one word (copied if the bytes are not the record's own). */
static void sequence_add(struct sequence *sequence, struct span word, bool copy)
{
    if (sequence->count == sequence->capacity) {
        sequence->capacity = sequence->capacity * 2 + 256;
        sequence->words = memory_resize(sequence->words, sequence->capacity,
                                        sizeof *sequence->words);
    }
    if (copy && word.len > 0) {
        char *bytes = arena_take(&sequence->texts, word.len, 1);

        memcpy(bytes, word.at, word.len);
        word.at = bytes;
    }
    sequence->words[sequence->count++] = word;
}

static bool is_word(struct span text)
{
    const char *at = text.at;

    while (at < text.at + text.len) {
        uint32_t code = utf8_next(&at);

        if ((code >= 0x4E00 && code < 0xA000) || (code >= '0' && code <= '9') ||
            ((code | 0x20) >= 'a' && (code | 0x20) <= 'z'))
            return true;
        if (code < 0x80)
            continue;
        switch (utf8proc_category((utf8proc_int32_t)code)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_ND:
            return true;
        default:
            break;
        }
    }
    return false;
}

struct gathering {
    struct sequence *sequence;
    bool characters;
    struct job *job;
};

static void add_characters(struct sequence *sequence, struct span text, bool copy)
{
    const char *at = text.at;

    while (at < text.at + text.len) {
        size_t len = utf8_length((unsigned char)*at);
        struct span one = {at, len};

        sequence_add(sequence, is_word(one) ? one : (struct span){NULL, 0}, copy);
        at += len;
    }
}

static bool gather(void *state, struct span value)
{
    struct gathering *gathering = state;
    struct span text;
    bool copy;

    if (json_kind(value) != JSON_STRING) {
        gathering->job->misfits += json_kind(value) != JSON_NULL;
        return true;
    }
    text = json_string(value, &gathering->sequence->scratch);
    copy = text.at == gathering->sequence->scratch.data;
    if (gathering->characters)
        add_characters(gathering->sequence, text, copy);
    else
        sequence_add(gathering->sequence, is_word(text) ? text : (struct span){NULL, 0}, copy);
    return true;
}

void sequence_read(struct sequence *sequence, struct job *job, const struct record *record)
{
    sequence->count = 0;
    arena_reset(&sequence->texts);
    for (size_t i = 0; i < job->select.field_count; i++) {
        struct gathering gathering = {sequence, path_is_single(&job->select.fields[i].whole), job};
        size_t before = sequence->count;

        select_each(&job->select, i, record, gather, &gathering);
        if (sequence->count == before)
            job->nulls++;
        sequence_add(sequence, (struct span){NULL, 0}, false);
    }
}

void sequence_free(struct sequence *sequence)
{
    free(sequence->words);
    arena_free(&sequence->texts);
    buf_free(&sequence->scratch);
}
