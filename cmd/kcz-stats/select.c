#include "select.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json.h"
#include "memory.h"

/* Whether a path may name it without brackets (path.h). */
static bool plain_name(struct span name)
{
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;

        if (!letter && (c < '0' || c > '9') && c != '_' && c != '-')
            return false;
    }
    return name.len > 0;
}

void select_path_name(const struct path *path, struct buf *out)
{
    for (size_t i = 0; i < path->count; i++) {
        const struct path_step *step = &path->steps[i];

        if (step->kind == PATH_MEMBER && plain_name(step->name)) {
            if (i > 0)
                buf_add_char(out, '.');
            buf_add_span(out, step->name);
        } else if (step->kind == PATH_MEMBER) {
            buf_add_text(out, ".[");
            json_encode_string(out, step->name);
            buf_add_char(out, ']');
        } else if (step->kind == PATH_EACH) {
            buf_add_text(out, i == 0 ? ".[]" : "[]");
        } else if (step->kind == PATH_INDEX) {
            buf_printf(out, "[%ld]", step->from);
        } else {
            buf_printf(out, "[%ld:", step->from);
            if (!step->open_ended)
                buf_printf(out, "%ld", step->to);
            buf_add_char(out, ']');
        }
    }
}

/* Splits at the last member name: what is before it leads to the object that holds the value. */
static void split_path(struct select_field *field)
{
    size_t last = field->whole.count;

    while (last > 0 && field->whole.steps[last - 1].kind != PATH_MEMBER)
        last--;
    last = last == 0 ? 0 : last - 1;
    field->holder = field->whole;
    field->holder.count = last;
    field->inner = field->whole;
    field->inner.count -= last;
    memmove(field->inner.steps, field->whole.steps + last,
            field->inner.count * sizeof *field->inner.steps);
}

static bool read_condition(struct condition *condition, const char *text, struct buf *why)
{
    const char *equals = strchr(text, '=');
    bool good = true;

    if (equals == NULL || equals == text) {
        buf_printf(why, "--where %s: NAME=VALUE is wanted", text);
        return false;
    }
    condition->value = span_of(equals + 1);
    condition->negated = equals[-1] == '!';
    condition->name = span_between(text, equals - condition->negated);
    condition->whole = *text == '.';
    if (condition->whole) {
        char *copy = memory_copy(condition->name.at, condition->name.len);

        good = path_parse(&condition->path, copy, why);
        free(copy);
    }
    return good;
}

bool select_open(struct select *select, const struct path *fields, size_t count,
                 const struct option_list *where, struct buf *why)
{
    select->fields = memory_new(count + 1, sizeof *select->fields);
    select->field_count = count;
    for (size_t i = 0; i < count; i++) {
        select->fields[i].whole = fields[i];
        split_path(&select->fields[i]);
        select_path_name(&fields[i], &select->fields[i].name);
    }
    select->conditions = memory_new(where->count + 1, sizeof *select->conditions);
    for (size_t i = 0; i < where->count; i++) {
        if (!read_condition(&select->conditions[i], where->items[i], why))
            return false;
        select->condition_count++;
        select->holders = select->holders || !select->conditions[i].whole;
    }
    return true;
}

void select_close(struct select *select)
{
    for (size_t i = 0; i < select->field_count; i++)
        buf_free(&select->fields[i].name);
    for (size_t i = 0; i < select->condition_count; i++)
        path_free(&select->conditions[i].path);
    free(select->fields);
    free(select->conditions);
    buf_free(&select->slice);
    buf_free(&select->scratch);
    buf_free(&select->other);
}

/* A string by its text, another scalar by how it is written; an absent value is null. */
static bool value_is(struct span value, struct span wanted, struct buf *scratch)
{
    if (value.at == NULL)
        return span_is(wanted, "null");
    if (json_kind(value) == JSON_STRING)
        return span_equal(json_string(value, scratch), wanted);
    return span_equal(value, wanted);
}

struct match {
    struct select *select;
    const struct condition *condition;
    bool held;
};

static bool match_one(void *state, struct span value)
{
    struct match *match = state;

    match->held = value_is(value, match->condition->value, &match->select->other);
    return !match->held;
}

bool select_record(struct select *select, struct record *record)
{
    for (size_t i = 0; i < select->condition_count; i++) {
        const struct condition *condition = &select->conditions[i];
        struct match match = {select, condition, false};

        if (!condition->whole)
            continue;
        path_each(&condition->path, record->line, &select->slice, match_one, &match);
        if (match.held == condition->negated)
            return false;
    }
    return true;
}

struct walk {
    struct select *select;
    struct select_field *field;
    select_found *found;
    void *state;
    bool going;
};

static struct span member_of(struct span holder, struct span name)
{
    struct json_cursor cursor;
    struct json_member member;
    struct span exact = json_get(holder, name);
    struct span loose = {NULL, 0};

    if (exact.at != NULL)
        return exact;
    for (cursor = json_open(holder); json_next(&cursor, &member);) {
        if (member.key.len == name.len && strncasecmp(member.key.at, name.at, name.len) == 0)
            loose = member.value;
    }
    return loose;
}

/* Looks up what the conditions are about; an array beside the one that is counted is walked along
 * with it. */
static void enter_holder(struct walk *walk, struct span holder)
{
    for (size_t i = 0; i < walk->select->condition_count; i++) {
        struct condition *condition = &walk->select->conditions[i];

        if (condition->whole)
            continue;
        condition->member = member_of(holder, condition->name);
        condition->parallel = condition->member.at != NULL &&
                              json_kind(condition->member) == JSON_ARRAY;
        if (condition->parallel)
            condition->cursor = json_open(condition->member);
    }
}

static bool holder_matches(struct walk *walk)
{
    bool matches = true;

    for (size_t i = 0; i < walk->select->condition_count; i++) {
        struct condition *condition = &walk->select->conditions[i];
        struct json_member element;
        struct span value;

        if (condition->whole)
            continue;
        value = condition->member;
        if (condition->parallel)
            value = json_next(&condition->cursor, &element) ? element.value
                                                            : (struct span){NULL, 0};
        if (value_is(value, condition->value, &walk->select->other) == condition->negated)
            matches = false;
    }
    return matches;
}

static bool visit_value(void *state, struct span value)
{
    struct walk *walk = state;

    if (holder_matches(walk))
        walk->going = walk->found(walk->state, value);
    return walk->going;
}

static bool visit_holder(void *state, struct span value)
{
    struct walk *walk = state;

    if (json_kind(value) != JSON_OBJECT)
        return true;
    enter_holder(walk, value);
    path_each(&walk->field->inner, value, &walk->select->scratch, visit_value, walk);
    return walk->going;
}

void select_each(struct select *select, size_t field, const struct record *record,
                 select_found *found, void *state)
{
    struct walk walk = {.select = select,
                        .field = &select->fields[field],
                        .found = found,
                        .state = state,
                        .going = true};

    if (!select->holders)
        path_each(&walk.field->whole, record->line, &select->slice, found, state);
    else
        path_each(&walk.field->holder, record->line, &select->slice, visit_holder, &walk);
}
