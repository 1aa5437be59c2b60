/*
 * One document's texts through what the command line asks for: a profile's table, auto's verdict
 * over all of them, or OpenCC's own way. Text in, text out; the tables are shared by all threads,
 * a struct engine_work is one thread's.
 */
#ifndef KCZ_T2S_ENGINE_H
#define KCZ_T2S_ENGINE_H

#include <stdbool.h>

#include "buf.h"
#include "log.h"
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
    const char *name; /* of the profile */
    struct profile profile;
    struct opencc opencc;
    bool is_auto, is_opencc;
};

bool engine_open(struct engine *engine, const struct engine_options *options, struct buf *why);
void engine_close(struct engine *engine);

/* A text of the document and where in out lies what it became. */
struct engine_text {
    struct span text;
    size_t start, end;
};

/* Memory of one thread, used again for each document. A zeroed struct is ready. */
struct engine_work {
    struct engine_text *texts;
    size_t count, capacity;
    struct buf out, again;
    struct opencc_scratch opencc;
    struct script_counts counts;
};

/* A document: begin, add its texts, which must stay where they are, then ask for the results. */
void engine_begin(struct engine_work *work);
void engine_add(const struct engine *engine, struct engine_work *work, struct span text);

/* What the document is. With OpenCC's way, which does not look, SCRIPT_OTHER. */
enum script engine_script(const struct engine *engine, const struct engine_work *work);

/*
 * What the text that was added as number index becomes, valid until the next call; the text itself
 * where the verdict says that nothing is to be changed. log: NULL, or where to note what was done.
 */
struct span engine_result(const struct engine *engine, struct engine_work *work, size_t index,
                          struct log *log);
void engine_work_free(struct engine_work *work);

#endif
