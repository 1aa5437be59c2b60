/*
 * Conversion: the fast way and its twin that goes piece by piece agree, what was converted is not
 * converted again, OpenCC's own way reads nothing outside, and the list of changes leads back to
 * the text as it was. The first byte chooses the profile.
 */
#include "../../cmd/kcz-t2s/convert.h"
#include "../../cmd/kcz-t2s/engine.h"
#include "../../cmd/kcz-t2s/log.h"
#include "../../cmd/kcz-t2s/shift.h"
#include "fuzz.h"
#include "memory.h"
#include "utf8.h"

enum { ENGINES = 8 };

static const struct engine_options choices[ENGINES] = {
    {.profile = "auto"},
    {.profile = "t2s", .tofu = true},
    {.profile = "tw2sp", .quotes = true},
    {.profile = "hk2s", .keep_compat = true},
    {.profile = "hk2sp"},
    {.profile = "tw2s"},
    {.profile = "t2s", .opencc = true},
    {.profile = "tw2sp", .opencc = true, .tofu = true},
};

/* What the engine makes of text; log may be NULL. */
static void convert(const struct engine *engine, struct engine_work *work, struct span text,
                    struct log *log, struct buf *out)
{
    engine_begin(work);
    engine_add(engine, work, text);
    buf_clear(out);
    buf_add_span(out, engine_result(engine, work, 0, log));
}

static void check_way_back(const struct log *log, struct span text, struct span converted)
{
    struct buf json = {0}, old = {0};
    struct shift shift = {0};

    log_write(&log->edits, &json);
    require(shift_read(&shift, buf_span(&json)));
    require(shift_text(&shift, converted, &old));
    require(span_equal(buf_span(&old), text));
    shift_free(&shift);
    buf_free(&json);
    buf_free(&old);
}

static void check(const struct engine *engine, struct engine_work *work, struct span text)
{
    struct buf once = {0}, logged = {0}, twice = {0};
    struct script_counts fast = {0}, slow = {0};
    struct log log = {.wants_choices = true};

    convert(engine, work, text, NULL, &once);
    require(once.len == 0 || utf8_valid_prefix(once.data, once.len) == once.len);
    convert(engine, work, buf_span(&once), NULL, &twice);
    if (!engine->is_opencc) {
        require(span_equal(buf_span(&once), buf_span(&twice)));
        convert(engine, work, text, &log, &logged);
        require(span_equal(buf_span(&once), buf_span(&logged)));
        check_way_back(&log, text, buf_span(&once));
        buf_clear(&logged);
        buf_clear(&twice);
        convert_text(&engine->profile, text, 0, text.len, &logged, &fast);
        convert_by_piece(&engine->profile, text, 0, text.len, &twice, &slow);
        require(span_equal(buf_span(&logged), buf_span(&twice)));
    }
    log_free(&log);
    buf_free(&once);
    buf_free(&logged);
    buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct engine engines[ENGINES];
    static struct engine_work work;
    struct buf text = {0}, why = {0};
    char *exact;

    for (size_t i = 0; engines[ENGINES - 1].name == NULL && i < ENGINES; i++)
        require(engine_open(&engines[i], &choices[i], &why));
    if (size == 0)
        return 0;
    fuzz_text(&text, (struct span){(const char *)data + 1, size - 1});
    exact = memory_resize(NULL, text.len, 1); /* so that the sanitizer sees every overrun */
    if (text.len > 0)
        memcpy(exact, text.data, text.len);
    check(&engines[data[0] % ENGINES], &work, (struct span){exact, text.len});
    free(exact);
    buf_free(&text);
    return 0;
}
