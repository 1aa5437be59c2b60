/* kcz_convert: the engine of kcz-t2s behind kcz.h. */
#include <stdlib.h>
#include <string.h>

#include "../cmd/kcz-t2s/engine.h"
#include "handle.h"
#include "memory.h"
#include "result.h"

struct kcz_converter {
    struct handle handle;
    struct engine engine;
};

static void free_work(void *work)
{
    engine_work_free(work);
}

struct kcz_converter *kcz_converter_open(const char *profile, const char *user_dict,
                                         struct kcz_error *error)
{
    struct kcz_converter *converter = memory_new(1, sizeof *converter);
    struct engine_options options = {.profile = profile,
                                     .user_files = {&user_dict, user_dict != NULL}};
    struct buf why = {0};

    if (!engine_open(&converter->engine, &options, &why)) {
        error_set(error, KCZ_BAD_ARGUMENT, &why);
        engine_close(&converter->engine);
        free(converter);
        return NULL;
    }
    handle_open(&converter->handle, sizeof(struct engine_work), free_work);
    return converter;
}

void kcz_converter_close(struct kcz_converter *converter)
{
    if (!converter)
        return;
    handle_close(&converter->handle);
    engine_close(&converter->engine);
    free(converter);
}

static struct kcz_converted *converted_to(struct span text, const char *script)
{
    struct kcz_converted *converted = memory_new(1, sizeof *converted + text.len + 1);
    char *at = (char *)(converted + 1);

    converted->text = result_text(&at, text);
    converted->text_len = text.len;
    converted->script = script;
    return converted;
}

struct kcz_converted *kcz_convert(struct kcz_converter *converter, const char *text, size_t len,
                                  struct kcz_error *error)
{
    struct kcz_converted *converted;
    struct call call;

    if (!converter || !call_begin(&call, &converter->handle, text, len, error))
        return NULL;

    const struct engine *engine = &converter->engine;

    engine_begin(call.work);
    engine_add(engine, call.work, call.text);
    converted = converted_to(engine_result(engine, call.work, 0, NULL),
                             script_name(engine_script(engine, call.work)));
    call_end(&call, &converter->handle);
    return converted;
}
