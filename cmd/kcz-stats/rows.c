#include "rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory.h"
#include "scratch.h"
#include "stream.h"
#include "tuple.h"

enum { RUN_BLOCK = 64 * 1024 };

static bool comes_before(const struct rows *rows, size_t a, size_t b)
{
    return tuple_compare(rows->heads[a].key, rows->heads[b].key) < 0;
}

static void sift_down(struct rows *rows, size_t at)
{
    while (true) {
        size_t child = 2 * at + 1, held;

        if (child >= rows->heap_count)
            return;
        if (child + 1 < rows->heap_count &&
            comes_before(rows, rows->heap[child + 1], rows->heap[child]))
            child++;
        if (!comes_before(rows, rows->heap[child], rows->heap[at]))
            return;
        held = rows->heap[at];
        rows->heap[at] = rows->heap[child];
        rows->heap[child] = held;
        at = child;
    }
}

void rows_open(struct rows *rows, size_t width, const struct source *sources, size_t count)
{
    *rows = (struct rows){.width = width, .single = count == 1};
    rows->sources = memory_new(count + 1, sizeof *rows->sources);
    rows->heads = memory_new(count + 1, sizeof *rows->heads);
    rows->heap = memory_new(count + 1, sizeof *rows->heap);
    for (size_t i = 0; i < count; i++) {
        rows->sources[i] = sources[i];
        if (!rows->single && sources[i].next(sources[i].state, &rows->heads[i]))
            rows->heap[rows->heap_count++] = i;
    }
    for (size_t i = rows->heap_count / 2; i-- > 0;)
        sift_down(rows, i);
}

static void advance_first(struct rows *rows)
{
    size_t first = rows->heap[0];

    if (!rows->sources[first].next(rows->sources[first].state, &rows->heads[first]))
        rows->heap[0] = rows->heap[--rows->heap_count];
    sift_down(rows, 0);
}

bool rows_next(struct rows *rows, struct row *row)
{
    enum tuple_kind kind;

    if (rows->single)
        return rows->sources[0].next(rows->sources[0].state, row);
    if (rows->heap_count == 0)
        return false;
    buf_clear(&rows->key);
    buf_add_span(&rows->key, rows->heads[rows->heap[0]].key);
    memcpy(rows->values, rows->heads[rows->heap[0]].values, rows->width * sizeof *rows->values);
    kind = tuple_kind(buf_span(&rows->key));
    advance_first(rows);
    while (rows->heap_count > 0) {
        const struct row *head = &rows->heads[rows->heap[0]];

        if (!span_equal(head->key, buf_span(&rows->key)))
            break;
        for (size_t i = 0; i < rows->width; i++) {
            if (kind != TUPLE_TOTAL_MAX)
                rows->values[i] = tally_sum(rows->values[i], head->values[i]);
            else if (head->values[i] > rows->values[i])
                rows->values[i] = head->values[i];
        }
        advance_first(rows);
    }
    *row = (struct row){buf_span(&rows->key), rows->values};
    return true;
}

void rows_close(struct rows *rows)
{
    free(rows->sources);
    free(rows->heads);
    free(rows->heap);
    buf_free(&rows->key);
}

bool tally_reader_next(void *state, struct row *row)
{
    struct tally_reader *reader = state;

    if (reader->next == reader->tally->count)
        return false;
    tally_row(reader->tally, reader->next++, row);
    return true;
}

bool spill_open(struct spill *spill)
{
    *spill = (struct spill){.fd = scratch_open()};
    return spill->fd >= 0;
}

void spill_close(struct spill *spill)
{
    if (spill->fd >= 0)
        close(spill->fd);
    free(spill->runs);
    *spill = (struct spill){.fd = -1};
}

/* Runs lie one behind the other, and the file's own position is at its end. */
static bool put_block(struct spill *spill, struct buf *block)
{
    if (spill->error == 0 && !stream_write(spill->fd, block->data, block->len))
        spill->error = errno;
    spill->size += block->len;
    buf_clear(block);
    return spill->error == 0;
}

bool spill_write(struct spill *spill, struct rows *rows)
{
    struct buf block = {0};
    struct row row;
    uint64_t start = spill->size;

    while (rows_next(rows, &row) && spill->error == 0) {
        uint32_t len = (uint32_t)row.key.len;

        buf_add(&block, &len, sizeof len);
        buf_add(&block, row.values, rows->width * sizeof *row.values);
        buf_add_span(&block, row.key);
        if (block.len >= RUN_BLOCK)
            put_block(spill, &block);
    }
    put_block(spill, &block);
    buf_free(&block);
    spill->runs = memory_resize(spill->runs, spill->count + 1, sizeof *spill->runs);
    spill->runs[spill->count++] = (struct run){start, spill->size};
    return spill->error == 0;
}

void run_reader_open(struct run_reader *reader, const struct spill *spill, size_t run, size_t width)
{
    *reader = (struct run_reader){
        .fd = spill->fd, .width = width, .at = spill->runs[run].start, .end = spill->runs[run].end};
}

/* At least wanted bytes from reader->used on; false at the end of the run or on an error. */
static bool have(struct run_reader *reader, size_t wanted)
{
    struct buf *block = &reader->block;

    if (block->len - reader->used >= wanted)
        return true;
    block->len -= reader->used;
    memmove(block->data, block->data + reader->used, block->len);
    reader->used = 0;
    while (block->len < wanted && reader->at < reader->end) {
        size_t ask = wanted > RUN_BLOCK ? wanted : RUN_BLOCK;
        ssize_t got;

        ask = reader->end - reader->at < ask ? (size_t)(reader->end - reader->at) : ask;
        got = pread(reader->fd, buf_reserve(block, ask), ask, (off_t)reader->at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            reader->error = got < 0 ? errno : EIO;
            return false;
        }
        block->len += (size_t)got;
        reader->at += (uint64_t)got;
    }
    return block->len >= wanted;
}

bool run_reader_next(void *state, struct row *row)
{
    struct run_reader *reader = state;
    size_t fixed = sizeof(uint32_t) + reader->width * sizeof *reader->values;
    const char *at;
    uint32_t len;

    if (reader->block.data == NULL)
        buf_reserve(&reader->block, RUN_BLOCK);
    if (!have(reader, fixed))
        return false;
    memcpy(&len, reader->block.data + reader->used, sizeof len);
    if (!have(reader, fixed + len))
        return false;
    at = reader->block.data + reader->used;
    memcpy(reader->values, at + sizeof len, reader->width * sizeof *reader->values);
    *row = (struct row){{at + fixed, len}, reader->values};
    reader->used += fixed + len;
    return true;
}

void run_reader_close(struct run_reader *reader)
{
    buf_free(&reader->block);
}
