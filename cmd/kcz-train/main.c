/*
 * kcz-train: models from annotated text. Each command learns one kind of model and has its options
 * in a file of its own.
 */
#include <string.h>

#include "commands.h"
#include "program.h"

static const struct program_command commands[] = {
    {"words", "learn where words end, for kcz-segment"},
    {"pos", "learn parts of speech, for kcz-segment"},
    {"entities", "learn persons, places and organisations, for kcz-ner"},
    {NULL, NULL},
};

static int (*const run[])(int argc, char **argv) = {words_command, pos_command, entities_command};

int main(int argc, char **argv)
{
    const struct program program = {
        .name = "kcz-train",
        .about = "train the models of kcz-segment and kcz-ner",
        .operands = "",
        .commands = commands,
    };

    for (size_t i = 0; argc > 1 && i < sizeof run / sizeof *run; i++) {
        if (strcmp(argv[1], commands[i].name) == 0)
            return run[i](argc - 1, argv + 1);
    }
    return program_without_command(&program, "which command? words, pos or entities", argc, argv);
}
