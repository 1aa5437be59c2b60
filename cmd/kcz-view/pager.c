#include "pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

bool pager_wanted(void)
{
    return isatty(STDOUT_FILENO) == 1;
}

/* Control-C on the terminal is the pager's alone: this program must not end before it. */
static void hold_interrupts(int how)
{
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigprocmask(how, &signals, NULL);
}

/* In the child: less, or if there is none cat. */
static void run_pager(const int ends[2])
{
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    hold_interrupts(SIG_UNBLOCK);
    setenv("LESSCHARSET", "utf-8", 1);
    execlp("less", "less", "-RFX", (char *)NULL);
    execlp("cat", "cat", (char *)NULL);
    _exit(127);
}

void pager_start(struct pager *pager)
{
    int ends[2];

    if (pipe(ends) != 0)
        return;
    hold_interrupts(SIG_BLOCK);
    pager->child = fork();
    if (pager->child == 0)
        run_pager(ends);
    if (pager->child > 0) {
        dup2(ends[1], STDOUT_FILENO);
    } else {
        hold_interrupts(SIG_UNBLOCK);
        pager->child = 0;
    }
    close(ends[0]);
    close(ends[1]);
}

void pager_wait(struct pager *pager)
{
    int status;

    if (pager->child == 0)
        return;
    close(STDOUT_FILENO);
    while (waitpid(pager->child, &status, 0) < 0 && errno == EINTR)
        continue;
}
