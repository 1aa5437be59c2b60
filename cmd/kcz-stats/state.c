#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "json.h"
#include "memory.h"
#include "stream.h"
#include "tuple.h"
#include "utf8.h"

enum { STATE_BLOCK = 8 * 1024, FLUSH_AT = 128 * 1024 };

static uint64_t checksum_add(uint64_t sum, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 0x100000001B3;
    return sum;
}

static const uint64_t checksum_start = 0xCBF29CE484222325;

static void add_list(struct buf *out, const char *name, const struct option_list *list)
{
    if (list->count == 0)
        return;
    json_add_key(out, name);
    buf_add_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        json_encode_string(out, span_of(list->items[i]));
    }
    buf_add_char(out, ']');
}

/* An option's value, where it is not what a zeroed job has. */
static void add_parameter(const struct job *job, const struct option *option, struct buf *out)
{
    const char *place = (const char *)job + option->offset;
    const char *text;
    uint64_t number;
    double real;

    switch (option->kind) {
    case OPTION_LIST:
        add_list(out, option->name, (const struct option_list *)(const void *)place);
        break;
    case OPTION_FLAG:
        if (*(const bool *)place) {
            json_add_key(out, option->name);
            buf_add_text(out, "true");
        }
        break;
    case OPTION_NUMBER:
    case OPTION_COUNT:
        memcpy(&number, place, sizeof number);
        if (number > 0)
            json_add_uint(out, option->name, number);
        break;
    case OPTION_REAL:
        memcpy(&real, place, sizeof real);
        if (real > 0 || real < 0) {
            json_add_key(out, option->name);
            buf_printf(out, "%.17g", real);
        }
        break;
    default:
        memcpy(&text, place, sizeof text);
        if (text != NULL)
            json_add_text(out, option->name, span_of(text));
    }
}

/* Appends the header line, without LF. */
static void state_header(const struct job *job, struct buf *out)
{
    buf_printf(out, "{\"kcz-stats\":{\"schema\":%d,\"command\":\"%s\",\"width\":%zu", STATE_SCHEMA,
               job->command->name, job->sorter.tally.width);
    buf_add_text(out, ",\"parameters\":{\"field\":[");
    for (size_t i = 0; i < job->select.field_count; i++) {
        struct span name = buf_span(&job->select.fields[i].name);
        struct buf path = {0};

        if (i > 0)
            buf_add_char(out, ',');
        if (name.len == 0 || *name.at != '.')
            buf_add_char(&path, '.');
        buf_add_span(&path, name);
        json_encode_string(out, buf_span(&path));
        buf_free(&path);
    }
    buf_add_char(out, ']');
    add_list(out, "where", &job->where);
    for (const struct option *option = job->command->counting;
         option != NULL && option->kind != OPTION_END; option++)
        add_parameter(job, option, out);
    buf_printf(out, "},\"version\":\"%s\"}}", KCZ_VERSION);
}

static void write_row(const struct job *job, const struct row *row, struct buf *out,
                      struct buf *scratch)
{
    static const char *const names[] = {
        [TUPLE_SUM] = "k", [TUPLE_TOTAL_SUM] = "total", [TUPLE_TOTAL_MAX] = "max"};

    buf_printf(out, "{\"%s\":[", names[tuple_kind(row->key)]);
    tuple_to_json(row->key, out, scratch);
    buf_add_text(out, "],\"v\":[");
    for (size_t i = 0; i < job->sorter.tally.width; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        buf_add_uint(out, row->values[i]);
    }
    buf_add_text(out, "]}\n");
}

bool state_write(struct job *job, struct filter_output *output)
{
    struct buf *out = &output->lines;
    struct buf scratch = {0};
    uint64_t rows = 0, checksum = checksum_start;
    struct row row;
    bool going = true;

    state_header(job, out);
    buf_add_char(out, '\n');
    for (; going && job_next_raw(job, &row); rows++) {
        size_t start = out->len;

        write_row(job, &row, out, &scratch);
        checksum = checksum_add(checksum, out->data + start, out->len - start);
        if (out->len >= FLUSH_AT)
            going = filter_flush(output);
    }
    buf_printf(out, "{\"end\":{\"rows\":%" PRIu64 ",\"checksum\":\"%016" PRIx64 "\"}}\n", rows,
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
    static const char *const names[] = {
        [TUPLE_SUM] = "k", [TUPLE_TOTAL_SUM] = "total", [TUPLE_TOTAL_MAX] = "max"};
    struct span key = {NULL, 0}, values;
    size_t kind = 0;

    for (; kind < sizeof names / sizeof *names && key.at == NULL; kind++)
        key = json_get(line, span_of(names[kind]));
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

/* Texts from a header live in memory as C strings. */
static const char *keep_text(struct span value, struct buf *memory, struct buf *scratch)
{
    struct span text = json_string(value, scratch);
    size_t start = memory->len;

    if (memory->cap - memory->len < text.len + 1)
        return NULL;
    buf_add_span(memory, text);
    buf_add_char(memory, 0);
    return memory->data + start;
}

static bool read_list(struct option_list *list, struct span value, struct buf *memory,
                      struct buf *scratch)
{
    struct json_cursor cursor = json_open(value);
    struct json_member element;

    if (json_kind(value) != JSON_ARRAY)
        return false;
    while (json_next(&cursor, &element)) {
        const char *text;

        if (json_kind(element.value) != JSON_STRING)
            return false;
        text = keep_text(element.value, memory, scratch);
        if (text == NULL)
            return false;
        list->items = memory_resize(list->items, list->count + 1, sizeof *list->items);
        list->items[list->count++] = text;
    }
    return true;
}

static bool read_parameter(struct job *job, const struct option *option, struct span value,
                           struct buf *memory, struct buf *scratch)
{
    char *place = (char *)job + option->offset;
    const char *text;
    size_t number;
    double real;

    switch (option->kind) {
    case OPTION_LIST:
        return read_list((struct option_list *)(void *)place, value, memory, scratch);
    case OPTION_FLAG:
        *(bool *)place = json_kind(value) == JSON_TRUE;
        return true;
    case OPTION_NUMBER:
    case OPTION_COUNT:
        if (!json_uint(value, &number))
            return false;
        memcpy(place, &(uint64_t){number}, sizeof(uint64_t));
        return true;
    case OPTION_REAL:
        if (json_kind(value) != JSON_NUMBER)
            return false;
        real = strtod(value.at, NULL);
        memcpy(place, &real, sizeof real);
        return true;
    default:
        if (json_kind(value) != JSON_STRING)
            return false;
        text = keep_text(value, memory, scratch);
        memcpy(place, &text, sizeof text);
        return text != NULL;
    }
}

static const struct command *find_command(const struct job *job, struct span name)
{
    for (size_t i = 0; job->commands[i] != NULL; i++) {
        if (span_is(name, job->commands[i]->name))
            return job->commands[i];
    }
    return NULL;
}

static bool apply_parameters(struct job *job, struct span parameters, struct option_list *fields,
                             struct buf *memory)
{
    struct json_cursor cursor = json_open(parameters);
    struct json_member member;
    struct buf scratch = {0};
    bool good = true;

    while (good && json_next(&cursor, &member)) {
        const struct option *option = job->command->counting;

        if (span_is(member.key, "field")) {
            good = read_list(fields, member.value, memory, &scratch);
            continue;
        }
        if (span_is(member.key, "where")) {
            good = read_list(&job->where, member.value, memory, &scratch);
            continue;
        }
        while (option != NULL && option->kind != OPTION_END && !span_is(member.key, option->name))
            option++;
        good = option != NULL && option->kind != OPTION_END &&
               read_parameter(job, option, member.value, memory, &scratch);
    }
    buf_free(&scratch);
    return good;
}

bool state_apply(struct job *job, struct span header, struct option_list *fields,
                 struct buf *memory, struct buf *why)
{
    struct span name = json_get(header, span_of("command"));
    struct span parameters = json_get(header, span_of("parameters"));
    struct buf scratch = {0};

    buf_reserve(memory, 2 * header.len + 16); /* so that texts in it never move */
    if (name.at != NULL && json_kind(name) == JSON_STRING)
        job->command = find_command(job, json_string(name, &scratch));
    buf_free(&scratch);
    if (job->command == NULL || parameters.at == NULL || json_kind(parameters) != JSON_OBJECT ||
        !apply_parameters(job, parameters, fields, memory)) {
        buf_add_text(why, "the header names no command or parameter that this version knows");
        return false;
    }
    return true;
}
