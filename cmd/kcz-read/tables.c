#include "tables.h"

#include "blob.h"

extern const char blob_read[], blob_read_end[];

bool tables_open(struct read_tables *tables, struct buf *why)
{
    struct blob blob;
    size_t gb18030, big5, bits;

    if (!blob_from_memory(&blob, blob_read, (size_t)(blob_read_end - blob_read), "read", false,
                          why))
        return false;
    tables->gb18030 = blob_array(&blob, "gb18030", sizeof(uint32_t), &gb18030, why);
    tables->big5 = blob_array(&blob, "big5", sizeof(uint32_t), &big5, why);
    tables->ranges = blob_array(&blob, "ranges", sizeof(struct code_range), &tables->range_count,
                                why);
    tables->bits = blob_array(&blob, "bits", 1, &bits, why);
    if (tables->gb18030 == NULL || tables->big5 == NULL || tables->ranges == NULL ||
        tables->bits == NULL)
        return false;
    if (gb18030 == GB18030_PAIRS && big5 == BIG5_PAIRS && tables->range_count > 0 &&
        bits == 0x10000)
        return true;
    buf_add_text(why, "the tables of encodings are damaged");
    return false;
}
