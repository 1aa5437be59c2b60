#include "handle.h"

#include <stdlib.h>

#include "memory.h"
#include "result.h"
#include "utf8.h"

/* Stands before the memory that calls work in. */
struct spare {
    _Alignas(max_align_t) struct spare *next;
};

void handle_open(struct handle *handle, size_t work_size, void (*work_free)(void *work))
{
    pthread_mutex_init(&handle->mutex, NULL);
    handle->spare = NULL;
    handle->work_size = work_size;
    handle->work_free = work_free;
    handle->plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

void handle_close(struct handle *handle)
{
    while (handle->spare) {
        struct spare *spare = handle->spare;

        handle->spare = spare->next;
        handle->work_free(spare + 1);
        free(spare);
    }
    freelocale(handle->plain);
    pthread_mutex_destroy(&handle->mutex);
}

static bool is_text(const char *text, size_t len, struct kcz_error *error)
{
    struct buf why = {0};
    size_t good;

    if (len > KCZ_TEXT_MAX) {
        buf_printf(&why, "the text is longer than %d bytes", KCZ_TEXT_MAX);
        error_set(error, KCZ_TOO_LONG, &why);
        return false;
    }
    good = utf8_valid_prefix(text, len);
    if (good < len) {
        buf_printf(&why, "the text is not UTF-8 from byte %zu on", good);
        error_set(error, KCZ_BAD_TEXT, &why);
        return false;
    }
    return true;
}

static void *borrow(struct handle *handle)
{
    struct spare *spare;

    pthread_mutex_lock(&handle->mutex);
    spare = handle->spare;
    if (spare)
        handle->spare = spare->next;
    pthread_mutex_unlock(&handle->mutex);
    if (!spare)
        spare = memory_new(1, sizeof *spare + handle->work_size);
    return spare + 1;
}

static void give_back(struct handle *handle, void *work)
{
    struct spare *spare = (struct spare *)work - 1;

    pthread_mutex_lock(&handle->mutex);
    spare->next = handle->spare;
    handle->spare = spare;
    pthread_mutex_unlock(&handle->mutex);
}

bool call_begin(struct call *call, struct handle *handle, const char *text, size_t len,
                struct kcz_error *error)
{
    call->text = (struct span){text ? text : "", text ? len : 0};
    if (!is_text(call->text.at, call->text.len, error))
        return false;
    call->work = borrow(handle);
    call->before = uselocale(handle->plain);
    return true;
}

void call_end(struct call *call, struct handle *handle)
{
    uselocale(call->before);
    give_back(handle, call->work);
}
