/* kcz_clean: the engine of kcz-clean behind kcz.h. */
#include <stdlib.h>

#include "../cmd/kcz-clean/cleaner.h"
#include "handle.h"
#include "memory.h"
#include "result.h"

struct kcz_cleaner {
    struct handle handle;
    struct cleaner cleaner;
};

struct work {
    struct page page;
    struct buf meta;
};

static void free_work(void *memory)
{
    struct work *work = memory;

    page_free(&work->page);
    buf_free(&work->meta);
}

struct kcz_cleaner *kcz_cleaner_open(const char *without, const char *with, struct kcz_error *error)
{
    struct kcz_cleaner *cleaner = memory_new(1, sizeof *cleaner);
    struct cleaner_options options = {.without = {&without, without != NULL},
                                      .with = {&with, with != NULL},
                                      .repair_min = CLEANER_REPAIR_MIN};
    struct buf why = {0};

    if (!cleaner_open(&cleaner->cleaner, &options, &why)) {
        error_set(error, KCZ_BAD_ARGUMENT, &why);
        free(cleaner);
        return NULL;
    }
    handle_open(&cleaner->handle, sizeof(struct work), free_work);
    return cleaner;
}

void kcz_cleaner_close(struct kcz_cleaner *cleaner)
{
    if (!cleaner)
        return;
    handle_close(&cleaner->handle);
    free(cleaner);
}

static struct kcz_article *article_of(struct span text, struct span meta)
{
    struct kcz_article *article = memory_new(1, sizeof *article + text.len + meta.len + 2);
    char *at = (char *)(article + 1);

    article->text = result_text(&at, text);
    article->text_len = text.len;
    article->meta = result_text(&at, meta);
    article->meta_len = meta.len;
    return article;
}

struct kcz_article *kcz_clean(struct kcz_cleaner *cleaner, const char *text, size_t len,
                              struct kcz_error *error)
{
    const struct span none = {NULL, 0};
    struct kcz_article *article;
    struct call call;

    if (!cleaner || !call_begin(&call, &cleaner->handle, text, len, error))
        return NULL;

    struct work *work = call.work;
    bool known;

    cleaner_text(&cleaner->cleaner, &work->page, call.text, none);
    buf_clear(&work->meta);
    known = cleaner_meta(&cleaner->cleaner, &work->page, none, &work->meta);
    article = article_of(work->page.text, known ? buf_span(&work->meta) : none);
    call_end(&call, &cleaner->handle);
    return article;
}
