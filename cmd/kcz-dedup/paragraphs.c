#include "paragraphs.h"

#include <string.h>

struct paragraph_cursor paragraphs_open(struct span text)
{
    return (struct paragraph_cursor){text.at, text.at + text.len, false};
}

bool paragraphs_next(struct paragraph_cursor *cursor, struct span *line)
{
    const char *lf;

    if (cursor->done)
        return false;
    lf = cursor->at < cursor->end ? memchr(cursor->at, '\n', (size_t)(cursor->end - cursor->at))
                                  : NULL;
    cursor->done = lf == NULL;
    *line = span_between(cursor->at, lf != NULL ? lf : cursor->end);
    cursor->at = lf != NULL ? lf + 1 : cursor->end;
    return true;
}

bool paragraph_hash(struct span line, const struct dedup *dedup, struct plain_text *plain,
                    uint64_t *hash)
{
    plain_text_set(plain, line, &dedup->phrases);
    if (plain->count < dedup_least(dedup))
        return false;
    *hash = plain_text_hash(plain, 3);
    return true;
}
