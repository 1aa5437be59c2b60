#include "gbk.h"

static const uint16_t *section(const struct blob *blob, const char *name, size_t want,
                               struct buf *why)
{
    size_t count;
    const uint16_t *items = blob_array(blob, name, sizeof *items, &count, why);

    if (items && count != want) {
        buf_printf(why, "section '%s' has %zu entries instead of %zu", name, count, want);
        return NULL;
    }
    return items;
}

bool gbk_open(struct gbk *gbk, const struct blob *blob, struct buf *why)
{
    gbk->points = section(blob, "points", GBK_CELLS, why);
    gbk->codes = gbk->points ? section(blob, "codes", 0x10000, why) : NULL;
    return gbk->codes != NULL;
}
