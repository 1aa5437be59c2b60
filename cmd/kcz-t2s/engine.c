#include "engine.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "user.h"

extern const char blob_t2s[], blob_t2s_end[];

static bool is_profile(const char *name)
{
    static const char *const names[] = {"auto", "t2s", "tw2s", "tw2sp", "hk2s", "hk2sp"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

bool engine_open(struct engine *engine, const struct engine_options *options, struct buf *why)
{
    const char *name = options->profile;
    struct profile_options profile = {
        .tofu = options->tofu, .quotes = options->quotes, .keep_compat = options->keep_compat};

    if (!blob_from_memory(&engine->blob, blob_t2s, (size_t)(blob_t2s_end - blob_t2s), "t2s", false,
                          why))
        return false;
    if (name != NULL && !is_profile(name)) {
        buf_printf(why, "no such profile: %s", name);
        return false;
    }
    engine->is_opencc = options->opencc;
    if (options->opencc && name != NULL && strcmp(name, "auto") == 0) {
        buf_add_text(why, "--compat=opencc: OpenCC has no profile auto");
        return false;
    }
    engine->name = name != NULL ? name : options->opencc ? "t2s" : "auto";
    if (options->opencc)
        return opencc_open(&engine->opencc, &engine->blob, engine->name, options->tofu, why);
    engine->is_auto = strcmp(engine->name, "auto") == 0;
    profile.quotes |= engine->is_auto && !options->keep_quotes;
    return profile_open(&engine->profile, &engine->blob, engine->name, &profile, why) &&
           user_add_files(&engine->profile, options->user_files.items, options->user_files.count,
                          why);
}

void engine_close(struct engine *engine)
{
    profile_close(&engine->profile);
    blob_close(&engine->blob);
}

void engine_begin(struct engine_work *work)
{
    work->count = 0;
    work->counts = (struct script_counts){0};
    buf_clear(&work->out);
}

void engine_add(const struct engine *engine, struct engine_work *work, struct span text)
{
    size_t start = work->out.len;

    if (engine->is_opencc)
        opencc_convert(&engine->opencc, text, &work->opencc, &work->out);
    else
        convert_text(&engine->profile, text, 0, text.len, &work->out, &work->counts);
    if (work->count == work->capacity) {
        work->capacity = work->capacity * 2 + 4;
        work->texts = memory_resize(work->texts, work->capacity, sizeof *work->texts);
    }
    work->texts[work->count++] = (struct engine_text){text, start, work->out.len};
}

enum script engine_script(const struct engine *engine, const struct engine_work *work)
{
    return engine->is_opencc ? SCRIPT_OTHER : script_of(&work->counts);
}

/* Run by run; those that are not Traditional are put back. */
static void convert_runs(const struct engine *engine, struct span text, struct buf *out,
                         struct log *log)
{
    const struct profile *profile = &engine->profile;
    bool traditional = false;

    for (size_t at = 0, end; at < text.len; at = end) {
        struct script_counts counts = {0};
        struct span run = {text.at + at, 0};
        size_t start = out->len;

        end = run_end(text, at);
        run.len = end - at;
        convert_text(profile, text, at, end, out, &counts);
        traditional = run_is_traditional(&counts, traditional);
        if (!traditional) {
            out->len = start;
            buf_add_span(out, run);
            if (log != NULL)
                log_kept(log, run);
        } else if (log != NULL) {
            out->len = start;
            convert_logged(profile, text, at, end, out, log);
        }
    }
}

/*
 * Whether converting would do more than turn quotation marks and compatibility characters: in a
 * text of which no character tells, that says that it is Traditional (等於, 看著).
 */
static bool changes_words(const struct engine *engine, struct span text)
{
    bool found = false;

    for (size_t at = 0; at < text.len && !found;) {
        struct piece piece = next_piece(&engine->profile, text, at, text.len);

        found = piece.rule != RULE_QUOTE && piece.rule != RULE_COMPAT &&
                !span_equal(piece.put, (struct span){text.at + at, piece.taken});
        at += piece.taken;
    }
    return found;
}

struct span engine_result(const struct engine *engine, struct engine_work *work, size_t index,
                          struct log *log)
{
    const struct engine_text *text = &work->texts[index];
    enum script script = engine_script(engine, work);
    bool converts = !engine->is_auto || script == SCRIPT_HANT;

    if (script == SCRIPT_OTHER && engine->is_auto)
        converts = changes_words(engine, text->text);
    if (!converts && script != SCRIPT_MIXED)
        return text->text;
    if (converts && log == NULL)
        return (struct span){buf_span(&work->out).at + text->start, text->end - text->start};
    buf_clear(&work->again);
    if (converts)
        convert_logged(&engine->profile, text->text, 0, text->text.len, &work->again, log);
    else
        convert_runs(engine, text->text, &work->again, log);
    return buf_span(&work->again);
}

void engine_work_free(struct engine_work *work)
{
    free(work->texts);
    buf_free(&work->out);
    buf_free(&work->again);
    opencc_scratch_free(&work->opencc);
}
