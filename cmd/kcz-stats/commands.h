/*
 * The commands of kcz-stats, one or two a file.
 */
#ifndef KCZ_COMMANDS_H
#define KCZ_COMMANDS_H

#include "job.h"

extern const struct command overview_command;
extern const struct command freq_command;
extern const struct command df_command;
extern const struct command summary_command;
extern const struct command hist_command;
extern const struct command ngram_command;
extern const struct command coll_command;
extern const struct command trend_command;
extern const struct command disp_command;
extern const struct command zipf_command;
extern const struct command heaps_command;
extern const struct command key_command;
extern const struct command cooc_command;
extern const struct command report_command;

extern const struct program_command merge_command;

/* kcz-stats merge; argv[0] stands for the sub-command. Returns the exit status. */
int merge_main(struct job *job, int argc, char **argv);

#endif
