#include "engine.h"

#include <string.h>

extern const char blob_t2s[], blob_t2s_end[];

bool engine_open(struct engine *engine, const struct engine_options *options, struct buf *why)
{
    const char *name = options->profile;
    struct profile_options profile = {
        .tofu = options->tofu, .quotes = options->quotes, .keep_compat = options->keep_compat};

    if (!blob_from_memory(&engine->blob, blob_t2s, (size_t)(blob_t2s_end - blob_t2s), "t2s", false,
                          why))
        return false;
    engine->is_opencc = options->opencc;
    if (options->opencc && name != NULL && strcmp(name, "auto") == 0) {
        buf_add_text(why, "--compat=opencc: OpenCC has no profile auto");
        return false;
    }
    if (options->opencc)
        return opencc_open(&engine->opencc, &engine->blob, name == NULL ? "t2s" : name,
                           options->tofu, why);
    if (name == NULL)
        name = "auto";
    engine->is_auto = strcmp(name, "auto") == 0;
    profile.quotes |= engine->is_auto && !options->keep_quotes;
    return profile_open(&engine->profile, &engine->blob, name, &profile, why);
}

void engine_close(struct engine *engine)
{
    profile_close(&engine->profile);
    blob_close(&engine->blob);
}

/* Run by run; those that are not Traditional are put back. */
static void convert_runs(const struct engine *engine, struct engine_work *work, struct span text)
{
    bool traditional = false;

    buf_clear(&work->out);
    for (size_t at = 0, end; at < text.len; at = end) {
        struct script_counts counts = {0};
        size_t start = work->out.len;

        end = run_end(text, at);
        convert_text(&engine->profile, text, at, end, &work->out, &counts);
        traditional = run_is_traditional(&counts, traditional);
        if (!traditional) {
            work->out.len = start;
            buf_add(&work->out, text.at + at, end - at);
        }
    }
}

struct span engine_convert(const struct engine *engine, struct engine_work *work, struct span text)
{
    buf_clear(&work->out);
    work->script = SCRIPT_OTHER;
    if (engine->is_opencc) {
        opencc_convert(&engine->opencc, text, &work->opencc, &work->out);
        return buf_span(&work->out);
    }
    work->counts = (struct script_counts){0};
    convert_text(&engine->profile, text, 0, text.len, &work->out, &work->counts);
    work->script = script_of(&work->counts);
    if (!engine->is_auto || work->script == SCRIPT_HANT)
        return buf_span(&work->out);
    if (work->script != SCRIPT_MIXED)
        return text;
    convert_runs(engine, work, text);
    return buf_span(&work->out);
}

void engine_work_free(struct engine_work *work)
{
    buf_free(&work->out);
    opencc_scratch_free(&work->opencc);
}
