/*
 * One text through what the command line asks for: a profile's table, auto's verdict, or OpenCC's
 * own way. Text in, text out; the tables are shared by all threads, a worker is one thread's.
 */
#ifndef KCZ_T2S_ENGINE_H
#define KCZ_T2S_ENGINE_H

#include <stdbool.h>

#include "buf.h"
#include "opencc.h"
#include "options.h"
#include "profile.h"
#include "script.h"

struct engine_options {
    const char *profile; /* NULL: auto, or t2s with opencc */
    bool opencc;
    bool tofu, quotes, keep_quotes, keep_compat;
    struct option_list user_files;
};

struct engine {
    struct blob blob;
    struct profile profile;
    struct opencc opencc;
    bool is_auto, is_opencc;
};

bool engine_open(struct engine *engine, const struct engine_options *options, struct buf *why);
void engine_close(struct engine *engine);

/* Memory of one thread, used again for each text. A zeroed struct is ready. */
struct engine_work {
    struct buf out;
    struct opencc_scratch opencc;
    struct script_counts counts;
    enum script script;
};

/*
 * Converts text; the result is in work->out, or is text itself where nothing is to be changed. Sets
 * work->script (SCRIPT_OTHER with OpenCC's way, which does not look).
 */
struct span engine_convert(const struct engine *engine, struct engine_work *work, struct span text);
void engine_work_free(struct engine_work *work);

#endif
