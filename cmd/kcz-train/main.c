/*
 * kcz-train: models from annotated text. Each command learns one kind of model and has its options
 * in a file of its own.
 */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "diag.h"
#include "options.h"
#include "program.h"

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"words", words_command},
    {"entities", entities_command},
    {"pos", pos_command},
};

int main(int argc, char **argv)
{
    static const struct option none[] = {{.kind = OPTION_END}};
    const struct program program = {
        .name = "kcz-train",
        .about = "train the models of kcz-segment (words, pos) and kcz-ner (entities)",
        .operands = "(see kcz-train COMMAND --help)",
        .command = "COMMAND",
    };
    const struct option_table table = {none, NULL};
    size_t operands;
    int status;

    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    }
    if (!program_begin(&program, &table, 1, argc, argv, &operands, &status))
        return status;
    diag_say(&(struct diag){.program = program.name}, "no such command: %s (try --help)",
             operands ? argv[1] : "none given");
    return EXIT_TROUBLE;
}
