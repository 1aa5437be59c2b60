/*
 * kcz-train: models from annotated text. Each command learns one kind of model and has its options
 * in a file of its own.
 */
#include <string.h>

#include "commands.h"
#include "diag.h"
#include "options.h"
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
    size_t operands;
    int status;

    for (size_t i = 0; argc > 1 && i < sizeof run / sizeof *run; i++) {
        if (strcmp(argv[1], commands[i].name) == 0)
            return run[i](argc - 1, argv + 1);
    }
    if (!program_begin(&program, NULL, 0, argc, argv, &operands, &status))
        return status;
    if (operands > 0)
        program_no_command(&program, argv[1]);
    else
        diag_say(&(struct diag){.program = program.name},
                 "which command? words, pos or entities; --help tells more");
    return EXIT_TROUBLE;
}
