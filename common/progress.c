#include "progress.h"

#include <inttypes.h>

static double seconds_between(struct timespec from, struct timespec to)
{
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void tell(const struct progress *progress, const struct diag *diag, struct timespec now)
{
    double seconds = seconds_between(progress->started, now);
    double speed = seconds > 0 ? (double)progress->bytes / 1e6 / seconds : 0;

    diag_say(diag, "%" PRIu64 " records, %.1f MB/s, %.1f s", progress->records, speed, seconds);
}

void progress_start(struct progress *progress)
{
    if (progress->wanted)
        clock_gettime(CLOCK_MONOTONIC, &progress->started);
    progress->told = progress->started;
}

void progress_add(struct progress *progress, const struct diag *diag, uint64_t records,
                  uint64_t bytes)
{
    struct timespec now;

    progress->records += records;
    progress->bytes += bytes;
    if (!progress->wanted)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds_between(progress->told, now) < 1)
        return;
    progress->told = now;
    tell(progress, diag, now);
}

void progress_end(const struct progress *progress, const struct diag *diag)
{
    struct timespec now;

    if (!progress->wanted)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    tell(progress, diag, now);
}
