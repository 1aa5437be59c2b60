/*
 * Command lines from one table: the same rows parse the arguments, print --help, and feed the shell
 * completions and the test that the manual names every option. GNU long options (--name VALUE,
 * --name=VALUE), POSIX short ones (-n VALUE, -nVALUE, clusters), operands anywhere, -- ends
 * options.
 */
#ifndef KCZ_OPTIONS_H
#define KCZ_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

enum option_kind {
    OPTION_FLAG,   /* bool: set to true */
    OPTION_TEXT,   /* const char *: points into argv */
    OPTION_LIST,   /* struct option_list: every value in order */
    OPTION_NUMBER, /* uint64_t, with k, M, G (1024) as suffix allowed */
    OPTION_COUNT,  /* the same, of which none would make no sense: at least 1 */
    OPTION_REAL,   /* double */
    OPTION_CHOICE, /* const char *: one of the words in choices, separated by | */
    OPTION_END
};

struct option {
    char letter;          /* 0: none */
    const char *name;     /* without the dashes; a letter-only option has NULL */
    const char *argument; /* what to call the value in --help; NULL for a flag */
    const char *help;     /* one line, lower case, no full stop */
    enum option_kind kind;
    size_t offset;       /* where in the settings the value goes */
    const char *choices; /* OPTION_CHOICE: "a|b|c" */
};

struct option_list {
    const char **items;
    size_t count;
};

/* One table with the settings that its offsets refer to. */
struct option_table {
    const struct option *options; /* ends with kind OPTION_END */
    void *settings;
};

/*
 * Parses argv[1..] by the tables; operands are moved to the front of argv[1..] and *operands says
 * how many there are. False on a usage error, with the reason (naming the option) appended to why.
 */
bool options_parse(const struct option_table *tables, size_t table_count, int argc, char **argv,
                   size_t *operands, struct buf *why);

/* The option part of --help, aligned. */
void options_help(const struct option *options, struct buf *out);

/* One tab-separated row an option (letter, name, argument, choices, help), for completions. */
void options_describe(const struct option *options, struct buf *out);

#endif
