/* A blob gives back its sections, and any changed, cut or added byte is noticed. */
#include "blob.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "memory.h"
#include "pos.h"
#include "stream.h"

static const char file[] = "test.blob";

static bool opens(const char *bytes, size_t len)
{
    struct blob blob;
    struct buf why = {0};
    bool opened = blob_from_memory(&blob, bytes, len, "test", true, &why);

    buf_free(&why);
    return opened;
}

/* A model whose tables do not end with an empty row would be read beyond them. */
static bool opens_pos(uint32_t last_row, uint32_t last_sure, const char *tags)
{
    const uint32_t shape[] = {1, 1};
    const struct pos_row rows[2] = {{.key = 0}, {.key = last_row}};
    const struct pos_sure sure[2] = {{.key = 0}, {.key = last_sure}};
    struct blob_writer writer = {0};
    struct pos_model model;
    struct blob blob;
    struct buf why = {0}, bytes = {0};

    blob_add(&writer, "shape", shape, sizeof shape);
    blob_add(&writer, "rows", rows, sizeof rows);
    blob_add(&writer, "sure", sure, sizeof sure);
    blob_add(&writer, "tags", tags, strlen(tags));
    blob_assemble(&writer, "pos", &bytes);
    bool opened = blob_from_memory(&blob, bytes.data, bytes.len, "pos", true, &why) &&
                  pos_open(&model, &blob, &why);
    buf_free(&bytes);
    buf_free(&why);
    return opened;
}

int main(void)
{
    const uint32_t numbers[] = {1, 2, 3};
    struct blob_writer writer = {0};
    struct blob blob;
    struct buf why = {0}, bytes = {0};
    size_t count = 0;
    int failures = 0;

    blob_add(&writer, "numbers", numbers, sizeof numbers);
    blob_add(&writer, "empty", NULL, 0);
    blob_add(&writer, "text", "abcde", 5);
    CHECK(blob_write(&writer, "test", file));
    CHECK(blob_from_file(&blob, file, "test", &why));
    CHECK(why.len == 0);
    const uint32_t *read = blob_array(&blob, "numbers", sizeof *read, &count, &why);
    CHECK(count == 3 && memcmp(read, numbers, sizeof numbers) == 0);
    CHECK(span_is(blob_section(&blob, "text"), "abcde"));
    CHECK(blob_section(&blob, "empty").at != NULL && blob_section(&blob, "empty").len == 0);
    CHECK(blob_section(&blob, "absent").at == NULL);
    CHECK(blob_array(&blob, "text", 2, &count, &why) == NULL && why.len > 0);
    blob_close(&blob);
    buf_clear(&why);
    CHECK(!blob_from_file(&blob, file, "other", &why) && why.len > 0);

    int fd = stream_open(file);
    CHECK(stream_read_all(fd, 1 << 20, &bytes));
    close(fd);
    char *copy = memory_copy(bytes.data, bytes.len);
    CHECK(opens(copy, bytes.len));
    for (size_t i = 0; i < bytes.len; i++) {
        copy[i] ^= 0x10;
        CHECK(!opens(copy, bytes.len));
        copy[i] ^= 0x10;
        CHECK(!opens(copy, i));
    }
    CHECK(opens_pos(0, 0, "n\nv\n"));
    CHECK(!opens_pos(7, 0, "n\nv\n"));
    CHECK(!opens_pos(0, 7, "n\nv\n"));
    CHECK(!opens_pos(0, 0, ""));
    free(copy);
    buf_free(&bytes);
    buf_free(&why);
    return failures > 0;
}
