/*
 * A pager between standard output and the terminal: less, which shows at once what fits on one
 * screen. Where there is no less, what is written goes to the terminal itself.
 */
#ifndef KCZ_VIEW_PAGER_H
#define KCZ_VIEW_PAGER_H

#include <stdbool.h>
#include <sys/types.h>

struct pager {
    pid_t child; /* 0: none */
};

/* Whether standard output is a terminal that a pager could be put before. */
bool pager_wanted(void);

/* Puts the pager behind standard output; without one everything stays as it is. */
void pager_start(struct pager *pager);

/* Once standard output is closed: waits until the person has seen enough. */
void pager_wait(struct pager *pager);

#endif
