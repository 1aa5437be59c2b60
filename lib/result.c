#include "result.h"

#include <stdlib.h>
#include <string.h>

const char *kcz_version(void)
{
    return KCZ_VERSION;
}

void kcz_free(void *result)
{
    free(result);
}

const char *result_text(char **at, struct span text)
{
    char *copy = *at;

    if (!text.at)
        return NULL;
    memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    *at += text.len + 1;
    return copy;
}

void error_set(struct kcz_error *error, enum kcz_status status, struct buf *why)
{
    if (error) {
        size_t len = why->len;

        if (len >= sizeof error->message) {
            len = sizeof error->message - 1;
            while (((unsigned char)why->data[len] & 0xC0) == 0x80)
                len--; /* not within a character */
        }
        memcpy(error->message, buf_string(why), len);
        error->message[len] = '\0';
        error->status = status;
    }
    buf_free(why);
}
