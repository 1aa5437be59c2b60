/*
 * The encodings by name. Five are read by tables of our own (decode.h) and can be detected; any
 * other name is handed to iconv(3).
 */
#ifndef KCZ_READ_ENCODING_H
#define KCZ_READ_ENCODING_H

#include <stddef.h>

#include "span.h"

enum encoding {
    ENCODING_UTF8,
    ENCODING_GB18030,
    ENCODING_BIG5,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_DETECTED, /* how many of the above there are */
    ENCODING_OTHER = ENCODING_DETECTED
};

/* "UTF-8", "GB18030", ...; NULL for ENCODING_OTHER. */
const char *encoding_name(enum encoding encoding);

/*
 * The encoding that a label means, letter case aside: the labels of the Encoding Standard and
 * Python's and IBM's code page names (GBK, GB2312, CP936 are read as GB18030; CP950 and Big5-HKSCS
 * as Big5). Anything else is ENCODING_OTHER.
 */
enum encoding encoding_of(struct span label);

/* The encoding whose byte order mark these bytes start with, and its length; else *length is 0. */
enum encoding encoding_of_mark(struct span bytes, size_t *length);

#endif
