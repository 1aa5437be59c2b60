/*
 * A job as the header of its state, and a job as a header says: command, fields and the options
 * that decide what is counted.
 */
#include "job.h"
#include "json.h"
#include "parameters.h"
#include "state.h"

void job_add_header(const struct job *job, struct buf *out)
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
    parameters_add_list("where", &job->where, out);
    for (const struct option *option = job->command->counting;
         option != NULL && option->kind != OPTION_END; option++)
        parameters_add(job, option, out);
    buf_printf(out, "},\"version\":\"%s\"}}", KCZ_VERSION);
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
    bool good = true;

    while (good && json_next(&cursor, &member)) {
        const struct option *option = job->command->counting;

        if (span_is(member.key, "field")) {
            good = parameters_read_list(fields, member.value, memory);
            continue;
        }
        if (span_is(member.key, "where")) {
            good = parameters_read_list(&job->where, member.value, memory);
            continue;
        }
        while (option != NULL && option->kind != OPTION_END && !span_is(member.key, option->name))
            option++;
        good = option != NULL && option->kind != OPTION_END &&
               parameters_read(job, option, member.value, memory);
    }
    return good;
}

bool job_read_header(struct job *job, struct span header, struct option_list *fields,
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
