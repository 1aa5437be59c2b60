#include "blob.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream.h"

static const char magic[8] = "KCZBLOB";

struct blob_header {
    char magic[8];
    char kind[BLOB_NAME];
    uint32_t version;
    uint32_t sections;
    uint64_t size;     /* of the whole blob */
    uint64_t checksum; /* of everything behind the header */
    uint64_t reserved;
};

struct blob_entry {
    char name[BLOB_NAME];
    uint64_t offset; /* from the start of the blob */
    uint64_t size;
};

_Static_assert(sizeof(struct blob_header) == 64, "the header fills one alignment unit");

uint64_t blob_checksum(const char *bytes, size_t len)
{
    const uint64_t prime = 0x100000001B3U;
    uint64_t hash = 0xCBF29CE484222325U, word;

    for (; len >= 8; bytes += 8, len -= 8) {
        memcpy(&word, bytes, 8);
        hash = (hash ^ word) * prime;
        hash ^= hash >> 32; /* high bits of a word must reach the low ones */
    }
    for (; len > 0; bytes++, len--)
        hash = (hash ^ (unsigned char)*bytes) * prime;
    return hash;
}

static const struct blob_header *header_of(const struct blob *blob)
{
    return (const struct blob_header *)(const void *)blob->data;
}

static const struct blob_entry *entries_of(const struct blob *blob)
{
    return (const struct blob_entry *)(const void *)(blob->data + sizeof(struct blob_header));
}

/* What is wrong with the layout, or NULL. */
static const char *check_layout(const struct blob *blob, const char *kind)
{
    const struct blob_header *header = header_of(blob);
    char expected[BLOB_NAME] = {0};

    snprintf(expected, sizeof expected, "%s", kind);
    if (blob->size < sizeof *header || memcmp(header->magic, magic, sizeof magic) != 0)
        return "no kcz data";
    if (memcmp(header->kind, expected, BLOB_NAME) != 0)
        return "kcz data of another kind";
    if (header->version != BLOB_VERSION || header->reserved != 0)
        return "made by another version of kcz";
    if (header->size != blob->size)
        return "damaged: cut short, or longer than it says";
    if (header->sections > (blob->size - sizeof *header) / sizeof(struct blob_entry))
        return "damaged: its table of sections is wrong";
    for (uint32_t i = 0; i < header->sections; i++) {
        const struct blob_entry *entry = &entries_of(blob)[i];

        if (entry->offset > blob->size || entry->size > blob->size - entry->offset ||
            entry->offset % BLOB_ALIGN != 0 || entry->name[BLOB_NAME - 1] != '\0')
            return "damaged: its table of sections is wrong";
    }
    return NULL;
}

bool blob_from_memory(struct blob *blob, const void *data, size_t size, const char *kind,
                      bool verify, struct buf *why)
{
    *blob = (struct blob){data, size, NULL};
    const char *wrong = check_layout(blob, kind);

    if (wrong == NULL && verify) {
        size_t head = sizeof(struct blob_header);

        if (blob_checksum(blob->data + head, size - head) != header_of(blob)->checksum)
            wrong = "damaged: the checksum is wrong";
    }
    if (wrong != NULL)
        buf_add_text(why, wrong);
    return wrong == NULL;
}

bool blob_from_file(struct blob *blob, const char *file, const char *kind, struct buf *why)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    struct stat status;
    void *data = MAP_FAILED;

    if (fd >= 0 && fstat(fd, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            errno = EISDIR;
        else if (status.st_size == 0)
            errno = ENODATA;
        else
            data = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    int error = errno;
    if (fd >= 0)
        close(fd);
    if (data == MAP_FAILED) {
        buf_printf(why, "%s: %s", file, error == ENODATA ? "is empty" : strerror(error));
        return false;
    }
    size_t before = why->len;
    buf_printf(why, "%s: ", file);
    if (!blob_from_memory(blob, data, (size_t)status.st_size, kind, true, why)) {
        munmap(data, (size_t)status.st_size);
        return false;
    }
    why->len = before;
    blob->mapping = data;
    return true;
}

void blob_close(struct blob *blob)
{
    if (blob->mapping != NULL)
        munmap(blob->mapping, blob->size);
    *blob = (struct blob){0};
}

struct span blob_section(const struct blob *blob, const char *name)
{
    for (uint32_t i = 0; i < header_of(blob)->sections; i++) {
        const struct blob_entry *entry = &entries_of(blob)[i];

        if (strcmp(entry->name, name) == 0)
            return (struct span){blob->data + entry->offset, entry->size};
    }
    return (struct span){NULL, 0};
}

const void *blob_array(const struct blob *blob, const char *name, size_t item, size_t *count,
                       struct buf *why)
{
    struct span section = blob_section(blob, name);

    if (section.at == NULL || section.len % item != 0) {
        buf_printf(why, "section \"%s\" is missing or damaged", name);
        return NULL;
    }
    *count = section.len / item;
    return section.at;
}

void blob_add(struct blob_writer *writer, const char *name, const void *bytes, size_t len)
{
    struct blob_entry entry = {.offset = writer->body.len, .size = len};

    snprintf(entry.name, sizeof entry.name, "%s", name);
    buf_add(&writer->table, &entry, sizeof entry);
    buf_add(&writer->body, bytes, len);
    while (writer->body.len % BLOB_ALIGN != 0)
        buf_add_char(&writer->body, '\0');
    writer->count++;
}

void blob_assemble(struct blob_writer *writer, const char *kind, struct buf *out)
{
    struct blob_header header = {.version = BLOB_VERSION, .sections = writer->count};
    struct blob_entry *entries = (struct blob_entry *)(void *)writer->table.data;
    size_t start = sizeof header + writer->table.len;

    start += (BLOB_ALIGN - start % BLOB_ALIGN) % BLOB_ALIGN;
    for (uint32_t i = 0; i < writer->count; i++)
        entries[i].offset += start;
    memcpy(header.magic, magic, sizeof magic);
    snprintf(header.kind, sizeof header.kind, "%s", kind);
    header.size = start + writer->body.len;
    buf_add(out, &header, sizeof header);
    buf_add_span(out, buf_span(&writer->table));
    while (out->len < start)
        buf_add_char(out, '\0');
    buf_add_span(out, buf_span(&writer->body));
    header.checksum = blob_checksum(out->data + sizeof header, out->len - sizeof header);
    memcpy(out->data, &header, sizeof header);
    buf_free(&writer->table);
    buf_free(&writer->body);
    writer->count = 0;
}

bool blob_write(struct blob_writer *writer, const char *kind, const char *file)
{
    struct buf out = {0}, temporary = {0};
    bool done = false;

    blob_assemble(writer, kind, &out);
    buf_printf(&temporary, "%s.tmp", file);
    int fd = open(buf_string(&temporary), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd >= 0) {
        done = stream_write(fd, out.data, out.len);
        done = close(fd) == 0 && done;
        done = done && rename(temporary.data, file) == 0;
    }
    buf_free(&out);
    buf_free(&temporary);
    return done;
}

/* Whether the file has a content that is no blob: who names it meant something else. */
static bool holds_else(const char *file)
{
    struct stat status;
    char start[sizeof magic];
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    bool other = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
                 status.st_size > 0 &&
                 (read(fd, start, sizeof start) != sizeof start ||
                  memcmp(start, magic, sizeof magic) != 0);

    if (fd >= 0)
        close(fd);
    return other;
}

bool blob_may_be_written(const char *file, struct buf *why)
{
    const char *slash = strrchr(file, '/');
    struct buf folder = {0};
    struct stat status;
    bool may = false;

    if (slash == NULL)
        buf_add_text(&folder, ".");
    else
        buf_add_span(&folder, span_between(file, slash + 1));
    if (stat(file, &status) == 0 && S_ISDIR(status.st_mode))
        errno = EISDIR;
    else
        may = access(buf_string(&folder), W_OK | X_OK) == 0;
    if (!may) {
        buf_printf(why, "%s: %s", file, strerror(errno));
    } else if (holds_else(file)) {
        buf_printf(why, "%s: holds something else than a model; name the file to write", file);
        may = false;
    }
    buf_free(&folder);
    return may;
}
