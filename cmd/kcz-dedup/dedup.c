#include "dedup.h"

enum { LEAST_PARAGRAPH = 20 };

bool dedup_open(struct dedup *dedup, const struct filter_settings *shared, struct buf *why)
{
    dedup->shared = *shared;
    return path_parse(&dedup->id_path, dedup->id != NULL ? dedup->id : "id", why) &&
           path_parse(&dedup->date_path, dedup->date != NULL ? dedup->date : ".meta.date", why) &&
           (dedup->allow == NULL || phrases_open(&dedup->phrases, dedup->allow, why));
}

void dedup_close(struct dedup *dedup)
{
    path_free(&dedup->id_path);
    path_free(&dedup->date_path);
    phrases_close(&dedup->phrases);
}

size_t dedup_least(const struct dedup *dedup)
{
    return dedup->min_length > 0 ? (size_t)dedup->min_length : LEAST_PARAGRAPH;
}
