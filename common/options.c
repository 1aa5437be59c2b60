#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "nearest.h"
#include "span.h"
#include "utf8.h"

struct match {
    const struct option *option;
    void *settings;
};

static struct match find(const struct option_table *tables, size_t table_count, char letter,
                         struct span name)
{
    for (size_t t = 0; t < table_count; t++) {
        const struct option *option = tables[t].options;

        for (; option->kind != OPTION_END; option++) {
            bool hit = letter != 0 ? option->letter == letter
                                   : option->name != NULL && span_is(name, option->name);
            if (hit)
                return (struct match){option, tables[t].settings};
        }
    }
    return (struct match){NULL, NULL};
}

static bool is_choice(const char *choices, const char *value)
{
    size_t len = strlen(value);

    for (const char *at = choices; at != NULL; at = strchr(at, '|')) {
        if (*at == '|')
            at++;
        if (strncmp(at, value, len) == 0 && (at[len] == '|' || at[len] == '\0') && len > 0)
            return true;
    }
    return false;
}

static bool parse_number(const char *text, uint64_t *number)
{
    char *end;
    unsigned long long value;
    unsigned shift = 0;

    errno = 0;
    if (*text < '0' || *text > '9')
        return false;
    value = strtoull(text, &end, 10);
    if (*end != '\0' && end[1] == '\0')
        shift = *end == 'k' || *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    if (errno != 0 || (*end != '\0' && shift == 0) || value > UINT64_MAX >> shift)
        return false;
    *number = value << shift;
    return true;
}

static bool parse_real(const char *text, double *number)
{
    char *end;

    errno = 0;
    *number = strtod(text, &end);
    return errno == 0 && end != text && *end == '\0' && *number == *number;
}

static void add_item(struct option_list *list, const char *value)
{
    list->items = memory_resize(list->items, list->count + 1, sizeof *list->items);
    list->items[list->count++] = value;
}

/* Stores the value; false with the reason in why. */
static bool store(struct match match, const char *value, struct buf *why)
{
    const struct option *option = match.option;
    void *place = (char *)match.settings + option->offset;

    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)place = true;
        return true;
    case OPTION_TEXT:
        *(const char **)place = value;
        return true;
    case OPTION_LIST:
        add_item(place, value);
        return true;
    case OPTION_NUMBER:
    case OPTION_COUNT:
        if (parse_number(value, place)) {
            if (option->kind == OPTION_NUMBER || *(uint64_t *)place > 0)
                return true;
            buf_printf(why, "--%s: must be at least 1", option->name);
            return false;
        }
        buf_printf(why, "--%s: \"%s\" is not a whole number such as 20, 64k or 1G", option->name,
                   value);
        return false;
    case OPTION_REAL:
        if (parse_real(value, place))
            return true;
        buf_printf(why, "--%s: \"%s\" is not a number such as 0.8", option->name, value);
        return false;
    case OPTION_CHOICE:
        if (is_choice(option->choices, value)) {
            *(const char **)place = value;
            return true;
        }
        buf_printf(why, "--%s: \"%s\" is none of %s", option->name, value, option->choices);
        return false;
    case OPTION_END:
        break;
    }
    return false;
}

struct arguments {
    const struct option_table *tables;
    size_t table_count;
    int argc;
    char **argv;
    int at; /* the argument that is being looked at */
    struct buf *why;
};

/* The value that stands with the option, or else the next argument. */
static bool take_value(struct arguments *args, struct match match, const char *attached)
{
    if (attached == NULL) {
        if (args->at + 1 >= args->argc) {
            buf_printf(args->why, "--%s needs a value (%s)", match.option->name,
                       match.option->argument);
            return false;
        }
        attached = args->argv[++args->at];
    }
    return store(match, attached, args->why);
}

/* Ends a message about a name or a cluster of letters that stands for no option. */
static bool not_found(struct arguments *args, struct span written)
{
    struct nearest nearest = nearest_to(written);

    for (size_t t = 0; t < args->table_count; t++) {
        for (const struct option *option = args->tables[t].options; option->kind != OPTION_END;
             option++) {
            if (option->name != NULL)
                nearest_try(&nearest, span_of(option->name));
        }
    }
    if (nearest.best.at != NULL)
        buf_printf(args->why, " (did you mean --%.*s? see --help)", (int)nearest.best.len,
                   nearest.best.at);
    else
        buf_add_text(args->why, " (see --help)");
    return false;
}

static bool parse_long(struct arguments *args)
{
    const char *text = args->argv[args->at] + 2, *equals = strchr(text, '=');
    struct span name = equals != NULL ? span_between(text, equals) : span_of(text);
    struct match match = find(args->tables, args->table_count, 0, name);

    if (match.option == NULL) {
        buf_printf(args->why, "no such option: --%.*s", (int)name.len, name.at);
        return not_found(args, name);
    }
    if (match.option->kind == OPTION_FLAG) {
        if (equals == NULL)
            return store(match, NULL, args->why);
        buf_printf(args->why, "--%s takes no value", match.option->name);
        return false;
    }
    return take_value(args, match, equals != NULL ? equals + 1 : NULL);
}

static bool parse_letters(struct arguments *args)
{
    const char *letters = args->argv[args->at] + 1;

    for (; *letters != '\0'; letters++) {
        struct match match = find(args->tables, args->table_count, *letters, span_of(""));

        if (match.option == NULL) {
            uint32_t code;
            size_t len = utf8_decode(letters, letters + strlen(letters), &code);

            buf_printf(args->why, "no such option: -%.*s", (int)len, letters);
            return not_found(args, span_of(args->argv[args->at] + 1));
        }
        if (match.option->kind != OPTION_FLAG)
            return take_value(args, match, letters[1] != '\0' ? letters + 1 : NULL);
        if (!store(match, NULL, args->why))
            return false;
    }
    return true;
}

bool options_parse(const struct option_table *tables, size_t table_count, int argc, char **argv,
                   size_t *operands, struct buf *why)
{
    struct arguments args = {tables, table_count, argc, argv, 1, why};
    bool all_operands = false;

    *operands = 0;
    for (; args.at < argc; args.at++) {
        char *arg = argv[args.at];

        if (all_operands || arg[0] != '-' || arg[1] == '\0')
            argv[1 + (*operands)++] = arg;
        else if (strcmp(arg, "--") == 0)
            all_operands = true;
        else if (!(arg[1] == '-' ? parse_long(&args) : parse_letters(&args)))
            return false;
    }
    return true;
}

enum { TEXT_AT = 28, HELP_WIDTH = 80 }; /* columns of --help */

static void add_flags(const struct option *option, struct buf *out)
{
    if (option->letter != 0)
        buf_printf(out, "-%c%s", option->letter, option->name != NULL ? ", " : "");
    else
        buf_add_text(out, "    ");
    if (option->name != NULL)
        buf_printf(out, "--%s", option->name);
    if (option->argument != NULL)
        buf_printf(out, " %s", option->argument);
}

/* Appends text in lines that end before HELP_WIDTH, the first from column at on. */
static void add_wrapped(const char *text, struct buf *out)
{
    size_t column = TEXT_AT;

    for (struct span word = {text, strcspn(text, " ")}; word.len > 0;
         word.len = strcspn(word.at, " ")) {
        size_t width = utf8_count(word.at, word.len);

        if (column + 1 + width > HELP_WIDTH) {
            buf_printf(out, "\n%*s", TEXT_AT, "");
            column = TEXT_AT;
        } else if (column > TEXT_AT) {
            buf_add_char(out, ' ');
            column++;
        }
        buf_add_span(out, word);
        column += width;
        word.at += word.len + strspn(word.at + word.len, " ");
    }
    buf_add_char(out, '\n');
}

void options_help(const struct option *options, struct buf *out)
{

    for (const struct option *option = options; option->kind != OPTION_END; option++) {
        size_t start = out->len;

        buf_add_text(out, "  ");
        add_flags(option, out);
        do
            buf_add_char(out, ' ');
        while (out->len - start < TEXT_AT);
        add_wrapped(option->help, out);
    }
}

void options_describe(const struct option *options, struct buf *out)
{
    for (const struct option *option = options; option->kind != OPTION_END; option++) {
        if (option->letter != 0)
            buf_add_char(out, option->letter);
        buf_printf(out, "\t%s\t%s\t%s\t%s\n", option->name != NULL ? option->name : "",
                   option->argument != NULL ? option->argument : "",
                   option->choices != NULL ? option->choices : "", option->help);
    }
}
