#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "nearest.h"
#include "stream.h"

enum { MAX_TABLES = 8 };

struct standard_settings {
    bool help;
    bool version;
    bool describe, describe_commands;
};

static const struct option standard_options[] = {
    {'h', "help", NULL, "print this text and exit", OPTION_FLAG,
     offsetof(struct standard_settings, help), NULL},
    {0, "version", NULL, "print the version and exit", OPTION_FLAG,
     offsetof(struct standard_settings, version), NULL},
    {.kind = OPTION_END},
};

/* For the completions and the tests; --help leaves them out. */
static const struct option hidden_options[] = {
    {0, "describe-options", NULL, "print the option tables", OPTION_FLAG,
     offsetof(struct standard_settings, describe), NULL},
    {0, "describe-commands", NULL, "print the commands", OPTION_FLAG,
     offsetof(struct standard_settings, describe_commands), NULL},
    {.kind = OPTION_END},
};

static int print(const struct program *program, struct buf *text)
{
    int status = EXIT_DONE;

    if (!stream_write(STDOUT_FILENO, text->data, text->len)) {
        diag_system(&(struct diag){.program = program->name}, "<stdout>", errno);
        status = EXIT_TROUBLE;
    }
    buf_free(text);
    return status;
}

static int print_help(const struct program *program, const struct option_table *tables,
                      size_t table_count)
{
    const char *command = program->commands != NULL  ? "[COMMAND]"
                          : program->command != NULL ? program->command
                                                     : "";
    const char *gap = *command != 0 ? " " : "";
    struct buf text = {0};

    if (program->commands != NULL)
        buf_printf(&text, "%s: %s\n", program->name, program->about);
    else
        buf_printf(&text, "%s%s%s: %s\n", program->name, gap, command, program->about);
    buf_printf(&text, "usage: %s%s%s [OPTION]...%s%s\n", program->name, gap, command,
               *program->operands != '\0' ? " " : "", program->operands);
    if (program->commands != NULL) {
        for (const struct program_command *each = program->commands; each->name != NULL; each++)
            buf_printf(&text, "  %-10s  %s\n", each->name, each->about);
        buf_printf(&text, "The options of each: %s COMMAND --help\n", program->name);
    } else {
        for (size_t t = 0; t < table_count; t++)
            options_help(tables[t].options, &text);
    }
    buf_printf(&text, "Exit status: 0 done, 1 some input rejected, 2 could not go on. man %s\n",
               program->name);
    return print(program, &text);
}

static int describe(const struct program *program, const struct option_table *tables,
                    size_t table_count)
{
    struct buf text = {0};

    for (size_t t = 0; t < table_count; t++)
        options_describe(tables[t].options, &text);
    return print(program, &text);
}

static int describe_commands(const struct program *program)
{
    const struct program_command *each = program->commands;
    struct buf text = {0};

    for (; each != NULL && each->name != NULL; each++)
        buf_printf(&text, "%s\t%s\n", each->name, each->about);
    return print(program, &text);
}

void program_no_command(const struct program *program, const char *word)
{
    struct nearest nearest = nearest_to(span_of(word));

    for (const struct program_command *each = program->commands; each->name != NULL; each++)
        nearest_try(&nearest, span_of(each->name));
    if (nearest.best.at != NULL)
        diag_say(&(struct diag){.program = program->name},
                 "no such command: %s (did you mean %.*s? see --help)", word, (int)nearest.best.len,
                 nearest.best.at);
    else
        diag_say(&(struct diag){.program = program->name}, "no such command: %s (see --help)",
                 word);
}

/*
 * A closed standard descriptor would be given to the next file that is opened: take its place with
 * one that refuses what it is for, so that the mistake is told and nothing is written elsewhere.
 */
static void occupy_standard_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

bool program_begin(const struct program *program, const struct option_table *tables,
                   size_t table_count, int argc, char **argv, size_t *operands, int *status)
{
    struct standard_settings settings = {0};
    struct option_table all[MAX_TABLES];
    size_t count = 0;
    struct buf text = {0};

    occupy_standard_descriptors();
    while (count < table_count && count < MAX_TABLES - 2) {
        all[count] = tables[count];
        count++;
    }
    all[count++] = (struct option_table){standard_options, &settings};
    all[count] = (struct option_table){hidden_options, &settings};
    if (!options_parse(all, count + 1, argc, argv, operands, &text)) {
        diag_say(&(struct diag){.program = program->name}, "%s", buf_string(&text));
        buf_free(&text);
        *status = EXIT_TROUBLE;
        return false;
    }
    if (settings.help)
        *status = print_help(program, all, count);
    else if (settings.describe)
        *status = describe(program, all, count);
    else if (settings.describe_commands)
        *status = describe_commands(program);
    else if (settings.version) {
        buf_printf(&text, "%s %s\n", program->name, KCZ_VERSION);
        *status = print(program, &text);
    } else {
        return true;
    }
    return false;
}

int program_without_command(const struct program *program, const char *which, int argc, char **argv)
{
    size_t operands;
    int status;

    if (!program_begin(program, NULL, 0, argc, argv, &operands, &status))
        return status;
    if (operands > 0)
        program_no_command(program, argv[1]);
    else
        diag_say(&(struct diag){.program = program->name}, "%s; --help tells more", which);
    return EXIT_TROUBLE;
}
