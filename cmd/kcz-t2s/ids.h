/*
 * Ideographic description sequences (Unicode, section 18.2): ⿰氵漢 describes one character; its
 * parts are not text, so no conversion touches them.
 */
#ifndef KCZ_T2S_IDS_H
#define KCZ_T2S_IDS_H

#include <stddef.h>

#include "span.h"

/*
 * Bytes of the whole sequence that well-formed text starts with, at most 64 code points, 16 deep
 * (OpenCC's limits); 0 if it starts with none.
 */
size_t ids_length(struct span text);

#endif
