/*
 * Bytes in any encoding → well-formed UTF-8, block by block. UTF-8, UTF-16, GB18030 and Big5 are
 * decoded as the Encoding Standard (https://encoding.spec.whatwg.org/) says, error for error, by
 * tables of our own: what iconv(3) makes of them differs between C libraries and their versions,
 * and loses the place in damaged text. Every other encoding is iconv's.
 */
#ifndef KCZ_READ_DECODE_H
#define KCZ_READ_DECODE_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "encoding.h"
#include "tables.h"

struct decoder {
    enum encoding encoding;
    const struct read_tables *tables;
    iconv_t iconv;      /* for ENCODING_OTHER */
    size_t unfinished;  /* bytes that iconv has seen and left, the start of a sequence */
    uint64_t consumed;  /* bytes taken so far */
    uint64_t replaced;  /* sequences that became U+FFFD */
    uint64_t first_bad; /* offset of the first of them, if there is one */
};

/* False if iconv does not know the name; it is looked at for ENCODING_OTHER alone. */
bool decoder_open(struct decoder *decoder, const struct read_tables *tables, enum encoding encoding,
                  const char *name);
void decoder_close(struct decoder *decoder);

/*
 * Appends what the bytes stand for to out and returns how many were taken. Bytes that are left (the
 * start of a sequence or, of ENCODING_OTHER, of a line) are to be handed in again before what
 * follows them. With last nothing follows, and all is taken. How the bytes are cut into calls makes
 * no difference.
 */
size_t decoder_feed(struct decoder *decoder, struct span bytes, bool last, struct buf *out);

/*
 * One sequence of a double-byte encoding, for detection as well: its length, and its code point
 * (or CODE_DOUBLE; UINT32_MAX if it is bad). 0 if the bytes end before the sequence does.
 */
size_t gb18030_decode(const struct read_tables *tables, const unsigned char *at,
                      const unsigned char *end, uint32_t *code);
size_t big5_decode(const struct read_tables *tables, const unsigned char *at,
                   const unsigned char *end, uint32_t *code);

#endif
