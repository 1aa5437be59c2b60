/*
 * What every main does first: parse the options, and answer --help, --version and usage errors in
 * the same words everywhere.
 */
#ifndef KCZ_PROGRAM_H
#define KCZ_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "diag.h"
#include "options.h"

/* A command of a program that has several, for --help, the completions and messages. */
struct program_command {
    const char *name;
    const char *about; /* as in struct program */
};

struct program {
    const char *name;                       /* "kcz-read" */
    const char *about;                      /* one line, no full stop */
    const char *operands;                   /* for the usage line: "[FILE]..." */
    const char *command;                    /* the command that argv[0] stands for, or NULL */
    const struct program_command *commands; /* for --help instead of the options; ends with a name
                                               of NULL. NULL: there are none to choose from */
};

/*
 * Parses argv by the tables (the program's own first) and the options -h, --help, --version that
 * are added to them. Returns true if the program is to go on, with the operands in argv[1..];
 * otherwise everything is said and *status is the exit status.
 */
bool program_begin(const struct program *program, const struct option_table *tables,
                   size_t table_count, int argc, char **argv, size_t *operands, int *status);

/* Says that word is none of the program's commands, and which of them may be meant. */
void program_no_command(const struct program *program, const char *word);

/*
 * For a program that does nothing without a command, where argv[1] is none: --help and --version
 * are answered, else it is told that a command is wanted, in the words of which. Returns the exit
 * status.
 */
int program_without_command(const struct program *program, const char *which, int argc,
                            char **argv);

#endif
