/*
 * kcz-stats: corpus statistics that merge. Each command counts records into sorted rows and shows
 * what they come to; without a command it tells in brief what a corpus holds.
 */
#include <string.h>

#include "commands.h"
#include "document.h"
#include "filter.h"

static const struct command *const commands[] = {
    &overview_command, &freq_command, &df_command,    &summary_command, &hist_command,
    &ngram_command,    &coll_command, &trend_command, &disp_command,    &zipf_command,
    &heaps_command,    &key_command,  &cooc_command,  &report_command,  NULL};

static const struct command *command_named(const char *name)
{
    const struct command *const *command = commands;

    while (name != NULL && *command != NULL && strcmp((*command)->name, name) != 0)
        command++;
    return name != NULL ? *command : NULL;
}

int main(int argc, char **argv)
{
    const struct command *command = command_named(argv[1]);
    struct option options[JOB_MAX_OPTIONS];
    struct job job = {.commands = commands};
    struct document_settings documents = {0};
    struct filter filter;

    if (document_filter(argv[1], &documents, &filter))
        return filter_main(&filter, argc - 1, argv + 1);
    if (argc > 1 && strcmp(argv[1], "merge") == 0)
        return merge_main(&job, argc - 1, argv + 1);
    job.command = command != NULL ? command : &overview_command;
    job_options(job.command, options);
    return filter_main(
        &(struct filter){
            .name = "kcz-stats",
            .command = command != NULL ? command->name : NULL,
            .about = job.command->about,
            .operands = command != NULL ? NULL : "[COMMAND] [FILE]...",
            .options = options,
            .settings = &job,
            .default_field = job.command->default_field,
            .any_path = true,
            .gathers = true,
            .open = job_open,
            .close = job_close,
            .record = job_record,
            .finish = job_finish,
        },
        command != NULL ? argc - 1 : argc, command != NULL ? argv + 1 : argv);
}
