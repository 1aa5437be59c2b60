/*
 * kcz-dedup: near-duplicate records in pure steps that shard: sign, link, then mark or drop.
 */
#include <stdlib.h>
#include <string.h>

#include "dedup.h"
#include "program.h"

enum { LEAST_PARAGRAPH = 20 };

bool dedup_open(struct dedup *dedup, const struct filter_settings *shared, struct buf *why)
{
    dedup->shared = *shared;
    return path_parse(&dedup->id_path, dedup->id != NULL ? dedup->id : "id", why) &&
           path_parse(&dedup->date_path, dedup->date != NULL ? dedup->date : ".meta.date", why) &&
           (dedup->allow == NULL || phrases_open(&dedup->phrases, dedup->allow, why));
}

void dedup_close(struct dedup *dedup)
{
    path_free(&dedup->id_path);
    path_free(&dedup->date_path);
    phrases_close(&dedup->phrases);
}

size_t dedup_least(const struct dedup *dedup)
{
    return dedup->min_length > 0 ? (size_t)dedup->min_length : LEAST_PARAGRAPH;
}

/* Without a step only --help and --version make sense. */
static int run_without_step(int argc, char **argv)
{
    static const struct program program = {
        .name = "kcz-dedup",
        .about = "find records that repeat others: sign, link, then mark or drop",
        .operands = "[FILE]...",
        .command = "sign|link|mark|drop"};
    struct diag diag = {.program = program.name};
    size_t operands;
    int status;

    if (program_begin(&program, NULL, 0, argc, argv, &operands, &status)) {
        diag_say(&diag, "which step? sign, link, mark or drop; --help tells more");
        status = EXIT_TROUBLE;
    }
    return status;
}

int main(int argc, char **argv)
{
    static const struct filter *const steps[] = {&sign_filter, &link_filter, &mark_filter,
                                                 &drop_filter, NULL};
    struct dedup dedup = {0};

    for (size_t i = 0; argc > 1 && steps[i] != NULL; i++) {
        struct filter filter = *steps[i];

        if (strcmp(argv[1], filter.command) != 0)
            continue;
        filter.settings = &dedup;
        dedup.drops = steps[i] == &drop_filter;
        return filter_main(&filter, argc - 1, argv + 1);
    }
    return run_without_step(argc, argv);
}
