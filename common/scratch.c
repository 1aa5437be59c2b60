#include "scratch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "buf.h"

int scratch_open(void)
{
    const char *folder = getenv("TMPDIR");
    struct buf name = {0};
    int fd;

    buf_printf(&name, "%s/kcz-XXXXXX", folder != NULL && *folder != 0 ? folder : "/tmp");
    buf_string(&name);
    fd = mkostemp(name.data, O_CLOEXEC);
    if (fd >= 0)
        unlink(name.data);
    buf_free(&name);
    return fd;
}
