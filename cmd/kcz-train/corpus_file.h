/*
 * Files of annotated text as all commands of kcz-train read them: whole, in UTF-8, line by line,
 * with Unix or Windows line ends.
 */
#ifndef KCZ_TRAIN_CORPUS_FILE_H
#define KCZ_TRAIN_CORPUS_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"
#include "span.h"

/*
 * Reads a file into text; of a limit other than 0, the lines that begin within that many bytes.
 * False with the reason in why.
 */
bool corpus_file_read(const char *file, uint64_t limit, struct buf *text, struct buf *why);

/* Takes the next line, without its end, off rest; false when there is none. */
bool corpus_file_line(struct span *rest, struct span *line);

#endif
