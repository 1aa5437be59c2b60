/*
 * kcz-dedup: near-duplicate records in pure steps that shard: sign, link, then mark or drop.
 */
#include <string.h>

#include "dedup.h"
#include "program.h"

enum { MOST_STEPS = 4 };

/* Without a step only --help and --version make sense. */
static int run_without_step(const struct filter *const *steps, int argc, char **argv)
{
    struct program_command commands[MOST_STEPS + 1] = {{0}};
    const struct program program = {.name = "kcz-dedup",
                                    .about = "find records that repeat others",
                                    .operands = "[FILE]...",
                                    .commands = commands};

    for (size_t i = 0; steps[i] != NULL; i++)
        commands[i] = (struct program_command){steps[i]->command, steps[i]->about};
    return program_without_command(&program, "which step? sign, link, mark or drop", argc, argv);
}

int main(int argc, char **argv)
{
    static const struct filter *const steps[MOST_STEPS + 1] = {&sign_filter, &link_filter,
                                                               &mark_filter, &drop_filter};
    struct dedup dedup = {0};

    for (size_t i = 0; argc > 1 && steps[i] != NULL; i++) {
        struct filter filter = *steps[i];

        if (strcmp(argv[1], filter.command) != 0)
            continue;
        filter.settings = &dedup;
        dedup.drops = steps[i] == &drop_filter;
        return filter_main(&filter, argc - 1, argv + 1);
    }
    return run_without_step(steps, argc, argv);
}
