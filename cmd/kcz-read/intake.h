/*
 * The front of kcz-read: bytes as they are read → decoded text. Finds out the encoding (byte order
 * mark, --from, or detection), drops the mark, decodes, and makes CRLF into LF. What comes out
 * depends on the bytes alone, however they are cut into reads.
 */
#ifndef KCZ_READ_INTAKE_H
#define KCZ_READ_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "decode.h"
#include "detect.h"

enum intake_basis { BY_BYTES, BY_MARK, BY_OPTION, BY_META };

struct intake {
    const struct read_tables *tables;
    const char *from; /* --from, or NULL */
    const char *meta; /* the encoding that the page names, or NULL */
    bool early;       /* decide as soon as it is clear, so that a live stream does not wait */

    bool plain; /* what was given last is the ASCII before the decision */
    bool decided;
    enum intake_basis basis;
    double confidence;
    struct detector detector;
    struct decoder decoder;
    struct buf held;  /* bytes not decoded yet */
    size_t weighed;   /* how many of them the detector has seen */
    size_t searched;  /* up to where there is no LF behind those */
    uint64_t skipped; /* bytes let through or dropped before the decoder's first */
};

/* The intake must be zeroed but for its first four members. False: iconv does not know from. */
bool intake_open(struct intake *intake);
void intake_close(struct intake *intake);

/*
 * Takes what of held can be taken; appends text. last: nothing follows what is held. True: there is
 * more, to be asked for again when this text was taken; it was read in another encoding.
 */
bool intake_feed(struct intake *intake, bool last, struct buf *text);

/* What the "encoding" of the records says. */
const char *intake_encoding(const struct intake *intake);

/* How sure that is, 0 to 1. */
double intake_confidence(const struct intake *intake);

/* "bytes", "bom", "option" or "meta". */
const char *intake_basis_name(const struct intake *intake);

#endif
