#include "sorter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { LEAST_LIMIT = 1 << 20 };

bool sorter_open(struct sorter *sorter, size_t width, bool documents, uint64_t max_mem,
                 struct buf *why)
{
    *sorter = (struct sorter){.spill.fd = -1};
    tally_init(&sorter->tally, width, documents);
    if (max_mem == 0)
        return true;
    sorter->spill_at = (size_t)(max_mem / 16 * 9); /* the rest is for blocks, runs and results */
    if (sorter->spill_at < LEAST_LIMIT)
        sorter->spill_at = LEAST_LIMIT;
    if (!spill_open(&sorter->spill))
        buf_printf(why, "--max-mem: no temporary file: %s", strerror(errno));
    return sorter->spill.fd >= 0;
}

void sorter_close(struct sorter *sorter)
{
    if (sorter->reading)
        rows_close(&sorter->rows);
    for (size_t i = 0; sorter->runs != NULL && i < sorter->spill.count; i++)
        run_reader_close(&sorter->runs[i]);
    free(sorter->runs);
    tally_free(&sorter->tally);
    spill_close(&sorter->spill);
}

/* Makes what is in memory one more sorted run. */
static bool spill_tally(struct sorter *sorter)
{
    struct tally_reader reader = {&sorter->tally, 0};
    struct source source = {tally_reader_next, &reader};
    struct rows rows;
    bool good;

    tally_sort(&sorter->tally, TALLY_BY_KEY);
    rows_open(&rows, sorter->tally.width, &source, 1);
    good = spill_write(&sorter->spill, &rows);
    rows_close(&rows);
    tally_clear(&sorter->tally);
    return good;
}

bool sorter_relieve(struct sorter *sorter)
{
    if (sorter->spill_at == 0 || !tally_is_full(&sorter->tally, sorter->spill_at))
        return true;
    return spill_tally(sorter);
}

bool sorter_in_memory(const struct sorter *sorter)
{
    return sorter->spill.count == 0 && !sorter->reading;
}

static bool open_runs(struct sorter *sorter, struct buf *why)
{
    struct source *sources;

    spill_tally(sorter);
    if (sorter->spill.error != 0) {
        buf_printf(why, "temporary file: %s", strerror(sorter->spill.error));
        return false;
    }
    size_t width = sorter->tally.width;
    tally_free(&sorter->tally);
    sorter->tally = (struct tally){.width = width};
    sorter->runs = memory_new(sorter->spill.count, sizeof *sorter->runs);
    sources = memory_new(sorter->spill.count, sizeof *sources);
    for (size_t i = 0; i < sorter->spill.count; i++) {
        run_reader_open(&sorter->runs[i], &sorter->spill, i, width);
        sources[i] = (struct source){run_reader_next, &sorter->runs[i]};
    }
    rows_open(&sorter->rows, width, sources, sorter->spill.count);
    free(sources);
    return true;
}

bool sorter_rows(struct sorter *sorter, struct buf *why)
{
    struct source source = {tally_reader_next, &sorter->reader};

    if (sorter->spill.count > 0) {
        sorter->reading = open_runs(sorter, why);
        return sorter->reading;
    }
    tally_sort(&sorter->tally, TALLY_BY_KEY);
    sorter->reader = (struct tally_reader){&sorter->tally, 0};
    rows_open(&sorter->rows, sorter->tally.width, &source, 1);
    sorter->reading = true;
    return true;
}

bool sorter_next(struct sorter *sorter, struct row *row)
{
    return rows_next(&sorter->rows, row);
}

bool sorter_good(const struct sorter *sorter, struct buf *why)
{
    for (size_t i = 0; sorter->runs != NULL && i < sorter->spill.count; i++) {
        if (sorter->runs[i].error != 0) {
            buf_printf(why, "temporary file: %s", strerror(sorter->runs[i].error));
            return false;
        }
    }
    return true;
}
