#include "stats.h"

#include <stdlib.h>
#include <string.h>

#include "../../cmd/kcz-stats/commands.h"
#include "filter.h"

const struct command *const stats_commands[] = {
    &overview_command, &freq_command, &df_command,    &summary_command, &hist_command,
    &ngram_command,    &coll_command, &trend_command, &disp_command,    &zipf_command,
    &heaps_command,    &key_command,  &cooc_command,  &report_command,  NULL};

enum { WORDS = 10 };

struct buf *stats_sink;

bool filter_flush(struct filter_output *output)
{
    buf_add_span(stats_sink, buf_span(&output->lines));
    buf_clear(&output->lines);
    return true;
}

bool stats_merge(const char *const *files, size_t count, const char *const *options,
                 struct buf *out)
{
    struct job job = {.commands = stats_commands};
    char *words[WORDS], *argv[WORDS];
    int argc = 0;
    bool done;

    words[argc++] = strdup("merge");
    for (size_t i = 0; i < count; i++)
        words[argc++] = strdup(files[i]);
    for (; *options != NULL; options++)
        words[argc++] = strdup(*options);
    words[argc] = NULL;
    memcpy(argv, words, sizeof argv); /* the parser moves them */
    buf_clear(out);
    stats_sink = out;
    done = merge_main(&job, argc, argv) == 0;
    while (argc > 0)
        free(words[--argc]);
    return done;
}
