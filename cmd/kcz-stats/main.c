/*
 * kcz-stats: corpus statistics that merge. Each command counts records into sorted rows and shows
 * what they come to; without a command it tells in brief what a corpus holds.
 */
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "document.h"
#include "filter.h"

static const struct command *const commands[] = {
    &overview_command, &freq_command, &df_command,    &summary_command, &hist_command,
    &ngram_command,    &coll_command, &trend_command, &disp_command,    &zipf_command,
    &heaps_command,    &key_command,  &cooc_command,  &report_command,  NULL};

enum { MOST_COMMANDS = 32 };

static const struct command *command_named(const char *name)
{
    const struct command *const *command = commands;

    while (name != NULL && *command != NULL && strcmp((*command)->name, name) != 0)
        command++;
    return name != NULL ? *command : NULL;
}

/* All commands for --help: those that count, those that add to records, merge. */
static void list_commands(struct program_command *list)
{
    size_t count = 0;

    for (size_t i = 0; commands[i] != NULL; i++)
        list[count++] = (struct program_command){commands[i]->name, commands[i]->about};
    for (size_t i = 0; document_command(i).name != NULL; i++)
        list[count++] = document_command(i);
    list[count++] = merge_command;
    list[count] = (struct program_command){NULL, NULL};
}

/* Whether a first argument that names no command was to name one: it looks like no file. */
static bool is_slip(const char *word)
{
    return word != NULL && word[0] != '-' && strpbrk(word, "./") == NULL && access(word, F_OK) != 0;
}

int main(int argc, char **argv)
{
    const struct command *command = command_named(argv[1]);
    struct program_command list[MOST_COMMANDS];
    struct option options[JOB_MAX_OPTIONS];
    struct job job = {.commands = commands};
    struct document_settings documents = {0};
    struct filter filter;

    list_commands(list);
    if (document_filter(argv[1], &documents, &filter))
        return filter_main(&filter, argc - 1, argv + 1);
    if (argc > 1 && strcmp(argv[1], merge_command.name) == 0)
        return merge_main(&job, argc - 1, argv + 1);
    if (command == NULL && is_slip(argv[1])) {
        program_no_command(&(struct program){.name = "kcz-stats", .commands = list}, argv[1]);
        return EXIT_TROUBLE;
    }
    job.command = command != NULL ? command : &overview_command;
    job_options(job.command, options);
    return filter_main(
        &(struct filter){
            .name = "kcz-stats",
            .command = command != NULL ? command->name : NULL,
            .commands = command != NULL ? NULL : list,
            .about = command != NULL ? command->about : "what a corpus holds, by counts that merge",
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
