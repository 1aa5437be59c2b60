/* Inside the sandbox: no other files, no network, no programs; named files and threads go on. */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static void *nothing(void *state)
{
    return state;
}

int main(int argc, char **argv)
{
    char *const files[] = {argv[0]};
    char *const command[] = {argv[0], NULL};
    struct timespec before, after;
    pthread_t thread;
    int failures = 0;

#ifdef KCZ_NO_SANDBOX
    return 0;
#endif
    if (argc > 1) /* run from within: must never get here */
        return 1;
    clock_gettime(CLOCK_MONOTONIC, &before);
    sandbox_enter(&(struct sandbox){files, 1});
    clock_gettime(CLOCK_MONOTONIC, &after);
    fprintf(stderr, "entered in %ld us\n",
            (after.tv_sec - before.tv_sec) * 1000000 + (after.tv_nsec - before.tv_nsec) / 1000);
    CHECK(socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM);
    CHECK(open("made-by-test", O_WRONLY | O_CREAT, 0600) < 0);
    CHECK(fork() < 0);
    CHECK(execv(argv[0], command) < 0);
    if (sandbox_has_landlock())
        CHECK(open("/etc/passwd", O_RDONLY) < 0);
    CHECK(open(argv[0], O_RDONLY) >= 0);
    CHECK(pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0);
    return failures > 0;
}
