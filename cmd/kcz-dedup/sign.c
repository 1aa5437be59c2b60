/*
 * sign: adds what a record is recognised by.
 */
#include <stdlib.h>

#include "dedup.h"
#include "json.h"
#include "memory.h"
#include "paragraphs.h"

static const struct option sign_options[] = {
    {0, "allow", "FILE", "set phrases, one a line, that may repeat", OPTION_TEXT,
     offsetof(struct dedup, allow), NULL},
    {0, "paragraphs", NULL, "sign every paragraph too", OPTION_FLAG,
     offsetof(struct dedup, paragraphs), NULL},
    {0, "min-length", "N", "paragraphs of fewer characters are not looked at [20]", OPTION_COUNT,
     offsetof(struct dedup, min_length), NULL},
    {.kind = OPTION_END},
};

struct signer {
    const struct dedup *dedup;
    struct plain_text plain;
    struct buf json;
};

static bool open_sign(void *settings, const struct filter_settings *shared, struct buf *why)
{
    return dedup_open(settings, shared, why);
}

static void close_sign(void *settings)
{
    dedup_close(settings);
}

static void *new_signer(const void *settings)
{
    struct signer *signer = memory_new(1, sizeof *signer);

    signer->dedup = settings;
    return signer;
}

static void free_signer(void *worker)
{
    struct signer *signer = worker;

    plain_text_free(&signer->plain);
    buf_free(&signer->json);
    free(signer);
}

static void add_hex(struct buf *out, uint64_t number)
{
    static const char digits[] = "0123456789abcdef";
    char text[16];

    for (int i = 15; i >= 0; i--, number >>= 4)
        text[i] = digits[number & 15];
    buf_add(out, text, sizeof text);
}

static void write_signature(struct signer *signer, const struct signature *signature)
{
    struct buf *json = &signer->json;

    buf_clear(json);
    buf_add_text(json, "{\"hash\":");
    if (signer->plain.count == 0) {
        buf_add_text(json, "null");
    } else {
        buf_add_char(json, '"');
        add_hex(json, signature->hash[0]);
        add_hex(json, signature->hash[1]);
        buf_add_char(json, '"');
    }
    buf_add_text(json, ",\"bands\":[");
    for (size_t i = 0; i < signature->band_count; i++) {
        buf_add_text(json, i == 0 ? "\"" : ",\"");
        add_hex(json, signature->bands[i]);
        buf_add_char(json, '"');
    }
    buf_add_char(json, ']');
}

/* The hash of each line, or null for one that is too short to tell anything; how many have one. */
static size_t write_paragraphs(struct signer *signer, struct span text)
{
    struct paragraph_cursor cursor = paragraphs_open(text);
    struct span line;
    uint64_t hash;
    size_t signed_lines = 0;

    buf_add_text(&signer->json, ",\"paragraphs\":[");
    for (bool first = true; paragraphs_next(&cursor, &line); first = false) {
        if (!first)
            buf_add_char(&signer->json, ',');
        if (!paragraph_hash(line, signer->dedup, &signer->plain, &hash)) {
            buf_add_text(&signer->json, "null");
            continue;
        }
        buf_add_char(&signer->json, '"');
        add_hex(&signer->json, hash);
        buf_add_char(&signer->json, '"');
        signed_lines++;
    }
    buf_add_char(&signer->json, ']');
    return signed_lines;
}

static void set_report(struct signer *signer, size_t characters, size_t paragraphs,
                       struct record *record)
{
    buf_clear(&signer->json);
    buf_add_char(&signer->json, '{');
    json_add_uint(&signer->json, "characters", characters);
    if (signer->dedup->paragraphs)
        json_add_uint(&signer->json, "paragraphs", paragraphs);
    buf_add_char(&signer->json, '}');
    record_set_in(record, "kcz", "dedup", buf_span(&signer->json));
}

static enum outcome sign_record(void *worker, struct record *record, struct buf *why)
{
    struct signer *signer = worker;
    struct signature signature;
    size_t characters, paragraphs = 0;
    struct span text;

    (void)why;
    if (!record_string_at(record, &signer->dedup->shared.fields[0], &text))
        return RECORD_PASS;
    plain_text_set(&signer->plain, text, &signer->dedup->phrases);
    signature_set(&signature, &signer->plain);
    write_signature(signer, &signature);
    characters = signer->plain.count;
    if (signer->dedup->paragraphs)
        paragraphs = write_paragraphs(signer, text);
    buf_add_char(&signer->json, '}');
    record_set_json(record, "dedup", buf_span(&signer->json));
    if (signer->dedup->shared.report)
        set_report(signer, characters, paragraphs, record);
    return RECORD_DONE;
}

const struct filter sign_filter = {
    .name = "kcz-dedup",
    .command = "sign",
    .about = "add the hash and the MinHash band keys of the text",
    .options = sign_options,
    .single_field = true,
    .open = open_sign,
    .close = close_sign,
    .worker_new = new_signer,
    .worker_free = free_signer,
    .record = sign_record,
};
