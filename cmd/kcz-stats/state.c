#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "json.h"
#include "stream.h"
#include "tuple.h"
#include "utf8.h"

enum { STATE_BLOCK = 8 * 1024, FLUSH_AT = 128 * 1024 };

/* FNV-1a, 64 bits. */
static uint64_t checksum_add(uint64_t sum, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 0x100000001B3;
    return sum;
}

static const uint64_t checksum_start = 0xCBF29CE484222325;

/* Which member of a row holds its key, by the key's kind. */
static const char *const key_names[] = {
    [TUPLE_SUM] = "k", [TUPLE_TOTAL_SUM] = "total", [TUPLE_TOTAL_MAX] = "max"};

static void write_row(const struct row *row, size_t width, struct buf *out, struct buf *scratch)
{
    buf_printf(out, "{\"%s\":[", key_names[tuple_kind(row->key)]);
    tuple_to_json(row->key, out, scratch);
    buf_add_text(out, "],\"v\":[");
    for (size_t i = 0; i < width; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        buf_add_uint(out, row->values[i]);
    }
    buf_add_text(out, "]}\n");
}

bool state_write(struct source rows, size_t width, struct filter_output *output)
{
    struct buf *out = &output->lines;
    struct buf scratch = {0};
    uint64_t count = 0, checksum = checksum_start;
    struct row row;
    bool going = true;

    for (; going && rows.next(rows.state, &row); count++) {
        size_t start = out->len;

        write_row(&row, width, out, &scratch);
        checksum = checksum_add(checksum, out->data + start, out->len - start);
        if (out->len >= FLUSH_AT)
            going = filter_flush(output);
    }
    buf_printf(out, "{\"end\":{\"rows\":%" PRIu64 ",\"checksum\":\"%016" PRIx64 "\"}}\n", count,
               checksum);
    buf_free(&scratch);
    return going && filter_flush(output);
}

/* A pipe can be read only once: its bytes go to a file without a name. */
static bool copy_to_file(struct state_reader *reader)
{
    struct spill spill;
    char bytes[STATE_BLOCK];
    ssize_t got;

    if (!spill_open(&spill))
        return false;
    while ((got = read(reader->fd, bytes, sizeof bytes)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || !stream_write(spill.fd, bytes, (size_t)got)) {
            spill_close(&spill);
            return false;
        }
    }
    close(reader->fd);
    reader->fd = spill.fd;
    return lseek(reader->fd, 0, SEEK_SET) == 0;
}

bool state_open(struct state_reader *reader, const char *file, struct buf *why)
{
    *reader = (struct state_reader){.file = strcmp(file, "-") == 0 ? "<stdin>" : file,
                                    .checksum = checksum_start};
    reader->fd = stream_open(file);
    if (reader->fd < 0 || (lseek(reader->fd, 0, SEEK_SET) != 0 && !copy_to_file(reader))) {
        buf_printf(why, "%s: %s", file, stream_reason(errno));
        return false;
    }
    return true;
}

void state_close(struct state_reader *reader)
{
    if (reader->fd > STDIN_FILENO)
        close(reader->fd);
    buf_free(&reader->block);
    buf_free(&reader->key);
    buf_free(&reader->before);
    buf_free(&reader->scratch);
}

/* The next line without its LF; false at the end or on an error. A last line must have its LF. */
static bool read_line(struct state_reader *reader, struct span *line)
{
    struct buf *block = &reader->block;
    size_t seen = 0;

    while (true) {
        const char *start = buf_span(block).at + reader->used;
        size_t len = block->len - reader->used;
        const char *lf = len > seen ? memchr(start + seen, '\n', len - seen) : NULL;
        ssize_t got;

        if (lf != NULL) {
            *line = span_between(start, lf);
            reader->used += line->len + 1;
            reader->line++;
            return true;
        }
        if (reader->ended)
            return false;
        seen = len;
        if (len > 0)
            memmove(block->data, start, len);
        block->len = len;
        reader->used = 0;
        got = read(reader->fd, buf_reserve(block, STATE_BLOCK), STATE_BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            reader->error = errno;
        reader->ended = got <= 0;
        block->len += got > 0 ? (size_t)got : 0;
    }
}

/* A line that is one JSON object in UTF-8, or what is wrong with it. */
static const char *check_line(struct span line)
{
    size_t where;
    const char *wrong = json_check(line, &where);

    if (wrong == NULL && json_kind(line) != JSON_OBJECT)
        wrong = "not an object";
    if (wrong == NULL && utf8_valid_prefix(line.at, line.len) != line.len)
        wrong = "not UTF-8";
    return wrong;
}

bool state_read_header(struct state_reader *reader, struct span *header, struct buf *why)
{
    struct span line, program, schema;
    size_t number;
    bool read = read_line(reader, &line);

    if (!read && reader->error != 0) {
        buf_printf(why, "%s: %s", reader->file, stream_reason(reader->error));
        return false;
    }
    if (!read || check_line(line) != NULL ||
        (program = json_get(line, span_of("kcz-stats"))).at == NULL ||
        json_kind(program) != JSON_OBJECT) {
        buf_printf(why, "%s:1: not a state, as kcz-stats COMMAND --state writes it", reader->file);
        return false;
    }
    schema = json_get(program, span_of("schema"));
    if (schema.at == NULL || !json_uint(schema, &number) || number != STATE_SCHEMA) {
        buf_printf(why, "%s:1: a state of another schema", reader->file);
        return false;
    }
    schema = json_get(program, span_of("width"));
    if (schema.at == NULL || !json_uint(schema, &reader->width) || reader->width == 0 ||
        reader->width > TALLY_MAX_WIDTH) {
        buf_printf(why, "%s:1: the header has no sound width", reader->file);
        return false;
    }
    *header = program;
    return true;
}

static bool read_key(struct state_reader *reader, struct span elements)
{
    struct json_cursor cursor = json_open(elements);
    struct json_member element;
    size_t start = reader->key.len;

    for (bool first = true; json_next(&cursor, &element); first = false) {
        if (!tuple_add_json(&reader->key, element.value, first, &reader->scratch))
            return false;
    }
    if (reader->key.len == 0)
        buf_add_char(&reader->key, TUPLE_NEXT);
    return reader->key.len > start;
}

static bool read_values(struct state_reader *reader, struct span values)
{
    struct json_cursor cursor = json_open(values);
    struct json_member element;
    size_t count = 0, number;

    for (; json_next(&cursor, &element); count++) {
        if (count == reader->width || !json_uint(element.value, &number))
            return false;
        reader->values[count] = number;
    }
    return count == reader->width;
}

static bool refuse(struct state_reader *reader, const char *reason)
{
    reader->wrong = reason;
    return false;
}

/* The line after the rows: how many and their checksum; nothing may follow. */
static bool read_end(struct state_reader *reader, struct span end)
{
    struct span rows, checksum, more;
    char digits[24];
    size_t number;

    rows = json_kind(end) == JSON_OBJECT ? json_get(end, span_of("rows")) : (struct span){NULL, 0};
    if (rows.at == NULL || !json_uint(rows, &number) || number != reader->rows)
        return refuse(reader, "the number of rows does not agree: lines are missing or added");
    checksum = json_get(end, span_of("checksum"));
    snprintf(digits, sizeof digits, "\"%016" PRIx64 "\"", reader->checksum);
    if (checksum.at == NULL || !span_is(checksum, digits))
        return refuse(reader, "the checksum does not agree: the state was changed");
    if (read_line(reader, &more))
        return refuse(reader, "more lines after the end of the state");
    reader->finished = true;
    return false;
}

static bool read_row(struct state_reader *reader, struct span line)
{
    struct span key = {NULL, 0}, values;
    size_t kind = 0;

    for (; kind < sizeof key_names / sizeof *key_names && key.at == NULL; kind++)
        key = json_get(line, span_of(key_names[kind]));
    values = json_get(line, span_of("v"));
    if (key.at == NULL || values.at == NULL || json_kind(key) != JSON_ARRAY ||
        json_kind(values) != JSON_ARRAY)
        return refuse(reader, "not a row of a state");
    buf_clear(&reader->key);
    for (size_t i = 1; i < kind; i++)
        buf_add_char(&reader->key, TUPLE_TOTAL);
    if (!read_key(reader, key) || !read_values(reader, values))
        return refuse(reader, "not a row of a state");
    if (reader->rows > 0 && tuple_compare(buf_span(&reader->before), buf_span(&reader->key)) >= 0)
        return refuse(reader, "the rows are not sorted");
    reader->rows++;
    return true;
}

bool state_next(void *state, struct row *row)
{
    struct state_reader *reader = state;
    struct span line, end;
    const char *wrong;
    struct buf swap;

    if (reader->wrong != NULL || reader->finished)
        return false;
    if (!read_line(reader, &line))
        return refuse(reader, "the state ends too early");
    wrong = check_line(line);
    if (wrong != NULL)
        return refuse(reader, wrong);
    end = json_get(line, span_of("end"));
    if (end.at != NULL)
        return read_end(reader, end);
    swap = reader->before;
    reader->before = reader->key;
    reader->key = swap;
    if (!read_row(reader, line))
        return false;
    reader->checksum = checksum_add(reader->checksum, line.at, line.len);
    reader->checksum = checksum_add(reader->checksum, "\n", 1);
    *row = (struct row){buf_span(&reader->key), reader->values};
    return true;
}

bool state_good(const struct state_reader *reader, struct buf *why)
{
    if (reader->error != 0)
        buf_printf(why, "%s: %s", reader->file, stream_reason(reader->error));
    else if (!reader->finished)
        buf_printf(why, "%s:%" PRIu64 ": %s", reader->file, reader->line,
                   reader->wrong != NULL ? reader->wrong : "the state ends too early");
    return reader->error == 0 && reader->finished;
}

/* Back to the first row, after the header was read once. False with why. */
static bool state_rewind(struct state_reader *reader, struct buf *why)
{
    struct span header;

    if (lseek(reader->fd, 0, SEEK_SET) != 0) {
        buf_printf(why, "%s: %s", reader->file, strerror(errno));
        return false;
    }
    reader->block.len = reader->used = 0;
    reader->ended = reader->finished = false;
    reader->wrong = NULL;
    reader->line = reader->rows = 0;
    reader->checksum = checksum_start;
    return state_read_header(reader, &header, why);
}

bool state_verify(struct state_reader *reader, struct buf *why)
{
    struct row row;

    while (state_next(reader, &row))
        ;
    return state_good(reader, why) && state_rewind(reader, why);
}
