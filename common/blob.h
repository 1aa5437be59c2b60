/*
 * The compiled form of tables and models: one block of bytes with named sections, the same in a
 * file and inside a program. Little-endian, sections aligned to 64 bytes, position independent:
 * it is used where it lies. Layout: struct blob_header, section table, sections.
 */
#ifndef KCZ_BLOB_H
#define KCZ_BLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "span.h"

enum { BLOB_NAME = 24, BLOB_ALIGN = 64, BLOB_VERSION = 1 };

struct blob {
    const char *data;
    size_t size;
    void *mapping; /* NULL, or what blob_close unmaps */
};

/*
 * Takes a blob that lies in memory (embedded in the program). kind names what it must be ("t2s").
 * verify also checks the checksum over everything: for data from outside; what is built in is
 * trusted. False with the reason appended to why.
 */
bool blob_from_memory(struct blob *blob, const void *data, size_t size, const char *kind,
                      bool verify, struct buf *why);

/* Maps a file and verifies it. */
bool blob_from_file(struct blob *blob, const char *file, const char *kind, struct buf *why);
void blob_close(struct blob *blob);

/* A section's bytes; absent if there is none of that name. */
struct span blob_section(const struct blob *blob, const char *name);

/*
 * A section as an array of items of size item; sets *count. NULL, with the reason in why, if it is
 * missing or its length is no multiple of item.
 */
const void *blob_array(const struct blob *blob, const char *name, size_t item, size_t *count,
                       struct buf *why);

/* Writing: sections in the order they are added. */
struct blob_writer {
    struct buf table;
    struct buf body;
    uint32_t count;
};
void blob_add(struct blob_writer *writer, const char *name, const void *bytes, size_t len);

/* Puts the blob into out, which must be empty. Frees writer. */
void blob_assemble(struct blob_writer *writer, const char *kind, struct buf *out);

/* Writes the file through a temporary name and renames it; false with errno set. Frees writer. */
bool blob_write(struct blob_writer *writer, const char *kind, const char *file);

/*
 * Whether blob_write may be able to, and replaces no file that is no blob: to be asked before hours
 * of work. False with the reason.
 */
bool blob_may_be_written(const char *file, struct buf *why);

/* FNV-1a, 64 bits, taken 8 bytes at a time: the checksum of blobs. */
uint64_t blob_checksum(const char *bytes, size_t len);

#endif
