/*
 * Which encoding Chinese bytes are in, judged by what they would say: each candidate reads them,
 * and what it reads costs as many bits as its characters are rare in Chinese text (unigrams,
 * Simplified and Traditional); what cannot be read costs BAD_BITS. The cheapest wins. One bad pair
 * is thus no proof against an encoding, only expensive: damaged pages keep their true encoding.
 */
#ifndef KCZ_READ_DETECT_H
#define KCZ_READ_DETECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "encoding.h"
#include "span.h"
#include "tables.h"

enum {
    DETECT_UNIT = 64 * 1024,  /* the longest piece that is weighed at once */
    DETECT_ENOUGH = 64 * 1024 /* bytes that are not ASCII, after which nothing more is weighed */
};

struct detector {
    const struct read_tables *tables;
    uint64_t bits[ENCODING_DETECTED]; /* the cost of reading the bytes so */
    size_t at[ENCODING_DETECTED];     /* how far each candidate has read */
    uint64_t evidence;                /* bytes weighed that are not ASCII */
    uint64_t weighed;                 /* bytes whose bits were counted */
    uint64_t well_formed;             /* sequences of UTF-8 so far, while nothing else was met */
    bool not_utf8;                    /* something else was */
    bool out[ENCODING_DETECTED];      /* candidates that are ruled out */
};

struct verdict {
    enum encoding encoding;
    double confidence; /* 0 to 1 */
    double margin;     /* bits between the best reading and the next */
};

void detector_start(struct detector *detector, const struct read_tables *tables);

/*
 * Weighs bytes from where the last call ended up to the offset end; last: the input ends there.
 * False if there is no need to go on, because the bytes can only be UTF-8.
 */
bool detector_weigh(struct detector *detector, const char *bytes, size_t end, bool last);

/*
 * Whether there was nothing but ASCII yet and UTF-16 is out of the question, so that what was
 * weighed reads the same in every encoding left. detector_keep_plain keeps it so.
 */
bool detector_plain(const struct detector *detector);
void detector_keep_plain(struct detector *detector);

/* The first count bytes are gone: offsets count from behind them. */
void detector_forget(struct detector *detector, size_t count);

struct verdict detector_verdict(const struct detector *detector);

/* How many bits dearer than the verdict another encoding is. */
double detector_distance(const struct detector *detector, enum encoding encoding);

#endif
