/* The commands of kcz-train: what one learns, from the options in argv[1..]; an exit status. */
#ifndef KCZ_TRAIN_COMMANDS_H
#define KCZ_TRAIN_COMMANDS_H

int words_command(int argc, char **argv);
int entities_command(int argc, char **argv);
int pos_command(int argc, char **argv);

#endif
